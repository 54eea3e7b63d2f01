"""计量单位与指标名称不匹配

检查什么
    按名称的中心词（词尾）看单位是否相称：率、满意度用“%”，人数用“人”，面积用“平方米、亩”，
    金额用“元、万元”，案件用“件、起”。
为什么
    单位不对，说明名称或数值串了行，执行结果无从对照。
示例
    不通过：救助人员数量｜≥2件
    通过：救助人员数量｜≥2人
不报的情形
    可以互换的量词（件与起、台与套、场与次）；“件/人”“次/月”等复合单位；增减幅度；满意度按“分”计。
    单位不在词表内，或名称不以度量词结尾的，只作提示。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, measure_of
from auditkit_rules.performance_target._targets import shown, unreadable
from auditkit_rules.performance_target._units import Family, family_of, is_known_unit, needs_no_unit
from auditkit_rules.performance_target._wording import either
from auditkit_rules.performance_target.lists import words

_SWAPS = [frozenset(group) for group in words("unit_families").extra["interchangeable"]]
_COUNTED = frozenset(words("units").groups["count"])
_EITHER = frozenset(words("units").groups["slash_optional"])
_MONEY = frozenset(words("units").groups["money"])
_PER = re.compile(r"[/／每]")
_PIECES = re.compile(r"[/／（）()·*×]")


def _allowed(unit: str, family: Family) -> bool:
    pieces = [piece for piece in _PIECES.split(unit) if piece]
    alternatives = pieces[:1] if _PER.search(unit) and unit not in _EITHER else pieces
    candidates = {unit, *alternatives}
    candidates |= {piece.removesuffix("次") for piece in candidates if len(piece) > 1}
    if candidates & set(family.units):
        return True
    chief = set(family.units[:3])
    if "次" in chief and unit.endswith("次"):
        return True
    return any(swap & candidates and swap & chief for swap in _SWAPS)


def _expected(family: Family) -> str:
    return "%" if "%" in family.units else "、".join(family.units[:3])


def _tolerated(indicator: Indicator, family: Family) -> bool:
    unit = indicator.target.unit or ""
    rate = "%" in family.units
    scored = unit == "分" and (asks_satisfaction(indicator) or family.noun.endswith("度"))
    counted = measure_of(family.noun, weak=False) is None and unit in _COUNTED
    per_many = rate and _PER.search(unit) is not None
    times = unit == "倍" and needs_no_unit(indicator.name)
    return not family.units or times or scored or counted or per_many or (family.money and unit in _MONEY)


def _date_for_a_rate(indicator: Indicator, family: Family) -> Issue:
    raw = shown(indicator.target.raw)
    return Issue(
        message=f"“{indicator.name}”是比率，应以“%”计量，指标值“{raw}”却是日期，两者不符。",
        suggestion="改填百分比，如“≥95%”；考核完成时点的，把指标名称改为“……完成时间”。",
        field="target",
        evidence=(Evidence("指标值", raw), Evidence("应有单位", _expected(family))),
    )


def _issue(indicator: Indicator, family: Family, unit: str) -> Issue:
    name, raw = indicator.name, shown(indicator.target.raw)
    sure = measure_of(family.noun, weak=False) is not None and (is_known_unit(unit) or unit in ("%", "‰"))
    fitting = ("%",) if "%" in family.units else family.units[:3]
    said = f"“{name}”应以{either(fitting)}计量，指标值“{raw}”的计量单位却是“{unit}”，两者不符。"
    asked = f"“{name}”一般以{either(fitting)}计量，指标值“{raw}”的计量单位是“{unit}”，请核实是否相符。"
    return Issue(
        message=said if sure else asked,
        suggestion=f"计量单位改为{either(fitting)}；数值无误的，把指标名称改为以“{unit}”计量的内容。",
        field="target",
        evidence=(Evidence("填报单位", unit), Evidence("应有单位", _expected(family))),
        severity=None if sure else Severity.NOTE,
        confidence=None if sure else 0.55,
    )


@make_rule(
    code="NRM111",
    title="计量单位与指标名称不匹配",
    severity="warning",
    confidence=0.78,
    basis=("BT-5", "P88-22.1"),
)
def mismatched_unit(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    family = family_of(indicator.name)
    if family is None:
        yield NotApplicable("名称中没有能推知单位的中心词")
        return
    if target.kind == "date":
        if "%" in family.units:
            yield _date_for_a_rate(indicator, family)
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    unit = target.unit or ""
    if not unit:
        yield NotApplicable("没有计量单位，由单位缺失规则提出")
        return
    if target.delta or _tolerated(indicator, family) or _allowed(unit, family):
        return
    yield _issue(indicator, family, unit)
