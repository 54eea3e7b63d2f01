"""From the rows of an OpenDocument table to its grid: each cell stands where its row puts it."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawTable
from auditkit.readers.docx_package import hostile

__all__ = ["Row", "laid_out"]

Row = list[RawCell | None]
"""The places of a row; None is one that another cell covers."""


def laid_out(rows: Sequence[Row], notes: set[str], limits: Limits) -> RawTable:
    """The table; where two cells would cover the same place, the one above or before gives way."""
    table = RawTable(notes)
    taken: dict[int, RawCell] = {}
    area = 0
    for number, row in enumerate(rows, 1):
        taken = {column: cell for column, cell in taken.items() if cell.row + cell.rowspan > number}
        area += len(taken) + len(row)
        if area > limits.cells:
            raise hostile("表格展开后的单元格过多")
        _cut(row, len(rows) - number + 1)
        for column, cell in enumerate(row, 1):
            if cell is None:
                continue
            cell.row, cell.column = number, column
            for above in [taken[start] for start in sorted(taken) if _meet(taken[start], cell)]:
                above.rowspan = number - above.row
                del taken[above.column]
            table.cells.append(cell)
            if cell.rowspan > 1:
                taken[column] = cell
        table.columns = max([table.columns, *(cell.column + cell.colspan - 1 for cell in row if cell)])
    table.rows = len(rows)
    return table


def _cut(row: Row, tallest: int) -> None:
    """Let no cell reach into the next one of its row, or below the table."""
    end = 0
    for column in range(len(row), 0, -1):
        cell = row[column - 1]
        if cell is not None:
            cell.rowspan = min(cell.rowspan, tallest)
            if end:
                cell.colspan = min(cell.colspan, end - column)
            end = column


def _meet(above: RawCell, cell: RawCell) -> bool:
    return above.column < cell.column + cell.colspan and cell.column < above.column + above.colspan
