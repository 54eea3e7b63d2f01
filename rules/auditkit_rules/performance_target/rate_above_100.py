"""封顶比率超过100%

检查什么
    及时率、合格率等上限为100%的比率或满意度，指标值大于100%（包括“＞100%”）。
为什么
    这样的目标不可能实现，多为多打一位数字，或把增长幅度填进了比率。
示例
    不通过：工程验收合格率｜≥120%
    通过：工程验收合格率｜≥98%
不报的情形
    增长率、完成率、利用率等可以超过100%的比率；“较上年提高120%”这样的增减幅度。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule, plain
from auditkit_rules.performance_target._names import asks_satisfaction, is_bounded_rate
from auditkit_rules.performance_target._targets import shown, unreadable

_WHOLE = Decimal(100)


@make_rule(
    code="NRM104",
    title="封顶比率超过100%",
    severity="error",
    confidence=0.93,
    basis=("P88-13.3", "P10-A2"),
)
def rate_above_100(indicator: Indicator) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    satisfaction = asks_satisfaction(indicator)
    if not satisfaction and not is_bounded_rate(name):
        yield NotApplicable("不是上限为100%的比率")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    if target.unit != "%" or target.delta or target.number is None:
        return
    highest = max(target.number, target.upper or target.number)
    asks_more = target.operator == ">" and highest == _WHOLE and not satisfaction
    if highest <= _WHOLE and not asks_more:
        return
    yield Issue(
        message=f"“{name}”指标值“{shown(target.raw)}”超过100%，而这一比率最高只能是100%，数值有误。",
        suggestion="核对原始测算，改为不高于100%的数值，如“≥98%”；确为增减幅度的，把指标名称改为“……增长率”。",
        field="target",
        evidence=(Evidence("指标值", plain(highest), "%"), Evidence("上限", "100", "%")),
    )
