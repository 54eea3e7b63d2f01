"""From a sheet to the blocks of a document: its tables, and the lines above and below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import itemgetter

from auditkit.document import Anchor, Cell, Paragraph, Table
from auditkit.readers.workbook_merges import Cover, Settled, Shown, settle
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_sheet import Budget, Sheet

__all__ = ["BlockBuilder", "SheetLine"]

_BLANKS = 500_000
"""How many blank cells are made at most to fill the tables of a workbook."""

Rows = list[list[Shown]]
"""Rows that hold texts, each from left to right."""


@dataclass(frozen=True, slots=True)
class SheetLine(Paragraph):
    """A line above or below a table; unlike a line of other documents, it has a cell."""

    row: int = 0
    column: int = 0

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        """The anchor of ``text[start:end]``."""
        return replace(Paragraph.anchor(self, start, end), row=self.row, column=self.column)


class BlockBuilder:
    """Makes the blocks of a workbook, one sheet after another."""

    def __init__(self, notes: Notes, budget: Budget) -> None:
        self.blocks: list[Paragraph | Table] = []
        self._notes = notes
        self._budget = budget
        self._lines = self._tables = 0
        self._blanks = _BLANKS

    def add(self, sheet: Sheet) -> None:
        """Put the blocks of a sheet under those there are."""
        settled = settle(sheet, self._notes, self._budget)
        cover = Cover(settled.merges)
        is_first = True
        for rows in _parted(settled.texts, sheet):
            first, last = _table_in(rows, sheet, settled, is_first)
            self._add_lines(rows[:first], sheet)
            if first < last:
                self._add_table(rows[first:last], sheet, cover)
            self._add_lines(rows[last:], sheet)
            is_first = False

    def _add_lines(self, rows: Rows, sheet: Sheet) -> None:
        for text in (text for row in rows for text in row):
            self._lines += 1
            place = (text.row, text.column)
            self.blocks.append(SheetLine(self._lines, text.text, None, None, sheet.name, *place))

    def _add_table(self, rows: Rows, sheet: Sheet, cover: Cover) -> None:
        texts = [text for row in rows for text in row]
        left, right = min(text.column for text in texts), max(text.right for text in texts)
        top, bottom = rows[0][0].row, max(text.bottom for text in texts)
        blanks = (bottom - top + 1) * (right - left + 1) - len(texts)
        cells: list[Cell] = []
        if blanks <= self._blanks:
            self._blanks -= max(blanks, 0)
            columns = [number for number in range(left, right + 1) if number not in sheet.hidden_columns]
            by_row = {row[0].row: row for row in rows}
            for number in range(top, bottom + 1):
                if number not in sheet.hidden_rows:
                    self._budget.take(len(columns))
                    cover.advance(number)
                    cells += _filled(number, by_row.get(number, ()), columns, cover, (bottom, right))
        else:
            cells = [_cell(text) for text in texts]
        self._tables += 1
        self.blocks.append(Table(self._tables, tuple(cells), bottom, right, None, sheet.name))


def _cell(shown: Shown) -> Cell:
    row, column, text, bottom, right = shown
    return Cell(row, column, text, bottom - row + 1, right - column + 1)


def _filled(
    row: int, texts: Sequence[Shown], columns: Sequence[int], cover: Cover, end: tuple[int, int]
) -> Iterator[Cell]:
    """The cells that begin in a row of a table, blank ones too; ``end`` is its last row and column."""
    by_column = {text.column: text for text in texts}
    for column in columns:
        text = by_column.get(column)
        if text is not None:
            yield _cell(text)
            continue
        area = cover.at(row, column) if cover.reaches else None
        if area is None:
            yield Cell(row, column, "")
        elif (area.top, area.left) == (row, column):
            bottom, right = min(area.bottom, end[0]), min(area.right, end[1])
            yield Cell(row, column, "", bottom - row + 1, right - column + 1)


def _parted(texts: Sequence[Shown], sheet: Sheet) -> Iterator[Rows]:
    """The rows that hold texts, parted where blank rows without lines around them lie between."""
    rows: Rows = []
    end = 0
    for number, group in groupby(texts, key=itemgetter(0)):
        if rows and not _joined(end, number, sheet):
            yield rows
            rows, end = [], 0
        rows.append(list(group))
        for text in rows[-1]:
            end = max(end, text.bottom)
    if rows:
        yield rows


def _joined(end: int, number: int, sheet: Sheet) -> bool:
    """Whether nothing but hidden rows and blank rows of a ruled table lies between two rows."""
    row = sheet.hidden_rows.after(end + 1)
    while row < number:
        if sheet.boxed.get(row, 0) < 2:
            return False
        row = sheet.hidden_rows.after(row + 1)
    return True


def _table_in(rows: Rows, sheet: Sheet, settled: Settled, is_first: bool) -> tuple[int, int]:
    """Which of the rows are a table: the half-open range between the lines above and below it.

    A line is a row with one text and no lines drawn around it. In a sheet without drawn lines they
    are told at its top only, or where there is nothing else.
    """
    reach = [0, *accumulate((max(text.bottom for text in row) for row in rows), max)]
    starts = [row[0].row for row in rows]
    alone = [
        len(row) == 1
        and number > reach[n]
        and (n + 1 == len(rows) or starts[n + 1] > row[0].bottom)
        and number not in sheet.boxed
        and number not in settled.blank_rows
        for n, (number, row) in enumerate(zip(starts, rows, strict=True))
    ]
    if all(alone):
        return len(rows), len(rows)
    first, last = 0, len(rows)
    while (sheet.boxed or is_first) and alone[first]:
        first += 1
    while sheet.boxed and alone[last - 1]:
        last -= 1
    return first, last
