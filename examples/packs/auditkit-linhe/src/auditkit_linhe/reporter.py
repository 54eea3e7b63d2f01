"""Write the findings as the bureau's opinion to each unit, in Markdown (审核意见)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Audited, Basis, Finding, Report, Reporter

__all__ = ["OPINION"]

_GRADES = {"error": "必须修改", "warning": "应当修改", "note": "建议完善"}
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def _plain(text: str) -> str:
    """Text on one line that Markdown shows as it stands."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _cited(basis: Basis) -> str:
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.document}》{number}{basis.clause}"


def _opinion(number: int, finding: Finding) -> Iterator[str]:
    place = finding.location
    where = "／".join(part for part in (place.project, place.indicator) if part) or "整份文件"
    yield f"{number}. **{_GRADES[finding.severity]}**　{_plain(where)}（{finding.rule}）"
    yield f"   - 问题：{_plain(finding.message)}"
    if place.quote:
        yield f"   - 原文：{_plain(place.quote)}"
    if finding.suggestion:
        yield f"   - 请修改：{_plain(finding.suggestion)}"
    if finding.basis:
        yield f"   - 依据：{_plain('；'.join(map(_cited, finding.basis)))}"


def _file(audited: Audited) -> Iterator[str]:
    yield f"## {_plain(audited.source.name)}"
    yield ""
    projects = len(audited.submission.projects)
    yield f"共审核 {projects} 个项目，提出 {len(audited.findings)} 条意见。"
    yield ""
    for number, finding in enumerate(audited.findings, 1):
        yield from _opinion(number, finding)
    if audited.findings:
        yield ""
    for part in audited.unread:
        yield f"> 有一处未能读懂，未审核：{_plain(part.reason)}"
        yield ""


def _lines(report: Report) -> Iterator[str]:
    summary = report.summary
    yield "# 绩效目标审核意见"
    yield ""
    yield (
        f"审核时间：{report.started[:10]}；必须修改 {summary.error} 条，"
        f"应当修改 {summary.warning} 条，建议完善 {summary.note} 条。"
    )
    yield ""
    for audited in report.audited:
        yield from _file(audited)
    if report.unreadable or report.errors:
        yield "## 未完成审核的内容"
        yield ""
        yield from (f"- {_plain(item.reason)}" for item in report.unreadable)
        yield from (f"- {_plain(fault.where)}：{_plain(fault.message)}" for fault in report.errors)
        yield ""


def render(report: Report) -> bytes:
    """The report in the report's own order: nothing is sorted, filtered or counted anew."""
    return "\n".join(_lines(report)).encode("utf-8")


OPINION = Reporter("linhe-md", "审核意见", ".md", render)
