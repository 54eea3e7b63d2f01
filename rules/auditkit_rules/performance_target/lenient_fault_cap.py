"""负向指标容忍度过高

检查什么
    故障率、差错率、错误率、投诉率等工作质量指标的上限，高于词表里的容忍上限（故障率10%，其余5%）。
为什么
    上限太宽等于没有约束，达到目标也不说明工作做得好。
示例
    不通过：系统故障率｜≤20%
    通过：系统故障率｜≤2%
不报的情形
    发病率、犯罪率、空置率等不是工作质量的；写“≥”的（方向问题另有规则）；增减幅度。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, make_rule, plain
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_CAPS = words("negative_caps")


def _cap(name: str) -> Decimal | None:
    if any(word in name for word in _CAPS.groups["not_work_quality"]):
        return None
    found = max((word for word in _CAPS.mapping if name.endswith(word)), key=len, default=None)
    return Decimal(_CAPS.mapping[found].rstrip("%")) if found else None


@make_rule(
    code="APP106",
    title="负向指标容忍度过高",
    severity="note",
    confidence=0.65,
    basis=("P88-22.3",),
)
def lenient_fault_cap(indicator: Indicator) -> Iterator[Outcome]:
    cap, target = _cap(normal_name(indicator.name)), indicator.target
    if cap is None:
        yield NotApplicable("不是故障率、差错率、投诉率一类指标")
        return
    if target.kind == "unparsed" or (target.kind == "quantity" and not target.unit):
        yield NotJudged(f"指标值“{target.raw}”未能识别为百分比")
        return
    if target.kind != "percent" or target.number is None or target.delta or target.operator in (">=", ">"):
        yield NotApplicable("指标值不是上限百分比")
        return
    number = target.upper or target.number
    number = number / 10 if target.unit == "‰" else number
    if number > cap:
        yield Issue(
            message=f"“{indicator.name}”上限“{target.raw}”超过{plain(cap)}%，容忍度偏高，起不到约束作用。",
            suggestion=f"参考行业标准和历史水平从严设定，如“≤{plain(cap)}%”或更低；行业标准较宽的，在指标描述中注明。",
            field="target",
            evidence=(Evidence("指标值", plain(number), "%"), Evidence("提示线", plain(cap), "%")),
        )
