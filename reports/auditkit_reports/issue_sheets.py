"""The sheets beside the issue list, and what all sheets share: page set-up and safe cell texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from auditkit import Audited, Finding, Project, Report
from auditkit_reports.grade_words import arithmetic, grade_of
from auditkit_reports.wording import anchor_words, name_words, printable

__all__ = ["fit", "project_of", "set_page", "write_summary", "write_troubles"]

_MOST = 32_000
_LINE = 13.5
_COLUMNS = (("项目", 36), ("单位", 26), ("必须修改", 10), ("应当修改", 10), ("建议完善", 10), ("文件", 30))
_GRADE_COLUMNS = (("参考得分", 10), ("参考等次", 10), ("计分过程", 80))


def project_of(item: Audited, finding: Finding) -> Project | None:
    """The project a finding stands in; None for the submission as a whole."""
    where = finding.location.pointer
    for project in item.submission.projects:
        if where == project.pointer or where.startswith(project.pointer + "/"):
            return project
    return None


def fit(text: str) -> str:
    """Text a cell can hold: no characters that break the file, and said so when cut."""
    clean = printable(text)
    return clean if len(clean) <= _MOST else clean[:_MOST] + "……（过长，余下见原件）"


def set_page(sheet: Any, header_row: int) -> None:
    """A4 landscape, one page wide, the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_row)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def write_summary(sheet: Any, report: Report, formats: Mapping[str, Any]) -> None:
    """Counts of the run and of each project."""
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
    graded = any(item.grades for item in report.audited)
    columns = _COLUMNS + (_GRADE_COLUMNS if graded else ())
    if graded:
        hints = dict.fromkeys(grade.hint for item in report.audited for grade in item.grades)
        sheet.write_string(top - 1, len(_COLUMNS), f"参考等次：{'；'.join(hints)}。")
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, formats["head"])
    for row, cells in enumerate(_project_rows(report), top + 1):
        if graded:
            sheet.set_row(row, _LINE * max(1, sum(-(-len(line) // 45) for line in str(cells[-1]).split("\n"))))
        for column, value in enumerate(cells):
            if isinstance(value, int | float):
                sheet.write_number(row, column, value, formats["number"])
            else:
                sheet.write_string(row, column, fit(value), formats["text"])
    set_page(sheet, 0)


def _project_rows(report: Report) -> Iterator[tuple[str | int | float, ...]]:
    for item in report.audited:
        for project in item.submission.projects:
            counts = Counter(
                str(finding.severity) for finding in item.findings if project_of(item, finding) is project
            )
            unit = (project.unit.name or project.unit.code or "") if project.unit else ""
            numbers = (counts["error"], counts["warning"], counts["note"])
            grade = grade_of(item, project)
            shown = () if grade is None else (float(grade.score), grade.grade, "\n".join(arithmetic(grade)))
            yield (name_words(project.name, project.scope) if project.name else "", unit, *numbers, item.source.name, *shown)


def write_troubles(sheet: Any, report: Report, formats: Mapping[str, Any]) -> None:
    """What has no verdict, and why."""
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
        sheet.write_string(row, 0, fit(where), formats["text"])
        sheet.write_string(row, 1, fit(reason), formats["text"])
    set_page(sheet, 1)
