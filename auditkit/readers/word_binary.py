"""Word 97 to 2003 and WPS documents (.doc, .dot, .wps): the exact text and grid of what Word shows."""

from __future__ import annotations

import struct

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_numbers import Numbering, read_numbering
from auditkit.readers.docx_package import damaged, hostile
from auditkit.readers.flow_document import document_of
from auditkit.readers.word_binary_file import open_word
from auditkit.readers.word_binary_lists import numbering_part
from auditkit.readers.word_binary_story import StoryReader
from auditkit.readers.xls_container import MAGIC, top_names

__all__ = ["READER"]

_TEXT, _LOCKED = "worddocument", "encryptedpackage"
_WORKS = frozenset(("mn0", "contents"))
_WORD_2 = (b"\xdb\xa5\x2d\x00", b"\x9b\xa5\x21\x00", b"\x31\xbe\x00\x00")
"""How the files of Word 2, Word 1 and Word for DOS or Write begin, which have no container."""
_TROUBLE = (ValueError, LookupError, ArithmeticError, OSError, struct.error)


def recognises(source: Source) -> int:
    """95 for a compound file with a Word text, 60 for a Works or older Word text, else 0."""
    if source.data.startswith(_WORD_2):
        return 60
    if not source.data.startswith(MAGIC):
        return 0
    names = top_names(source.data)
    if _TEXT in names and _LOCKED not in names:
        return 95
    return 60 if names & _WORKS else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a Word document. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if source.data.startswith(_WORD_2):
        raise ReadError(
            "unsupported",
            "文件是 Word 2.0 或更早的旧格式，不能直接读取，请用 Word 打开后另存为 .docx 再提交。",
        )
    if not source.data.startswith(MAGIC):
        raise ReadError("unsupported", "文件不是旧版 Word 文档，请用 Word 打开后另存为 .docx 再提交。")
    try:
        return _read(source, limits)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error
    except _TROUBLE as error:
        raise damaged() from error


READER = Reader(name="doc", title="Word 97-2003 文档（.doc、.wps）", recognises=recognises, read=read)


def _read(source: Source, limits: Limits) -> Document:
    file = open_word(source.data, limits)

    def numbering() -> Numbering:
        return read_numbering(numbering_part(file))

    notes: set[str] = set()
    reader = StoryReader(file, limits, numbering, notes)
    items = reader.items()
    if file.has_macros:
        notes.add("macros")
    if file.has_objects:
        notes.add("embedded")
    return document_of(source.name, READER.name, items, notes)
