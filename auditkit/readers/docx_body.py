"""The body of a Word document: its tables, and all blocks in their order."""

from __future__ import annotations

from collections.abc import Callable

from auditkit.document import Limits, Paragraph, ReadError, Table
from auditkit.readers.docx_grid import CONTINUE, RESTART, RawCell, RawRow, RawTable, freeze
from auditkit.readers.docx_numbers import Numbering
from auditkit.readers.docx_package import hostile
from auditkit.readers.docx_runs import Attributes, Closer, Opener
from auditkit.readers.docx_story import StoryReader
from auditkit.readers.docx_styles import Styles

__all__ = ["BodyReader"]

WIDEST = 63
"""Word's limit of columns in a table; a wider span is cut to it."""


class BodyReader(StoryReader):
    """Handlers for the main part of a document; ``blocks`` gives what was read."""

    def __init__(
        self, limits: Limits, styles: Callable[[], Styles], numbering: Callable[[], Numbering]
    ) -> None:
        super().__init__(limits, styles, numbering)
        self._limits = limits
        self._counted = 0
        self._has_body = False
        self._in_row_properties = False

    def blocks(self) -> tuple[Paragraph | Table, ...]:
        """Paragraphs and tables in document order. Raises ``ReadError`` if there was no body."""
        if not self._has_body:
            raise ReadError("unsupported", "文件里没有 Word 正文，请用 Word 打开后另存为 .docx 再提交。")
        self.flush()
        blocks: list[Paragraph | Table] = []
        paragraph = table = 1
        for item in self.items:
            if isinstance(item, str):
                blocks.append(Paragraph(paragraph, item))
                paragraph += 1
            else:
                frozen, table = freeze(item, table)
                blocks.append(frozen)
        return tuple(blocks)

    def openers(self) -> dict[tuple[str, str], Opener]:
        return super().openers() | {
            ("w", "body"): self.open_body,
            ("w", "tbl"): self.open_table,
            ("w", "tr"): self.open_row,
            ("w", "trPr"): self.open_row_properties,
            ("w", "gridBefore"): self.open_before,
            ("w", "gridAfter"): self.open_after,
            ("w", "tc"): self.open_cell,
            ("w", "gridSpan"): self.open_span,
            ("w", "vMerge"): self.open_down,
            ("w", "hMerge"): self.open_across,
        }

    def closers(self) -> dict[tuple[str, str], Closer]:
        return super().closers() | {
            ("w", "tbl"): self.close_table,
            ("w", "tr"): self.close_row,
            ("w", "trPr"): self.close_row_properties,
            ("w", "tc"): self.close_cell,
        }

    def open_body(self, _attributes: Attributes) -> None:
        self._has_body = True

    def open_table(self, _attributes: Attributes) -> None:
        if self.in_paragraph or (self.table is not None and self.cell is None):
            raise self.malformed()
        self.flush()
        self.enter()
        self.table = RawTable(self.notes)

    def close_table(self) -> None:
        table = self.table
        self.leave()
        if table is not None and table.cells:
            self.items.append(table)

    def open_row(self, _attributes: Attributes) -> None:
        if self.table is None or self.row is not None:
            raise self.malformed()
        self._count()
        self.row = RawRow()

    def close_row(self) -> None:
        if self.table is not None and self.row is not None and not self.row.deleted:
            self.table.add(self.row)
        self.row = None

    def open_row_properties(self, _attributes: Attributes) -> None:
        self._in_row_properties = True

    def close_row_properties(self) -> None:
        self._in_row_properties = False

    def open_deletion(self, attributes: Attributes) -> None:
        """A deleted row; or what is deleted in a paragraph."""
        if self._in_row_properties and self.row is not None:
            self.notes.add("tracked")
            self.row.deleted = True
        else:
            super().open_deletion(attributes)

    def open_cell(self, _attributes: Attributes) -> None:
        if self.row is None or self.cell is not None:
            raise self.malformed()
        self._count()
        cell = self.cell = RawCell()
        self.row.cells.append(cell)
        self.items = cell.items

    def close_cell(self) -> None:
        self.flush()
        self.cell = None

    def open_before(self, attributes: Attributes) -> None:
        if self.row is not None:
            self.row.before = self._columns(attributes)

    def open_after(self, attributes: Attributes) -> None:
        if self.row is not None:
            self.row.after = self._columns(attributes)

    def open_span(self, attributes: Attributes) -> None:
        if self.cell is not None:
            self.cell.colspan = max(self._columns(attributes), 1)

    def open_down(self, attributes: Attributes) -> None:
        if self.cell is not None:
            self.cell.down = self._merge(attributes)

    def open_across(self, attributes: Attributes) -> None:
        if self.cell is not None:
            self.cell.across = self._merge(attributes)

    def _merge(self, attributes: Attributes) -> int:
        return RESTART if self.value(attributes, "val") == "restart" else CONTINUE

    def _columns(self, attributes: Attributes) -> int:
        try:
            return min(max(int(self.value(attributes, "val") or ""), 0), WIDEST)
        except ValueError:
            return 0

    def _count(self) -> None:
        self._counted += 1
        if self._counted > self._limits.cells:
            raise hostile("文件内的单元格过多")
