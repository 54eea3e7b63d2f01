"""部门资金总额与基本支出、项目支出之和不符

检查什么
    部门（单位）整体支出绩效目标表只有资金总额、没有支出合计的，资金总额是否等于基本支出、项目支出和所列其他支出之和。
    误差在 tolerance（元，默认100元）或末位数半个单位以内的放行。
为什么
    整体支出由基本支出和项目支出组成，加不平说明漏填、错填或计量单位混用。
示例
    不通过：资金总额905.6万元，基本支出530.6万元、项目支出357万元
    通过：资金总额905.6万元，基本支出530.6万元、项目支出375万元
不报的情形
    有支出合计的按 DEP102 核对；基本支出、项目支出只填一项的，不判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._overall import judge_sum, spending_lines, total_of


@make_rule(
    code="DEP104",
    title="部门资金总额不等于基本支出与项目支出之和",
    severity="error",
    confidence=0.95,
    basis=("P88-3", "P88-22.1", "TJ102"),
    dimension="consistency",
)
def unbalanced_department_total(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    spending, parts = spending_lines(project)
    if spending is not None:
        yield NotApplicable("有支出合计，已按支出合计核对")
        return
    if not {"overall.basic_spending", "overall.project_spending"} & project.fields and not parts:
        yield NotApplicable("表中没有基本支出和项目支出")
        return
    total = total_of(project)
    if total is None:
        yield NotJudged("资金总额没有填写，无法核对")
    elif project.overall.basic_spending is None or project.overall.project_spending is None:
        yield NotJudged("基本支出、项目支出没有填全，无法核对")
    else:
        yield from judge_sum(project, total, parts, tolerance)
