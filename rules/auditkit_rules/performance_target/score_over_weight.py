"""得分超过分值

检查什么
    自评表每条指标、每行预算执行情况的得分是否超过其分值。
为什么
    得分以分值为上限，超过的必有一处填错。
示例
    不通过：救助人次｜分值10分｜得分12分
    通过：救助人次｜分值10分｜得分10分
不报的情形
    分值或得分没有填写的不作判断。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    line_label,
    score_of,
)


def _pairs(project: Project) -> Iterator[tuple[str, Decimal, Decimal, str]]:
    """What is scored: its name, weight, score, and the field of the score."""
    for number, line in enumerate(project.execution):
        weight, score = score_of(line.weight), score_of(line.score)
        if weight is not None and score is not None:
            yield f"“{line_label(line)}”预算执行率", weight, score, f"execution/{number}/score"
    for number, row in enumerate(project.indicators):
        if row.weight is not None and row.score is not None:
            yield f"指标“{row.name}”", row.weight, row.score, f"indicators/{number}/score"


@make_rule(
    code="EVA105",
    title="得分超过分值",
    severity="error",
    confidence=0.97,
    basis=("P10-13", "P10"),
    dimension="consistency",
)
def score_over_weight(project: Project) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    pairs = list(_pairs(project))
    if not pairs:
        yield NotApplicable("没有同时填写分值和得分")
        return
    for name, weight, score, field in pairs:
        if score > weight:
            yield Issue(
                message=f"{name}得分{plain(score)}分，超过分值{plain(weight)}分。",
                suggestion="核对分值和得分，改正后重算总分。",
                field=field,
                evidence=(Evidence("得分", plain(score), "分"), Evidence("分值", plain(weight), "分")),
            )
