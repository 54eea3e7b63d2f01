"""What is said where amounts in prose do not fit the budget: the whole, the parts, the total investment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from auditkit import Evidence, Issue, Place, Project, Severity, plain
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._money_in_text import Told, investments, rounding
from auditkit_rules.performance_target.lists import words

__all__ = ["investment_issue", "parts_issue", "whole_issue"]

_OPEN_LIST = words("text_amounts").groups["open_list"]


def whole_issue(project: Project, item: Told, budget: Decimal) -> Issue:
    """An amount told to be the whole project's that is not the budget; a smaller one may be a part."""
    number = item.mention.number
    less = number < budget
    return Issue(
        message=f"{item.label}写“{item.mention.segment.strip()}”，与预算数{money_text(budget)}不一致"
        f"（差{money_text(abs(number - budget))}）{'，请核实是否只是预算的一部分' if less else ''}。",
        suggestion=f"核对后统一为同一金额（预算数无误的，文中改为“{money_text(budget)}”）。",
        subject=item.subject,
        field=item.field,
        quote=item.mention.raw,
        related=(Place(project, "budget/total"),),
        evidence=(Evidence("文中金额", plain(number), "元"), Evidence("预算数", plain(budget), "元")),
        severity=Severity.WARNING if less else None,
        confidence=0.58 if less else None,
    )


def parts_issue(project: Project, parts: Sequence[Told], budget: Decimal) -> Issue | None:
    """The parts a purpose lists that do not add up to the budget; None where they may."""
    amount = sum((item.mention.number for item in parts), Decimal(0))
    gap = abs(amount - budget)
    closed = not any(word in (project.purpose or "") for word in _OPEN_LIST)
    if gap <= sum((rounding(item) for item in parts), Decimal(0)) or (amount < budget and not closed):
        return None
    listed = "+".join(money_text(item.mention.number) for item in parts)
    return Issue(
        message=f"资金用途所列各项金额{listed}={money_text(amount)}，与预算数{money_text(budget)}不一致"
        f"（差{money_text(gap)}），请核实有无漏列或错列。",
        suggestion=f"核对各分项金额，使合计等于预算数{money_text(budget)}；未列全的，补齐其余支出。",
        field="purpose",
        related=(Place(project, "budget/total"),),
        evidence=(Evidence("分项合计", plain(amount), "元"), Evidence("预算数", plain(budget), "元")),
        severity=Severity.WARNING if amount > budget else Severity.NOTE,
        confidence=0.58 if amount > budget else 0.55,
    )


def investment_issue(project: Project, budget: Decimal) -> Issue | None:
    """The one total investment the texts speak of, where it is less than this year's budget alone."""
    told = investments(project)
    if len(told) != 1 or told[0].mention.number + rounding(told[0]) >= budget:
        return None
    item, number = told[0], told[0].mention.number
    return Issue(
        message=f"{item.label}写“{item.mention.segment.strip()}”，比本年预算数{money_text(budget)}还少{money_text(budget - number)}，"
        "请核实是否为全部支出的总投资。",
        suggestion="核对总投资和预算数；只是其中一部分的，在文中写明。",
        subject=item.subject,
        field=item.field,
        quote=item.mention.raw,
        related=(Place(project, "budget/total"),),
        evidence=(Evidence("总投资", plain(number), "元"), Evidence("预算数", plain(budget), "元")),
        severity=Severity.WARNING,
        confidence=0.58,
    )
