"""The forms of tests/fixtures/documents in every format: what they say, and mutants of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from auditkit.audit import Workshop, audit, prepare
from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.layouts import auditkit_layouts
from auditkit.loader import load, read_document
from auditkit.plugins import load_plugins
from auditkit.readers import auditkit_readers
from auditkit.settings import Settings

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
FAMILIES = ("a1", "a2", "b2")


def fixture(name: str, kind: str) -> bytes:
    return (FIXTURES / f"{name}.{kind}").read_bytes()


def document(data: bytes, name: str = "甲") -> Document:
    """By the reader that is surest of the content."""
    return read_document(Source(name, data), auditkit_readers(), Limits())


def projects(data: bytes, name: str = "甲") -> Any:
    return load(Source(name, data), auditkit_readers(), auditkit_layouts(), Limits()).data["projects"]


@cache
def workshop() -> Workshop:
    return prepare(load_plugins(), Settings())


def findings(data: bytes) -> list[tuple[Any, ...]]:
    """What the audit says, with the places, but for the name of the file."""
    report = audit([Source("甲", data)], workshop(), datetime(2026, 1, 1))
    assert not report.unreadable and not report.errors
    (one,) = report.audited
    return [
        (f.rule, f.severity, f.message, f.suggestion, f.location.pointer, f.location.quote, f.location.anchor)
        for f in one.findings
    ]


def mutants(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Damaged copies: bytes changed, cut out, doubled, swapped; and cut short."""
    chance = random.Random(seed)
    for number in range(count):
        made = bytearray(data)
        if number % 5 == 0:
            del made[chance.randrange(len(made)) :]
        for _ in range(chance.choice((1, 3, 20, 200)) if made else 0):
            at = chance.randrange(len(made))
            kind = chance.randrange(5)
            if kind == 0:
                made[at] = chance.randrange(256)
            elif kind == 1:
                made[at] ^= 1 << chance.randrange(8)
            elif kind == 2:
                made[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
            elif kind == 3:
                size = chance.randrange(1, 64)
                other = chance.randrange(len(made))
                made[at : at + size] = made[other : other + size]
            elif len(made) > 600:
                made[at : at + chance.randrange(8)] = b""
        yield bytes(made)


def survives(reader: Reader, data: bytes, limits: Limits | None = None) -> bool:
    """Read it: a document, or a refusal in one Chinese sentence. Whether it was a document."""
    try:
        reader.read(Source("甲", data), limits or Limits())
    except ReadError as error:
        assert error.kind in ("empty", "unsupported", "corrupt", "encrypted", "hostile")
        assert error.message.endswith("。") and error.message.count("。") == 1
        assert any("\u4e00" <= char <= "\u9fff" for char in error.message)
        return False
    return True
