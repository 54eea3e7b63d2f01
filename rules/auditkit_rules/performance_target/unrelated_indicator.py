"""指标与项目名称、用途、目标均无关联

检查什么
    产出指标（数量、质量、时效）的名称与项目名称、用途、目标、单位名称没有一个相同或同义的词（人和地方的词不算：农村、学校、学生），
    而且名称用的是另一个行业才用的词（如档案项目里的“信访接待量”）。
为什么
    指标应反映本项目的产出；别的项目的指标混进来，往往是套用模板或填错了表。
示例
    不通过：档案扫描项目设“信访接待量”
    通过：档案扫描项目设“扫描页数”
不报的情形
    字面不同而意思相关的（卷宗与档案、送达与邮递）；通用指标（完成率、验收合格率）；效益、成本、满意度指标；
    乡村、社区、城市管理等本来就跨行业的项目；名称里没有行业用词、看不出属于哪一行的；质量、时效指标只有一个行业用词的（消防检查合格率）。只请核实。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._kinship import matter_of, without_scenes
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._project_words import described, is_broad, named, sectors_of
from auditkit_rules.performance_target._topics import Topic, topic_of
from auditkit_rules.performance_target._work_stems import work_stem
from auditkit_rules.performance_target.lists import words

_OUTPUTS = ("output.quantity", "output.quality", "output.timeliness")
_SURE = 2
_GENERIC, _GENERIC_NAMES = words("generic_indicators"), words("generic_names")


def _is_generic(name: str) -> bool:
    return name in _GENERIC.words or name in _GENERIC_NAMES.words or not topic_of(name)


def _is_akin(indicator: Indicator, project: Project, around: Topic) -> bool:
    """Whether another indicator that does belong to the project speaks of the same matter."""
    own = matter_of(indicator.name)
    rows = (item for item in project.indicators if item is not indicator)
    return any(own & matter_of(item.name) and matter_of(item.name) & around for item in rows)


def _suggestion(indicator: Indicator, project: Project) -> str:
    stem = work_stem(project)
    idea = f"，如“{stem}数量”“{stem}合格率”" if stem and stem not in indicator.name else ""
    return f"属误填的，替换为反映本项目产出的指标{idea}；确与本项目有关的，在资金用途或绩效目标中写明。"


@make_rule(
    code="REL101",
    title="指标与项目内容看不出联系",
    severity="warning",
    confidence=0.55,
    basis=("P88-13.1", "P88-22.2", "P101-1.2", "P10-A1"),
)
def unrelated_indicator(indicator: Indicator, project: Project, *, min_overlap: int = 1) -> Iterator[Outcome]:
    name = normal_name(indicator.name)
    if indicator.kind not in _OUTPUTS or _is_generic(name):
        yield NotApplicable("不是产出指标，或为通用指标")
        return
    told = described(project)
    if len(told.strip("。")) < 6:
        yield NotJudged("没有资金用途和绩效目标，无法判断指标是否相关")
        return
    around = f"{named(project)}。{told}"
    own = f"{indicator.name}。{indicator.description or ''}"
    if len(matter_of(own) & matter_of(around)) >= min_overlap or _is_akin(indicator, project, matter_of(around)):
        return
    least = 1 if indicator.kind == "output.quantity" else _SURE
    foreign, home = sectors_of(without_scenes(name), least), sectors_of(around)
    if not foreign or not home or foreign & home or is_broad(project):
        return
    yield Issue(
        message=f"指标“{indicator.name}”与项目名称、资金用途和绩效目标看不出联系，请核实是否属于本项目。",
        suggestion=_suggestion(indicator, project),
        field="name",
        related=(Place(project, "purpose" if project.purpose else "name"),),
        evidence=(Evidence("指标所属领域", "、".join(sorted(foreign))), Evidence("项目所属领域", "、".join(sorted(home)))),
    )
