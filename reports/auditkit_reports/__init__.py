"""The reporters that come with auditkit: terminal, JSON, Excel issue list, HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit import Report, Reporter, hookimpl

__all__ = ["auditkit_reporters"]


def _terminal(report: Report) -> bytes:
    from auditkit_reports.terminal import render

    return render(report)


def _json(report: Report) -> bytes:
    from auditkit_reports.json_report import render

    return render(report)


def _xlsx(report: Report) -> bytes:
    from auditkit_reports.issue_list import render

    return render(report)


def _html(report: Report) -> bytes:
    from auditkit_reports.page import render

    return render(report)


@hookimpl
def auditkit_reporters() -> Sequence[Reporter]:
    """The reporters; each is imported when it writes, not before."""
    return (
        Reporter("terminal", "审核摘要", ".txt", _terminal),
        Reporter("json", "审核结果", ".json", _json),
        Reporter("xlsx", "问题清单", ".xlsx", _xlsx),
        Reporter("html", "审核报告", ".html", _html),
    )
