"""自评分值合计不是100分

检查什么
    自评表的预算执行率分值加各条指标分值，合计是否为100分；没有预算执行率分值的，指标分值合计是否为90分或100分。
为什么
    自评满分为100分，原则上预算执行率10分、指标90分；合计不对，总分就不可比。
示例
    不通过：预算执行率10分，指标分值合计100分，共110分
    通过：预算执行率10分，指标分值合计90分
不报的情形
    有指标没有填写分值的不作判断；误差0.05分以内的放行。
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


@make_rule(
    code="EVA107",
    title="自评分值合计不是100分",
    severity="error",
    confidence=0.9,
    basis=("P10-13", "P101-3.6"),
    dimension="consistency",
)
def evaluation_weights_off_100(project: Project, *, tolerance: Decimal = Decimal("0.05")) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    weights = [row.weight for row in project.indicators if row.weight is not None]
    if not weights:
        yield NotApplicable("没有填写分值")
        return
    if len(weights) < len(project.indicators):
        yield NotJudged(f"有{len(project.indicators) - len(weights)}条指标的分值没有填写或未能识别，不能合计")
        return
    rows = sum(weights, Decimal(0))
    money = max((found for line in project.execution if (found := score_of(line.weight))), default=None)
    allowed = (Decimal(90), Decimal(100)) if money is None else (100 - money,)
    if any(abs(rows - due) <= tolerance for due in allowed):
        yield Passed(f"指标分值合计{plain(rows)}分")
        return
    whole = rows + (money or Decimal(0))
    shown = f"指标{plain(rows)}分" if money is None else f"预算执行率{plain(money)}分+指标{plain(rows)}分={plain(whole)}分"
    yield Issue(
        message=f"分值合计不是100分：{shown}。",
        suggestion="调整各条指标的分值，使预算执行率与指标分值合计为100分。",
        field="indicators",
        evidence=(Evidence("分值合计", plain(whole), "分"),),
    )
