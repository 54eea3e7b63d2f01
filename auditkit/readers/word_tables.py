"""Tables as Word's older formats write them: cells end at marks, rows state where their edges lie."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditkit.document import Limits
from auditkit.readers.docx_grid import CONTINUE, RawCell, RawRow, RawTable
from auditkit.readers.docx_package import hostile

__all__ = ["CellShape", "RowShape", "TableStack"]

NEAR = 15
"""Edges as near as this, in twentieths of a point, are one edge; no text fits in between."""
DEEPEST = 100
"""Tables inside each other that are read, whatever the limits say."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """How a cell is merged, in the terms of ``docx_grid``."""

    across: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class RowShape:
    """The edges of a row from left to right, one more than its cells, and the merges of those."""

    edges: tuple[int, ...]
    cells: tuple[CellShape, ...]


@dataclass(slots=True)
class _Row:
    cells: list[RawCell]
    shape: RowShape | None
    deleted: bool


@dataclass(slots=True)
class _Level:
    """A table that is being read: its rows, the cells of the row at hand, and the cell at hand."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[RawCell] = field(default_factory=list)
    cell: RawCell = field(default_factory=RawCell)


class TableStack:
    """Takes paragraphs, ends of cells and ends of rows in their order, each with its depth.

    Depth 0 is outside tables. ``items`` is what stands there: texts and finished tables. Raises
    ``ReadError`` for what goes over the limits.
    """

    def __init__(self, limits: Limits, notes: set[str]) -> None:
        self.items: list[str | RawTable] = []
        self.notes = notes
        self._limits = limits
        self._levels: list[_Level] = []
        self._counted = 0

    def add(self, depth: int, *items: str | RawTable) -> None:
        """Put paragraphs, or whole tables, into the cell at hand at this depth."""
        self._go(depth)
        (self._levels[-1].cell.items if self._levels else self.items).extend(items)

    def end_cell(self, depth: int) -> None:
        """The cell at hand is whole."""
        self._go(max(depth, 1))
        self._count()
        level = self._levels[-1]
        level.cells.append(level.cell)
        level.cell = RawCell()

    def cells(self, depth: int) -> int:
        """How many cells of the row at hand are whole at this depth."""
        self._go(max(depth, 1))
        return len(self._levels[-1].cells)

    def end_row(self, depth: int, shape: RowShape | None, deleted: bool = False) -> None:
        """The row at hand is whole. ``shape`` is None where the file does not say."""
        self._go(max(depth, 1))
        self._count()
        level = self._levels[-1]
        if level.cell.items and not level.cell.is_blank:
            level.cells.append(level.cell)
        level.cell = RawCell()
        level.rows.append(_Row(level.cells, shape, deleted))
        level.cells = []

    def finish(self) -> list[str | RawTable]:
        """All that stands outside tables, with the tables."""
        self._go(0)
        return self.items

    def _count(self) -> None:
        self._counted += 1
        if self._counted > self._limits.cells:
            raise hostile("文件内的单元格过多")

    def _go(self, depth: int) -> None:
        if depth > min(self._limits.depth, DEEPEST):
            raise hostile(f"表格嵌套超过 {min(self._limits.depth, DEEPEST)} 层")
        while len(self._levels) < depth:
            self._levels.append(_Level())
        while len(self._levels) > depth:
            level = self._levels.pop()
            if level.cell.items and not level.cell.is_blank:
                level.cells.append(level.cell)
            if level.cells:
                level.rows.append(_Row(level.cells, None, False))
            table = _table(level.rows, self.notes)
            if table.cells:
                (self._levels[-1].cell.items if self._levels else self.items).append(table)


def _table(rows: Sequence[_Row], notes: set[str]) -> RawTable:
    """The grid on which all edges of all rows lie."""
    shapes = {id(row.shape): row.shape for row in rows if row.shape and not row.deleted}
    lines = _lines(shapes.values())
    columns = {key: [bisect_right(lines, edge) - 1 for edge in shape.edges] for key, shape in shapes.items()}
    table = RawTable(notes)
    before: RowShape | None = None
    for row in rows:
        if row.shape is None and before and len(before.cells) == len(row.cells):
            row.shape = before
        before = before if row.shape is None or row.deleted else row.shape
        if row.deleted:
            notes.add("tracked")
        else:
            table.add(_row(row, columns.get(id(row.shape), ())))
    return table


def _lines(shapes: Iterable[RowShape]) -> list[int]:
    """Where the columns of a table begin; edges that nearly agree are one."""
    edges = sorted({edge for shape in shapes for edge in shape.edges})
    lines: list[int] = []
    for edge in edges:
        if not lines or edge - lines[-1] > NEAR:
            lines.append(edge)
    return lines


def _row(row: _Row, starts: Sequence[int]) -> RawRow:
    """A row whose edges lie on these columns."""
    made = RawRow()
    made.cells = row.cells
    shape = row.shape
    if shape is None or not starts:
        return made
    made.before = column = starts[0]
    for number, cell in enumerate(row.cells):
        if number >= len(shape.cells):
            break
        end = max(starts[number + 1], column + 1)
        cell.colspan, column = end - column, end
        cell.across, cell.down = shape.cells[number].across, shape.cells[number].down
        if cell.across == CONTINUE:
            cell.down = 0
    return made
