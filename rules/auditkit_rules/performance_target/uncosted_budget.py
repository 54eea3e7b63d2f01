"""成本指标未覆盖全部预算

检查什么
    总额型成本指标与可配对的单位成本×数量合计，不到预算的 cover（默认80%），而资金用途有两个以上支出方向。
    意见列出没有成本指标的方向。
为什么
    成本指标应与各项支出对应；大块资金没有成本约束，就无法判断花得值不值。
示例
    不通过：预算319万元，仅设外包服务费≤203万元，设备购置、差旅费没有成本指标
    通过：预算42万元，每页扫描成本≤0.3元，扫描≥140万页
不报的情形
    成本低于预算本身不是错误；单一用途且单价可以解释全部预算；日常运转、据实列支类支出。
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
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._pairs import covered, directions_of, pairs_of, uncosted
from auditkit_rules.performance_target.lists import words

_OPEN_ENDED = words("cost_reading").groups["open_ended"]


def _issue(project: Project, amount: Decimal, budget: Decimal, directions: tuple[str, ...]) -> Issue:
    costs = costs_of(project)
    lines = [cost.indicator for cost in (*costs.totals, *costs.units)]
    lines += [pair.quantity for pair in pairs_of(project, costs)]
    gap = budget - amount
    missing = uncosted(project, directions)
    listed = f"（{'、'.join(missing[:6])}等）" if missing else ""
    return Issue(
        message=f"成本指标合计{money_text(amount)}，"
        f"仅占预算{money_text(budget)}的{percent_text(amount, budget)}，"
        f"其余{money_text(gap)}{listed}未设成本指标。",
        suggestion=f"为{'、'.join(missing[:6]) or '其余支出'}分别设置分项成本控制数或单位成本，"
        f"使各项成本合计与预算{money_text(budget)}对应。",
        subject=lines[0],
        field="target",
        related=(
            *(Place(line, "target") for line in lines[1:]),
            Place(project, "budget/total"),
            Place(project, "purpose"),
        ),
        evidence=(
            Evidence("成本指标合计", plain(amount), "元"),
            Evidence("预算数", plain(budget), "元"),
            Evidence("占比", plain(round(amount / budget * 100, 2)), "%"),
            Evidence("差额", plain(gap), "元"),
        ),
        topics=tuple(normal_text(direction) for direction in missing),
    )


@make_rule(
    code="CON107",
    title="成本指标未覆盖全部预算",
    severity="warning",
    confidence=0.72,
    basis=("P101-2.1", "P88-13.4", "P88-22.3"),
)
def uncosted_budget(project: Project, *, cover: float = 0.8) -> Iterator[Outcome]:
    costs = costs_of(project)
    pairs = pairs_of(project, costs)
    if not costs.totals and not costs.units:
        unread = bool(costs.unread)
        yield NotJudged("成本指标的值未能识别为金额") if unread else NotApplicable("没有以金额表示的成本指标")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    amount = covered(costs, pairs)
    if amount >= budget * Decimal(str(cover)):
        sums = "；".join(pair.sum_text for pair in pairs)
        yield Passed(
            f"{f'{sums}；' if sums else ''}成本指标合计{money_text(amount)}，预算{money_text(budget)}"
        )
    elif len(pairs) < len(costs.units) or costs.unread:
        yield NotJudged("有的成本指标不能与数量相乘或不能识别，算不出覆盖了多少预算")
    elif not project.purpose:
        yield without_purpose(project)
    elif any(word in f"{project.name}{project.purpose}" for word in _OPEN_ENDED):
        yield NotApplicable("日常运转、据实列支类支出不要求逐项设成本指标")
    elif len(directions := directions_of(project.purpose)) < 2:
        yield NotApplicable("资金用途只有一个支出方向")
    else:
        yield _issue(project, amount, budget, directions)
