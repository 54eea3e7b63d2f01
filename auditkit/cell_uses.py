"""What became of each cell of a file, and why one layout was surer of it than the others."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.document import Anchor, Form

__all__ = ["Account", "CellUse", "Opening", "Spoken", "Weighed"]


@dataclass(frozen=True, slots=True)
class CellUse:
    """One cell or paragraph that is not blank: its place and what it was taken for.

    ``kind``: ``value`` (``pointers`` say of what), ``label``, ``header``, ``level``, ``residue``,
    ``sum``, ``note``, ``ignored``, ``direction``, ``repeat``, ``told`` (unread with its column),
    ``unread``, ``outside`` (no part of a form), or ``lost``. ``says`` is the field, or the reason.
    ``size`` is how many characters it has, blanks apart.
    """

    anchor: Anchor
    kind: str
    says: str = ""
    pointers: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a project begins, and what made it one of its own."""

    pointer: str
    reason: str
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A marker of a layout that was met: ``kind`` is label, text or shape."""

    kind: str
    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a layout came to its score: the markers met, the least it always has, whether it can read at all."""

    score: int
    spoken: tuple[Spoken, ...] = ()
    floor: int = 0
    can_read: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """A form with what became of every cell, and how its projects were told apart."""

    form: Form
    uses: tuple[CellUse, ...]
    openings: tuple[Opening, ...] = ()
