"""From what a reader of flowing text found, in its order, to a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from auditkit.document import Document, Paragraph, ReadError, Table
from auditkit.readers.docx import NOTES
from auditkit.readers.docx_grid import RawTable, freeze

__all__ = ["Items", "document_of", "finished"]

Items = Sequence[str | RawTable]
"""Paragraphs and tables in document order."""

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def document_of(
    name: str, kind: str, items: Items, notes: Collection[str], warnings: Sequence[str] = ()
) -> Document:
    """The document of format ``kind``; see ``finished``."""
    blocks: list[Paragraph | Table] = []
    paragraph = table = 1
    for item in items:
        if isinstance(item, str):
            blocks.append(Paragraph(paragraph, item))
            paragraph += 1
        elif item.cells:
            frozen, table = freeze(item, table)
            blocks.append(frozen)
    return finished(name, kind, blocks, notes, warnings)


def finished(
    name: str,
    kind: str,
    blocks: Sequence[Paragraph | Table],
    notes: Collection[str],
    warnings: Sequence[str] = (),
) -> Document:
    """The document of format ``kind``. ``notes`` are keys of ``NOTES``. Raises ``ReadError`` if it is blank."""
    text = "\n".join(_texts(blocks))
    if not text.strip():
        raise ReadError("empty", "文件里没有文字，如果内容是图片，请改交可编辑的文件。")
    met = {*notes, "symbols"} if _PRIVATE.search(text) else notes
    said = (NOTES[note] for note in NOTES if note in met)
    return Document(name, kind, tuple(blocks), (*said, *warnings))


def _texts(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in block.cells:
                yield cell.text
                yield from _texts(cell.tables)
