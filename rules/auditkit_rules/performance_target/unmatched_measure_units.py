"""关联指标计量单位不一致

检查什么
    单位成本与说同一事项的唯一一条数量指标，计量单位不能换算（成本按“元/页”，数量按“件”）；
    同一对象的两条数量指标用了不同量词（一条“台”，一条“套”）。
为什么
    单位对不上，单价、数量、预算之间就无法互相印证。
示例
    不通过：扫描数量≥9000件，扫描成本≤0.3元/页
    通过：扫描数量≥140万页，扫描成本≤0.3元/页
不报的情形
    万页与页、公里与米等可以换算；对象称谓不同但单位相同；按月、按天、按人天计的单价；
    另有一条单位相同的数量指标可以配对。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._amounts import costs_of
from auditkit_rules.performance_target._matters import matter, nearness
from auditkit_rules.performance_target._measures import base_unit, same_measure
from auditkit_rules.performance_target._pairs import quantities_of
from auditkit_rules.performance_target.lists import words

_TIMES = frozenset(words("cost_reading").groups["time"]) - {"小时", "分钟"}
_NEAR = 0.5


def _related(one: Indicator, other: Indicator) -> bool:
    """Whether both speak of the same matter, mostly."""
    left, right = matter(one.name), matter(other.name)
    return max(nearness(left, right), nearness(right, left)) >= _NEAR


def _kindred(one: str, other: str) -> bool:
    """Whether one unit is made of the other (人 and 人次), so that a reader can relate them."""
    return one in other or other in one


def _against_costs(project: Project, quantities: tuple[Indicator, ...]) -> Iterator[Issue]:
    for cost in costs_of(project).units:
        per = cost.per or ""
        if not per or "·" in per or per in _TIMES:
            continue
        near = [item for item in quantities if _related(cost.indicator, item)]
        if len(near) != 1 or any(same_measure(per, item.target.unit or "") for item in quantities):
            continue
        unit = near[0].target.unit or ""
        heads = per == "人天" and any(base_unit(item.target.unit or "")[0] == "人" for item in quantities)
        if heads or _kindred(per, unit):
            continue
        yield Issue(
            message=f"“{cost.indicator.name}”按“{per}”计，“{near[0].name}”按“{unit}”计，计量单位不一致，无法与成本核对。",
            suggestion=f"统一计量单位，如数量指标改用“{per}”，或单位成本改为“元/{unit}”。",
            subject=cost.indicator,
            field="target",
            related=(Place(near[0], "target"),),
            evidence=(Evidence("成本单位", f"元/{per}"), Evidence("数量单位", unit)),
        )


def _against_each_other(quantities: tuple[Indicator, ...]) -> Iterator[Issue]:
    for one, other in combinations(quantities, 2):
        first, second = one.target.unit or "", other.target.unit or ""
        apart = base_unit(first)[0] != base_unit(second)[0] and not _kindred(first, second)
        about = matter(one.name)
        if apart and same_measure(first, second) and about and about == matter(other.name):
            yield Issue(
                message=f"“{one.name}”按“{first}”计，“{other.name}”按“{second}”计，请核实是否为同一对象、计量单位应否统一。",
                suggestion=f"属同一对象的，统一用“{first}”或“{second}”。",
                subject=other,
                field="target",
                related=(Place(one, "target"),),
                evidence=(Evidence("前一条", first), Evidence("本条", second)),
                confidence=0.55,
            )


@make_rule(
    code="CON115",
    title="关联指标计量单位不一致",
    severity="note",
    confidence=0.6,
    basis=("BT-5",),
)
def unmatched_measure_units(project: Project) -> Iterator[Outcome]:
    quantities = quantities_of(project)
    unread = [i for i in project.indicators if i.kind == "output.quantity" and i.target.kind == "unparsed"]
    if not quantities:
        yield NotJudged("数量指标的值未能识别") if unread else NotApplicable("没有带计量单位的数量指标")
        return
    yield from _against_costs(project, quantities)
    yield from _against_each_other(quantities)
