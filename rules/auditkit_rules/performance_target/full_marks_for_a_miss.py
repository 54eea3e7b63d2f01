"""没有达到指标值却得满分

检查什么
    自评表中实际完成值没有达到年初指标值的指标，得分是否仍等于分值。
为什么
    未达指标值的应当按完成程度扣分，得满分则自评失真。
示例
    不通过：年度指标值≥4754人｜实际完成值4604人｜分值10｜得分10
    通过：年度指标值≥4754人｜实际完成值4604人｜分值10｜得分9.7
不报的情形
    单位或口径不同、未能识别的不作判断；达到指标值的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    reached,
)
from auditkit_rules.performance_target._targets import shown


@make_rule(
    code="EVA108",
    title="没有达到指标值却得满分",
    severity="warning",
    confidence=0.88,
    basis=("P101-3.7", "P10-13"),
    dimension="consistency",
)
def full_marks_for_a_miss(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if indicator.score is None or indicator.weight is None:
        yield NotApplicable("没有同时填写分值和得分")
        return
    met = reached(indicator)
    if isinstance(met, NotApplicable | NotJudged):
        yield met
    elif not met and indicator.weight > 0 and indicator.score >= indicator.weight:
        yield Issue(
            message=f"指标值“{shown(indicator.target.raw)}”，实际完成值“{shown(indicator.actual or '')}”，没有达到指标值，"
            f"却得满分{plain(indicator.score)}分。",
            suggestion="核对实际完成值；确未达到的，按完成程度扣分，并说明原因和改进措施。",
            field="score",
            evidence=(Evidence("得分", plain(indicator.score), "分"), Evidence("分值", plain(indicator.weight), "分")),
        )
