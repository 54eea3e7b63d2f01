"""Read a workbook of rules: the sheets we know, as rows of texts by heading, with all that is wrong."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from auditkit.rulefile.sheets.columns import COLUMNS
from auditkit.rulefile.sheets.parts import PARTS
from auditkit.rulefile.sheets.rows import SheetError

__all__ = ["RULES_SHEET", "Book", "Row", "SheetFault", "Table", "read_book"]

RULES_SHEET = "规则"
_MOST_BYTES, _MOST_UNPACKED, _MOST_FILES = 20_000_000, 100_000_000, 2_000
_MOST_ROWS, _MOST_COLUMNS, _MOST_SEEN = 10_000, 100, 200_000
_HEADINGS: Mapping[str, Sequence[str]] = {
    RULES_SHEET: tuple(column.heading for column in COLUMNS),
    **{sheet: tuple(heading for heading, _, _ in columns) for sheet, columns in PARTS.items()},
}
_NEEDED = {
    RULES_SHEET: ("编号",),
    "词表": ("名称", "词语", "例外", "来源"),
    "参数": ("名称", "值"),
    "规则包": ("类别", "名称", "内容"),
}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in one cell, or in a row or sheet where ``heading`` or ``row`` is empty."""

    sheet: str
    row: int
    heading: str
    message: str

    def __str__(self) -> str:
        column = f"“{self.heading}”" if self.heading else ""
        return (
            f"“{self.sheet}”表第{self.row}行{column}：{self.message}"
            if self.row
            else f"“{self.sheet}”表：{self.message}"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row with anything in it: its number as the spreadsheet shows it, its texts by heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: the headings it has and its rows."""

    headings: frozenset[str]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Book:
    """The sheets by name; ``faults`` and ``notices`` are what is wrong and what was left aside."""

    tables: dict[str, Table] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read_book(data: bytes, name: str) -> Book:
    """The workbook with these bytes. Formulas are never worked out, they are faults.

    Raises:
        SheetError: when it is no workbook of rules, or too large.
    """
    import openpyxl

    _examine(data, name)
    book = Book()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            for sheet in workbook.worksheets:
                if sheet.title.strip() in _HEADINGS:
                    _read_sheet(book, sheet.title.strip(), sheet)
            workbook.close()
    except SheetError:
        raise
    except Exception as error:  # openpyxl has no error of its own for a damaged file
        raise SheetError(
            f"{name} 读不了（{type(error).__name__}），请用 Excel 或 WPS 打开并另存为 .xlsx。"
        ) from None
    if RULES_SHEET not in book.tables and not book.faults:
        raise SheetError(f"{name} 里没有“{RULES_SHEET}”表，请用 auditkit rules export 导出的工作簿修改。")
    return book


def _examine(data: bytes, name: str) -> None:
    """Refuse what is no .xlsx, or would fill the memory."""
    if len(data) > _MOST_BYTES:
        raise SheetError(f"{name} 超过 {_MOST_BYTES // 1_000_000} MB，不像规则工作簿，没有读取。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise SheetError(
            f"{name} 不是 .xlsx 文件（或加了密码），请用 Excel 或 WPS 另存为不带密码的 .xlsx。"
        ) from None
    if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_UNPACKED:
        raise SheetError(f"{name} 解开后过大，不像规则工作簿，没有读取。")


def _read_sheet(book: Book, name: str, sheet: Any) -> None:
    rows = _filled_rows(sheet, name)
    number, cells = next(rows, (0, []))
    places = _headings(book, name, number, cells)
    missing = [heading for heading in _NEEDED[name] if heading not in places.values()]
    if missing:
        if cells or name == RULES_SHEET:
            book.faults.append(
                SheetFault(name, number, "", f"表头里没有“{'、'.join(missing)}”一列，请恢复导出时的表头。")
            )
        return
    found: list[Row] = []
    for number, cells in rows:
        texts = {}
        for cell in cells:
            heading = places.get(cell.column)
            if heading is None:
                continue
            try:
                texts[heading] = _text(cell)
            except SheetError as error:
                book.faults.append(SheetFault(name, number, heading, str(error)))
        if any(text.strip() for text in texts.values()):
            found.append(Row(number, texts))
    book.tables[name] = Table(frozenset(places.values()), tuple(found))


def _filled_rows(sheet: Any, name: str) -> Iterator[tuple[int, list[Any]]]:
    """Rows with anything in them, with their number and the cells that hold something."""
    filled = 0
    for seen, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS)):
        if seen > _MOST_SEEN:
            raise SheetError(f"“{name}”表的行太多，请删去下面的空行。")
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            filled += 1
            if filled > _MOST_ROWS:
                raise SheetError(f"“{name}”表超过 {_MOST_ROWS} 行，请分成几个规则包。")
            yield cells[0].row, cells


def _headings(book: Book, name: str, number: int, cells: Sequence[Any]) -> dict[int, str]:
    """Heading by column; a heading that is nearly one of ours is a fault, any other is left aside."""
    places: dict[int, str] = {}
    for cell in cells:
        heading = str(cell.value).strip()
        if heading in places.values():
            book.faults.append(SheetFault(name, number, heading, "表头里这一列有两个，请删去一个。"))
        elif heading in _HEADINGS[name]:
            places[cell.column] = heading
        else:
            near = get_close_matches(heading.replace(" ", ""), _HEADINGS[name], n=1, cutoff=0.6)
            if near:
                told = f"不认识这一列，是不是“{near[0]}”？不是规则内容的列请换个名字。"
                book.faults.append(SheetFault(name, number, heading, told))
            elif heading:
                book.notices.append(f"“{name}”表的“{heading}”列不是规则的内容，没有导入。")
    return places


def _text(cell: Any) -> str:
    """The text of a cell: what a person sees in it, as far as the file tells.

    Raises:
        SheetError: for a formula or an error value.
    """
    value = cell.value
    if cell.data_type == "f":
        raise SheetError("是公式，请改成文字：把单元格格式设为“文本”，或在前面加一个英文单引号。")
    if cell.data_type == "e":
        raise SheetError(f"是错误值 {value}，请改成文字。")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return str(value)
    if isinstance(value, int | float):
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        percent = "%" in str(cell.number_format or "")
        shown = format((exact * 100 if percent else exact).normalize(), "f")
        return f"{shown}%" if percent else shown
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
