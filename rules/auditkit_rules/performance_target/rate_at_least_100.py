"""封顶比率写成“≥100%”

检查什么
    名称以及时率、合格率、发放率等上限为100%的比率结尾，指标值却写“≥100%”“不低于100%”“100%以上”。
为什么
    这类比率不可能超过100%，写成下限没有意义，实际意思是“=100%”。
示例
    不通过：救助金发放及时率｜≥100%
    通过：救助金发放及时率｜=100%
不报的情形
    完成率、增长率、执行率、使用率等可以超过100%的比率；满意度由适当性规则审核；增减幅度。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, head_of, is_bounded_rate, is_negative
from auditkit_rules.performance_target._targets import shown, unreadable
from auditkit_rules.performance_target.lists import words

_BOTTOM = words("bottom_line")


@make_rule(
    code="NRM103",
    title="封顶比率写成“≥100%”",
    severity="warning",
    confidence=0.9,
    basis=("BT-5", "P10-A2", "P88-13.2"),
)
def rate_at_least_100(indicator: Indicator, *, ceiling: int = 100) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    if asks_satisfaction(indicator):
        yield NotApplicable("满意度的指标值由适当性规则审核")
        return
    if not is_bounded_rate(name) or is_negative(name):
        yield NotApplicable("不是越高越好、上限为100%的比率")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    if target.operator != ">=" or target.unit != "%" or target.number != Decimal(ceiling) or target.delta:
        return
    strict = head_of(name, _BOTTOM) is not None
    yield Issue(
        message=f"“{name}”不可能超过{ceiling}%，指标值“{shown(target.raw)}”写成下限没有意义。",
        suggestion=f"改为“={ceiling}%”" + ("。" if strict else "；需留有余地的，按实际可达到的水平填写，如“≥98%”。"),
        field="target",
        evidence=(Evidence("指标值", str(ceiling), "%"),),
    )
