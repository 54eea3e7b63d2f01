"""达到指标值却扣了分

检查什么
    自评表中实际完成值达到年初指标值的指标，得分是否低于分值而没有说明。
为什么
    达到指标值一般得满分；扣分的，可能是实际完成值填错，也可能因偏离过多扣分，需要说明。
示例
    不通过：年度指标值≥200户｜实际完成值210户｜分值10｜得分8｜原因空白
    通过：年度指标值≥200户｜实际完成值210户｜分值10｜得分10
不报的情形
    已说明原因的；单位或口径不同、未能识别的不作判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_blank_reason,
    is_self_evaluation,
    reached,
)
from auditkit_rules.performance_target._targets import shown


@make_rule(
    code="EVA109",
    title="达到指标值却扣了分",
    severity="note",
    confidence=0.5,
    basis=("P101-3.7", "P10-16"),
    dimension="consistency",
)
def deduction_without_a_miss(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if indicator.score is None or indicator.weight is None:
        yield NotApplicable("没有同时填写分值和得分")
        return
    met = reached(indicator)
    if isinstance(met, NotApplicable | NotJudged):
        yield met
    elif met and indicator.score < indicator.weight and is_blank_reason(indicator.reason):
        yield Issue(
            message=f"指标值“{shown(indicator.target.raw)}”，实际完成值“{shown(indicator.actual or '')}”，看来已经达到，"
            f"得分却是{plain(indicator.score)}分（分值{plain(indicator.weight)}分），请说明扣分的原因。",
            suggestion="请核实实际完成值和得分；确应扣分的，在偏差原因栏说明。",
            field="score",
            evidence=(Evidence("得分", plain(indicator.score), "分"), Evidence("分值", plain(indicator.weight), "分")),
        )
