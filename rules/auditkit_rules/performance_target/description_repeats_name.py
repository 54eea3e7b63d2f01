"""指标描述照抄指标名称

检查什么
    “绩效指标描述”去掉标点空白后与名称相同。按项目汇总成一条，写明几条/共几条；
    达到 ratio（默认80%）的注明是普遍现象。
为什么
    描述栏用来写计算方法和统计口径，照抄名称等于没填，年终计算时各说各话。
示例
    不通过：救助金发放率｜救助金发放率
    通过：救助金发放率｜实际发放救助金÷应发放救助金×100%
不报的情形
    表式没有描述栏；只有“扫描页数”这样所指自明的计数指标照抄。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, normal_name
from auditkit_rules.performance_target._units import is_percentage, unit_in_name
from auditkit_rules.performance_target._wording import some_of


def _copied(indicator: Indicator) -> bool:
    description = indicator.description or ""
    return bool(description.strip()) and normal_name(description) == normal_name(indicator.name)


def _example(copied: Sequence[Indicator]) -> str:
    """How one of the copied descriptions could read."""
    rate = next((i for i in copied if is_percentage(i.name) and not asks_satisfaction(i)), None)
    if rate is not None:
        return f"如“{rate.name}”可写“符合要求的数量÷应考核的总量×100%”，并写明统计范围和数据来源"
    asked = next((i for i in copied if asks_satisfaction(i)), None)
    if asked is not None:
        return f"如“{asked.name}”可写“问卷中选满意、基本满意的份数÷有效问卷份数×100%”，并写明调查对象和样本量"
    return f"如“{copied[0].name}”可写明统计什么、起止时间和数据来源"


@make_rule(
    code="NRM401",
    title="指标描述仅重复指标名称",
    severity="note",
    confidence=0.95,
    basis=("SYS3", "P101-3.1", "HB-1"),
)
def description_repeats_name(project: Project, *, ratio: float = 0.8) -> Iterator[Outcome]:
    if "description" not in project.fields:
        yield NotApplicable("表式没有指标描述栏")
        return
    named = [i for i in project.indicators if i.name.strip()]
    if not any((i.description or "").strip() for i in named):
        yield NotJudged("指标描述栏都没有填写")
        return
    copied = [i for i in named if _copied(i)]
    if all(unit_in_name(i.name) is not None for i in copied):
        return
    much = ratio * len(named) <= len(copied) < len(named)
    yield Issue(
        message=f"{some_of(len(copied), len(named), '指标')}的指标描述照抄指标名称，没有说明计算方法或统计口径"
        f"{'，全表普遍如此' if much else ''}。",
        suggestion=f"定量指标写计算公式和口径，定性指标写衡量内容和分档标准；{_example(copied)}。",
        evidence=(Evidence("照抄名称", str(len(copied)), "条"), Evidence("指标总数", str(len(named)), "条")),
        related=tuple(Place(indicator, "description") for indicator in copied),
    )
