"""不同项目同名指标指标值不一致

检查什么
    同一单位的不同项目设了同名的全单位（全院、支持法院…）或全辖区（全区、全市…）口径指标，指标值却不同。
为什么
    同一个总体数只能有一个值，不一致说明口径或数据有误。
示例
    不通过：项目1“支持法院办结案数量≥18000件”，项目2“支持法院办结案数量≥15000件”
    通过：两处一致，或在描述中说明口径
不报的情形
    按项目口径本来就不同的（培训人数、设备数量）；计量单位不同、描述不同的；不同年度、不同单位。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Batch, Evidence, Indicator, Issue, NotApplicable, Outcome, Place, Severity, make_rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._shared_indicators import Holder, by_name, is_general, is_unit_wide
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._unit_projects import same_year, shared_groups


def _own_words(indicator: Indicator) -> str:
    text = normal_text(indicator.description)
    return "" if text == normal_text(indicator.name) else text


def _differs(first: Holder, other: Holder) -> bool:
    (project, one), (another, two) = first, other
    return (
        same_year(project, another)
        and one.target.number is not None
        and two.target.number is not None
        and one.target.unit == two.target.unit
        and one.target.kind == two.target.kind
        and one.target.number != two.target.number
        and not one.target.delta
        and not two.target.delta
        and _own_words(one) == _own_words(two)
    )


def _issue(holders: list[Holder]) -> Issue:
    (_, indicator), *others = holders
    told = "，".join(f"在项目“{project.name}”中为“{shown(item.target.raw)}”" for project, item in holders)
    return Issue(
        message=f"“{indicator.name}”{told}，同为总体口径，应当一致。",
        suggestion="核对口径后统一指标值，或改设反映各项目自身产出的指标。",
        subject=indicator,
        field="target",
        related=tuple(Place(item, "target") for _, item in others),
        evidence=tuple(Evidence(project.name, item.target.raw) for project, item in holders),
        severity=Severity.WARNING if is_unit_wide(indicator.name) else None,
    )


@make_rule(
    code="XPR102",
    title="不同项目同名指标的指标值不一致",
    severity="note",
    confidence=0.7,
    basis=("P88-22.1",),
)
def conflicting_shared_targets(batch: Batch) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    for group in groups:
        for holders in by_name(group, valued=False):
            first = holders[0]
            if is_general(first[1]) or not is_unit_wide(first[1].name, area=True):
                continue
            apart = [other for other in holders[1:] if _differs(first, other)]
            if apart:
                yield _issue([first, *apart])
