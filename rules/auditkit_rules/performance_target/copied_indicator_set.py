"""不同项目指标体系整体雷同

检查什么
    同一单位、同一年度的两个项目各有 least 条（默认5条）以上指标，名称和指标值都相同的占全部的 j（默认0.7）以上，
    而两个项目的用途并不相同（领域词相似度低于0.5）。
为什么
    用途不同而指标一样，多半是套用了同一份模板，体现不出各自的产出。
示例
    不通过：两个用途不同的项目，8条指标中7条相同
    通过：各项目按自己的支出设置指标
不报的情形
    同类分期项目、同批采购等用途相同的；只有少数几条相同的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Batch,
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._shared_indicators import alike_pairs
from auditkit_rules.performance_target._shares import share
from auditkit_rules.performance_target._targets import folded
from auditkit_rules.performance_target._topics import Topic, topic_of
from auditkit_rules.performance_target._unit_projects import base_name, shared_groups

_SAME_PURPOSE = 0.5


def _about(project: Project) -> Topic:
    return topic_of(f"{base_name(project)}。{project.purpose or ''}")


def _same_purpose(one: Project, other: Project) -> bool:
    left, right = _about(one), _about(other)
    return not left or not right or len(left & right) >= _SAME_PURPOSE * min(len(left), len(right))


def _issue(one: Project, other: Project, shared: int, total: int) -> Issue:
    rows = {(normal_name(item.name), folded(item.target.raw)) for item in one.indicators}
    same = [item for item in other.indicators if (normal_name(item.name), folded(item.target.raw)) in rows]
    percent = plain(share(shared, total))
    return Issue(
        message=f"项目“{one.name}”与“{other.name}”的指标设置雷同（{total}条中有{shared}条名称和指标值相同，占{percent}%），"
        "没有体现各自的支出内容。",
        suggestion="按各项目的支出内容分别设置数量、质量、时效和效益指标，至少核心产出各不相同。",
        subject=other,
        field="indicators",
        related=(Place(one, "indicators"), *(Place(item, "name") for item in same)),
        evidence=(Evidence("相同指标占比", percent, "%"), Evidence("相同条数", str(shared), "条")),
    )


@make_rule(
    code="XPR105",
    title="不同项目指标体系整体雷同",
    severity="warning",
    confidence=0.75,
    basis=("P88-13.1", "P88-22.2"),
)
def copied_indicator_set(batch: Batch, *, j: float = 0.7, least: int = 5) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    if all(len(project.indicators) < least for group in groups for project in group):
        yield NotJudged(f"各项目指标都不足{least}条，条数太少不作比较")
        return
    for group in groups:
        for one, other, shared, total in alike_pairs(group, j):
            enough = min(len(one.indicators), len(other.indicators)) >= least
            if enough and not _same_purpose(one, other):
                yield _issue(one, other, shared, total)
