"""Write a pack as a workbook: one row a rule, beside it word lists, options, header and help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from auditkit.rulefile.sheets.book import RULES_SHEET
from auditkit.rulefile.sheets.checks import check_words
from auditkit.rulefile.sheets.columns import COLUMNS, READ_ONLY
from auditkit.rulefile.sheets.help import check_rows, help_rows
from auditkit.rulefile.sheets.items import list_items
from auditkit.rulefile.sheets.parts import HEAD_KINDS, PARTS, write_parts
from auditkit.rulefile.sheets.python import python_rows
from auditkit.rulefile.sheets.rows import write_row
from auditkit.rulefile.sheets.source import PackSource

__all__ = ["write_workbook"]

_CHECKS_SHEET, _HELP_SHEET = "检查", "说明"
_SPARE_ROWS = 2000
"""Rows below the last one that still have drop-downs."""
_LINE, _MOST_LINES = 14.5, 28
_FILL = {"必须修改": "error", "应当修改": "warning", "建议完善": "note"}
_COLORS = {"error": "#F8D7DA", "warning": "#FFF3CD", "note": "#E2EEF9", "locked": "#E7E6E6"}
_PAGE_SCALE = 68
Rows = Sequence[Mapping[str, str]]


def write_workbook(source: PackSource) -> bytes:
    """The workbook's bytes; equal packs give equal rows.

    Raises:
        SheetError: when something of the pack is too long for a cell.
    """
    import xlsxwriter

    rules = [{**write_row(entry), **({"文件": path} if path else {})} for path, entry in source.rules()]
    rules += python_rows(source.modules)
    parts = write_parts(list_items(source.data))
    out = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    formats = _formats(book)
    sheets = {name: book.add_worksheet(name) for name in (RULES_SHEET, *PARTS, _CHECKS_SHEET, _HELP_SHEET)}
    words = _write_checks(sheets[_CHECKS_SHEET], formats)
    _write_rules(sheets[RULES_SHEET], rules, formats, words)
    for name, columns in PARTS.items():
        widths = [(heading, width) for heading, width, _ in columns]
        _write_table(sheets[name], widths, parts[name], formats)
    _choose(sheets["规则包"], 0, 1, len(parts["规则包"]) + _SPARE_ROWS, list(HEAD_KINDS.values()), "类别")
    _write_help(sheets[_HELP_SHEET], formats)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "font_name": "宋体", "font_size": 10}
    text = {"text_wrap": True, "num_format": "@", "quote_prefix": True}
    head = {
        "bold": True,
        "bg_color": "#1F4E79",
        "font_color": "white",
        "align": "center",
        "valign": "vcenter",
    }
    formats = {
        "head": book.add_format(cell | head | {"text_wrap": True}),
        "text": book.add_format(cell | text),
        "title": book.add_format(
            {"bold": True, "font_size": 12, "font_name": "黑体", "font_color": "#1F4E79"}
        ),
        # What stands below the last row: text as well, so that =100% typed there stays what it is.
        "blank": book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 10}
        ),
    }
    for name, color in _COLORS.items():
        formats[name] = book.add_format(cell | text | {"bg_color": color})
    formats["locked"].set_font_color("#7F7F7F")
    return formats


def _write_rules(sheet: Any, rows: Rows, formats: Mapping[str, Any], words: str) -> None:
    _write_table(sheet, [(column.heading, column.width) for column in COLUMNS], rows, formats)
    last = len(rows) + _SPARE_ROWS
    for index, column in enumerate(COLUMNS):
        if column.offered:
            _choose(sheet, index, 1, last, list(column.offered), column.heading)
        elif column.heading == "检查":
            _choose(sheet, index, 1, last, words, column.heading)
    headings = [column.heading for column in COLUMNS]
    sheet.freeze_panes(1, headings.index("标题") + 1)
    sheet.repeat_columns(0, 0)
    printed = [column.printed for column in COLUMNS]
    sheet.print_area(0, 0, len(rows), max(index for index, page in enumerate(printed) if page))
    sheet.set_v_pagebreaks([printed.index(2), printed.index(3)])
    sheet.fit_page = False
    sheet.set_print_scale(_PAGE_SCALE)


def _write_table(
    sheet: Any, columns: Sequence[tuple[str, int]], rows: Rows, formats: Mapping[str, Any]
) -> None:
    for index, (heading, width) in enumerate(columns):
        sheet.set_column(index, index, width, formats["blank"])
        sheet.write_string(0, index, heading, formats["head"])
    sheet.set_row(0, 22)
    for number, cells in enumerate(rows, 1):
        style = "locked" if cells.get("检查") == READ_ONLY else "text"
        sheet.set_row(
            number, _LINE * max(_lines(cells.get(heading, ""), width) for heading, width in columns)
        )
        for index, (heading, _) in enumerate(columns):
            shape = formats[
                _FILL.get(cells.get(heading, ""), style) if heading == "级别" and style == "text" else style
            ]
            if cells.get(heading):
                sheet.write_string(number, index, cells[heading], shape)
            else:
                sheet.write_blank(number, index, None, shape)
    last = max(1, len(rows))
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:AZ{last + _SPARE_ROWS}"})
    sheet.repeat_rows(0)
    _set_page(sheet)


def _set_page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&A　第 &P 页，共 &N 页")


def _choose(
    sheet: Any, column: int, first: int, last: int, source: Sequence[str] | str, heading: str
) -> None:
    rule = {
        "validate": "list",
        "source": source,
        "error_title": heading,
        "error_message": "请从下拉列表中选择。",
    }
    sheet.data_validation(first, column, last, column, rule)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: programs that open the file do not all work it out."""
    columns = (sum(1 if char < "\u2000" else 2 for char in line) for line in text.split("\n"))
    return min(_MOST_LINES, sum(max(1, -(-count // (width - 1))) for count in columns))


def _write_checks(sheet: Any, formats: Mapping[str, Any]) -> str:
    """The sheet of checks; gives the range of the words for the drop-down."""
    columns = (("检查", 18), ("英文名", 15), ("适用对象", 24), ("查什么", 44), ("参数", 84))
    rows = [dict(zip((heading for heading, _ in columns), cells, strict=True)) for cells in check_rows()]
    _write_table(sheet, columns, rows, formats)
    return f"={_CHECKS_SHEET}!$A$2:$A${len(check_words()) + 1}"


def _write_help(sheet: Any, formats: Mapping[str, Any]) -> None:
    widths = (24, 120)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    rows = list(help_rows())
    heights = [
        max(_lines(text, width) for text, width in zip(texts, widths, strict=False)) for _, texts in rows
    ]
    for number, ((style, texts), height) in enumerate(zip(rows, heights, strict=True)):
        sheet.set_row(number, 24 if style == "title" else _LINE * height)
        for index, text in enumerate(texts):
            sheet.write_string(number, index, text, formats["text" if style == "row" else style])
    _set_page(sheet)
