"""金额量级疑似错误（元与万元混淆）

检查什么
    总额型成本指标是预算的1000倍至100000倍；或乘、除以10000后恰好等于预算（误差0.5%以内）；
    用途、目标里写明的项目预算金额乘、除以10000后恰好等于预算数。
为什么
    把“元”写成“万元”会让金额相差一万倍，是最常见也最伤可信度的笔误。
示例
    不通过：预算26万元，成本指标写“≤260000万元”
    通过：预算26万元，成本指标写“≤26万元”或“≤260000元”
不报的情形
    单位成本不参与；表头是元、指标写万元，换算后相等即正常；跨年总投资不参与倍数判断。
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
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import Cost, budget_of, costs_of, money_text
from auditkit_rules.performance_target._money_in_text import budget_mentions, off_by_scale
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target.lists import words

_SPANNING = words("cost_reading").groups["spanning"]


def _round(amount: Decimal) -> bool:
    """Whether one digit and zeros are all there is: a chance meeting is likely then."""
    return len(plain(amount).replace(".", "").strip("0")) < 2


def _cost_issue(project: Project, cost: Cost, budget: Decimal) -> Issue | None:
    exact = off_by_scale(cost.low, budget)
    spanning = any(word in cost.indicator.name for word in _SPANNING)
    large = not spanning and 1000 * budget <= cost.low <= 100_000 * budget
    if not exact and not large:
        return None
    target = cost.indicator.target
    doubtful = exact == "小" and _round(cost.low)
    told = (
        f"恰为预算的{'一万倍' if exact == '大' else '万分之一'}"
        if exact
        else f"是预算的{plain(round(cost.low / budget, 0))}倍"
    )
    close = "请核实是否把元、万元写错" if doubtful else "疑似元与万元错写"
    return Issue(
        message=f"“{cost.indicator.name}”指标值“{shown(target.raw)}”{told}（预算{money_text(budget)}），{close}。",
        suggestion=f"核对计量单位；单位写错的，改为“≤{money_text(budget)}”。"
        if exact
        else "核对计量单位，换算后再填写，并与预算数核对。",
        subject=cost.indicator,
        field="target",
        related=(Place(project, "budget/total"),),
        evidence=(Evidence("指标值", plain(cost.low), "元"), Evidence("预算数", plain(budget), "元")),
        severity=Severity.WARNING if doubtful else None,
        confidence=0.55 if doubtful else None,
    )


@make_rule(
    code="CON106",
    title="金额疑似元、万元混淆",
    severity="error",
    confidence=0.8,
    basis=("BT-5", "R-NMZL", "SYS7"),
)
def mistaken_magnitude(project: Project) -> Iterator[Outcome]:
    totals, told = costs_of(project).totals, budget_mentions(project)
    if not totals and not told:
        yield NotApplicable("没有可与预算比较的总额")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    for cost in totals:
        issue = _cost_issue(project, cost, budget)
        if issue:
            yield issue
    for item in told:
        if off_by_scale(item.mention.number, budget):
            yield Issue(
                message=f"{item.label}写“{item.mention.raw}”，与预算数{money_text(budget)}相差一万倍，疑似元与万元错写。",
                suggestion=f"核对计量单位；预算数无误的，文中改为“{money_text(budget)}”。",
                subject=item.subject,
                field=item.field,
                quote=item.mention.raw,
                related=(Place(project, "budget/total"),),
                evidence=(
                    Evidence("文中金额", plain(item.mention.number), "元"),
                    Evidence("预算数", plain(budget), "元"),
                ),
            )
