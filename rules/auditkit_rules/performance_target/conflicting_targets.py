"""同名指标取值矛盾

检查什么
    同一项目里名称相同、描述相同（或都为空）的两条指标，指标值不同。
为什么
    同一项指标只能有一个指标值，否则无法考核。
示例
    不通过：两条“培训人次”，一条≥300人次，一条≥500人次
    通过：“骨干培训人次≥100人次”“全员培训人次≥500人次”
不报的情形
    描述写明了不同对象、不同阶段的；年度与中长期两套指标；计量单位不同、不在同一二级指标下的。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._measures import base_unit
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._text_matches import in_base

_MEASURED = ("quantity", "percent", "money", "date")
_Reading = tuple[str, str, Decimal | None, str | None]


def _reading(indicator: Indicator) -> _Reading:
    """What a value says, so that two can be compared: kind, unit, number in base units, date."""
    target = indicator.target
    unit = base_unit(target.unit or "")[0]
    return target.kind, unit, in_base(target) if target.number is not None else None, target.date


def _described(indicator: Indicator) -> str:
    text = normal_text(indicator.description)
    return "" if text == normal_text(indicator.name) else text


def _conflict(one: Indicator, other: Indicator) -> bool:
    first, second = _reading(one), _reading(other)
    delta = one.target.delta != other.target.delta
    spans = one.target.upper != other.target.upper
    return not delta and first[:2] == second[:2] and (first[2:] != second[2:] or spans)


@make_rule(
    code="CON114",
    title="同名指标的指标值矛盾",
    severity="error",
    confidence=0.9,
    basis=("P88-22.1",),
)
def conflicting_targets(project: Project) -> Iterator[Outcome]:
    named = [item for item in project.indicators if len(normal_name(item.name)) > 1]
    if not named:
        yield NotJudged("没有可比较的指标")
        return
    seen: dict[tuple[str | None, ...], Indicator] = {}
    for item in named:
        if item.target.kind not in _MEASURED:
            continue
        key = (normal_text(item.name), _described(item), item.horizon, item.kind, item.second_level)
        first = seen.setdefault(key, item)
        if first is item or not _conflict(first, item):
            continue
        yield Issue(
            message=f"同一指标“{item.name}”填了不同的指标值“{shown(first.target.raw)}”“{shown(item.target.raw)}”。",
            suggestion="核对后只保留一条；考核对象或阶段不同的，在名称中写明以示区分。",
            subject=item,
            field="target",
            related=(Place(first, "target"), Place(first, "name")),
            evidence=(Evidence("前一条", first.target.raw), Evidence("本条", item.target.raw)),
        )
