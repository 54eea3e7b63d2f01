"""实际完成值与指标值的单位不同

检查什么
    自评表的实际完成值和指标值是否用同一个计量单位。
为什么
    单位不同就不能判断指标是否完成。
示例
    不通过：年度指标值≥300人次｜实际完成值98%
    通过：年度指标值≥300人次｜实际完成值312人次
不报的情形
    实际完成值没有写单位的；定性指标；人与人次、个与家一类相近的量词。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    actual_of,
    is_self_evaluation,
)
from auditkit_rules.performance_target._targets import blank, shown, unreadable

_KINDS = {"percent": "百分比", "money": "金额", "quantity": "数量"}


@make_rule(
    code="EVA114",
    title="实际完成值与指标值的单位不同",
    severity="warning",
    confidence=0.75,
    basis=("P10-13", "P101-3.4"),
    dimension="consistency",
)
def actual_in_another_unit(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    target, actual = indicator.target, actual_of(indicator)
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
    elif blank(actual) or actual.kind == "qualitative":
        yield NotApplicable("实际完成值不是数值")
    elif actual.number is None or actual.kind not in _KINDS:
        yield NotJudged(f"实际完成值“{shown(actual.raw)}”未能识别为单一数值")
    elif not actual.unit or not target.unit:
        yield NotApplicable("指标值或实际完成值没有写单位")
    elif actual.kind != target.kind and target.kind in _KINDS:
        yield Issue(
            message=f"指标值“{shown(target.raw)}”是{_KINDS[target.kind]}，实际完成值“{shown(actual.raw)}”"
            f"是{_KINDS[actual.kind]}，不能比较。",
            suggestion="按指标值的计量单位填写实际完成值；填的是完成比例的，改为实际完成的数量。",
            field="actual",
        )
