"""比较含义重复或矛盾

检查什么
    一个指标值里有两个比较意义：“≥90%以上”“不低于≥90%”为重复；“≥90%以内”“≤20万元以上”为矛盾。
    重复按“建议修改”，矛盾按“必须修改”提出。
为什么
    重复的符号让人怀疑漏改，相反的符号使目标无法执行。
示例
    不通过：≥90%以上
    通过：≥90%
不报的情形
    “控制在5%以内”“不超过3天以内”是固定搭配；“≥80%且≤90%”是区间；日期的“以前”“之内”。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import is_cost
from auditkit_rules.performance_target._targets import (
    Mark,
    blank,
    figure_of,
    folded,
    marks_of,
    numbers_in,
    shown,
)
from auditkit_rules.performance_target._time_limits import less_is_better
from auditkit_rules.performance_target._wording import sign_for
from auditkit_rules.performance_target.lists import words

_MARKS = words("comparison_marks")
_SIDES = {"≥": "up", "＞": "up", "≤": "down", "＜": "down", "=": "equal"}


def _figure(indicator: Indicator, marks: tuple[Mark, ...]) -> str:
    text = figure_of(indicator.target)
    for mark in marks:
        text = text.replace(folded(mark.written), "", 1)
    return text


def _suggestion(indicator: Indicator, marks: tuple[Mark, ...], sides: set[str]) -> str:
    figure = _figure(indicator, marks)
    if len(sides) == 1:
        sign = next((m.canonical for m in marks if m.canonical in "≥≤"), marks[0].canonical)
        return f"只保留一个比较符号，改为“{sign_for(indicator, sign, indicator.target.number)}{figure}”。"
    cost = indicator.kind.startswith("cost.") or is_cost(indicator.name)
    likely, other = ("≤", "≥") if cost or less_is_better(indicator) else ("≥", "≤")
    return f"只保留一个比较符号：一般应为“{likely}{figure}”，确有相反要求的写“{other}{figure}”。"


@make_rule(
    code="NRM108",
    title="符号与文字重复或矛盾",
    severity="warning",
    confidence=0.95,
    basis=("BT-5", "P88-22.1"),
)
def doubled_comparison(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    if blank(target):
        yield NotApplicable("指标值为空，由填报完整性规则提出")
        return
    marks = marks_of(target)
    if len(marks) < 2:
        if target.kind == "unparsed":
            yield NotJudged(f"指标值“{shown(target.raw)}”未能识别出比较符号")
        return
    single = target.kind not in ("date", "qualitative") and target.operator != "range"
    if not single or len(numbers_in(target.raw)) != 1:
        yield NotApplicable("指标值是日期、区间或多个数值")
        return
    sides = {_SIDES[mark.canonical] for mark in marks}
    if len(sides) == 1 and _MARKS.matches(folded(target.raw)):
        return
    against = {"up", "down"} <= sides
    written = "与".join(f"“{mark.written}”" for mark in marks)
    yield Issue(
        message=f"“{indicator.name}”指标值“{shown(target.raw)}”的比较含义{'矛盾' if against else '重复'}："
        f"{written}{'方向相反，无法判断要求的是多还是少' if against else '说的是同一个意思'}。",
        suggestion=_suggestion(indicator, marks, sides),
        field="target",
        evidence=(Evidence("比较符号", "、".join(mark.written for mark in marks)),),
        severity=Severity.ERROR if against else None,
    )
