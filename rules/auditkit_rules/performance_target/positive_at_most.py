"""正向指标写成“≤”

检查什么
    合格率、及时率、满意度、完成数量等越高越好的指标，用了 ≤、＜、“不超过”“以内”。
为什么
    写“≤”等于做得越少越算完成，鼓励少做。
示例
    不通过：社会公众满意度｜≤90%
    通过：社会公众满意度｜≥90%
不报的情形
    不合格率、投诉件数、事故次数等越低越好的；成本栏的数量；降幅。
    会议、出国、购置车辆、编外人员、占地面积等可以控制上限的数量，以及使用率、增长率，只请单位说明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import is_unwanted, normal_name
from auditkit_rules.performance_target._targets import direction_of, figure_of, shown, unreadable
from auditkit_rules.performance_target.lists import words

_POSITIVE, _CAPPED = words("positive_nouns"), words("capped_positive")
_UNITS = words("units").groups["count"]
_COUNTS = (
    *_POSITIVE.groups["counts"],
    *(f"{unit}数" for unit in _UNITS),
    *(unit for unit in _UNITS if len(unit) > 1 and unit.endswith("次")),
)
_WORK = (*words("output_verbs").words, *words("work_words").words, *_POSITIVE.groups["benefiting"])
_DENIED = re.compile(r"[不未非无低]$")


def _positive(name: str) -> tuple[str, bool] | None:
    """The positive ending of a name and whether it is a count; None if it is no positive name."""
    bare = normal_name(name)
    if is_unwanted(name):
        return None
    rate = _POSITIVE.ends(bare)
    if rate is not None:
        return None if _DENIED.search(bare.removesuffix(rate)) else (rate, False)
    count = max((word for word in _COUNTS if bare.endswith(word)), key=len, default=None)
    return None if count is None else (count, True)


def _may_be_capped(name: str, ending: str, count: bool) -> bool:
    bare = normal_name(name)
    limited = (*_POSITIVE.groups["limited"], *_CAPPED.groups["capped_names"])
    if any(word in bare for word in limited) or ending in _CAPPED.words:
        return True
    return count and not any(word in bare for word in _WORK)


@make_rule(
    code="NRM107",
    title="正向指标使用“≤”",
    severity="error",
    confidence=0.85,
    basis=("SYS4", "BT-5", "R-NMZL"),
)
def positive_at_most(indicator: Indicator) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    found = _positive(name)
    if found is None or indicator.kind.startswith("cost."):
        yield NotApplicable("不是越高越好的指标")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    if direction_of(target) != "down" or target.delta:
        return
    capped = _may_be_capped(name, *found)
    raw, figure = shown(target.raw), figure_of(target)
    right = f"={figure}" if target.unit == "%" and target.number == 100 else f"≥{figure}"
    said = f"“{name}”为正向指标（越高越好），指标值“{raw}”却写成上限，等于鼓励少做。"
    asked = f"“{name}”指标值“{raw}”写成上限，请说明是控制数还是任务数。"
    yield Issue(
        message=asked if capped else said,
        suggestion=f"属任务数的，改为“{right}”；属控制数的，在指标描述中写明控制依据。" if capped else f"改为“{right}”。",
        field="target",
        evidence=(Evidence("指标值", raw),),
        severity=Severity.NOTE if capped else None,
        confidence=0.55 if capped else None,
    )
