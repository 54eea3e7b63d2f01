"""From the sheets of a workbook, whatever its format, to the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.workbook_grid import BlockBuilder
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import hostile
from auditkit.readers.workbook_sheet import Budget, Sheet

__all__ = ["check_size", "document_of"]

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def check_size(source: Source, limits: Limits) -> None:
    """Refuse an empty file and one above the limit. Raises ``ReadError``."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")


def document_of(source: Source, name: str, sheets: Iterable[Sheet], notes: Notes, budget: Budget) -> Document:
    """The document of these sheets; ``name`` is that of the format. Raises ``ReadError``."""
    builder = BlockBuilder(notes, budget)
    for sheet in sheets:
        builder.add(sheet)
    if not builder.blocks:
        raise ReadError("empty", "工作簿里没有文字，如果内容是图片，请改交可编辑的文件。")
    for block in builder.blocks:
        _note_symbols(block, notes)
    return Document(source.name, name, tuple(builder.blocks), tuple(notes.sentences()))


def _note_symbols(block: Paragraph | Table, notes: Notes) -> None:
    """Note characters that only a symbol font would show."""
    if isinstance(block, Paragraph):
        if _PRIVATE.search(block.text):
            notes.add("symbols", block.sheet or "")
        return
    for cell in block.cells:
        if not cell.text.isascii() and _PRIVATE.search(cell.text):
            notes.add("symbols", block.sheet or "", cell.row, cell.column)
