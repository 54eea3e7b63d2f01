"""The report for a screen: a table a project, then what was checked and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditkit import Audited, Finding, Report
from auditkit_reports.grade_words import arithmetic, grade_of, grade_words
from auditkit_reports.wording import SEVERITY, anchor_words, name_words, place_words, printable

__all__ = ["render"]

_STYLE = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_OUTCOMES = {
    "flagged": "有问题",
    "passed": "通过",
    "not_applicable": "不适用",
    "not_judged": "未判断",
    "failed": "规则出错",
}
_WIDE = 100


def render(report: Report) -> bytes:
    """Text with ANSI colours; the door strips them where no terminal looks on."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", legacy_windows=False)
    for item in report.audited:
        _write_submission(console, item)
    _write_troubles(console, report)
    _write_summary(console, report)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _text(text: str, style: str = "") -> Text:
    """Styled text in which nothing a submitter wrote can act on the screen."""
    return Text(printable(text), style=style)


def _write_submission(console: Console, item: Audited) -> None:
    console.print(_text(item.source.name, "bold underline"))
    for project in item.submission.projects:
        mine = [f for f in item.findings if _belongs(f, project.pointer)]
        name = name_words(project.name, project.scope)
        if not mine:
            console.print(_text(f"  {name}：没有发现问题", "green"))
        else:
            console.print(_table(name, mine, console.width))
        grade = grade_of(item, project)
        if grade is not None:
            console.print(_text(f"  {grade_words(grade)}", "bold"))
            for line in arithmetic(grade):
                console.print(_text(f"    {line}", "dim"), soft_wrap=True)
    loose = [f for f in item.findings if not f.location.pointer.startswith("/projects/")]
    if loose:
        console.print(_table("整份申报", loose, console.width))
    for part in item.unread:
        console.print(_text(f"  未读懂：{anchor_words(part.anchor)} {part.reason}", "magenta"))
    for warning in item.warnings:
        console.print(_text(f"  提示：{warning}", "magenta"))
    console.print()


def _belongs(finding: Finding, pointer: str) -> bool:
    where = finding.location.pointer
    return where == pointer or where.startswith(pointer + "/")


def _table(name: str, findings: list[Finding], width: int) -> Table:
    table = Table(
        title=_text(f"{name}（{len(findings)} 条）", "bold"),
        title_justify="left",
        box=box.ROUNDED if width >= _WIDE else box.SIMPLE,
        show_lines=True,
        expand=True,
    )
    table.add_column("级别", no_wrap=True)
    table.add_column("规则", no_wrap=True)
    table.add_column("位置", ratio=2, overflow="fold")
    table.add_column("问题与建议", ratio=5, overflow="fold")
    for finding in findings:
        table.add_row(*_row(finding))
    return table


def _row(finding: Finding) -> Iterator[Text]:
    yield Text(SEVERITY[finding.severity], style=_STYLE[finding.severity])
    yield Text(finding.rule)
    where = _text(place_words(finding.location))
    place = anchor_words(finding.location.anchor)
    if place:
        where.append(f"\n{place}", style="dim")
    yield where
    text = _text(finding.message)
    for merged in finding.merged:
        text.append(printable(f"\n另：{merged.message}"))
    if finding.suggestion:
        text.append("\n建议：", style="bold")
        text.append(printable(finding.suggestion))
    yield text


def _write_troubles(console: Console, report: Report) -> None:
    if report.unreadable:
        console.print(Text("未能审核的文件", style="bold red"))
        for item in report.unreadable:
            console.print(_text(f"  {item.reason}"), soft_wrap=True)
    if report.errors:
        console.print(Text("程序或插件故障（本次审核不完整）", style="bold red"))
        for fault in report.errors:
            console.print(_text(f"  {fault.where}：{fault.message}"), soft_wrap=True)


def _write_summary(console: Console, report: Report) -> None:
    summary = report.summary
    console.print(Text("审核结果", style="bold"))
    forms = [project.scope for item in report.audited for project in item.submission.projects]
    whole = forms.count("department")
    told = f"（其中部门整体 {whole} 个）" if whole else ""
    console.print(f"  文件 {summary.files} 个，项目 {summary.projects} 个{told}，未能审核 {summary.unreadable} 个")
    line = Text("  ")
    for name, number in (("error", summary.error), ("warning", summary.warning), ("note", summary.note)):
        line.append(f"{SEVERITY[name]} {number} 条", style=_STYLE[name] if number else "dim")
        line.append("  ")
    if summary.set_aside:
        line.append(f"（另有 {summary.set_aside} 条已并入其他意见）", style="dim")
    console.print(line)
    outcomes = "，".join(f"{label} {summary.outcomes.get(key, 0)}" for key, label in _OUTCOMES.items())
    rules = {item.rule for audited in report.audited for item in audited.coverage}
    rules |= {item.rule for item in report.coverage}
    console.print(f"  共用规则 {len(rules)} 条，逐项结论：{outcomes}")
