"""The issue list as a workbook: one row a finding, ready to send out for revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from auditkit import Report
from auditkit_reports.issue_sheets import fit, project_of, set_page, write_summary, write_troubles
from auditkit_reports.wording import SEVERITY, anchor_words, basis_words, name_words, place_words

__all__ = ["render"]

# Heading and width in characters; all up to the answers fill a landscape A4 page at a readable scale.
_COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 5),
    ("单位", 13),
    ("项目", 14),
    ("指标", 14),
    ("位置", 13),
    ("原文", 13),
    ("问题", 36),
    ("依据", 20),
    ("修改建议", 32),
    ("级别", 9),
    ("整改状态", 9),
    ("整改说明", 14),
    ("规则号", 9),
    ("文件", 18),
    ("问题指纹", 10),
)
_TEXT_COLUMNS = {"原文", "问题", "依据", "修改建议", "位置", "指标", "项目", "单位", "文件"}
_OPEN = {"整改状态", "整改说明"}
_STATES = ("已整改", "部分整改", "未整改", "申请保留")
_FILL = {"error": "#F8D7DA", "warning": "#FFF3CD", "note": "#E2EEF9"}
_ROWS_A_SHEET = 1_000_000
_HEADER_ROW = 1
_LINE = 13.5
_MOST_LINES = 30


def render(report: Report) -> bytes:
    """The workbook's bytes. Values such as ``=100%`` are written as text and stay text."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": "问题清单", "created": datetime.fromisoformat(report.started)})
    formats = _formats(book)
    rows = list(_rows(report))
    pages = [rows[i : i + _ROWS_A_SHEET] for i in range(0, len(rows), _ROWS_A_SHEET)] or [[]]
    for number, page in enumerate(pages, 1):
        name = "问题清单" if number == 1 else f"问题清单{number}"
        _write_list(book.add_worksheet(name), page, formats, report)
    write_summary(book.add_worksheet("汇总"), report, formats)
    if report.unreadable or report.errors or any(item.unread for item in report.audited):
        write_troubles(book.add_worksheet("未能审核"), report, formats)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "font_name": "宋体", "font_size": 10}
    text = cell | {"text_wrap": True, "num_format": "@", "quote_prefix": True}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_name": "黑体", "valign": "vcenter"}),
        "head": book.add_format(
            cell
            | {
                "bold": True,
                "bg_color": "#1F4E79",
                "font_color": "white",
                "align": "center",
                "valign": "vcenter",
            }
            | {"text_wrap": True}
        ),
        "text": book.add_format(text),
        "plain": book.add_format(cell | {"text_wrap": True}),
        "number": book.add_format(cell | {"align": "center"}),
        "answer": book.add_format(text | {"bg_color": "#FFFFE0", "locked": False}),
    }
    for name, color in _FILL.items():
        formats[name] = book.add_format(cell | {"align": "center", "bg_color": color})
    return formats


def _rows(report: Report) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Severity and the cells by heading, in the report's own order."""
    for item in report.audited:
        for finding in item.findings:
            project = project_of(item, finding)
            unit = project.unit if project else None
            message = "\n".join([finding.message, *(f"另：{other.message}" for other in finding.merged)])
            place = place_words(finding.location)
            anchor = anchor_words(finding.location.anchor)
            yield (
                finding.severity,
                {
                    "单位": f"{unit.code or ''}{unit.name or ''}" if unit else "",
                    "项目": name_words(name, finding.location.scope) if (name := finding.location.project) else "",
                    "指标": finding.location.indicator or "",
                    "位置": f"{place.rsplit(' › ', 1)[-1]}\n{anchor}".strip(),
                    "原文": finding.location.quote,
                    "问题": message,
                    "依据": basis_words(finding),
                    "修改建议": finding.suggestion,
                    "级别": SEVERITY[finding.severity],
                    "规则号": finding.rule,
                    "文件": item.source.name,
                    "问题指纹": finding.fingerprint,
                },
            )


def _write_list(
    sheet: Any, rows: Sequence[tuple[str, Mapping[str, str]]], formats: Mapping[str, Any], report: Report
) -> None:
    summary = report.summary
    counts = f"必须修改 {summary.error}，应当修改 {summary.warning}，建议完善 {summary.note}"
    sheet.write_string(0, 0, f"绩效目标审核问题清单（{counts}）", formats["title"])
    sheet.set_row(0, 28)
    for column, (heading, width) in enumerate(_COLUMNS):
        hidden = {"hidden": 1} if heading == "问题指纹" else {}
        sheet.set_column(column, column, width, None, hidden)
        sheet.write_string(_HEADER_ROW, column, heading, formats["head"])
    first = _HEADER_ROW + 1
    for number, (severity, cells) in enumerate(rows):
        _write_row(sheet, first + number, number + 1, severity, cells, formats)
    last = max(first, first + len(rows) - 1)
    state = [heading for heading, _ in _COLUMNS].index("整改状态")
    sheet.data_validation(
        first,
        state,
        last,
        state,
        {
            "validate": "list",
            "source": list(_STATES),
            "error_title": "整改状态",
            "error_message": "请从下拉列表中选择。",
        },
    )
    sheet.autofilter(_HEADER_ROW, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(first, 0)
    set_page(sheet, _HEADER_ROW)
    sheet.print_area(0, 0, last, state + 1)


def _write_row(
    sheet: Any, row: int, number: int, severity: str, cells: Mapping[str, str], formats: Mapping[str, Any]
) -> None:
    sheet.set_row(row, _LINE * max(_lines(cells.get(heading, ""), width) for heading, width in _COLUMNS))
    for column, (heading, _) in enumerate(_COLUMNS):
        if heading == "序号":
            sheet.write_number(row, column, number, formats["number"])
        elif heading in _OPEN:
            sheet.write_blank(row, column, None, formats["answer"])
        elif heading == "级别":
            sheet.write_string(row, column, cells[heading], formats[severity])
        else:
            shape = formats["text"] if heading in _TEXT_COLUMNS else formats["plain"]
            sheet.write_string(row, column, fit(cells[heading]), shape)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: programs that open the file do not all work it out."""
    columns = (sum(1 if char < "\u2000" else 2 for char in line) for line in text.split("\n"))
    return min(_MOST_LINES, sum(max(1, -(-count // (width - 1))) for count in columns))
