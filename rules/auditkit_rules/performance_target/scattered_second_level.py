"""同类二级指标未集中排列

检查什么
    同一一级指标下，同一个二级指标被其他二级指标隔开（如 质量、时效、质量）。
为什么
    排列零散不便于核对有无缺项，也常是误列的痕迹。纯属排版，只作提示。
示例
    不通过：质量指标、时效指标、质量指标、成本指标
    通过：数量指标、质量指标、时效指标、成本指标
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule

_Gap = tuple[int, int, str]


def _gap(rows: tuple[Indicator, ...]) -> _Gap | None:
    """The first row numbers (from 0) between which a class is broken, and what stands between."""
    last: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        key = (row.first_level, row.second_level)
        before = last.get(key)
        if row.second_level and before is not None and before != number - 1:
            between = rows[before + 1]
            if between.first_level == row.first_level:
                return before, number, between.second_level
        last[key] = number
    return None


@make_rule(
    code="NRM213",
    title="同类二级指标未集中排列",
    severity="note",
    confidence=0.9,
    basis=("P88-22.1",),
)
def scattered_second_level(project: Project) -> Iterator[Outcome]:
    """One finding a project, at the first row of the first broken class."""
    rows = project.indicators
    if not rows:
        yield NotApplicable("没有绩效指标")
        return
    if not any(row.second_level for row in rows):
        yield NotJudged("没有二级指标")
        return
    gap = _gap(rows)
    if gap is None:
        return
    first, second, other = gap
    yield Issue(
        message=f"“{rows[first].second_level}”分散填列：第{first + 1}条与第{second + 1}条指标之间夹有“{other}”。",
        suggestion="把同类二级指标集中填列，产出指标按数量、质量、时效、成本的顺序排列。",
        field="second_level",
        subject=rows[first],
        related=tuple(Place(row, "second_level") for row in rows[first + 1 : second + 1]),
    )
