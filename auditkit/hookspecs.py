"""The four places where a plugin attaches, and the values it brings there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pluggy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from auditkit.cell_uses import Account, Weighed
    from auditkit.document import Document, Form, Limits, Source
    from auditkit.report import Report
    from auditkit.rule import RulePack

__all__ = [
    "API_VERSION",
    "AnyPack",
    "Layout",
    "PackFolder",
    "Reader",
    "Reporter",
    "auditkit_layouts",
    "auditkit_readers",
    "auditkit_reporters",
    "auditkit_rule_packs",
    "hookimpl",
]

PROJECT = "auditkit"
API_VERSION = "1.0"
"""What a plugin may state as ``AUDITKIT_API``: the same major version, no later minor one."""
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format: bytes into a document.

    ``recognises`` looks at content, never at the name, and returns a certainty from 0 to 100.
    ``read`` raises only ``ReadError``.
    """

    name: str
    title: str
    recognises: Callable[[Source], int]
    read: Callable[[Source, Limits], Document]


@dataclass(frozen=True, slots=True)
class Layout:
    """One family of forms: a document into a form.

    ``score`` says from 0 to 100 how surely the document holds this family; 0 is "not mine". ``weigh``
    and ``account`` may tell how it came to the score, and what became of every cell.
    """

    name: str
    title: str
    score: Callable[[Document], int]
    take: Callable[[Document], Form]
    weigh: Callable[[Document], Weighed] | None = None
    account: Callable[[Document], Account] | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """One kind of report. ``render`` turns the whole report into the bytes of one file."""

    name: str
    title: str
    suffix: str
    render: Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A rule pack as a folder of files: YAML rules, word lists, ``pack.yaml``.

    ``package`` is the importable package that the folder is; without it the folder brings no Python
    rules: ``PackFolder(files("my_rules.pack"), "my_rules.pack")``.
    """

    folder: Traversable
    package: str = ""


AnyPack: TypeAlias = "RulePack | PackFolder"


@hookspec
def auditkit_rule_packs() -> Sequence[AnyPack]:
    """Return the rule packs this plugin brings."""
    return ()


@hookspec
def auditkit_readers() -> Sequence[Reader]:
    """Return the readers this plugin brings."""
    return ()


@hookspec
def auditkit_layouts() -> Sequence[Layout]:
    """Return the layouts this plugin brings."""
    return ()


@hookspec
def auditkit_reporters() -> Sequence[Reporter]:
    """Return the reporters this plugin brings."""
    return ()
