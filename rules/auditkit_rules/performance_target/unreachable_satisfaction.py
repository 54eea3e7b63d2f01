"""满意度指标值为100%或不切实际地高

检查什么
    满意度类指标指标值为100%（含“≥100%”）；大于 high（默认98%）而不到100%的提示。
为什么
    满意度靠抽样调查取得，总有人不满意；定为100%无法稳定达到，“≥100%”逻辑上也不成立。
示例
    不通过：业务部门对运维服务满意度｜≥100%
    通过：业务部门对运维服务满意度｜≥95%
不报的情形
    “投诉率=0”“有责投诉”一类反向表述；列在满意度下的答复率、办结率等其他比率；按分值（95分）计的。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule, plain
from auditkit_rules.performance_target._satisfaction import percent_asked


@make_rule(
    code="APP101",
    title="满意度指标值不切实际",
    severity="error",
    confidence=0.93,
    basis=("P88-13.3", "P88-22.3", "P101-3.7", "ZL-1"),
)
def unreachable_satisfaction(indicator: Indicator, *, high: int = 98) -> Iterator[Outcome]:
    number, reason, unknown = percent_asked(indicator)
    if number is None:
        yield NotJudged(reason) if unknown else NotApplicable(reason)
        return
    if number <= high:
        return
    raw = indicator.target.raw
    suggestion = "结合上年调查结果从实设定，一般在90%至95%之间，如“≥95%”，并写明调查对象、调查方式和样本量。"
    evidence = (Evidence("指标值", plain(number), "%"),)
    if number >= Decimal(100):
        beyond = indicator.target.operator in (">=", ">") or number > Decimal(100)
        limit = "；满意度不可能超过100%" if beyond else ""
        yield Issue(
            message=f"满意度指标“{indicator.name}”指标值“{raw}”不切实际，抽样调查难以稳定达到100%{limit}。",
            suggestion=suggestion,
            field="target",
            evidence=evidence,
        )
    else:
        yield Issue(
            message=f"满意度指标“{indicator.name}”指标值“{raw}”高于{high}%，请核实抽样调查能否稳定达到。",
            suggestion=suggestion,
            field="target",
            evidence=evidence,
            severity=Severity.NOTE,
            confidence=0.58,
        )
