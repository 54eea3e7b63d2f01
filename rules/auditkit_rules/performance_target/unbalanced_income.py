"""部门收入合计与收入构成不符

检查什么
    部门（单位）整体支出绩效目标表的收入合计（没有收入合计的，按资金总额）是否等于所列各项收入之和。
    误差在 tolerance（元，默认100元）或末位数半个单位以内的放行。
为什么
    整体绩效目标要与部门全部收支相匹配；收入加不平，后面的匹配都不可靠。
示例
    不通过：收入合计2000万元，财政拨款1860万元、事业收入120万元
    通过：收入合计2000万元，财政拨款1860万元、事业收入140万元
不报的情形
    所列收入中有的只是另一项的明细（财政拨款下的一般公共预算、政府性基金）；只列了一项“其中”数的，不判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._overall import income_lines, judge_sum


@make_rule(
    code="DEP101",
    title="部门收入合计不等于收入构成之和",
    severity="error",
    confidence=0.95,
    basis=("P88-22.1", "TJ102"),
    dimension="consistency",
)
def unbalanced_income(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    whole, parts = income_lines(project)
    if not parts:
        yield NotApplicable("表中没有收入构成")
    elif whole is None:
        yield NotJudged("收入合计没有填写，无法核对收入构成")
    else:
        yield from judge_sum(project, whole, parts, tolerance)
