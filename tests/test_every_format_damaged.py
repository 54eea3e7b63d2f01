"""Damaged files of every format and family through the whole way in: understood, or refused in one sentence."""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "layouts"), str(HERE / "readers")]

from document_forms import mutants  # noqa: E402
from family_paper import NAMES  # noqa: E402
from test_every_format import FORMATS, FORMS  # noqa: E402

from auditkit.document import Limits, ReadError, Source  # noqa: E402
from auditkit.layouts import auditkit_layouts  # noqa: E402
from auditkit.loader import load  # noqa: E402
from auditkit.readers import auditkit_readers  # noqa: E402

PACKAGES = ("docx", "odt", "ofd", "xlsx", "ods")
_STRANGE = (b"0", b"-1", b"99999999999", b"1e9", b"65536", b"")


def _load(data: bytes, kind: str) -> None:
    """Read a file; a refusal must be a sentence of Chinese, and none of a reader that broke."""
    try:
        load(Source(f"甲.{kind}", data), auditkit_readers(), auditkit_layouts(), Limits())
    except ReadError as error:
        assert error.kind != "crash", error.message
        assert error.message.endswith("。") and error.message.startswith("甲.")


def _with_strange_markup(part: bytes, chance: random.Random) -> bytes:
    """XML with a number changed, a tag lost, or an element in the place of another."""
    kind = chance.randrange(3)
    patterns = (rb"\d+", rb"<[^<>]*>", rb"<(\w+:\w+)[^<>]*>[^<>]*</\1>")
    found = list(re.finditer(patterns[kind], part)) or list(re.finditer(patterns[1], part))
    one, other = chance.choice(found), chance.choice(found)
    new = (chance.choice(_STRANGE), b"", other.group())[kind]
    return part[: one.start()] + new + part[one.end() :]


def _repacked(data: bytes, chance: random.Random) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        largest = max((n for n in old.namelist() if n.endswith(".xml")), key=lambda n: old.getinfo(n).file_size)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _with_strange_markup(part, chance) if name == largest else part)
    return memory.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_damaged_file_is_understood_or_refused(kind: str) -> None:
    for seed, name in enumerate(NAMES):
        for made in mutants((FORMS / f"{name}.{kind}").read_bytes(), 2, seed):
            _load(made, kind)


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_of_strange_markup_is_understood_or_refused(kind: str) -> None:
    for seed, name in enumerate(NAMES):
        _load(_repacked((FORMS / f"{name}.{kind}").read_bytes(), random.Random(seed)), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_cut_short_is_understood_or_refused(kind: str) -> None:
    data = (FORMS / f"b2-central-card.{kind}").read_bytes()
    for part in range(1, 12):
        _load(data[: len(data) * part // 12], kind)
