"""实际完成值照抄指标值

检查什么
    自评表的实际完成值是否连同“≥”“≤”等符号照抄了指标值。
为什么
    实际完成值应当是一个确定的结果，写“≥95%”说明没有统计，只抄了目标。
示例
    不通过：年度指标值≥95%｜实际完成值≥95%
    通过：年度指标值≥95%｜实际完成值96.4%
不报的情形
    “=”和没有符号的；定性指标；“3人以下”一类的文字。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    actual_of,
    is_self_evaluation,
)
from auditkit_rules.performance_target._targets import blank, shown

_BOUNDS = (">=", "<=", ">", "<")


@make_rule(
    code="EVA112",
    title="实际完成值照抄指标值",
    severity="warning",
    confidence=0.85,
    basis=("P101-3.4", "P10-13"),
    dimension="form",
)
def actual_copies_target(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    target, actual = indicator.target, actual_of(indicator)
    if blank(actual):
        yield NotApplicable("实际完成值为空")
    elif target.operator not in _BOUNDS:
        yield NotApplicable("指标值没有“≥”“≤”等符号")
    elif actual.kind == "unparsed":
        yield NotJudged(f"实际完成值“{shown(actual.raw)}”未能识别")
    elif (actual.operator, actual.number) == (target.operator, target.number):
        yield Issue(
            message=f"实际完成值“{shown(actual.raw)}”照抄指标值“{shown(target.raw)}”，不是实际结果。",
            suggestion="填写统计得出的实际数值，不带“≥”“≤”等符号，并留存佐证材料。",
            field="actual",
        )
