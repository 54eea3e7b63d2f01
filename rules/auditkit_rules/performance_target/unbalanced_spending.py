"""部门支出合计与支出构成不符

检查什么
    部门（单位）整体支出绩效目标表的支出合计是否等于基本支出、项目支出和所列其他支出之和。
    误差在 tolerance（元，默认100元）或末位数半个单位以内的放行。
为什么
    支出构成是核对任务、指标与资金是否匹配的起点，加不平就无从核对。
示例
    不通过：支出合计2000万元，基本支出1240万元、项目支出670万元
    通过：支出合计2000万元，基本支出1240万元、项目支出760万元
不报的情形
    所列支出中有的只是另一项的明细（基本支出下的人员经费、公用经费）；表中只有资金总额、没有支出合计的，按 DEP104 核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._overall import judge_sum, spending_lines


@make_rule(
    code="DEP102",
    title="部门支出合计不等于支出构成之和",
    severity="error",
    confidence=0.95,
    basis=("P88-22.1", "TJ102"),
    dimension="consistency",
)
def unbalanced_spending(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    whole, parts = spending_lines(project)
    if not parts:
        yield NotApplicable("表中没有支出构成")
    elif whole is not None:
        yield from judge_sum(project, whole, parts, tolerance)
    elif "overall.spending" in project.fields:
        yield NotJudged("支出合计没有填写，无法核对支出构成")
    else:
        yield NotApplicable("表中没有支出合计")
