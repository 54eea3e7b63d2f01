"""单位成本乘以数量明显低于预算

检查什么
    资金只有一个支出方向，而按单位成本×数量（加上已设的总额型成本）测算，还不到预算的 low（默认70%）。
为什么
    测算支撑不了预算规模，要么漏了支出内容，要么预算偏大，应说明其余资金的去向。
示例
    不通过：100元/件×900件=9万元，预算24万元，用途只有办案补助
    通过：100元/件×2400件=24万元，预算24万元
不报的情形
    用途有两个以上支出方向（由“成本指标未覆盖全部预算”来提）；单价与数量不能唯一配对；
    数量写“≥”只是下限，因此只作提示，请单位说明。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import (
    budget_of,
    costs_of,
    money_text,
    percent_text,
    without_purpose,
)
from auditkit_rules.performance_target._pairs import covered, pairs_of, works_of


@make_rule(
    code="CON105",
    title="单位成本×数量明显低于预算",
    severity="note",
    confidence=0.6,
    basis=("P88-22.3", "P88-13.4"),
)
def thin_cost_estimate(project: Project, *, low: float = 0.7) -> Iterator[Outcome]:
    costs = costs_of(project)
    pairs = pairs_of(project, costs)
    if not pairs or len(pairs) < len(costs.units):
        yield NotApplicable("单位成本与数量指标不能全部配对")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    amount = covered(costs, pairs)
    sums = "；".join(pair.sum_text for pair in pairs)
    if amount >= budget * Decimal(str(low)):
        yield Passed(f"{sums}，占预算{money_text(budget)}的{percent_text(amount, budget)}")
        return
    if not project.purpose:
        yield without_purpose(project)
        return
    if len(works_of(project.purpose)) > 1:
        yield NotApplicable("资金用途有多个支出方向")
        return
    gap = budget - amount
    yield Issue(
        message=f"按成本指标和数量指标测算为{money_text(amount)}（{sums}），"
        f"仅占预算{money_text(budget)}的{percent_text(amount, budget)}，"
        f"请说明其余{money_text(gap)}的用途或测算依据。",
        suggestion=f"补充其余{money_text(gap)}对应的支出内容和成本指标；数量偏低的，按实际任务量提高；"
        "确无其他支出的，核减预算。",
        subject=pairs[0].cost.indicator,
        field="target",
        related=(
            *(Place(pair.quantity, "target") for pair in pairs),
            *(Place(pair.cost.indicator, "target") for pair in pairs[1:]),
            Place(project, "budget/total"),
        ),
        evidence=(Evidence("测算金额", plain(amount), "元"), Evidence("预算数", plain(budget), "元")),
    )
