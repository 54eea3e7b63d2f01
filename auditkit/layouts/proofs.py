"""Tell which cells have come into the submission, by the anchors of its fields: a claim alone does not count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from auditkit.document import Anchor
from auditkit.layouts.marks import Marks, Spot3

__all__ = ["Proofs", "proofs_of", "spot_of", "unproven"]

Proofs = Mapping[Spot3, tuple[str, ...]]
"""The pointers of the fields that a cell has come into."""
_OF_MANY = frozenset({"indicators", "target"})


def spot_of(anchor: Anchor) -> Spot3:
    """Table, row and column of an anchor; a paragraph counts below zero."""
    kind, _, number = anchor.part.partition(" ")
    if kind == "paragraph":
        return -int(number), 1, 1
    return int(number), anchor.row or 0, anchor.column or 0


def _at(projects: Sequence[Mapping[str, Any]], pointer: str) -> Any:
    """What stands in the submission at a pointer; None where nothing does."""
    found: Any = projects
    for key in pointer.split("/")[2:]:
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list | tuple) and key.isdecimal():
            found = found[int(key)] if int(key) < len(found) else None
        else:
            return None
    return found


def _is_said(value: Any) -> bool:
    """Whether a field says something by itself, not only by the fields in it."""
    if isinstance(value, dict):
        return not _OF_MANY & set(value) and any(value.values())
    return isinstance(value, str | int) and value not in ("", 0)


def proofs_of(
    projects: Sequence[Mapping[str, Any]], anchors: Mapping[str, Anchor], used: Sequence[Marks]
) -> Proofs:
    """The pointers of every cell that has come into a field: by anchor, or as the part that ``used`` says.

    ``used`` are the marks of each project.
    """
    found: dict[Spot3, list[str]] = {}
    for pointer, anchor in anchors.items():
        if anchor.text and _is_said(_at(projects, pointer)):
            found.setdefault(spot_of(anchor), []).append(pointer)
    for number, marks in enumerate(used):
        for spot, mark in marks.items():
            pointer = f"/projects/{number}{mark.says}"
            if mark.kind == "part" and _is_said(_at(projects, pointer)):
                found.setdefault(spot, []).append(pointer)
    return {spot: tuple(dict.fromkeys(pointers)) for spot, pointers in found.items()}


def unproven(marks: Marks, proofs: Proofs, told: Collection[Spot3]) -> dict[Spot3, str]:
    """The cells that were taken for a value and have come into no field, with the field's name."""
    return {
        spot: "" if mark.kind == "part" else mark.says  # a part says a pointer
        for spot, mark in marks.items()
        if mark.kind in ("value", "part") and spot not in proofs and spot not in told
    }
