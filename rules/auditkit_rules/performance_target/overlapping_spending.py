"""项目之间支出内容交叉重复

检查什么
    同一单位、同一年度的两三个项目，用途或目标里安排了同一件事：同一个具体的对象（phrase_len 个字以上，如“电子档案”），
    做的事也相同或没有说明做什么（外包、服务）。
为什么
    边界不清就可能重复安排预算，产出也会重复计算。
示例
    不通过：项目1“电子档案录入、扫描、整理”，项目2“电子档案外包服务”
    通过：用途写明批次、范围或资金来源的划分
不报的情形
    对象相同而做的事不同（农村公路养护与农村公路建设）；“办案业务”“工作经费”等通用短语、单位名称里的字；
    四个以上项目都有的（本单位日常业务）；同一项目分年度、分批次、分资金来源申报的。不同来源共同负担一项工作是允许的，只请说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Batch, Evidence, Issue, NotApplicable, NotJudged, Outcome, make_rule
from auditkit_rules.performance_target._overlaps import Overlap, overlaps_of, places_of
from auditkit_rules.performance_target._unit_projects import shared_groups
from auditkit_rules.performance_target._wording import quoted


def _issue(overlap: Overlap) -> Issue | None:
    places = [place for project in overlap.projects for place in places_of(project, overlap.phrases)]
    if not places:
        return None
    listed = quoted(overlap.phrases)
    named = quoted(project.name for project in overlap.projects)
    amounts = [
        Evidence(project.name, project.budget.total.raw, project.money_unit)
        for project in overlap.projects
        if project.budget.total is not None
    ]
    return Issue(
        message=f"项目{named}的资金用途或绩效目标都写有{listed}，请说明各自的支出范围，有无重复安排预算。",
        suggestion="不重复的，在资金用途中写明如何划分（对象、批次、数量或资金来源）；重复的，合并到一个项目。",
        subject=places[0].subject,
        field=places[0].field,
        related=tuple(places[1:]),
        evidence=tuple(amounts),
        topics=overlap.phrases,
    )


@make_rule(
    code="XPR103",
    title="项目之间支出内容可能重复",
    severity="warning",
    confidence=0.55,
    basis=("P88-22.3", "P88-22.4"),
)
def overlapping_spending(batch: Batch, *, phrase_len: int = 4) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    if not any(project.purpose or project.objectives for group in groups for project in group):
        yield NotJudged("各项目都没有资金用途和绩效目标")
        return
    for group in groups:
        for overlap in overlaps_of(group, phrase_len):
            issue = _issue(overlap)
            if issue is not None:
                yield issue
