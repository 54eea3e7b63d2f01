"""部门整体没有服务对象满意度指标

检查什么
    部门（单位）整体支出绩效目标表的指标中，没有一项属于满意度、名称也没有“满意”二字。
为什么
    整体绩效目标不仅包括产出、成本，还包括各类效益和服务对象满意度；部门履职好不好，服务对象最有发言权。
示例
    不通过：只有管理效率、履职效能、社会效应三类指标
    通过：林农满意度≥90%
不报的情形
    表中没有读到指标的，不判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotJudged, Outcome, Passed, Project, make_rule
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT


@make_rule(
    code="DEP203",
    title="部门整体没有服务对象满意度指标",
    severity="warning",
    confidence=0.8,
    basis=("P34-8", "P34-4", "TJ102"),
    dimension="completeness",
)
def department_without_satisfaction(project: Project) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    rows = [row for row in project.indicators if row.name.strip()]
    if not rows:
        yield NotJudged("没有读到任何指标")
        return
    asked = next((row for row in rows if row.kind == "satisfaction" or "满意" in row.name), None)
    if asked is not None:
        yield Passed(f"“{asked.name}”是满意度指标")
        return
    yield Issue(
        message=f"部门整体{len(rows)}项指标中没有服务对象满意度指标。",
        suggestion="按部门主要服务对象增设满意度指标（如“……群众满意度≥90%”），并写明调查方式和样本量。",
        field="indicators",
    )
