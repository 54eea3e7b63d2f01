"""自评总分与各项得分之和不符

检查什么
    自评表的总分是否等于预算执行率得分与各条指标得分之和。误差在 tolerance（分，默认0.05分）以内的放行。
为什么
    总分决定自评等级，必须与各项得分对得上。
示例
    不通过：执行率得分10分，指标得分50+28+9=87分，总分写98分
    通过：总分写97分
不报的情形
    没有填写总分；有指标没有得分的不作判断。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Passed, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    score_of,
)


def _scores(project: Project) -> tuple[Decimal, Decimal] | NotJudged:
    """What the budget scored and what the indicators did; lines of money without a score count nothing."""
    if not project.indicators or any(row.score is None for row in project.indicators):
        return NotJudged("有指标的得分没有填写或未能识别，不能合计")
    lines = [score_of(line.score) for line in project.execution if line.score]
    if None in lines:
        return NotJudged("预算执行率得分未能识别，不能合计")
    money = max((line for line in lines if line is not None), default=Decimal(0))
    return money, sum((row.score or Decimal(0) for row in project.indicators), Decimal(0))


@make_rule(
    code="EVA106",
    title="自评总分与各项得分之和不符",
    severity="error",
    confidence=0.93,
    basis=("P10-18", "P10-13"),
    dimension="consistency",
)
def wrong_total_score(project: Project, *, tolerance: Decimal = Decimal("0.05")) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    if not project.total_score:
        yield NotApplicable("没有填写总分")
        return
    total, scores = score_of(project.total_score), _scores(project)
    if total is None:
        yield NotJudged(f"总分“{project.total_score}”未能识别")
        return
    if isinstance(scores, NotJudged):
        yield scores
        return
    money, rows = scores
    added = money + rows
    shown = f"预算执行率{plain(money)}分+指标{plain(rows)}分={plain(added)}分"
    if abs(total - added) <= tolerance:
        yield Passed(f"总分{plain(total)}分={shown}")
        return
    yield Issue(
        message=f"总分填{plain(total)}分，而{shown}（差{plain(abs(total - added))}分）。",
        suggestion="核对各项得分后改正总分；自评等级随之改正。",
        field="total_score",
        evidence=(Evidence("总分", plain(total), "分"), Evidence("各项之和", plain(added), "分")),
    )
