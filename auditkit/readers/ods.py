"""OpenDocument spreadsheets (.ods, .ots): the text and grid that LibreOffice shows."""

from __future__ import annotations

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import Package
from auditkit.readers.docx_xml import parse_part
from auditkit.readers.ods_content import ContentReader
from auditkit.readers.workbook_document import check_size, document_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import locked, wordings
from auditkit.readers.workbook_sheet import Budget

__all__ = ["READER"]

_ZIP_MAGIC = b"PK\x03\x04"
_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"


def recognises(source: Source) -> int:
    """95 for a package that says it is a spreadsheet, 60 for what is left of one, else 0."""
    if not source.data.startswith(_ZIP_MAGIC):
        return 0
    try:
        package = Package(source.data, Limits())
        return 95 if _CONTENT in package and _is_sheet(package) else 0
    except ReadError:
        return 60 if _KIND in source.data[:200] else 0


def read(source: Source, limits: Limits) -> Document:
    """The tables of a spreadsheet. Raises ``ReadError`` only."""
    check_size(source, limits)
    with wordings():
        package = Package(source.data, limits)
        if _CONTENT not in package:
            raise ReadError("unsupported", "文件不是 OpenDocument 表格，请另存为 .xlsx 后再提交。")
        if b"encryption-data" in package.read(_MANIFEST):
            raise locked()
        notes, budget = Notes(), Budget(limits)
        content = ContentReader(notes, budget)
        parse_part(package.chunks(_CONTENT), content.attach)
        if not content.is_book:
            raise ReadError("unsupported", "文件不是 OpenDocument 表格，请另存为 .xlsx 后再提交。")
        for path in package:
            if path.startswith(("basic/", "scripts/")):
                notes.add("macros")
            elif path.startswith("object ") and path.endswith(_CONTENT):
                notes.add("embedded")
        return document_of(source, READER.name, content.sheets, notes, budget)


READER = Reader(name="ods", title="OpenDocument 表格（.ods）", recognises=recognises, read=read)


def _is_sheet(package: Package) -> bool:
    kind = package.read("mimetype").strip()
    return kind.startswith(_KIND) if kind else _KIND in package.read(_MANIFEST)
