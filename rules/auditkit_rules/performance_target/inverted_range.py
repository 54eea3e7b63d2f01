"""区间上下限矛盾

检查什么
    下限大于上限：“≥90%且≤80%”没有任何结果能满足，按“必须修改”提出；
    “95%-90%”一般是写反了顺序，只作提示。
为什么
    上下限矛盾的目标无法考核。
示例
    不通过：≥90%且≤80%
    通过：≥80%且≤90%
不报的情形
    年份、月份的跨度（11月至次年3月）；分档标准。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Severity,
    make_rule,
    parse_target_value,
    plain,
)
from auditkit_rules.performance_target._measures import bare_unit
from auditkit_rules.performance_target._targets import direction_of, marks_of, shown
from auditkit_rules.performance_target.lists import words

_ACCEPTED = words("accept_patterns")
_TIME_UNITS = frozenset(words("units").groups["time"])
_SPAN = re.compile(r"[年月日号时点]|20\d\d")


def _limits(indicator: Indicator) -> tuple[Decimal, Decimal, bool] | None:
    """Lower limit, upper limit and whether both carry a sign; None when the value is no range."""
    target = indicator.target
    if target.operator == "range" and target.number is not None and target.upper is not None:
        signs = {mark.canonical for mark in marks_of(target)}
        return target.number, target.upper, bool(signs & {"≥", "＞"} and signs & {"≤", "＜"})
    if len(target.parts) != 2:
        return None
    sides = {direction_of(item): item for item in map(parse_target_value, target.parts)}
    low, high = sides.get("up"), sides.get("down")
    if low is None or high is None or low.number is None or high.number is None or low.unit != high.unit:
        return None
    return low.number, high.number, True


@make_rule(
    code="NRM114",
    title="区间或上下限矛盾",
    severity="error",
    confidence=0.95,
    basis=("P88-13.3",),
)
def inverted_range(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    limits = _limits(indicator)
    if limits is None:
        if target.kind == "unparsed":
            yield NotJudged(f"指标值“{shown(target.raw)}”未能识别为区间")
        else:
            yield NotApplicable("指标值不是区间")
        return
    low, high, signed = limits
    timed = signed and bare_unit(target.unit or "") in _TIME_UNITS
    if (_SPAN.search(target.raw) and not timed) or _ACCEPTED.matches(target.raw):
        yield NotApplicable("是时间跨度或分档标准，不按区间判断")
        return
    if low <= high:
        return
    unit = target.unit or parse_target_value(target.parts[0] if target.parts else target.raw).unit or ""
    small, large = f"{plain(high)}{unit}", f"{plain(low)}{unit}"
    never = f"下限{large}大于上限{small}，没有任何结果能同时满足"
    why = never if signed else "前大后小，顺序写反"
    yield Issue(
        message=f"“{indicator.name}”指标值区间“{shown(target.raw)}”上下限矛盾：{why}。",
        suggestion=f"核对后改为“{small}至{large}”，或只保留一个限值（如“≥{small}”）。",
        field="target",
        evidence=(Evidence("下限", plain(low), unit or None), Evidence("上限", plain(high), unit or None)),
        severity=None if signed else Severity.NOTE,
    )
