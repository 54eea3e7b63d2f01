"""From the rows of a Word table to its grid: which cells are merged with which."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from auditkit.document import Cell, Table

__all__ = ["CONTINUE", "RESTART", "RawCell", "RawRow", "RawTable", "freeze"]

RESTART, CONTINUE = 1, 2
"""A cell that begins a merge, and one that goes on with it; 0 is neither."""


class RawCell:
    """A cell as it is read; ``items`` are its paragraphs and tables in order."""

    row = column = 0
    rowspan = colspan = 1
    down = across = 0

    def __init__(self) -> None:
        self.items: list[str | RawTable] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all can be read in it."""
        return not any(item.strip() if isinstance(item, str) else item.cells for item in self.items)


class RawRow:
    """A row as it is read. ``before`` and ``after`` are the columns it leaves free at its ends."""

    __slots__ = ("after", "before", "cells", "deleted")

    def __init__(self) -> None:
        self.before = self.after = 0
        self.deleted = False
        self.cells: list[RawCell] = []


class RawTable:
    """A table that grows row by row; each row costs time in proportion to its cells.

    No two cells ever cover the same place. ``notes`` collects what was met on the way:
    ``"covered"`` for text in the merged-away part of a cell, ``"misaligned"`` for a merge whose
    parts do not stand below each other.
    """

    __slots__ = ("_open", "cells", "columns", "notes", "rows")

    def __init__(self, notes: set[str]) -> None:
        self.cells: list[RawCell] = []
        self.rows = self.columns = 0
        self.notes = notes
        self._open: dict[int, RawCell] = {}

    def add(self, row: RawRow) -> None:
        """Put ``row`` under the others and settle its merges."""
        slots, end = self._across(row)
        self.rows += 1
        self.columns = max(self.columns, end + row.after)
        above, self._open = self._open, {}
        first = len(self.cells)
        astray: list[RawCell] = []
        for cell in slots:
            if cell.down == CONTINUE:
                anchor = above.get(cell.column)
                if anchor is None or anchor.colspan != cell.colspan:
                    astray.append(cell)
                    continue
                self._extend(anchor, [cell])
            else:
                self._place(cell)
        if astray:
            self._settle(astray, slots, above)
            self.cells[first:] = sorted(self.cells[first:], key=lambda cell: cell.column)

    def _across(self, row: RawRow) -> tuple[list[RawCell], int]:
        """The cells of ``row`` with their columns, sideways merges joined; and its last column."""
        slots: list[RawCell] = []
        column = row.before + 1
        for cell in row.cells:
            cell.column = column
            column += cell.colspan
            if cell.across == CONTINUE and slots and slots[-1].across:
                slots[-1].colspan += cell.colspan
                self._cover(slots[-1], cell)
            else:
                slots.append(cell)
        return slots, column - 1

    def _place(self, cell: RawCell) -> None:
        cell.row = self.rows
        self.cells.append(cell)
        if cell.down:
            self._open[cell.column] = cell

    def _extend(self, anchor: RawCell, parts: list[RawCell]) -> None:
        anchor.rowspan += 1
        self._open[anchor.column] = anchor
        for part in parts:
            self._cover(anchor, part)

    def _cover(self, anchor: RawCell, part: RawCell) -> None:
        """Word shows nothing of a merged-away part; say so if there is something in it."""
        if part.items and not part.is_blank:
            self.notes.add("covered")

    def _settle(self, astray: list[RawCell], slots: list[RawCell], above: dict[int, RawCell]) -> None:
        """Merge parts that do not match the cell above them exactly.

        Such a part goes with the merged cell above its left edge, or else with the next one it
        reaches, unless another cell of the row stands in that place. A part with no merged cell
        above begins a merge of its own, as in Word.
        """
        starts = sorted(above)
        claims: dict[int, list[RawCell]] = {}
        for cell in astray:
            spot = bisect_right(starts, cell.column) - 1
            if spot < 0 or above[starts[spot]].column + above[starts[spot]].colspan <= cell.column:
                spot += 1
            if spot < len(starts) and starts[spot] < cell.column + cell.colspan:
                claims.setdefault(starts[spot], []).append(cell)
            else:
                self._place(cell)
        edges = [cell.column for cell in slots]
        for start, parts in claims.items():
            anchor = above[start]
            first = max(bisect_right(edges, start) - 1, 0)
            last = bisect_left(edges, start + anchor.colspan)
            standing = {slot for slot in slots[first:last] if slot.column + slot.colspan > start}
            if standing <= set(parts):
                self._extend(anchor, parts)
            else:
                self.notes.add("misaligned")
                for cell in parts:
                    self._place(cell)


def freeze(raw: RawTable, index: int) -> tuple[Table, int]:
    """The table with number ``index`` and the next free number, nested tables counted."""
    free = index + 1
    cells = []
    for cell in raw.cells:
        text, tables = "", []
        if len(cell.items) == 1 and isinstance(cell.items[0], str):
            text = cell.items[0]
        else:
            text = "\n".join(item for item in cell.items if isinstance(item, str))
            for item in cell.items:
                if isinstance(item, RawTable):
                    table, free = freeze(item, free)
                    tables.append(table)
        cells.append(
            Cell(cell.row, cell.column, text, cell.rowspan, cell.colspan, (), None, False, tuple(tables))
        )
    return Table(index, tuple(cells), raw.rows, raw.columns), free
