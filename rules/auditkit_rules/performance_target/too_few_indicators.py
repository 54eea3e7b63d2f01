"""指标总数过少

检查什么
    三级指标总数少于 min_total（默认5条），或产出指标少于 min_output（默认3条）；按2021年分类分别为4条、2条。
为什么
    指标太少，不足以反映项目的产出和效果。
示例
    不通过：全表只有3条指标
    通过：8条左右，覆盖主要支出方向
不报的情形
    预算不足 small_budget（默认5万元）的小项目；没有读到指标的；已提出缺少某类指标的由该意见代表。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Project,
    canonical_first_level,
    make_rule,
)
from auditkit_rules.performance_target._categories import annual_rows, filled_rows, unjudged
from auditkit_rules.performance_target._names import taxonomy_of

_LEAST = {"2015": (5, 3), "2021": (4, 2)}


@make_rule(
    code="CMP309",
    title="指标总数过少",
    severity="warning",
    confidence=0.8,
    basis=("P88-22.2", "P101-2.2"),
)
def too_few_indicators(
    project: Project,
    *,
    taxonomy: str = "auto",
    min_total: int = 0,
    min_output: int = 0,
    small_budget: int = 50000,
) -> Iterator[Outcome]:
    """``min_total`` and ``min_output`` of 0 mean the taxonomy's own; ``small_budget`` is in yuan."""
    if not filled_rows(project):
        yield NotJudged("没有读到任何指标")
        return
    total = project.budget.total.yuan if project.budget.total else None
    if total is not None and total < small_budget:
        yield NotApplicable("预算很小的项目指标可以从简")
        return
    least, least_output = _LEAST[taxonomy_of(project, taxonomy)]
    least, least_output = min_total or least, min_output or least_output
    rows = annual_rows(project)
    outputs = [
        row
        for row in rows
        if row.kind.startswith("output.") or canonical_first_level(row.first_level) == "产出指标"
    ]
    told = unjudged(project) is None and not any(row.kind == "unknown" for row in rows)
    if len(rows) < least:
        fact = f"三级指标只有{len(rows)}条，少于{least}条"
    elif told and len(outputs) < least_output:
        fact = f"产出指标只有{len(outputs)}条，少于{least_output}条"
    else:
        return
    yield Issue(
        message=f"{fact}，不足以反映项目产出和效果。",
        suggestion="按主要支出方向各补一至两条核心指标（数量、质量、时效），并至少有一条反映效果。",
        field="indicators",
        evidence=(Evidence("指标条数", str(len(rows)), "条"), Evidence("产出指标", str(len(outputs)), "条")),
    )
