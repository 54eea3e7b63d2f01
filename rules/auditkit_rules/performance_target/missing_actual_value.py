"""实际完成值没有填写

检查什么
    自评表中有指标名称、有年初指标值的指标，实际完成值是否空白。
为什么
    没有实际完成值就不能核对得分，自评等于没有做。
示例
    不通过：培训教师人数｜≥300人｜（空白）
    通过：培训教师人数｜≥300人｜312人
不报的情形
    表式没有实际完成值一栏；模板里没有用到的空行。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._self_evaluations import NOT_A_SELF_EVALUATION, is_self_evaluation
from auditkit_rules.performance_target._targets import blank, shown


@make_rule(
    code="EVA111",
    title="实际完成值没有填写",
    severity="error",
    confidence=0.92,
    basis=("P10-13", "P10"),
    dimension="completeness",
)
def missing_actual_value(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if "actual" not in project.fields:
        yield NotApplicable("表式没有实际完成值一栏")
        return
    if blank(indicator.target) or not indicator.name.strip():
        yield NotApplicable("指标行没有填写完整，由填报完整性规则提出")
        return
    if not (indicator.actual or "").strip(" \t\r\n-—/"):
        scored = "，却有得分" if indicator.score else ""
        yield Issue(
            message=f"指标“{indicator.name}”（指标值“{shown(indicator.target.raw)}”）的实际完成值没有填写{scored}。",
            suggestion="填写实际完成的数值；年度内没有开展的，填0并说明原因。",
            field="actual",
        )
