"""Merged areas of a sheet: which text shows where, what is covered, row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_sheet import Budget, Merge, Sheet

__all__ = ["Cover", "Settled", "Shown", "settle"]

_WIDE, _TALL = 256, 4096
"""An area beyond this does not make a table wider or taller; it is cut to the table."""
_WORK = 8
"""How much one area counts against the limit of cells."""


class Cover:
    """The areas that reach into a row; rows are asked for in ascending order."""

    def __init__(self, merges: Iterable[Merge]) -> None:
        self._coming = sorted(merges, key=lambda merge: (merge.top, merge.left), reverse=True)
        self._lefts: list[int] = []
        self._active: dict[int, Merge] = {}

    @property
    def reaches(self) -> bool:
        """Whether any area may reach into the row last advanced to."""
        return bool(self._lefts)

    def advance(self, row: int) -> list[Merge]:
        """Take in the areas that begin down to this row; those that overlap others are given back."""
        refused = []
        while self._coming and self._coming[-1].top <= row:
            merge = self._coming.pop()
            if merge.bottom >= row and not self._insert(merge):
                refused.append(merge)
        return refused

    def _insert(self, merge: Merge) -> bool:
        if self.at(merge.top, merge.left) is not None:
            return False
        place = bisect_left(self._lefts, merge.left)
        while place < len(self._lefts) and self._lefts[place] <= merge.right:
            if self._active[self._lefts[place]].bottom >= merge.top:
                return False
            del self._active[self._lefts.pop(place)]
        self._lefts.insert(place, merge.left)
        self._active[merge.left] = merge
        return True

    def at(self, row: int, column: int) -> Merge | None:
        """The area that covers a cell of the row last advanced to."""
        place = bisect_right(self._lefts, column) - 1
        while place >= 0:
            merge = self._active[self._lefts[place]]
            if merge.bottom >= row:
                return merge if merge.right >= column else None
            del self._active[self._lefts.pop(place)]
            place -= 1
        return None


class Shown(NamedTuple):
    """A text where it is seen, and the last row and column it takes up."""

    row: int
    column: int
    text: str
    bottom: int
    right: int

    def cut(self, bottom: int, right: int) -> Shown:
        """The same text, taking up no more than this."""
        return Shown(self.row, self.column, self.text, min(self.bottom, bottom), min(self.right, right))


@dataclass(frozen=True, slots=True)
class Settled:
    """The texts of a sheet that can be seen, by row and column, and its merged areas.

    All areas are cut to what the sheet holds. ``blank_rows`` are those where an area without a
    text begins.
    """

    texts: list[Shown]
    merges: list[Merge]
    blank_rows: frozenset[int]


def settle(sheet: Sheet, notes: Notes, budget: Budget) -> Settled:
    """Put each text where it is seen; note what cannot be seen."""
    budget.take(_WORK * len(sheet.merges))
    areas = [_seen(merge, sheet) for merge in _without_overlaps(sheet, notes)]
    alive = {area: seen for area, seen in areas if seen is not None}
    texts, blanks = _texts(sheet, alive, notes)
    last = max((t.row if t.bottom - t.row > _TALL else t.bottom for t in texts), default=0)
    right = max((t.column if t.right - t.column > _WIDE else t.right for t in texts), default=0)
    shown = [t if t.bottom <= last and t.right <= right else t.cut(last, right) for t in texts]
    spread = [t for t in shown if t.bottom > t.row or t.right > t.column]
    cut = [Merge(m.top, m.left, min(m.bottom, last), min(m.right, right)) for m in blanks]
    kept = [m for m in cut if m.top <= m.bottom and m.left <= m.right]
    return Settled(
        sorted(shown),
        [*(Merge(t.row, t.column, t.bottom, t.right) for t in spread), *kept],
        frozenset(m.top for m in kept),
    )


def _without_overlaps(sheet: Sheet, notes: Notes) -> list[Merge]:
    refused: set[Merge] = set()
    unique = list(dict.fromkeys(sheet.merges))
    cover = Cover(unique)
    for row in sorted({merge.top for merge in unique}):
        refused.update(cover.advance(row))
    for merge in sorted(refused, key=lambda merge: (merge.top, merge.left)):
        notes.add("overlapping", sheet.name, merge.top, merge.left)
    return [merge for merge in unique if merge not in refused]


def _seen(merge: Merge, sheet: Sheet) -> tuple[Merge, Merge | None]:
    """The area, and the part of it that begins with its first visible cell."""
    top, left = sheet.hidden_rows.after(merge.top), sheet.hidden_columns.after(merge.left)
    if top > merge.bottom or left > merge.right:
        return merge, None
    return merge, Merge(top, left, merge.bottom, merge.right)


def _texts(sheet: Sheet, seen: Mapping[Merge, Merge], notes: Notes) -> tuple[list[Shown], list[Merge]]:
    """The texts where they are seen, and the visible areas without a text.

    ``seen`` maps areas to their visible parts.
    """
    cover = Cover(seen)
    texts: list[Shown] = []
    filled: set[Merge] = set()
    hides = bool(sheet.hidden_rows) or bool(sheet.hidden_columns)
    for row in sorted(sheet.rows):
        cover.advance(row)
        for column, text in sorted(sheet.rows[row].items()):
            area = cover.at(row, column) if cover.reaches else None
            if area is not None and (row, column) == (area.top, area.left):
                part = seen[area]
                filled.add(area)
                texts.append(Shown(part.top, part.left, text, part.bottom, part.right))
            elif hides and row in sheet.hidden_rows:
                notes.add("hidden rows", sheet.name, row, column)
            elif hides and column in sheet.hidden_columns:
                notes.add("hidden columns", sheet.name, row, column)
            elif area is not None:
                notes.add("covered", sheet.name, row, column)
            else:
                texts.append(Shown(row, column, text, row, column))
    return texts, [part for area, part in seen.items() if area not in filled]
