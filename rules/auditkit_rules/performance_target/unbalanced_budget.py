"""预算构成不平

检查什么
    预算数应等于财政资金与其他资金（及上年结转等）之和；财政资金不应大于预算数。
    其他资金空白按0计。误差在 tolerance（元，默认100元即0.01万元）或末位数半个单位以内的放行。
为什么
    预算构成是审核资金匹配的起点，各项资金加起来与预算数不符，后面的测算都不可靠。
示例
    不通过：预算数45.00，财政资金42.00，其他资金空白
    通过：预算数42.00，财政资金42.00，其他资金空白
不报的情形
    表式没有资金构成栏；“其中”明细（当年拨款、结转、上级补助等）按任一种合理的加法能加平的。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from auditkit import (
    Evidence,
    Issue,
    Money,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._numbers_in_text import half_digit

_MOST_PARTS = 8


def _yuan(money: Money | None) -> Decimal:
    return money.yuan if money and money.yuan is not None else Decimal(0)


def _sums(project: Project) -> Iterator[Decimal]:
    """Every sum the budget may be meant to equal: the sources, with any of the listed parts."""
    sources = [_yuan(project.budget.fiscal), _yuan(project.budget.other)]
    parts = [_yuan(part.amount) for part in project.budget.parts[:_MOST_PARTS]]
    for size in range(len(parts) + 1):
        for chosen in combinations(parts, size):
            yield sum((*sources, *chosen), Decimal(0))
            if size:
                yield sum(chosen, Decimal(0))
                yield sources[1] + sum(chosen, Decimal(0))


def _unread(project: Project) -> str:
    budget = project.budget
    if budget.total is None:
        return "预算数没有填写，无法核对构成"
    unread = [
        label
        for label, money in (
            ("预算数", budget.total),
            ("财政资金", budget.fiscal),
            ("其他资金", budget.other),
        )
        if money is not None and money.yuan is None
    ]
    if unread:
        return f"{'、'.join(unread)}未能识别为金额，无法核对构成"
    return "财政资金没有填写，无法核对构成" if budget.fiscal is None and not budget.parts else ""


def _issue(project: Project, sums: tuple[Decimal, Decimal, Decimal], near: Decimal) -> Issue:
    """What does not balance; or, where it only does with a negative other money, that."""
    total, fiscal, other = map(money_text, sums)
    added = sums[1] + sums[2]
    gap = abs(sums[0] - added)
    more = "、".join(f"{part.label}{money_text(_yuan(part.amount))}" for part in project.budget.parts)
    listed = f"；加上明细（{more}）也不相等" if more else ""
    unequal = f"预算数{total}≠财政资金{fiscal}+其他资金{other}={money_text(added)}（差{money_text(gap)}）"
    over = f"财政资金{fiscal}大于预算数{total}，其他资金为{other}"
    mended = f"核对各项资金；财政资金和其他资金无误的，预算数改为{money_text(added)}。"
    figures = zip(("预算数", "财政资金", "其他资金", "差额"), (*sums, gap), strict=True)
    return Issue(
        message=f"{unequal if gap > near else over}{listed}。",
        suggestion=mended if gap > near else "核对各项资金，其他资金不应为负数，财政资金不应大于预算数。",
        field="budget/total",
        related=(Place(project, "budget/fiscal"), Place(project, "budget/other")),
        evidence=tuple(Evidence(label, plain(figure), "元") for label, figure in figures),
    )


@make_rule(
    code="CON101",
    title="预算数与资金构成不平",
    severity="error",
    confidence=0.97,
    basis=("P88-22.1", "R-CZTX", "WM"),
)
def unbalanced_budget(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    budget = project.budget
    if not (budget.fiscal or budget.other or budget.parts or "budget.fiscal" in project.fields):
        yield NotApplicable("表中没有预算构成")
        return
    reason = _unread(project)
    if reason:
        yield NotJudged(reason)
        return
    total, fiscal, other = _yuan(budget.total), _yuan(budget.fiscal), _yuan(budget.other)
    half = half_digit(budget.total.raw, total) if budget.total else Decimal(0)
    near = max(Decimal(tolerance), half)
    if fiscal <= total + near and any(abs(total - each) <= near for each in _sums(project)):
        blank = "（空白按0计）" if budget.other is None else ""
        if abs(total - fiscal - other) <= near:
            yield Passed(f"预算数{money_text(total)}=财政资金{money_text(fiscal)}+其他资金{money_text(other)}{blank}")
        return
    yield _issue(project, (total, fiscal, other), near)
