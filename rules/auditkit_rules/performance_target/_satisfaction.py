"""The percentage a satisfaction indicator asks for."""

from __future__ import annotations

from decimal import Decimal

from auditkit import Indicator
from auditkit_rules.performance_target._names import asks_satisfaction, head_of, normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["percent_asked"]

_SATISFACTION = words("satisfaction")
_OTHER_TAILS = ("率", "数", "量", "次", "件", "起", "比例", "天", "时间", "时限")


def percent_asked(indicator: Indicator) -> tuple[Decimal | None, str, bool]:
    """The percentage; or None, the Chinese reason, and whether it is only unknown (not foreign)."""
    name, target = normal_name(indicator.name), indicator.target
    if not asks_satisfaction(indicator):
        return None, "不是满意度指标", False
    if any(word in name for word in _SATISFACTION.groups["reverse"]):
        return None, "以投诉等反向表述，不按满意度判断", False
    if head_of(indicator.name, _SATISFACTION) is None and name.endswith(_OTHER_TAILS):
        return None, "列在满意度下，但考核的是其他比率或数量", False
    if target.kind == "unparsed" or (target.kind == "quantity" and not target.unit):
        return None, f"满意度的值“{target.raw}”未能识别为百分比", True
    if target.kind != "percent" or target.number is None or target.delta or target.operator in ("<=", "<"):
        return None, "指标值不是满意度的下限百分比", False
    return target.number / 10 if target.unit == "‰" else target.number, "", False
