"""特定类型项目的必设指标缺失

检查什么
    按资金用途和项目名称里的“动词+对象”判断支出类型（设备购置、工程修缮、信息化、外包服务、补贴发放、培训、
    会议活动、课题规划、办案执法），检查该类支出最基本的两项指标（如购置类的购置数量、验收合格率）：
    两项都没有的报；项目只有这一类支出而缺其中一项、且应有指标缺了一半以上的也报。
为什么
    各类支出都有通行的核心指标，缺了就说明这笔钱没有对应的产出。
示例
    不通过：用途含“更新教学仪器”，没有购置数量、验收合格率
    通过：购置教学仪器≥30台；仪器验收合格率=100%
不报的情形
    名称里只有“装备”“系统”而没有购置、运维等动词；“中央补助资金”是资金来源；“培训中心”是机构名称；
    培训费、会议费等零星费用；同类的数量、质量指标换了说法的（按事项比较）。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditkit import Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._matters import shared_matter
from auditkit_rules.performance_target._project_types import Spending, spendings_of

_CORE = ("output.quantity", "output.quality")


def _told(need: Mapping[str, Any], project: Project) -> bool:
    return any(need["pattern"].search(row.name) for row in project.indicators)


def _about(kind: str, spending: Spending, project: Project) -> bool:
    """Whether an indicator of this kind is about the same matter in other words."""
    rows = [row for row in project.indicators if row.kind == kind]
    return any(shared_matter(row.name, spending.clause) for row in rows)


def _missing(spending: Spending, project: Project) -> list[int]:
    return [
        place
        for place, need in enumerate(spending.needs)
        if not _told(need, project) and not (place < len(_CORE) and _about(_CORE[place], spending, project))
    ]


@make_rule(
    code="CMP308",
    title="特定类型项目的必设指标缺失",
    severity="warning",
    confidence=0.65,
    basis=("P101-2.2", "P101-2.3", "IK-1", "IK-2"),
)
def missing_type_indicators(project: Project) -> Iterator[Outcome]:
    """The first two needs of a type are its core; the others are told along with them."""
    if not project.indicators:
        yield NotJudged("没有读到任何指标")
        return
    if not project.name.strip() and not project.purpose:
        yield NotJudged("没有项目名称和资金用途，无法判断支出类型")
        return
    spendings = spendings_of(project)
    if not spendings:
        yield NotApplicable("用途和名称里没有可以判断类型的支出")
        return
    for spending in spendings:
        missing = _missing(spending, project)
        core = [place for place in missing if place < len(_CORE)]
        half = len(spendings) == 1 and len(missing) * 2 > len(spending.needs)
        if len(core) == len(_CORE) or (core and half):
            yield _issue(project, spending, missing)


def _issue(project: Project, spending: Spending, missing: list[int]) -> Issue:
    labels = [spending.needs[place]["label"] for place in missing]
    in_purpose = spending.told in (project.purpose or "")
    return Issue(
        message=f"{'资金用途' if in_purpose else '项目名称'}含“{spending.told}”，属{spending.type}类支出，"
        f"未设置{'、'.join(labels)}{'等' if len(labels) > 1 else ''}指标。",
        suggestion=f"参照行业指标库补充{'、'.join(labels[:3])}{'等' if len(labels) > 3 else ''}指标，并写明指标值。",
        field="indicators",
        related=(Place(project, "purpose" if in_purpose else "name"),),
        topics=(spending.type, spending.told),
    )
