"""Workbooks of Excel 97 to 2003 and WPS (.xls, .et of that kind), by way of xlrd."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.workbook_document import check_size, document_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import damaged, locked, wordings
from auditkit.readers.workbook_sheet import Budget, Sheet
from auditkit.readers.xls_container import MAGIC, stream_of, top_names
from auditkit.readers.xls_sheet import SheetMaker

__all__ = ["READER"]

_BOOKS = ("workbook", "book")
_LOCKED = "encryptedpackage"
_BARE = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
"""How a workbook without a container begins (BIFF 2, 3, 4, 5, 8)."""


def recognises(source: Source) -> int:
    """95 for a compound file with a workbook, 80 for a workbook without a container, else 0.

    70 for an encrypted Office file, so that it is called so; whether it is a workbook cannot be seen.
    """
    if source.data.startswith(_BARE):
        return 80
    names = top_names(source.data)
    if not names.isdisjoint(_BOOKS):
        return 95
    return 70 if _LOCKED in names else 0


def read(source: Source, limits: Limits) -> Document:
    """The tables of a workbook. Raises ``ReadError`` only."""
    check_size(source, limits)
    names = top_names(source.data)
    if _LOCKED in names:
        raise locked()
    if names.isdisjoint(_BOOKS) and not source.data.startswith(_BARE):
        if source.data.startswith(MAGIC):
            raise ReadError("unsupported", "文件里没有工作簿，请用 Excel 打开后另存为 .xlsx 再提交。")
        raise ReadError("unsupported", "文件不是 Excel 工作簿，请用 Excel 打开后另存为 .xlsx 再提交。")
    with wordings():
        notes, budget = Notes(), Budget(limits)
        if any("vba" in name for name in names):
            notes.add("macros")
        bare = source.data.startswith(_BARE)
        book = _open(source.data if bare else stream_of(source.data, *_BOOKS))
        document = document_of(source, READER.name, _sheets(book, notes, budget), notes, budget)
        book.release_resources()
        return document


READER = Reader(name="xls", title="Excel 97-2003 工作簿（.xls、.et）", recognises=recognises, read=read)


class _Silence:
    """Takes what xlrd has to say about a file, and forgets it."""

    def write(self, _text: str) -> int:
        """Take nothing down."""
        return 0

    def flush(self) -> None:
        """Nothing to do."""


@contextmanager
def _faults() -> Iterator[None]:
    """Whatever goes wrong in xlrd is damage of the file: it raises what it happens to stumble over."""
    try:
        yield
    except (ReadError, MemoryError, RecursionError):
        raise
    except Exception as error:
        refusal = locked() if "encrypted" in str(error) else damaged()
        raise refusal from error


def _open(data: bytes) -> Any:
    """The workbook in its stream; xlrd would not open every container, and some without end."""
    import xlrd

    options = {"logfile": _Silence(), "formatting_info": True, "on_demand": True, "ragged_rows": True}
    with _faults():
        book = xlrd.open_workbook(file_contents=data, **options)
        if book.biff_version < 80 and not book.codepage:
            book = xlrd.open_workbook(file_contents=data, encoding_override="gb18030", **options)
    return book


def _sheets(book: Any, notes: Notes, budget: Budget) -> Iterator[Sheet]:
    maker = SheetMaker(book, notes, budget)
    for number in range(book.nsheets):
        with _faults():
            found = book.sheet_by_index(number)
            if found.visibility:
                notes.add("hidden sheets", found.name)
                continue
            sheet = maker.make(found)
            book.unload_sheet(number)
        yield sheet
