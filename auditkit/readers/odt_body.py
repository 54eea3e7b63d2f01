"""The body of an OpenDocument text: its tables, and all blocks in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawTable
from auditkit.readers.docx_package import hostile
from auditkit.readers.ods_names import OFFICE, TABLE, Attributes, count_of
from auditkit.readers.odt_grid import Row, laid_out
from auditkit.readers.odt_text import Opener, TextReader

__all__ = ["BodyReader"]

_TALLEST = 1_000_000
_WIDEST = 1000
REPEATED = 100_000
"""Cells that a document may have by repeating others."""
_REPEATED = 1000
"""Times that a row or a cell may be repeated."""


@dataclass(slots=True)
class _Level:
    """A table that is being read; ``outer`` takes what stands around it."""

    outer: list[str | RawTable]
    rows: list[Row] = field(default_factory=list)
    row: Row | None = None
    repeats: int = 1


class BodyReader(TextReader):
    """Handlers for the content of a document; ``has_text`` tells whether it is a text at all."""

    def __init__(self, limits: Limits, notes: set[str]) -> None:
        super().__init__(limits, notes)
        self.has_text = False
        self._levels: list[_Level] = []
        self._cells = self._repeated = 0
        self._covered = RawCell()

    def openers(self) -> dict[str, Opener]:
        return super().openers() | {
            f"{OFFICE}text": self._open_text,
            f"{TABLE}table": self._open_table,
            f"{TABLE}table-row": self._open_row,
            f"{TABLE}table-cell": self._open_cell,
            f"{TABLE}covered-table-cell": self._open_covered,
        }

    def closers(self) -> dict[str, Callable[[], None]]:
        return super().closers() | {
            f"{TABLE}table": self._close_table,
            f"{TABLE}table-row": self._close_row,
            f"{TABLE}table-cell": self._close_cell,
            f"{TABLE}covered-table-cell": self._close_covered,
        }

    def _open_text(self, _attributes: Attributes) -> None:
        self.has_text = True

    def _open_table(self, _attributes: Attributes) -> None:
        if len(self._levels) >= self._limits.depth:
            raise hostile(f"表格嵌套超过 {self._limits.depth} 层")
        self._levels.append(_Level(self.items))

    def _close_table(self) -> None:
        if not self._levels:
            return
        level = self._levels.pop()
        self.items = level.outer
        table = laid_out(level.rows, self.notes, self._limits)
        if table.cells and not self._hiding:
            self.items.append(table)

    def _open_row(self, attributes: Attributes) -> None:
        if self._levels:
            level = self._levels[-1]
            level.row = []
            level.repeats = count_of(attributes, f"{TABLE}number-rows-repeated", _REPEATED)
            self._count(level.repeats)
            self._repeat(level.repeats - 1)

    def _close_row(self) -> None:
        level = self._levels[-1] if self._levels else None
        if level is None or level.row is None:
            return
        level.rows.append(level.row)
        self._repeat((level.repeats - 1) * len(level.row))
        for _ in range(level.repeats - 1):
            self._count(len(level.row))
            level.rows.append([cell and _again(cell) for cell in level.row])
        level.row = None

    def _open_cell(self, attributes: Attributes) -> None:
        level = self._levels[-1] if self._levels else None
        if level is None or level.row is None:
            return
        cell = RawCell()
        cell.colspan = count_of(attributes, f"{TABLE}number-columns-spanned", _WIDEST)
        cell.rowspan = count_of(attributes, f"{TABLE}number-rows-spanned", _TALLEST)
        repeats = count_of(attributes, f"{TABLE}number-columns-repeated", _REPEATED)
        self._count(repeats)
        self._repeat(repeats - 1)
        self.items = cell.items
        level.row += [cell, *(_again(cell) for _ in range(repeats - 1))]

    def _close_cell(self) -> None:
        if self._levels:
            self.items = self._levels[-1].outer

    def _open_covered(self, attributes: Attributes) -> None:
        level = self._levels[-1] if self._levels else None
        if level is not None and level.row is not None:
            repeats = count_of(attributes, f"{TABLE}number-columns-repeated", _REPEATED)
            self._count(repeats)
            self._repeat(repeats - 1)
            level.row += [None] * repeats
        self._covered = RawCell()
        self.items = self._covered.items

    def _close_covered(self) -> None:
        if not self._covered.is_blank:
            self.notes.add("covered")
        self._close_cell()

    def _repeat(self, number: int) -> None:
        """Cells that cost the file nothing are few in texts."""
        self._repeated += number
        if self._repeated > REPEATED:
            raise hostile("文件内重复的单元格过多")

    def _count(self, number: int) -> None:
        self._cells += number
        if self._cells > self._limits.cells:
            raise hostile("文件内的单元格过多")


def _again(cell: RawCell) -> RawCell:
    """The same cell once more."""
    copy = RawCell()
    copy.colspan, copy.rowspan, copy.items = cell.colspan, cell.rowspan, cell.items
    return copy
