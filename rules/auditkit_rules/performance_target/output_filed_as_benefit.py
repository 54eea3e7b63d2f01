"""产出与效益混淆

检查什么
    效益指标的名称是工作量（举办、完成、建设……加数量），并与某条产出指标相近；或产出指标的名称是影响（提升…水平、促进…发展）。
为什么
    产出写“做了什么”，效益写“带来什么变化”，混淆后效益就没有考核。
示例
    不通过：社会效益指标｜举办培训次数｜≥5次
    通过：社会效益指标｜参训人员持证上岗率提升｜≥5个百分点
不报的情形
    受益人数、带动户数、新增就业人数等属于效益的计数。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import likeness, normal_name
from auditkit_rules.performance_target.lists import words

_VERBS = words("output_verbs")
_COUNTS = words("countable_nouns")
_IMPACT = words("ecology_impact")
_PEOPLE = {"人", "名", "位", "户", "家", "人次", "户次", "家次", "村", "社区"}
_THINGS = frozenset((*_COUNTS.groups["units"], *words("units").groups["count"])) - _PEOPLE
_EFFECT_NOUNS = ("水平", "能力", "发展", "质效", "形象", "环境", "意识", "素质", "影响力", "稳定", "积极性", "效益")


@make_rule(
    code="NRM208",
    title="产出与效益混淆",
    severity="warning",
    confidence=0.7,
    basis=("ST-1", "P88-9", "P101-2.3"),
)
def output_filed_as_benefit(indicator: Indicator, project: Project, *, likeness_from: float = 0.7) -> Iterator[Outcome]:
    """Workload under benefits (also near an output row), or an effect among outputs."""
    name = normal_name(indicator.name)
    if not name:
        yield NotApplicable("没有填写指标名称")
    elif indicator.kind.startswith("benefit."):
        yield from _judge_benefit(indicator, project, name, likeness_from)
    elif indicator.kind in ("output.quantity", "output.quality", "output.timeliness"):
        yield from _judge_output(indicator, name)
    else:
        yield NotApplicable("不是产出或效益指标")


def _judge_benefit(indicator: Indicator, project: Project, name: str, limit: float) -> Iterator[Issue]:
    counted = indicator.target.kind == "quantity" and indicator.target.unit in _THINGS
    count = _COUNTS.ends(name) is not None or (name.endswith("数") and name[-2:-1] in _THINGS)
    workload = counted and (name.startswith(_VERBS.words) or count)
    if not workload or _IMPACT.found("benefit_counts", name) or _IMPACT.found("impact_verbs", name):
        return
    like = [
        other.name
        for other in project.indicators
        if other.kind.startswith("output.") and other is not indicator and likeness(other.name, name) >= limit
    ]
    if not like and not (name.startswith(_VERBS.words) and count):
        return
    near = f"，与产出指标“{like[0]}”相近" if like else ""
    yield Issue(
        message=f"“{indicator.name}”是工作量{near}，误列为“{indicator.second_level}”。",
        suggestion="移至数量指标；效益指标改写带来的变化，如“……率提高……个百分点”“……较上年下降……%”。",
        field="second_level",
    )


def _judge_output(indicator: Indicator, name: str) -> Iterator[Issue]:
    starts = name.startswith(_IMPACT.groups["impact_verbs"])
    if not starts or not name.endswith(_EFFECT_NOUNS):
        return
    yield Issue(
        message=f"“{indicator.name}”是项目带来的影响，误列为“{indicator.second_level}”。",
        suggestion=f"移至效益指标；{indicator.second_level}另设本项目直接完成的工作（数量、合格率或完成时间）。",
        field="second_level",
    )
