"""金额、成本类内容误列入数量或质量指标

检查什么
    数量、质量、时效指标的指标值单位是元、万元等金额，或名称的中心词是成本、经费、投资额等。
为什么
    花了多少钱不是产出；以金额作数量指标，项目做了什么就没有考核。
示例
    不通过：数量指标｜卫片执法补助经费｜=72890元
    通过：成本指标｜项目总成本｜≤7.29万元
不报的情形
    收入、税收、融资、贷款、贴息、追缴等以金额为业务量的；补助标准列在质量指标的（民政通行做法）只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target.lists import words

_COST = words("cost")
_INSTEAD = {
    "output.quantity": "可以计数的实物工作量",
    "output.quality": "反映完成质量的指标",
    "output.timeliness": "完成时间或及时率",
}


@make_rule(
    code="NRM207",
    title="金额、成本误列为产出指标",
    severity="warning",
    confidence=0.82,
    basis=("P88-10", "P101-2.1", "R-LJ", "R-SX"),
)
def money_filed_as_output(indicator: Indicator) -> Iterator[Outcome]:
    """Judge by the target's unit and by the head noun of the name."""
    if indicator.kind not in _INSTEAD:
        yield NotApplicable("不是数量、质量或时效指标")
        return
    name = normal_name(indicator.name)
    if not name:
        yield NotApplicable("没有填写指标名称")
        return
    standard = name.endswith("标准")
    if _COST.found("not_cost_amounts", name) and not standard:
        return
    in_money = indicator.target.kind == "money"
    named = _COST.ends(name) is not None and not _COST.found("positive_exceptions", name)
    if not in_money and not (named and indicator.target.kind in ("qualitative", "empty", "unparsed")):
        return
    what = "是发放或补助的资金标准" if standard else "是资金投入或成本"
    how = "按规定的标准填写" if standard else "写成“≤”控制数"
    yield Issue(
        message=f"“{indicator.name}”（{shown(indicator.target.raw) or '未填指标值'}）{what}，误列为“{indicator.second_level}”。",
        suggestion=f"移至成本指标，{how}；{indicator.second_level}另设{_INSTEAD[indicator.kind]}。",
        field="second_level",
        severity=Severity.NOTE if standard else None,
    )
