"""What a cell was taken for while a form was read: the record behind ``auditkit inspect --explain``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Mark", "Marks", "Spot3", "merged"]

Spot3 = tuple[int, int, int]
"""Table index, row and column of a cell; a paragraph read like a cell has its index below zero."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell was taken for; ``title`` is that of a column nobody knows, unread or told of.

    ``kind``: ``value`` is a claim that must be proven by an anchor of the form; ``part`` went into the
    field whose pointer, below that of the project, is in ``says``; the others (``label``, ``header``,
    ``level``, ``residue``, ``sum``, ``note``, ``ignored``, ``direction``, ``repeat``, ``told``) say by
    themselves why nothing more of the cell is in the submission, ``says`` of which field.
    """

    kind: str = "value"
    says: str = ""


Marks = dict[Spot3, Mark]


def merged(given: Iterable[Marks]) -> Marks:
    """The marks of several projects in one; a claim of a value yields to whatever says more."""
    found: Marks = {}
    for marks in given:
        for spot, mark in marks.items():
            kept = found.get(spot)
            if kept is None or kept.kind == "value":
                found[spot] = mark
    return found
