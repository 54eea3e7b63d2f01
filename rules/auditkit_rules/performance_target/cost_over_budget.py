"""成本指标超过项目预算

检查什么
    总额型成本指标（如“外包服务费≤203万元”）单项大于预算数，或同表各项相加大于预算数。
    超出预算的比例在 tolerance（默认0.5%）以内的放行；“项目总成本”与分项并列时不重复相加。
为什么
    成本指标是支出的上限，高于预算就失去约束，也说明目标与资金不匹配。
示例
    不通过：预算319万元，外包服务费≤450万元
    通过：预算319万元，外包服务费≤203万元
不报的情形
    单位成本（元/页、每人…、人均…）不与预算直接比；跨年项目的总投资、概算不与年度预算比；
    成本低于预算不是本规则的问题。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule, plain
from auditkit_rules.performance_target._amounts import Cost, budget_of, costs_of, money_text, slack, summed
from auditkit_rules.performance_target._dates import iso_span
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._wording import valued
from auditkit_rules.performance_target.lists import words

_SPANNING = words("cost_reading").groups["spanning"]


def _one_year(project: Project) -> bool:
    """Whether the period is known to lie within one year."""
    if project.period is None:
        return False
    start, end = iso_span(project.period.start), iso_span(project.period.end)
    return start is not None and end is not None and start[0][0] == end[1][0]


def _of_the_year(project: Project) -> tuple[Cost, ...]:
    """The totals that speak of this year's money."""
    totals = costs_of(project).totals
    if _one_year(project):
        return totals
    return tuple(c for c in totals if not any(word in c.indicator.name for word in _SPANNING))


def _issue(project: Project, costs: tuple[Cost, ...], budget: Decimal) -> Issue:
    amount = sum((cost.low for cost in costs), Decimal(0))
    first, *rest = costs
    if rest:
        listed = "、".join(valued(c.indicator) for c in costs)
        what = f"成本指标{listed}合计{money_text(amount)}"
    else:
        what = f"成本指标“{first.indicator.name}”指标值“{shown(first.indicator.target.raw)}”"
    return Issue(
        message=f"{what}，超过项目预算{money_text(budget)}（多{money_text(amount - budget)}）。",
        suggestion=f"核对金额和计量单位，把成本指标控制在{money_text(budget)}以内，或相应调整预算。",
        subject=first.indicator,
        field="target",
        related=(*(Place(c.indicator, "target") for c in rest), Place(project, "budget/total")),
        evidence=(Evidence("成本指标", plain(amount), "元"), Evidence("预算数", plain(budget), "元")),
    )


@make_rule(
    code="CON102",
    title="成本指标超过项目预算",
    severity="error",
    confidence=0.92,
    basis=("P88-13.4", "P88-22.3", "P101-2.1"),
)
def cost_over_budget(project: Project, *, tolerance: float = 0.005) -> Iterator[Outcome]:
    costs, read = _of_the_year(project), costs_of(project)
    if not costs:
        if read.unread:
            yield NotJudged(f"成本指标“{read.unread[0].name}”的值“{read.unread[0].target.raw}”未能识别为金额")
        else:
            yield NotApplicable("没有可与年度预算比较的总额型成本指标")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    share = Decimal(str(tolerance))
    over = [cost for cost in costs if cost.low > budget + slack(cost, budget, share)]
    for cost in over:
        yield _issue(project, (cost,), budget)
    parts = summed(costs)
    near = max([slack(cost, budget, share) for cost in parts], default=Decimal(0))
    if not over and len(parts) > 1 and sum((cost.low for cost in parts), Decimal(0)) > budget + near:
        yield _issue(project, parts, budget)
