"""From the rows of a web page's table to its grid: where cells that reach down push others aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawTable
from auditkit.readers.docx_package import hostile

__all__ = ["WIDEST", "Row", "laid_out"]

WIDEST = 1000
"""Columns that a cell may reach over, as in browsers."""


@dataclass(slots=True)
class Row:
    """The cells of a row as written. ``group`` is the part of the table it stands in.

    Cells state how far they would reach; 0 rows are all to the end of the group.
    """

    cells: list[RawCell]
    group: int = 0


def laid_out(rows: Sequence[Row], notes: set[str], limits: Limits) -> RawTable:
    """The table, each cell in the first free place of its row; no two cover the same place."""
    table = RawTable(notes)
    lasts: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        lasts[row.group] = number
    taken: dict[int, tuple[int, int]] = {}
    area = 0
    for number, row in enumerate(rows, 1):
        taken = {start: reach for start, reach in taken.items() if reach[1] >= number}
        blocks = sorted((start, start + width) for start, (width, _) in taken.items())
        area += len(blocks) + sum(cell.colspan for cell in row.cells)
        if area > limits.cells:
            raise hostile("表格展开后的单元格过多")
        last = lasts[row.group]
        for cell in _placed(row.cells, blocks):
            cell.row = number
            cell.rowspan = last - number + 1 if cell.rowspan == 0 else min(cell.rowspan, last - number + 1)
            if cell.rowspan > 1:
                taken[cell.column] = (cell.colspan, number + cell.rowspan - 1)
            table.cells.append(cell)
            table.columns = max(table.columns, cell.column + cell.colspan - 1)
    table.rows = len(rows)
    return table


def _placed(cells: list[RawCell], blocks: list[tuple[int, int]]) -> list[RawCell]:
    """Give each cell a column, past the ``blocks`` that cells from above take up."""
    column, at = 1, 0
    for cell in cells:
        while at < len(blocks) and blocks[at][0] <= column:
            column = max(column, blocks[at][1])
            at += 1
        cell.column = column
        cell.colspan = max(min(cell.colspan, WIDEST), 1)
        if at < len(blocks):
            cell.colspan = min(cell.colspan, blocks[at][0] - column)
        column += cell.colspan
    return cells
