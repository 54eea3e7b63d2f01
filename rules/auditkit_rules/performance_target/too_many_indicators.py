"""指标总数过多

检查什么
    三级指标总数超过 max_total（默认20条），或同一个二级指标下超过 max_second（默认8条）。
为什么
    绩效目标要突出核心；指标太多，每条的分量都很轻，也增加填报和考核的负担。
示例
    不通过：全表35条三级指标
    通过：10至15条关键指标
不报的情形
    工程类项目和预算达到 large_budget（默认5000万元）的综合项目放宽一倍；中期、年度两栏并列的按一栏计。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._categories import annual_rows, filled_rows
from auditkit_rules.performance_target._project_types import spendings_of


def _factor(project: Project, large_budget: int) -> int:
    total = project.budget.total.yuan if project.budget.total else None
    works = any(item.type == "工程修缮" for item in spendings_of(project))
    return 2 if works or (total is not None and total >= large_budget) else 1


@make_rule(
    code="CMP310",
    title="指标总数过多",
    severity="note",
    confidence=0.7,
    basis=("P88-15", "P101-1.2"),
)
def too_many_indicators(
    project: Project, *, max_total: int = 20, max_second: int = 8, large_budget: int = 50_000_000
) -> Iterator[Outcome]:
    """Large and engineering projects may have twice as many."""
    if not filled_rows(project):
        yield NotJudged("没有读到任何指标")
        return
    rows = annual_rows(project)
    factor = _factor(project, large_budget)
    groups = Counter((row.first_level, row.second_level) for row in rows if row.second_level.strip())
    (_, second), most = max(groups.items(), key=lambda item: item[1], default=(("", ""), 0))
    if len(rows) > max_total * factor:
        yield _issue(f"三级指标共{len(rows)}条，超过{max_total * factor}条", len(rows), [])
    elif most > max_second * factor:
        crowd = [row for row in rows if row.second_level == second]
        yield _issue(f"“{second}”下有{most}条指标，超过{max_second * factor}条", most, crowd)


def _issue(fact: str, number: int, crowd: list[Indicator]) -> Issue:
    return Issue(
        message=f"{fact}，未突出核心指标。",
        suggestion="合并口径相近的指标，只保留最能反映目标实现程度的关键指标。",
        field="indicators",
        evidence=(Evidence("指标条数", str(number), "条"),),
        related=tuple(Place(row, "name") for row in crowd),
    )
