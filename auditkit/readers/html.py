"""Web pages (.html, .htm), also those that Word, Excel and WPS save as .doc or .xls."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import hostile
from auditkit.readers.encoding import decode_text
from auditkit.readers.flow_document import document_of
from auditkit.readers.html_charset import decode_page
from auditkit.readers.html_page import PageReader

__all__ = ["READER", "page_document"]

_HEAD = 4096
_LEAD = re.compile(r"(?:\s|\ufeff|<!--(?:(?!-->).)*-->|<\?(?!xml[^>]*progid)[^>]*>)*", re.DOTALL)
_SURE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|style)\b", re.IGNORECASE)
_LIKELY = re.compile(r"<(?:table|div|p|center|font|h[1-6]|form|script|tr|span|br|b|a|link)\b", re.IGNORECASE)
_TABLE = re.compile(r"<td\b", re.IGNORECASE)


def recognises(source: Source) -> int:
    """90 for what begins as a web page, 55 for what begins with some element and has cells, else 0."""
    start = source.data[:_HEAD]
    if b"<" not in start and b"<\x00" not in start:
        return 0
    head = decode_text(start)[0]
    at = _LEAD.match(head)
    place = at.end() if at else 0
    if _SURE.match(head, place):
        return 90
    if not _LIKELY.match(head, place):
        return 0
    return 55 if _TABLE.search(decode_text(source.data)[0]) else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a web page. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    page, warnings = decode_page(source.data)
    return page_document(source.name, READER.name, [page], limits, warnings)


READER = Reader(name="html", title="网页（.html、.htm）", recognises=recognises, read=read)


def page_document(
    name: str, kind: str, pages: Iterable[str], limits: Limits, warnings: tuple[str, ...] = ()
) -> Document:
    """The document that these pages make together. Raises ``ReadError``."""
    reader = PageReader(limits)
    try:
        for page in pages:
            reader.read(page)
        return document_of(name, kind, reader.items, reader.notes, warnings)
    except ReadError as error:
        if error.kind == "empty" and reader.frames:
            raise ReadError(
                "unsupported",
                "网页只有框架，内容在别的文件里，请用 Word 或 Excel 打开后另存为 .docx 或 .xlsx 再提交。",
            ) from error
        raise
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error
