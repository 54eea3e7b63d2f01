"""Word documents as one XML file: Word 2003 XML, and the parts of a .docx in one file (Flat OPC)."""

from __future__ import annotations

import re

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import hostile
from auditkit.readers.docx_xml import parse_part
from auditkit.readers.flow_document import finished
from auditkit.readers.word_xml_body import OlderBodyReader
from auditkit.readers.word_xml_package import as_docx

__all__ = ["READER"]

_HEAD = 8192
_PIECE = 2**20
_OLDER = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?wordDocument[\s>]")
_PACKAGE = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?package[\s>]")
_MAIN = b"wordprocessingml.document"
_ALSO_MAIN = b"Word.Document"


def recognises(source: Source) -> int:
    """95 for what begins as such a file, else 0."""
    head = source.data[:_HEAD]
    if _OLDER.search(head):
        return 95
    flat = _PACKAGE.search(head) and (_MAIN in source.data or _ALSO_MAIN in head)
    return 95 if flat and b"/officeDocument/2006/" in source.data else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a document. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    try:
        if _OLDER.search(source.data[:_HEAD]) is None:
            return as_docx(source, READER.name, limits)
        body = OlderBodyReader(limits)
        data = source.data.lstrip()
        parse_part((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), body.attach)
        return finished(source.name, READER.name, body.blocks(), body.notes)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


READER = Reader(name="wordxml", title="Word XML 文档（.xml）", recognises=recognises, read=read)
