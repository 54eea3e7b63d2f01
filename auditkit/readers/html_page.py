"""The blocks of a web page: paragraphs and tables in the order in which a browser shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawTable
from auditkit.readers.docx_package import hostile
from auditkit.readers.html_blocks import BlockReader, whole
from auditkit.readers.html_grid import WIDEST, Row, laid_out
from auditkit.readers.html_text import Look, look_of
from auditkit.readers.html_tokens import Tag, tokens

__all__ = ["PageReader"]

_TALLEST = 65_534
_FRAME = frozenset("table tbody tfoot thead tr td th colgroup".split())


@dataclass(slots=True)
class _Level:
    """A table that is being read.

    ``outer`` and ``base`` are where reading goes on behind it. ``look`` is that of the table, the row
    or the cell at hand, the last of them that is open.
    """

    outer: list[str | RawTable]
    base: int
    look: Look
    rows: list[Row] = field(default_factory=list)
    group: int = 0
    row: Row | None = None
    cell: RawCell | None = None
    looks: list[Look] = field(default_factory=list)


class PageReader(BlockReader):
    """Reads pages one after another; ``items`` takes what stands in them. Raises ``ReadError``."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._levels: list[_Level] = []
        self._cells = 0
        self._tags = 0
        self._handlers: dict[tuple[str, bool], Callable[[Tag], None]] = {
            ("table", False): self._open_table,
            ("table", True): lambda _: self._close_table(),
            ("tr", False): self._open_row,
            ("tr", True): lambda _: self._close_row(),
            ("td", False): self._open_cell,
            ("th", False): self._open_cell,
            ("td", True): lambda _: self._close_cell(),
            ("th", True): lambda _: self._close_cell(),
        }

    def read(self, page: str) -> None:
        """Read a page."""
        for token in tokens(page):
            if isinstance(token, str):
                self.text(token)
                continue
            self._tags += 1
            if self._tags > self._limits.cells:
                raise hostile("文件内的标记过多")
            if token.name in _FRAME:
                self._frame(token)
            elif token.is_end:
                self.end(token)
            else:
                self.start(token)
        while self._levels:
            self._close_table()
        self.flush()
        self.elements.clear()

    def place_look(self) -> Look:
        if not self._levels:
            return Look()
        level = self._levels[-1]
        return level.looks[-1] if level.looks else level.look

    def _frame(self, tag: Tag) -> None:
        """A tag of the frame of a table; outside tables all but the first are ignored."""
        if tag.name != "table" and not self._levels:
            return
        handler = self._handlers.get((tag.name, tag.is_end))
        if handler is not None:
            handler(tag)
        elif tag.name != "colgroup":
            self._close_row()
            self._levels[-1].group += 1

    def _open_table(self, tag: Tag) -> None:
        self.flush()
        if self._levels and self._levels[-1].cell is None:
            self._close_table()
        if len(self._levels) >= self._limits.depth:
            raise hostile(f"表格嵌套超过 {self._limits.depth} 层")
        look = look_of("table", tag.attributes, self.classes, self.look())
        self._levels.append(_Level(self.into, self.base, look))
        self.base = len(self.elements)

    def _close_table(self) -> None:
        if not self._levels:
            return
        self._close_row()
        self.flush()
        level = self._levels.pop()
        del self.elements[self.base :]
        self.base = level.base
        table = laid_out(level.rows, self.notes, self._limits)
        if table.cells and not level.look.hidden:
            self.into.append(table)

    def _open_row(self, tag: Tag) -> None:
        self._close_row()
        self.flush()
        self._count()
        level = self._levels[-1]
        level.row = Row([], level.group)
        level.looks.append(look_of("tr", tag.attributes, self.classes, level.look))

    def _close_row(self) -> None:
        self._close_cell()
        level = self._levels[-1]
        if level.row is not None and (level.look.hidden or not level.looks.pop().hidden):
            level.rows.append(level.row)
        level.row = None
        level.looks.clear()

    def _open_cell(self, tag: Tag) -> None:
        level = self._levels[-1]
        if level.row is None:
            self._open_row(Tag("tr"))
        self._close_cell()
        self.flush()
        self._count()
        cell = level.cell = RawCell()
        cell.colspan = whole(tag.attributes.get("colspan", ""), 1, WIDEST) or 1
        cell.rowspan = whole(tag.attributes.get("rowspan", ""), 1, _TALLEST)
        level.looks.append(look_of("td", tag.attributes, self.classes, level.looks[-1]))
        self.into = cell.items

    def _close_cell(self) -> None:
        level = self._levels[-1]
        if level.cell is None:
            return
        self.flush()
        self.label = ""
        del self.elements[self.base :]
        look = level.looks.pop()
        if level.row is not None and (level.looks[-1].hidden or not look.hidden):
            level.row.cells.append(level.cell)
        level.cell = None
        self.into = level.outer

    def _count(self) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise hostile("文件内的单元格过多")
