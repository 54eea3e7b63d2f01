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
from auditkit_rules.performance_target.lists import words

_COST = words("cost")
_OUTPUT = ("output.quantity", "output.quality", "output.timeliness")


@make_rule(
    code="NRM207",
    title="金额、成本类内容误列入数量或质量指标",
    severity="warning",
    confidence=0.82,
    basis=("P88-10", "P101-2.1", "R-LJ", "R-SX"),
)
def money_filed_as_output(indicator: Indicator) -> Iterator[Outcome]:
    """Judge by the target's unit and by the head noun of the name."""
    if indicator.kind not in _OUTPUT:
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
    yield Issue(
        message=f"“{indicator.name}”（{indicator.target.raw or '未填指标值'}）是资金投入或成本，不应作为“{indicator.second_level}”。",
        suggestion=f"移至成本指标（写成“≤”控制数）；{indicator.second_level}另设实物工作量或质量标准。",
        field="second_level",
        severity=Severity.NOTE if standard else None,
    )
