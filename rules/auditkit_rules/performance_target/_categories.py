"""Which categories of indicators a project has, and when the form does not let one tell."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Project,
    Severity,
    canonical_first_level,
)

__all__ = ["annual_rows", "filled_rows", "has_first", "has_kind", "judge_output_kind", "unclear", "unjudged"]


def _reserved(row: Indicator) -> bool:
    """Whether a template's row was left as printed: its levels and at most a bare sign."""
    texts = (row.name, row.target.raw.strip("≥≤＞＜><=＝≧≦ "), row.description, row.actual, row.weight_raw)
    return row.weight is None and not any((text or "").strip() for text in texts)


def filled_rows(project: Project) -> tuple[Indicator, ...]:
    """The indicators without the rows that a template reserves and nobody filled in."""
    return tuple(row for row in project.indicators if not _reserved(row))


def unjudged(project: Project) -> str | None:
    """Why categories cannot be judged at all, in Chinese; None when they can."""
    rows = filled_rows(project)
    if not rows:
        return "没有读到任何指标"
    if not {"first_level", "second_level"} & project.fields:
        return "表式没有一级、二级指标栏"
    if not any(row.first_level.strip() or row.second_level.strip() for row in rows):
        return "一级、二级指标栏全部为空"
    if all(row.kind == "unknown" and canonical_first_level(row.first_level) is None for row in rows):
        return "各行的一级、二级指标都未能识别"
    return None


def has_kind(project: Project, start: str) -> bool:
    """Whether any indicator is of this kind (``output.quality``, ``benefit.`` for all of them)."""
    return any(row.kind.startswith(start) for row in filled_rows(project))


def has_first(project: Project, first: str) -> bool:
    """Whether any indicator of unknown kind stands under this official first level."""
    return any(
        row.kind == "unknown" and canonical_first_level(row.first_level) == first
        for row in filled_rows(project)
    )


def unclear(project: Project, first: str) -> tuple[Indicator, ...]:
    """Indicators of unknown kind that may belong under this official first level."""
    return tuple(
        row
        for row in filled_rows(project)
        if row.kind == "unknown" and canonical_first_level(row.first_level) in (first, None)
    )


def annual_rows(project: Project) -> tuple[Indicator, ...]:
    """The indicators of the year; all of them where the form has no year's column."""
    rows = filled_rows(project)
    return tuple(row for row in rows if row.horizon != "midterm") or rows


def judge_output_kind(
    project: Project,
    kind: str,
    *,
    message: str,
    suggestion: str,
    severity: Severity | None = None,
    confidence: float | None = None,
) -> Iterator[Outcome]:
    """Say whether a category under 产出指标 is missing; rows that are not understood forbid a verdict."""
    reason = unjudged(project)
    if reason:
        yield NotJudged(reason)
    elif has_kind(project, kind):
        return
    elif unclear(project, "产出指标"):
        yield NotJudged(f"有{len(unclear(project, '产出指标'))}条指标的二级指标未能识别，不能断定缺少该类")
    elif not has_kind(project, "output."):
        yield NotApplicable("没有任何产出指标，已另行提出")
    else:
        yield Issue(
            message=message,
            suggestion=suggestion,
            field="indicators",
            severity=severity,
            confidence=confidence,
        )
