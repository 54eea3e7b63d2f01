"""Put the cells of an OpenDocument sheet in their places, repetitions written out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

from auditkit.readers.ods_names import OFFICE, TABLE, Attributes, count_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import damaged
from auditkit.readers.workbook_sheet import LAST_COLUMN, LAST_ROW, Budget, Sheet

__all__ = ["RowPlacer"]

_RULED = 4096
"""How many repetitions of a blank row with lines are minded."""
_HIDDEN = ("collapse", "filter")


class RowPlacer:
    """Fills one sheet. ``boxed`` are the cell styles that draw lines."""

    def __init__(self, name: str, boxed: Collection[str], notes: Notes, budget: Budget) -> None:
        self.sheet = Sheet(name)
        self._boxed = boxed
        self._notes = notes
        self._budget = budget
        self._starts: list[int] = []
        self._styles: list[str] = []
        self._columns = self._row = self._column = 0
        self._repeated = 1
        self._row_style = ""
        self._texts: list[tuple[int, int, str]] = []
        self._boxes = 0

    def add_column(self, attributes: Attributes) -> None:
        """Take in the next columns, with the style of their cells."""
        count = count_of(attributes, f"{TABLE}number-columns-repeated", LAST_COLUMN)
        self._starts.append(self._columns + 1)
        self._styles.append(attributes.get(f"{TABLE}default-cell-style-name", ""))
        if attributes.get(f"{TABLE}visibility") in _HIDDEN:
            self.sheet.hidden_columns.add(self._columns + 1, min(self._columns + count, LAST_COLUMN))
        self._columns += count

    def open_row(self, attributes: Attributes) -> None:
        """Begin the next row, or as many as it stands for."""
        self._row += self._repeated if self._row else 1
        self._repeated = count_of(attributes, f"{TABLE}number-rows-repeated", LAST_ROW)
        self._row_style = attributes.get(f"{TABLE}default-cell-style-name", "")
        self._column, self._texts, self._boxes = 0, [], 0
        if attributes.get(f"{TABLE}visibility") in _HIDDEN:
            self.sheet.hidden_rows.add(self._row, min(self._row + self._repeated - 1, LAST_ROW))

    def add_cell(self, attributes: Attributes, text: str) -> None:
        """Put the next cell, or as many as it stands for, into the row."""
        first = self._column + 1
        count = count_of(attributes, f"{TABLE}number-columns-repeated", LAST_COLUMN)
        self._column += count
        self._budget.take(1)
        style = attributes.get(f"{TABLE}style-name") or self._row_style or self._style_of(first)
        if style in self._boxed:
            self._boxes += count
        if text.strip():
            if not self._row or self._column > LAST_COLUMN:
                raise damaged()
            self._texts.append((first, self._column, text))
        elif f"{TABLE}formula" in attributes and f"{OFFICE}value-type" not in attributes:
            self._notes.add("uncalculated", self.sheet.name, self._row, first)
        right = count_of(attributes, f"{TABLE}number-columns-spanned", LAST_COLUMN)
        down = count_of(attributes, f"{TABLE}number-rows-spanned", LAST_ROW)
        if right > 1 or down > 1:
            self.sheet.merge(self._row, first, self._row + down - 1, first + right - 1)

    def _style_of(self, column: int) -> str:
        place = bisect_right(self._starts, column) - 1
        return self._styles[place] if place >= 0 and column <= self._columns else ""

    def close_row(self) -> None:
        """Write the row out as often as it is repeated."""
        last = min(self._row + self._repeated - 1, LAST_ROW)
        if self._texts and self._row > LAST_ROW:
            raise damaged()
        for first, end, text in self._texts:
            copies = (end - first + 1) * (last - self._row + 1)
            self._budget.take(copies - 1, len(text) * copies)
            for row in range(self._row, last + 1):
                for column in range(first, end + 1):
                    self.sheet.put(row, column, text)
        if self._boxes:
            ruled = last if self._texts else min(last, self._row + _RULED - 1)
            for row in range(self._row, ruled + 1):
                self.sheet.boxed[row] = self._boxes
