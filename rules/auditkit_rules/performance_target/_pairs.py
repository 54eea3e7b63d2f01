"""A unit cost times the one quantity it belongs to, and how much of a budget that explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Indicator, Project, plain
from auditkit_rules.performance_target._amounts import (
    Cost,
    Costs,
    annual,
    costs_of,
    is_whole,
    money_text,
    summed,
)
from auditkit_rules.performance_target._matters import matter, shared_matter
from auditkit_rules.performance_target._measures import EACH, base_unit, same_measure
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._spending import is_input, spending_directions
from auditkit_rules.performance_target.lists import words

__all__ = ["Pair", "covered", "directions_of", "pairs_of", "quantities_of", "uncosted", "works_of"]

_SUMMARY = re.compile(r"[^。；;]{0,60}?等([^，。；、及和与]{2,20})")
_READING = words("cost_reading")
_CLEARLY = 2
_SAME_TAIL = 3
_NO_TOTAL = re.compile(rf"{EACH.pattern}|每[十百千万]|上限|限额")
_TIMES = frozenset(_READING.groups["time"])


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit cost and the one quantity it multiplies with; yuan; ``sum_text`` is the arithmetic."""

    cost: Cost
    quantity: Indicator
    low: Decimal
    high: Decimal
    sum_text: str


def _quantity_text(indicator: Indicator) -> str:
    target = indicator.target
    written = re.search(r"\d[\d,.]*\s*[百千万亿]+\s*" + re.escape(target.unit or ""), target.raw)
    exact = plain(target.number or Decimal(0)) + (target.unit or "")
    return re.sub(r"[\s,]", "", written.group()) if written else exact


def _multiply(cost: Cost, quantity: Indicator) -> Pair:
    _, size = base_unit(quantity.target.unit or "")
    _, per_size = base_unit(cost.per or "")
    number = (quantity.target.number or Decimal(0)) * size / per_size
    low, high = cost.low * number, cost.high * number
    written, turned = _quantity_text(quantity), f"{plain(number)}{cost.per}"
    shown = written if size == per_size or written == turned else f"{written}（{turned}）"
    text = f"{plain(cost.low)}元/{cost.per}×{shown}={money_text(low)}"
    return Pair(cost, quantity, low, high, text)


def quantities_of(project: Project) -> tuple[Indicator, ...]:
    """The quantity indicators of the budget year with a number and a unit, 其中 lines and rations aside."""
    return tuple(
        item
        for item in project.indicators
        if item.kind == "output.quantity"
        and annual(item)
        and item.target.kind == "quantity"
        and item.target.unit
        and (item.target.number or 0) > 0
        and not item.target.delta
        and not normal_name(item.name).startswith("其中")
        and not _NO_TOTAL.search(normal_name(item.name).replace("每年", ""))
    )


def _closeness(cost: Cost, quantity: Indicator) -> int:
    """How much of one matter both speak of; 0 where they count different things."""
    alike = bool(cost.per) and same_measure(cost.per or "", quantity.target.unit or "")
    return len(shared_matter(cost.indicator.name, quantity.name)) if alike else 0


def _nearest(scores: Sequence[int]) -> int | None:
    """The place of the one highest score; None where two are as high or nothing is shared."""
    best = max(scores, default=0)
    return scores.index(best) if best and scores.count(best) == 1 else None


def _one_to_one(cost: Cost, costs: Costs, quantities: Sequence[Indicator]) -> Indicator | None:
    """The quantity of a cost where as many costs and quantities of a measure are nearest to each other."""
    per = cost.per or ""
    priced = [item for item in costs.units if item.per and same_measure(item.per, per)]
    counted = [item for item in quantities if same_measure(per, item.target.unit or "")]
    rows = [[_closeness(item, quantity) for quantity in counted] for item in priced]
    there = [_nearest(row) for row in rows]
    back = [_nearest(column) for column in zip(*rows, strict=True)]
    mutual = all(place is not None and back[place] == at for at, place in enumerate(there))
    place = there[priced.index(cost)]
    return counted[place] if place is not None and mutual and len(priced) == len(counted) else None


def pairs_of(project: Project, costs: Costs) -> tuple[Pair, ...]:
    """Each unit cost with the one quantity of the same measure that is clearly nearest in matter.

    Left out where two quantities are about as near, or where another unit cost is clearly nearer,
    unless all of that measure go together one to one (新建、维修、检测 of the same 消火栓).
    """
    quantities = quantities_of(project)
    found = []
    for cost in costs.units:
        if not cost.per or "·" in cost.per or cost.per in _TIMES:
            continue
        own = _one_to_one(cost, costs, quantities)
        if own is not None:
            found.append(_multiply(cost, own))
            continue
        ranked = sorted(quantities, key=lambda item: -_closeness(cost, item))
        near = [_closeness(cost, item) for item in ranked[:2]]
        if not near or near[0] == 0 or (len(near) > 1 and 0 < near[1] > near[0] - _CLEARLY):
            continue
        if all(_closeness(other, ranked[0]) < near[0] + _CLEARLY for other in costs.units):
            found.append(_multiply(cost, ranked[0]))
    return tuple(pair for pair in found if not any(_shares_out(pair, other) for other in found))


def _shares_out(one: Pair, other: Pair) -> bool:
    """Whether two costs are for two sorts of what one quantity counts: 中级工培训补贴, 高级工培训补贴."""
    if one is other or one.quantity is not other.quantity:
        return False
    left, right = (normal_name(pair.cost.indicator.name)[-_SAME_TAIL:] for pair in (one, other))
    return left == right


def covered(costs: Costs, pairs: Iterable[Pair]) -> Decimal:
    """How much of a budget the cost indicators speak of, in yuan, at their upper bounds."""
    parts = sum((cost.high for cost in summed(costs.totals)), Decimal(0))
    parts += sum((pair.high for pair in pairs), Decimal(0))
    whole = [cost.high for cost in costs.totals if is_whole(normal_name(cost.indicator.name))]
    return max([parts, *whole])


def directions_of(purpose: str) -> tuple[str, ...]:
    """What the money is spent on, without where it comes from (中央补助、县级配套)."""
    return tuple(item for item in spending_directions(purpose) if not _READING.matches(item))


def works_of(purpose: str) -> tuple[str, ...]:
    """The directions without mere kinds of cost (教材费, 食宿补助), where any other is left."""
    directions = directions_of(purpose)
    return tuple(item for item in directions if not is_input(item)) or directions


def _summary(purpose: str, direction: str) -> str:
    """What the list a direction stands in is summed up as: 甲、乙等外包服务 is 外包服务."""
    at = purpose.find(direction)
    found = _SUMMARY.match(purpose, at + len(direction)) if at >= 0 else None
    return found[1] if found else ""


def uncosted(project: Project, directions: Iterable[str]) -> list[str]:
    """The directions that no cost indicator speaks of, by their own words."""
    costs = costs_of(project)
    named = [cost.indicator for cost in (*costs.totals, *costs.units)]
    texts = [text for item in named for text in (item.name, item.description or "")]
    about = {piece for text in texts for piece in matter(text, literal=True)}
    purpose = project.purpose or ""
    return [
        direction
        for direction in directions
        if not (matter(direction, literal=True) | matter(_summary(purpose, direction), literal=True)) & about
    ]
