"""实际完成值远超指标值

检查什么
    自评表中“≥”类指标的实际完成值是否超过指标值的 most（默认130%）。
为什么
    超出很多往往是年初指标值定得过低，按规定要分析原因，定低了的要按偏离程度调减得分。
示例
    不通过：年度指标值≥200人次｜实际完成值620人次
    通过：年度指标值≥200人次｜实际完成值215人次
不报的情形
    比率类（不会超过100%）；成本、投诉等越低越好的；已说明原因的；基数不到10的小数目。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    actual_of,
    is_blank_reason,
    is_self_evaluation,
    reached,
)
from auditkit_rules.performance_target._targets import shown


@make_rule(
    code="EVA113",
    title="实际完成值远超指标值",
    severity="note",
    confidence=0.55,
    basis=("P10-16",),
    dimension="appropriateness",
)
def far_beyond_target(
    indicator: Indicator, project: Project, *, most: Decimal = Decimal("1.3"), least: int = 10
) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    target, met = indicator.target, reached(indicator)
    if isinstance(met, NotApplicable | NotJudged):
        yield met
        return
    if target.operator not in (">=", ">", None) or target.number is None or target.number < least:
        yield NotApplicable("不是越多越好的数量，或数目太小")
        return
    done = actual_of(indicator).number or Decimal(0)
    if done <= target.number * most or not is_blank_reason(indicator.reason):
        return
    share = f"{plain(round(done / target.number * 100, 0))}%"
    yield Issue(
        message=f"实际完成值“{shown(indicator.actual or '')}”为指标值“{shown(target.raw)}”的{share}，"
        "请说明是年初估计不足，还是工作量增加。",
        suggestion="请在偏差原因栏说明；年初指标值明显偏低的，按当地办法调减得分，下年据实设定。",
        field="actual",
        evidence=(Evidence("指标值", plain(target.number), target.unit or ""), Evidence("实际完成值", plain(done), target.unit or "")),
    )
