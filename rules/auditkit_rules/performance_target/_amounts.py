"""What the cost indicators of a project cost, in total or per unit, and what a budget amounts to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Indicator, NotApplicable, NotJudged, Project, parse_amount, plain
from auditkit_rules.performance_target._measures import MONEY_IN_NAME, bare_unit, cost_unit
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._numbers_in_text import half_digit
from auditkit_rules.performance_target.lists import words

__all__ = [
    "Cost",
    "Costs",
    "annual",
    "budget_of",
    "costs_of",
    "is_whole",
    "money_text",
    "percent_text",
    "slack",
    "summed",
    "without_purpose",
]

_READING, _COST = words("cost_reading"), words("cost")
_GROUPS = _READING.groups
_WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost indicator in yuan (``low`` to ``high``, equal but for ranges).

    ``per`` is None for a total, a base unit for a unit cost, ``""`` where that unit is not told.
    """

    indicator: Indicator
    low: Decimal
    high: Decimal
    per: str | None


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost indicators: totals, unit costs, and those whose value is no readable amount."""

    totals: tuple[Cost, ...]
    units: tuple[Cost, ...]
    unread: tuple[Indicator, ...]


def money_text(yuan: Decimal) -> str:
    """An amount as people write it: 万元 from ten thousand yuan on, else 元."""
    large = abs(yuan) >= _WAN
    return plain(round(yuan / _WAN, 6)) + "万元" if large else plain(round(yuan, 2)) + "元"


def percent_text(part: Decimal, whole: Decimal) -> str:
    """``part`` in percent of ``whole``, two decimals: ``63.64%``."""
    return plain(round(part / whole * 100, 2)) + "%"


def annual(indicator: Indicator) -> bool:
    """Whether the indicator is of the budget year, or the form does not say."""
    return indicator.horizon != "midterm"


def budget_of(project: Project) -> tuple[Decimal, str]:
    """The budget in yuan and ``""``, or 0 and the Chinese reason why it cannot be compared with."""
    total = project.budget.total
    if total is None:
        return Decimal(0), "预算数没有填写，不能与金额比较"
    if total.yuan is None:
        reason = "金额单位没有注明" if project.money_unit is None else f"预算数“{total.raw}”未能识别"
        return Decimal(0), f"{reason}，不能与金额比较"
    return (total.yuan, "") if total.yuan > 0 else (Decimal(0), "预算数不大于零，不能与金额比较")


def without_purpose(project: Project) -> NotApplicable | NotJudged:
    """What to say where the number of spending directions cannot be known for want of a purpose."""
    if "purpose" not in project.fields:
        return NotApplicable("表式没有资金用途一栏，不知道有几个支出方向")
    return NotJudged("没有资金用途，不知道有几个支出方向")


def _read(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Lower and upper bound in yuan; None where the value is no amount of money."""
    target = indicator.target
    if target.number is None or target.delta:
        return None
    if target.kind == "money" and bare_unit(target.unit or "").partition("/")[0] == "元":
        return target.number, target.upper or target.number
    unit = MONEY_IN_NAME.search(indicator.name)
    if target.kind == "quantity" and not target.unit and unit:
        yuan = parse_amount(plain(target.number), unit[1])
        return None if yuan is None else (yuan, yuan)
    return None


def costs_of(project: Project, horizon: str = "annual") -> Costs:
    """The economic cost indicators of the budget year, or of the ``midterm``."""
    totals: list[Cost] = []
    units: list[Cost] = []
    unread: list[Indicator] = []
    for indicator in project.indicators:
        if indicator.kind != "cost.economic" or annual(indicator) != (horizon == "annual"):
            continue
        name = normal_name(indicator.name)
        spared = any(word in name for word in _GROUPS["still_spending"])
        if not spared and any(word in name for word in _GROUPS["not_spending"]):
            continue
        read = _read(indicator)
        if read is None:
            if indicator.target.kind in ("quantity", "unparsed") and not indicator.target.delta:
                unread.append(indicator)
            continue
        cost = Cost(indicator, *read, cost_unit(indicator))
        (totals if cost.per is None else units).append(cost)
    return Costs(tuple(totals), tuple(units), tuple(unread))


def is_whole(name: str) -> bool:
    """Whether a cost's name speaks of the whole project (项目总成本)."""
    return name in _GROUPS["whole"] or any(word in name for word in _COST.groups["total"])


def summed(totals: Iterable[Cost]) -> tuple[Cost, ...]:
    """The totals that add up: without 其中 lines, repeats, and a total over the others."""
    own: dict[tuple[str, Decimal], Cost] = {}
    for cost in totals:
        name = normal_name(cost.indicator.name)
        if not name.startswith("其中"):
            own.setdefault((name, cost.high), cost)
    parts = list(own.values())
    below = [cost for cost in parts if not is_whole(normal_name(cost.indicator.name))]
    if len(below) < len(parts):
        return tuple(below or parts[:1])
    whole = sum((cost.high for cost in parts), Decimal(0))
    over = [cost for cost in parts if len(parts) > 2 and cost.high * 2 == whole]
    return tuple(cost for cost in parts if not any(cost is other for other in over))


def slack(cost: Cost, budget: Decimal, share: Decimal) -> Decimal:
    """By how much a cost may pass the budget for rounding: ``share`` of it or half a written digit."""
    half = min(half_digit(cost.indicator.target.raw, cost.low), budget * Decimal("0.02"))
    return max(budget * share, half)
