"""Amounts of money in the purpose and the objectives, and which of them mean the whole project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Objective, Project
from auditkit_rules.performance_target._numbers_in_text import Mention, half_digit, mentions
from auditkit_rules.performance_target.lists import words

__all__ = [
    "Told",
    "budget_mentions",
    "investments",
    "is_known",
    "known_amounts",
    "money_mentions",
    "off_by_scale",
    "rounding",
    "texts_of",
]

_GROUPS = words("text_amounts").groups
_INVESTED = re.compile(r"总投资(?:额|规模|金额)?(?:预计|约|为|共|达)*\s*$")
_LEAST = Decimal(100)
_SCALE = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Told:
    """An amount told in prose. ``role``: ``whole`` project, ``sum`` (合计) or a ``part``."""

    label: str
    subject: Project | Objective
    field: str
    mention: Mention
    role: str


def texts_of(project: Project) -> Iterator[tuple[str, Project | Objective, str, str]]:
    """Label, subject, field and text of the purpose and of each objective of the year."""
    if project.purpose:
        yield "资金用途", project, "purpose", project.purpose
    for number, objective in enumerate(project.objectives, 1):
        if objective.horizon != "midterm" and objective.text:
            label = "绩效目标" if len(project.objectives) == 1 else f"绩效目标第{number}条"
            yield label, objective, "", objective.text


def _role(mention: Mention) -> str:
    before = mention.segment.partition(mention.raw)[0]
    for role, group in (("whole", "strong"), ("sum", "weak")):
        if any(word in before for word in _GROUPS[group]):
            return role
    return "part"


def _amounts_told(project: Project) -> tuple[Told, ...]:
    return tuple(
        Told(label, subject, field, mention, _role(mention))
        for label, subject, field, text in texts_of(project)
        for mention in mentions(text)
        if mention.value.kind == "money"
        and mention.value.unit == "元"
        and not (mention.each or mention.change)
    )


def money_mentions(project: Project) -> tuple[Told, ...]:
    """Amounts of the purpose and the objectives, without rates, changes and other years' money."""
    told = _amounts_told(project)
    return tuple(item for item in told if not any(word in item.mention.segment for word in _GROUPS["aside"]))


def investments(project: Project) -> tuple[Told, ...]:
    """The amounts that are told to be a total investment (总投资500万元)."""
    told = _amounts_told(project)
    return tuple(item for item in told if _INVESTED.search(item.mention.segment.partition(item.mention.raw)[0]))


def budget_mentions(project: Project) -> tuple[Told, ...]:
    """The amounts that are told to be the whole project's."""
    return tuple(item for item in money_mentions(project) if item.role == "whole")


def known_amounts(project: Project) -> tuple[Decimal, ...]:
    """Every amount of the budget grid in yuan, the midterm total too."""
    budget = project.budget
    money = [budget.total, budget.fiscal, budget.other, project.midterm_total]
    money += [part.amount for part in budget.parts]
    return tuple(item.yuan for item in money if item is not None and item.yuan is not None)


def rounding(item: Told) -> Decimal:
    """By how much an amount in prose may be off for rounding, in yuan: 100 or half its last digit."""
    return max(_LEAST, half_digit(item.mention.raw, item.mention.number))


def is_known(item: Told, amounts: Sequence[Decimal]) -> bool:
    """Whether the amount is one of ``amounts``, rounding aside."""
    return any(abs(item.mention.number - amount) <= rounding(item) for amount in amounts)


def off_by_scale(amount: Decimal, budget: Decimal) -> str:
    """``大`` or ``小`` where an amount is ten thousand times the budget or a ten thousandth, within 0.5%."""
    near = budget / 200
    if abs(amount / _SCALE - budget) <= near:
        return "大"
    return "小" if abs(amount * _SCALE - budget) <= near else ""
