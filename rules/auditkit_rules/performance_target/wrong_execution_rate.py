"""预算执行率计算有误

检查什么
    自评表每一行资金的执行率是否等于全年执行数除以全年预算数（没有全年预算数的，除以年初预算数）。
    允许末位四舍五入，误差在 tolerance（百分点，默认0.06）以内的放行。
为什么
    执行率是预算执行得分的依据，算错则得分和总分都错。
示例
    不通过：全年预算数50万元，全年执行数45万元，执行率写95%
    通过：执行率写90%
不报的情形
    执行率没有填写；写成整数的，误差在半个百分点以内。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Passed, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    line_label,
    percent_of,
    spent_of,
)


def _of_line(project: Project, number: int, tolerance: Decimal) -> Iterator[Outcome]:
    line = project.execution[number]
    stated, sums = percent_of(line.rate), spent_of(line)
    if not line.rate:
        return
    if stated is None:
        yield NotJudged(f"“{line_label(line)}”的执行率“{line.rate}”未能识别")
    elif isinstance(sums, NotJudged):
        yield sums
    else:
        planned, spent, shown = sums
        rate = spent / planned * 100
        digits = -int(stated.as_tuple().exponent)
        slack = max(tolerance, Decimal(1).scaleb(-max(digits, 0)) / 2)
        shown = f"{shown}={plain(round(rate, 2))}%"
        if abs(rate - stated) <= slack:
            yield Passed(f"“{line_label(line)}”{shown}")
            return
        yield Issue(
            message=f"“{line_label(line)}”执行率填“{line.rate}”，而全年执行数÷预算数={shown}。",
            suggestion="核对预算数、执行数和执行率，改正后同时核对预算执行得分。",
            field=f"execution/{number}/rate",
            evidence=(Evidence("填报执行率", plain(stated), "%"), Evidence("计算执行率", plain(round(rate, 2)), "%")),
        )


@make_rule(
    code="EVA101",
    title="预算执行率计算有误",
    severity="error",
    confidence=0.93,
    basis=("P10-13", "P10"),
    dimension="consistency",
)
def wrong_execution_rate(project: Project, *, tolerance: Decimal = Decimal("0.06")) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    outcomes = [said for n in range(len(project.execution)) for said in _of_line(project, n, tolerance)]
    yield from outcomes or [NotApplicable("没有填写预算执行率")]
