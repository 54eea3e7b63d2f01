"""单位成本乘以数量超过预算

检查什么
    单位成本指标（值写“元/页”，或名称写“每页…”“人均…”）与计量单位相同、说的是同一事项的唯一一条
    数量指标相乘，金额归一到元、数量归一到基本单位，乘积大于预算×(1+tolerance)（默认1%）即报。
    相等或更小为通过，并把算式写进核对结果。同一计量单位下几条单价与几条数量一一对应的（新建、维修、检测
    消火栓各有单价和座数），各自配对，逐项相乘后再合计。
为什么
    单价、数量、预算三者应当对得上；按申报的单价和数量做不下来，说明其中必有一个填错。
示例
    不通过：0.5元/页×140万页=70万元，预算42万元
    通过：0.3元/页×140万页=42万元，预算42万元
不报的情形
    一条单价对得上多条数量又不能一一对应的，没有共同事项、单位不可换算的，都不配对；按月、按人天计的单价不与人数相乘。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from auditkit_rules.performance_target._amounts import budget_of, costs_of, money_text
from auditkit_rules.performance_target._pairs import Pair, pairs_of


def _issue(project: Project, pairs: Sequence[Pair], budget: Decimal, confidence: float | None) -> Issue:
    product = sum((pair.low for pair in pairs), Decimal(0))
    named = "、".join(
        f"“{pair.cost.indicator.name}”×“{pair.quantity.name}”（{pair.sum_text}）" for pair in pairs
    )
    lines = [item for pair in pairs for item in (pair.cost.indicator, pair.quantity)]
    return Issue(
        message=f"按{named}测算，{f'合计{money_text(product)}，' if len(pairs) > 1 else ''}"
        f"超过预算{money_text(budget)}（多{money_text(product - budget)}）。",
        suggestion=f"核对单价和数量；两项无误的，说明超出预算{money_text(budget)}部分的资金来源，否则相应下调单价或数量。",
        subject=lines[0],
        field="target",
        related=(*(Place(line, "target") for line in lines[1:]), Place(project, "budget/total")),
        evidence=(Evidence("测算金额", plain(product), "元"), Evidence("预算数", plain(budget), "元")),
        confidence=confidence,
    )


@make_rule(
    code="CON104",
    title="单位成本×数量超过预算",
    severity="error",
    confidence=0.82,
    basis=("P88-13.4", "P88-22.3", "P10-A1"),
)
def unit_costs_over_budget(project: Project, *, tolerance: float = 0.01) -> Iterator[Outcome]:
    costs = costs_of(project)
    pairs = pairs_of(project, costs)
    if not pairs:
        if costs.unread and not costs.units:
            yield NotJudged(
                f"成本指标“{costs.unread[0].name}”的值“{costs.unread[0].target.raw}”未能识别为金额"
            )
        else:
            yield NotApplicable("没有可以唯一配对的单位成本和数量指标")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    limit = budget * (1 + Decimal(str(tolerance)))
    over = [pair for pair in pairs if pair.low > limit]
    for pair in over:
        yield _issue(project, [pair], budget, None)
    if over:
        return
    product = sum((pair.low for pair in pairs), Decimal(0))
    if product > limit:
        yield _issue(project, pairs, budget, 0.75)
        return
    sums = "；".join(pair.sum_text for pair in pairs)
    told = "与预算相等" if product == budget else "不超过预算"
    yield Passed(f"{sums}，{told}（预算{money_text(budget)}）")
