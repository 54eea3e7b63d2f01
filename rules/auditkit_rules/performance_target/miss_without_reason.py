"""没有达到指标值又不说明原因

检查什么
    自评表中实际完成值没有达到年初指标值的指标，是否填写了偏差原因和改进措施；空白、“无”、“0”、“—”等于没有说明。
为什么
    自评表要求对未完成的指标分析原因、提出改进措施，不说明就无法判断是目标定高了还是工作没做到。
示例
    不通过：年度指标值≥95%｜实际完成值91%｜偏差原因：无
    通过：年度指标值≥95%｜实际完成值91%｜偏差原因：两所村小网络改造延期，已于次年3月完成
不报的情形
    表式没有偏差原因一栏；单位或口径不同、未能识别的不作判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_blank_reason,
    is_self_evaluation,
    reached,
)
from auditkit_rules.performance_target._targets import shown


@make_rule(
    code="EVA110",
    title="没有达到指标值又不说明原因",
    severity="warning",
    confidence=0.88,
    basis=("P10-13", "P10"),
    dimension="completeness",
)
def miss_without_reason(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if "reason" not in project.fields:
        yield NotApplicable("表式没有偏差原因一栏")
        return
    met = reached(indicator)
    if isinstance(met, NotApplicable | NotJudged):
        yield met
    elif not met and is_blank_reason(indicator.reason):
        filed = f"只填“{shown(indicator.reason)}”" if indicator.reason else "没有填写"
        yield Issue(
            message=f"指标值“{shown(indicator.target.raw)}”，实际完成值“{shown(indicator.actual or '')}”，没有达到指标值，"
            f"偏差原因{filed}。",
            suggestion="补充未完成的具体原因和改进措施；实际完成值填错的，改正实际完成值。",
            field="reason" if indicator.reason else "actual",
        )
