"""全年执行数超过预算数

检查什么
    自评表的全年执行数是否超过全年预算数（没有全年预算数的，与年初预算数比）。
为什么
    支出不应超过批准的预算；超过的，多为数字填错、预算调整没有填入，或把上年结转的支出也算在内。
示例
    不通过：全年预算数117万元，全年执行数120万元（执行率102.56%）
    通过：全年执行数117万元（执行率100%）
不报的情形
    资金数没有填写或未能识别的不作判断。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    line_label,
    spent_of,
)


def _of_line(project: Project, number: int, tolerance: int) -> Iterator[Outcome]:
    line = project.execution[number]
    sums = spent_of(line)
    if isinstance(sums, NotJudged):
        yield sums
        return
    planned, spent, shown = sums
    if spent - planned <= Decimal(tolerance):
        return
    yield Issue(
        message=f"“{line_label(line)}”全年执行数超过预算数（{shown}={plain(round(spent / planned * 100, 2))}%）。",
        suggestion="核对两个数字；预算年中有调整的，按调整后的数填写全年预算数；使用上年结转资金的，请单独说明。",
        field=f"execution/{number}/executed",
        evidence=(Evidence("全年预算数", plain(planned), "元"), Evidence("全年执行数", plain(spent), "元")),
    )


@make_rule(
    code="EVA102",
    title="全年执行数超过预算数",
    severity="warning",
    confidence=0.85,
    basis=("P10-13", "P10"),
    dimension="consistency",
)
def spent_over_budget(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if not project.execution:
        yield NotApplicable("没有预算执行情况")
        return
    for number in range(len(project.execution)):
        yield from _of_line(project, number, tolerance)
