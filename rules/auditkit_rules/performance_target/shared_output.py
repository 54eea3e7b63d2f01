"""不同项目设置相同指标和指标值

检查什么
    同一单位的两个以上项目有名称、指标值都相同的产出指标，而且数值不小（三位数以上）或属全单位口径（全院、支持法院…）。
为什么
    各项目填的是单位总体工作量，分不清每个项目的钱做成了什么。
示例
    不通过：项目1、2均设“支持法院办结案数量≥18000件”
    通过：各项目设置自身支出直接形成的产出
不报的情形
    满意度、比率（合格率、及时率等，全单位口径的除外）、资金管理类和笼统的指标；同一项目分期、分资金来源申报的；
    两个项目整体雷同的，由“指标体系整体雷同”一并提出；不同单位之间不比。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Batch, Evidence, Indicator, Issue, NotApplicable, Outcome, Place, make_rule
from auditkit_rules.performance_target._shared_indicators import (
    Holder,
    by_name,
    is_general,
    is_unit_wide,
    likeness_of,
)
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._unit_projects import same_year, shared_groups, variants
from auditkit_rules.performance_target._wording import quoted

_OUTPUTS = ("output.quantity", "output.quality", "output.timeliness")


def _telling(indicator: Indicator, min_value: int) -> bool:
    """Whether an equal value can hardly be chance, or the figure is the whole unit's."""
    target = indicator.target
    if indicator.kind not in _OUTPUTS or target.number is None or is_general(indicator):
        return False
    if is_unit_wide(indicator.name):
        return target.kind in ("quantity", "percent") and not (target.kind == "percent" and target.number >= 100)
    return target.kind == "quantity" and target.number >= min_value and not target.delta


def _apart(holders: tuple[Holder, ...], alike: float) -> list[Holder]:
    """The first holder and those of other works of the year whose indicator sets differ as a whole."""
    first = holders[0][0]
    kept = [holders[0]]
    for project, indicator in holders[1:]:
        shared, total = likeness_of(first, project)
        if same_year(first, project) and not variants(first, project) and shared < alike * total:
            kept.append((project, indicator))
    return kept


def _issue(holders: list[Holder]) -> Issue:
    (_, indicator), *others = holders
    named = quoted(item.name for item, _ in holders)
    value = shown(indicator.target.raw)
    wide = is_unit_wide(indicator.name)
    fault = "该指标反映单位总体产出，无法区分各项目的贡献" if wide else "请核实是否为同一项工作、各项目贡献如何区分"
    return Issue(
        message=f"项目{named}都设置了“{indicator.name}”，指标值同为“{value}”，{fault}。",
        suggestion="反映单位总体产出的，放入单位整体绩效目标；各项目改设自身资金直接形成的产出（数量、质量、时限）；"
        "确由几个项目共同完成的，写明各自的贡献。",
        subject=indicator,
        field="name",
        quote=indicator.name,
        related=(
            Place(indicator, "target"),
            *(Place(item, field) for _, item in others for field in ("name", "target")),
        ),
        evidence=tuple(Evidence(item.name, row.target.raw) for item, row in holders),
        confidence=0.78 if wide else 0.58,
    )


@make_rule(
    code="XPR101",
    title="不同项目的指标和指标值相同",
    severity="warning",
    confidence=0.75,
    basis=("P88-13.1", "P88-13.4", "P101-1.2"),
)
def shared_output(batch: Batch, *, min_value: int = 100, alike: float = 0.7) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    for group in groups:
        for holders in by_name(group, valued=True):
            if not _telling(holders[0][1], min_value):
                continue
            kept = _apart(holders, alike)
            if len(kept) > 1:
                yield _issue(kept)
