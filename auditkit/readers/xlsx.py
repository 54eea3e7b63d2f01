"""Excel workbooks (.xlsx, .xlsm, .et of that kind): the text and grid that Excel shows."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import Package
from auditkit.readers.docx_xml import parse_part
from auditkit.readers.workbook_document import check_size, document_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import damaged, wordings
from auditkit.readers.workbook_sheet import Budget, Sheet
from auditkit.readers.xlsx_parts import book_part, read_book
from auditkit.readers.xlsx_sheet import Setting, SheetReader
from auditkit.readers.xlsx_strings import Strings, read_strings
from auditkit.readers.xlsx_styles import read_styles

__all__ = ["READER"]

_ZIP_MAGIC = b"PK\x03\x04"
_MARKS = (b"xl/workbook", b"xl/worksheets")
_MOST_DRAWINGS = 100
"""How many drawings are looked into for text."""
_ASIDE = {"xl/comments": "comments", "xl/threadedcomments": "comments", "xl/embeddings": "embedded"}


def recognises(source: Source) -> int:
    """95 for a package with a workbook, 60 for what is left of one, else 0."""
    data = source.data
    if not data.startswith(_ZIP_MAGIC):
        return 0
    try:
        return 95 if book_part(Package(data, Limits())) else 0
    except ReadError:
        return 60 if any(mark in data for mark in _MARKS) else 0


def read(source: Source, limits: Limits) -> Document:
    """The tables of a workbook. Raises ``ReadError`` only."""
    check_size(source, limits)
    with wordings():
        package = Package(source.data, limits)
        part = book_part(package)
        if part is None:
            raise ReadError("unsupported", "文件不是 Excel 工作簿，请用 Excel 打开后另存为 .xlsx 再提交。")
        if part.endswith(".bin"):
            raise ReadError(
                "unsupported", "文件是二进制格式的工作簿（.xlsb），请用 Excel 打开后另存为 .xlsx 再提交。"
            )
        notes, budget = Notes(), Budget(limits)
        _note_what_is_beside(package, notes)
        sheets = _sheets(package, part, notes, budget)
        return document_of(source, READER.name, sheets, notes, budget)


READER = Reader(name="xlsx", title="Excel 工作簿（.xlsx）", recognises=recognises, read=read)


def _sheets(package: Package, part: str, notes: Notes, budget: Budget) -> Iterator[Sheet]:
    book = read_book(package, part)
    if not book.sheets:
        raise damaged()
    setting = Setting(
        _strings(package, book.strings, budget),
        read_styles(package.read(book.styles)),
        book.is_1904,
        notes,
        budget,
    )
    seen: set[str] = set()
    for listed in book.sheets:
        if listed.is_hidden:
            notes.add("hidden sheets", listed.name)
            continue
        if listed.part not in package or listed.part in seen:
            raise damaged()
        seen.add(listed.part)
        reader = SheetReader(listed.name, setting)
        parse_part(budget.counted(package.chunks(listed.part)), reader.attach)
        yield reader.sheet


def _strings(package: Package, part: str, budget: Budget) -> Strings:
    return read_strings(budget.counted(package.chunks(part)), budget) if part in package else Strings(budget)


def _note_what_is_beside(package: Package, notes: Notes) -> None:
    """Note what the workbook holds beside its cells."""
    drawings = 0
    for path in package:
        for start, kind in _ASIDE.items():
            if path.startswith(start):
                notes.add(kind)
        if path.endswith("vbaproject.bin"):
            notes.add("macros")
        elif path.startswith("xl/drawings/drawing") and drawings < _MOST_DRAWINGS:
            drawings += 1
            if b":t>" in next(package.chunks(path), b""):
                notes.add("drawings")
