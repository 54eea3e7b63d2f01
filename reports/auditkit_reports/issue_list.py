"""The issue list as a workbook: one row a finding, ready to send out for revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from auditkit import Audited, Finding, Project, Report
from auditkit_reports.wording import SEVERITY, anchor_words, basis_words, place_words, printable

__all__ = ["render"]

# Heading and width in characters; together they fill a landscape A4 page at a readable scale.
_COLUMNS: tuple[tuple[str, float], ...] = (
    ("序号", 5),
    ("单位", 14),
    ("项目", 18),
    ("指标", 16),
    ("位置", 14),
    ("原文", 14),
    ("问题", 36),
    ("依据", 22),
    ("修改建议", 32),
    ("级别", 9),
    ("整改状态", 10),
    ("整改说明", 20),
    ("规则号", 9),
    ("文件", 16),
    ("问题指纹", 10),
)
_TEXT_COLUMNS = {"原文", "问题", "依据", "修改建议", "位置", "指标", "项目", "单位", "文件"}
_OPEN = {"整改状态", "整改说明"}
_STATES = ("已整改", "部分整改", "未整改", "申请保留")
_FILL = {"error": "#F8D7DA", "warning": "#FFF3CD", "note": "#E2EEF9"}
_ROWS_A_SHEET = 1_000_000
_HEADER_ROW = 1
_MOST = 32_000


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
    _write_summary(book.add_worksheet("汇总"), report, formats)
    if report.unreadable or report.errors or any(item.unread for item in report.audited):
        _write_troubles(book.add_worksheet("未能审核"), report, formats)
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


def _project_of(item: Audited, finding: Finding) -> Project | None:
    where = finding.location.pointer
    for project in item.submission.projects:
        if where == project.pointer or where.startswith(project.pointer + "/"):
            return project
    return None


def _rows(report: Report) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Severity and the cells by heading, in the report's own order."""
    for item in report.audited:
        for finding in item.findings:
            project = _project_of(item, finding)
            unit = project.unit if project else None
            message = "\n".join([finding.message, *(f"另：{other.message}" for other in finding.merged)])
            place = place_words(finding.location)
            anchor = anchor_words(finding.location.anchor)
            yield (
                finding.severity,
                {
                    "单位": f"{unit.code or ''}{unit.name or ''}" if unit else "",
                    "项目": finding.location.project or "",
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
    _set_page(sheet, _HEADER_ROW)


def _write_row(
    sheet: Any, row: int, number: int, severity: str, cells: Mapping[str, str], formats: Mapping[str, Any]
) -> None:
    for column, (heading, _) in enumerate(_COLUMNS):
        if heading == "序号":
            sheet.write_number(row, column, number, formats["number"])
        elif heading in _OPEN:
            sheet.write_blank(row, column, None, formats["answer"])
        elif heading == "级别":
            sheet.write_string(row, column, cells[heading], formats[severity])
        else:
            shape = formats["text"] if heading in _TEXT_COLUMNS else formats["plain"]
            sheet.write_string(row, column, _fit(cells[heading]), shape)


def _fit(text: str) -> str:
    """Text a cell can hold: no characters that break the file, and said so when cut."""
    clean = printable(text)
    return clean if len(clean) <= _MOST else clean[:_MOST] + "……（过长，余下见原件）"


def _set_page(sheet: Any, header_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_row)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_summary(sheet: Any, report: Report, formats: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, "审核汇总", formats["title"])
    summary = report.summary
    facts = (
        ("文件数", summary.files),
        ("项目数", summary.projects),
        ("未能审核的文件", summary.unreadable),
        ("必须修改", summary.error),
        ("应当修改", summary.warning),
        ("建议完善", summary.note),
        ("规则出错次数", summary.rule_errors),
    )
    for row, (label, number) in enumerate(facts, 2):
        sheet.write_string(row, 0, label, formats["plain"])
        sheet.write_number(row, 1, number, formats["number"])
    top = len(facts) + 3
    for column, heading in enumerate(("项目", "单位", "必须修改", "应当修改", "建议完善", "文件")):
        sheet.write_string(top, column, heading, formats["head"])
    for row, cells in enumerate(_project_rows(report), top + 1):
        for column, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(row, column, value, formats["number"])
            else:
                sheet.write_string(row, column, _fit(value), formats["text"])
    for column, width in enumerate((36, 26, 10, 10, 10, 30)):
        sheet.set_column(column, column, width)
    _set_page(sheet, 0)


def _project_rows(report: Report) -> Iterator[tuple[str | int, ...]]:
    for item in report.audited:
        for project in item.submission.projects:
            counts = Counter(
                str(finding.severity) for finding in item.findings if _project_of(item, finding) is project
            )
            unit = (project.unit.name or project.unit.code or "") if project.unit else ""
            numbers = (counts["error"], counts["warning"], counts["note"])
            yield (project.name, unit, *numbers, item.source.name)


def _write_troubles(sheet: Any, report: Report, formats: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, "未能审核的部分（这些内容没有结论）", formats["title"])
    for column, (heading, width) in enumerate((("何处", 40), ("原因", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, heading, formats["head"])
    troubles = [(item.source.name, item.reason) for item in report.unreadable]
    troubles += [
        (f"{item.source.name} {anchor_words(part.anchor)}", part.reason)
        for item in report.audited
        for part in item.unread
    ]
    troubles += [(fault.where, fault.message) for fault in report.errors]
    for row, (where, reason) in enumerate(troubles, 2):
        sheet.write_string(row, 0, _fit(where), formats["text"])
        sheet.write_string(row, 1, _fit(reason), formats["text"])
    _set_page(sheet, 1)
