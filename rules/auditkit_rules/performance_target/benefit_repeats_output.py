"""效益指标与产出指标重复

检查什么
    效益指标的名称与同项目的产出或满意度指标相同，或几乎相同（相似度不低于 sim，默认0.85，差别只在虚词或同义词）。
为什么
    产出是做了什么，效益是带来什么变化；同一条指标不能两头算。
示例
    不通过：产出“扫描页数”，效益“扫描页数”
    通过：效益“电子卷宗网上调阅率”
不报的情形
    名称不相近、只是数值相同的（受益人数与培训人数）；年度与中长期两套指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._twins import are_twins


def _twin(benefit: Indicator, project: Project, sim: float) -> Indicator | None:
    others = (
        item
        for item in project.indicators
        if item.kind.startswith(("output", "satisfaction")) and item.horizon == benefit.horizon
    )
    return next((item for item in others if are_twins(benefit.name, item.name, sim)), None)


@make_rule(
    code="REL108",
    title="效益指标与产出指标重复",
    severity="warning",
    confidence=0.8,
    basis=("P88-9", "ST-1"),
)
def benefit_repeats_output(indicator: Indicator, project: Project, *, sim: float = 0.85) -> Iterator[Outcome]:
    if not indicator.kind.startswith("benefit"):
        yield NotApplicable("不是效益指标")
        return
    if len(normal_name(indicator.name)) < 2:
        yield NotApplicable("指标名称为空")
        return
    twin = _twin(indicator, project, sim)
    if twin is None:
        return
    kind = "满意度" if twin.kind.startswith("satisfaction") else "产出"
    ideas = replacements_text(indicator, project)
    named = "同名" if twin.name == indicator.name else f"“{twin.name}”"
    yield Issue(
        message=f"效益指标“{indicator.name}”与{kind}指标{named}重复，没有反映项目带来的变化。",
        suggestion="效益指标改为反映产出带来的变化（受益面、使用率、降幅、缩短的时间等）"
        + (f"，可参考{ideas}。" if ideas else "。"),
        field="name",
        related=(Place(twin, "name"),),
    )
