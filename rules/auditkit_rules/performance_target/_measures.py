"""Units of measure: which of them count the same, and the unit a cost is stated per."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from auditkit import Indicator
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["EACH", "MONEY_IN_NAME", "bare_unit", "base_unit", "cost_unit", "same_measure"]

_READING, _UNIT_COST, _UNITS = words("cost_reading"), words("unit_cost"), words("units").groups
_GROUPS = _READING.groups
_SINGLE_LEAD, _MEAN_TAIL = (entry["pattern"] for entry in _UNIT_COST.entries)
_ALIASES = dict(_READING.mapping) | dict(_UNIT_COST.mapping)
_ALL = {unit for group in _UNITS.values() for unit in group if "/" not in unit}
_COUNTED = {unit for name in _UNIT_COST.groups["counted"] for unit in _UNITS[name]}


def _one_of(listed: Iterable[str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(listed, key=lambda unit: (-len(unit), unit)))


_MAGNITUDES = words("units").mapping
_MANY = re.compile(f"({_one_of(_MAGNITUDES)})({_one_of(_ALL)})")
_PER = re.compile(f"每一?个?((?:{_one_of(_MAGNITUDES)})?(?:{_one_of({*_ALL, *_READING.mapping})}))")
_SINGLE = re.compile(
    rf"{_SINGLE_LEAD.pattern}({_one_of(_COUNTED - set(_UNIT_COST.groups['not_single']))})"
    rf"|({_one_of(_COUNTED)}){_MEAN_TAIL.pattern}"
)
_FIXED = re.compile(_one_of(set(_UNIT_COST.mapping)))
EACH = re.compile("|".join([*(p.pattern for p in _UNIT_COST.patterns), _SINGLE.pattern, *map(re.escape, _UNIT_COST.words)]))
"""What makes a name one of a unit cost: 每页, 单册, 场均."""
_EACH_COST = re.compile(_PER.pattern + "[^，。；]{0,8}(?:成本|费|价|补助|补贴|标准|支出|金额|元|经费)")
_DIVIDED = re.compile(r"(?:÷|除以)([^÷/／×*，。；（(=＝]{1,16}?)(?:总?数量?|总量|人次)?(?=$|[，。；（(=＝×])")
_BY_TIME = re.compile(
    "(月|日|天|学期|学年)(?=人均|户均|生均|均|补助|补贴|工资|标准|租金|津贴|生活费|护理费|薪)|(?<=均)(月|日|天)"
)
MONEY_IN_NAME = re.compile(
    r"[（(]\s?(?:单位[:：])?\s?(元|千元|万元|百万元|亿元)(?:/([\u4e00-\u9fff]{1,4}))?\s?[)）]"
)
"""The unit of money, and per what, that a name gives in brackets: （元/册）."""
_SCALE = re.compile(r"([\d.]+)(.+)")
_SCALES = {
    unit: found for unit, text in words("unit_scales").mapping.items() if (found := _SCALE.fullmatch(text))
}
_SWAPS = [frozenset(group) for group in words("unit_families").extra["interchangeable"]]
_BRACKETS = re.compile(r"[（(].*?[)）]")
_SPLIT = re.compile(r"[/／·*×.每、]+")


def bare_unit(unit: str) -> str:
    """The unit without what stands in brackets: 台 for 台（套）."""
    return _BRACKETS.sub("", unit).strip()


def base_unit(unit: str) -> tuple[str, Decimal]:
    """The base unit and how many of it one ``unit`` is: 10000 枚 for 万枚."""
    bare = bare_unit(unit)
    many = _MANY.fullmatch(bare) if bare not in _ALL and bare not in _SCALES else None
    size = Decimal(_MAGNITUDES[many[1]]) if many else Decimal(1)
    bare = many[2] if many else bare
    found = _SCALES.get(bare)
    return (found[2], Decimal(found[1]) * size) if found else (bare, size)


def same_measure(one: str, other: str) -> bool:
    """Whether two units count the same: equal, convertible, or interchangeable (台、套)."""
    left, right = base_unit(one)[0], base_unit(other)[0]
    return left == right or any({left, right} <= group for group in _SWAPS)


def _named_units(indicator: Indicator) -> list[str]:
    """The units a name states a cost per: 每页, 单册, 人均, 月租金, （元/个）."""
    name = normal_name(indicator.name)
    if any(word in name for word in _GROUPS["plain_totals"]):
        return []
    named = [found[1] for found in _PER.finditer(name)]
    single = [found[1] or found[2] for found in _SINGLE.finditer(name)]
    fixed = [found for found in _FIXED.findall(name) if not any(f"{unit}均".endswith(found) for unit in single)]
    named += fixed + single
    named += [found[1] or found[2] for found in _BY_TIME.finditer(name) if name[: found.start()][-1:] != "每"]
    in_name = MONEY_IN_NAME.search(indicator.name)
    return [*named, in_name[2]] if in_name and in_name[2] else named


def _described_unit(indicator: Indicator) -> list[str]:
    """The unit a description divides by: 按每页0.3元, 采购金额÷册数."""
    told = indicator.description or ""
    if normal_name(told) == normal_name(indicator.name):
        return []
    each = _EACH_COST.search(told)
    if each:
        return [each[1]]
    divided = _DIVIDED.search(told)
    if divided is None:
        return []
    tails = [unit for unit in (*_COUNTED, *_ALIASES) if divided[1].endswith(unit)]
    return [max(tails, key=len)] if tails else [""]


def _per_units(indicator: Indicator) -> list[str]:
    """The units a cost is stated per, years aside, each once; from value, name, else description."""
    _, _, after = (indicator.target.unit or "").partition("/")
    units = [unit for unit in _SPLIT.split(after) if unit] + _named_units(indicator)
    found: dict[str, str] = {}
    for unit in units or _described_unit(indicator):
        if unit not in ("年", "年度"):
            known = _ALIASES.get(unit, unit)
            found.setdefault(base_unit(known)[0], known)
    return list(found.values())


def cost_unit(indicator: Indicator) -> str | None:
    """What a cost is stated per: a unit, ``""`` where none is told, None for a total."""
    units = _per_units(indicator)
    if units:
        return "人天" if sorted(units) == ["人", "天"] else "·".join(units)
    name = normal_name(indicator.name)
    tail = any(name.endswith(word) for word in _GROUPS["unit_tails"])
    unit_cost = tail or any(word in name for word in _UNIT_COST.words if word not in _UNIT_COST.mapping)
    stated_total = any(word in name for word in _GROUPS["plain_totals"])
    return "" if unit_cost and not stated_total else None
