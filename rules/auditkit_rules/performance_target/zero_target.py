"""数量或成本指标的指标值为零或负数

检查什么
    数量指标、经济成本指标的数值小于或等于0。
为什么
    “≥0页”什么都不做也算完成，没有约束作用；成本为0则与预算安排矛盾。
示例
    不通过：扫描页数｜≥0页
    通过：扫描页数｜≥140万页
不报的情形
    事故、投诉、违规、超支等本应为0的指标；社会成本、生态环境成本；增减幅度。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule, plain
from auditkit_rules.performance_target._names import is_saving, is_unwanted
from auditkit_rules.performance_target._targets import shown, unreadable


@make_rule(
    code="NRM115",
    title="数量或成本指标值为零或负数",
    severity="warning",
    confidence=0.9,
    basis=("P88-13.4", "P88-22.3"),
)
def zero_target(indicator: Indicator) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    if indicator.kind not in ("output.quantity", "cost.economic"):
        yield NotApplicable("不是数量指标或经济成本指标")
        return
    if is_unwanted(name):
        yield NotApplicable("事故、投诉、违规一类的指标，指标值可以为0")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    highest = target.number if target.upper is None else target.upper
    if highest is None or highest > 0 or target.delta:
        return
    unit = target.unit or ""
    cost = indicator.kind == "cost.economic" and not is_saving(name)
    why = "与项目安排了预算的情况不符，起不到控制作用" if cost else "没有约束意义，不开展工作也算完成"
    task = f"填写本年计划任务数，如“≥……{unit or '件'}”；本年确无任务的，改设与资金对应的数量指标。"
    yield Issue(
        message=f"“{name}”指标值“{shown(target.raw)}”{why}。",
        suggestion="填写测算的成本控制数，写成“≤……元”或“≤……万元”。" if cost else task,
        field="target",
        evidence=(Evidence("指标值", plain(highest), unit or None),),
    )
