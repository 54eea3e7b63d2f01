"""Web archives (.mht, .mhtml), the single-file web pages of Word, Excel, WPS and browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import damaged, hostile
from auditkit.readers.html import page_document
from auditkit.readers.html_charset import decode_page

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["READER"]

_HEAD = 8192
_FIELD = re.compile(rb"\s*[A-Za-z][A-Za-z-]*:[^\r\n]*")
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)
_SHEET = re.compile(r"sheet\d+\.html?\Z", re.IGNORECASE)
_DEEPEST = 40
"""Multipart entities that an archive may have; they may stand inside each other."""


def recognises(source: Source) -> int:
    """92 for a message with a web page in it, else 0."""
    head = source.data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    found = _FIELD.match(head) and _VERSION.search(head.lstrip()) and _TYPE.search(head)
    return 92 if found else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of the pages in a web archive. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    pages = _pages(source.data)
    if not pages:
        raise ReadError("unsupported", "网页归档里没有网页，请用 Word 或 Excel 打开后另存再提交。")
    warnings = tuple(dict.fromkeys(warning for _, said in pages for warning in said))
    return page_document(source.name, READER.name, [page for page, _ in pages], limits, warnings)


READER = Reader(name="mht", title="网页归档（.mht、.mhtml）", recognises=recognises, read=read)


def _pages(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The page, or if it only frames others, the sheets of the workbook; each with warnings."""
    import email

    if data.lower().count(b"multipart/") > _DEEPEST:
        raise hostile("网页归档内的层次过多")
    try:
        message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
        first = _page(parts[0]) if parts else None
        if first is None:
            return []
        if not _FRAMES.search(first[0]):
            return [first]
        return [first, *_sheets(parts[1:])]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # What email raises for headers that break its rules differs from version to version.
        raise damaged() from error


def _sheets(parts: list[Message]) -> Iterator[tuple[str, tuple[str, ...]]]:
    located = [(str(part.get("Content-Location", "")), part) for part in parts]
    sheets = [part for place, part in located if _SHEET.search(place)]
    for part in sheets or parts:
        yield _page(part)


def _page(part: Message) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    charset = part.get_param("charset", "")
    return decode_page(
        payload if isinstance(payload, bytes) else b"", charset if isinstance(charset, str) else ""
    )
