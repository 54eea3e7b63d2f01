"""What the cost indicators of a project cost, in total or per unit, and what a budget amounts to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Indicator, NotApplicable, NotJudged, Project, parse_amount, plain
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._numbers_in_text import half_digit
from auditkit_rules.performance_target.lists import words

__all__ = [
    "Cost",
    "Costs",
    "annual",
    "base_unit",
    "budget_of",
    "costs_of",
    "is_whole",
    "money_text",
    "percent_text",
    "same_measure",
    "slack",
    "summed",
    "without_purpose",
]

_READING, _UNIT_COST, _COST = words("cost_reading"), words("unit_cost"), words("cost")
_GROUPS = _READING.groups
_TIMES = frozenset(_GROUPS["time"])
_ALIASES = dict(_READING.mapping) | dict(_UNIT_COST.mapping)
_UNITS = {unit for group in words("units").groups.values() for unit in group if "/" not in unit}
_EACH = re.compile(
    "每一?个?("
    + "|".join(re.escape(unit) for unit in sorted({*_UNITS, *_READING.mapping}, key=len)[::-1])
    + ")"
)
_MEAN = re.compile("|".join(sorted(_UNIT_COST.mapping, key=len)[::-1]))
_EACH_COST = re.compile(_EACH.pattern + "[^，。；]{0,8}(?:成本|费|价|补助|补贴|标准|支出|金额|元|经费)")
_BY_TIME = re.compile(
    "(月|日|天|学期|学年)(?=人均|户均|生均|均|补助|补贴|工资|标准|租金|津贴|生活费|护理费|薪)|(?<=均)(月|日|天)"
)
_MONEY_IN_NAME = re.compile(
    r"[（(]\s?(?:单位[:：])?\s?(元|千元|万元|百万元|亿元)(?:/([\u4e00-\u9fff]{1,4}))?\s?[)）]"
)
_SCALE = re.compile(r"([\d.]+)(.+)")
_SCALES = {
    unit: found for unit, text in words("unit_scales").mapping.items() if (found := _SCALE.fullmatch(text))
}
_SWAPS = [frozenset(group) for group in words("unit_families").extra["interchangeable"]]
_BRACKETS = re.compile(r"[（(].*?[)）]")
_SPLIT = re.compile(r"[/／·*×.每、]+")
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


def base_unit(unit: str) -> tuple[str, Decimal]:
    """The base unit and how many of it one ``unit`` is."""
    bare = _BRACKETS.sub("", unit).strip()
    found = _SCALES.get(bare)
    return (found[2], Decimal(found[1])) if found else (bare, Decimal(1))


def same_measure(one: str, other: str) -> bool:
    """Whether two units count the same: equal, convertible, or interchangeable (台、套)."""
    left, right = base_unit(one)[0], base_unit(other)[0]
    return left == right or any({left, right} <= group for group in _SWAPS)


def _per_units(indicator: Indicator) -> list[str]:
    """The units a cost is stated per, years aside, each once; from value, name, else description."""
    _, _, after = (indicator.target.unit or "").partition("/")
    name = normal_name(indicator.name)
    named = [found[1] for found in _EACH.finditer(name)] + _MEAN.findall(name)
    named += [found[1] or found[2] for found in _BY_TIME.finditer(name) if name[: found.start()][-1:] != "每"]
    in_name = _MONEY_IN_NAME.search(indicator.name)
    if in_name and in_name[2]:
        named.append(in_name[2])
    if any(word in name for word in _GROUPS["plain_totals"]):
        named = []
    units = [unit for unit in _SPLIT.split(after) if unit] + named
    if not units and indicator.description:
        told = _EACH_COST.search(indicator.description)
        units = [told[1]] if told and normal_name(indicator.description) != name else []
    found: dict[str, str] = {}
    for unit in units:
        if unit not in ("年", "年度"):
            known = _ALIASES.get(unit, unit)
            found.setdefault(base_unit(known)[0], known)
    return list(found.values())


def _per(indicator: Indicator) -> str | None:
    units = _per_units(indicator)
    if units:
        return "人天" if sorted(units) == ["人", "天"] else "·".join(units)
    name = normal_name(indicator.name)
    tail = any(name.endswith(word) for word in _GROUPS["unit_tails"])
    unit_cost = tail or any(word in name for word in _UNIT_COST.words if word not in _UNIT_COST.mapping)
    stated_total = any(word in name for word in _GROUPS["plain_totals"])
    return "" if unit_cost and not stated_total else None


def _read(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Lower and upper bound in yuan; None where the value is no amount of money."""
    target = indicator.target
    if target.number is None or target.delta:
        return None
    if target.kind == "money" and _BRACKETS.sub("", target.unit or "").partition("/")[0] == "元":
        return target.number, target.upper or target.number
    unit = _MONEY_IN_NAME.search(indicator.name)
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
        cost = Cost(indicator, *read, _per(indicator))
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
