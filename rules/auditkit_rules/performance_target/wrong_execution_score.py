"""预算执行率得分与执行率不符

检查什么
    自评表预算执行率的得分是否等于分值乘以执行率（最多得满分）。误差在 tolerance（分，默认0.1分）以内的放行。
为什么
    预算执行率一般占10分，按执行率计分；执行率80%而得满分，总分就虚高。
示例
    不通过：分值10分，执行率80%，得分10分
    通过：分值10分，执行率80%，得分8分
不报的情形
    没有填写分值、得分或执行率；执行率低于 pass_mark（%，默认60，有的办法设这样的及格线）而得0分的。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Execution,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    line_label,
    percent_of,
    score_of,
    spent_of,
)


def _rate(line: Execution) -> Decimal | None:
    """From the money where both sums are there, else as stated."""
    sums = spent_of(line)
    return percent_of(line.rate) if isinstance(sums, NotJudged) else sums[1] / sums[0] * 100


def _of_line(project: Project, number: int, tolerance: Decimal, pass_mark: int) -> Iterator[Outcome]:
    line = project.execution[number]
    if not line.weight or not line.score:
        return
    weight, score, rate = score_of(line.weight), score_of(line.score), _rate(line)
    if weight is None or score is None or rate is None:
        yield NotJudged(f"“{line_label(line)}”的分值、得分或执行率未能识别")
        return
    due = weight * min(max(rate, Decimal(0)), Decimal(100)) / 100
    shown = f"{plain(weight)}分×{plain(min(round(rate, 2), Decimal(100)))}%={plain(round(due, 2))}分"
    if abs(score - due) <= tolerance or (rate < pass_mark and score == 0):
        yield Passed(f"“{line_label(line)}”{shown}")
        return
    yield Issue(
        message=f"“{line_label(line)}”执行率得分填{plain(score)}分，按分值和执行率计算应为{shown}。",
        suggestion="按执行率重算得分并相应改正总分；当地另有计分办法的，请注明。",
        field=f"execution/{number}/score",
        evidence=(Evidence("填报得分", plain(score), "分"), Evidence("计算得分", plain(round(due, 2)), "分")),
    )


@make_rule(
    code="EVA104",
    title="预算执行率得分与执行率不符",
    severity="warning",
    confidence=0.75,
    basis=("P10-13", "P101-3.6"),
    dimension="consistency",
)
def wrong_execution_score(project: Project, *, tolerance: Decimal = Decimal("0.1"), pass_mark: int = 60) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    outcomes = [said for n in range(len(project.execution)) for said in _of_line(project, n, tolerance, pass_mark)]
    yield from outcomes or [NotApplicable("没有填写预算执行率的分值和得分")]
