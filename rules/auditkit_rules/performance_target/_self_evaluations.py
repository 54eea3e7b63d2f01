"""Self-evaluations: which forms they are, what their figures say, and whether a target was reached."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from auditkit import Execution, Indicator, NotApplicable, NotJudged, Project, TargetValue, parse_target_value
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._names import is_negative
from auditkit_rules.performance_target._targets import blank, shown
from auditkit_rules.performance_target.lists import words

__all__ = [
    "NOT_A_SELF_EVALUATION",
    "actual_of",
    "is_blank_reason",
    "is_self_evaluation",
    "line_label",
    "percent_of",
    "reached",
    "score_of",
    "spent_of",
    "total_lines",
]

NOT_A_SELF_EVALUATION = NotApplicable("不是绩效自评表")
_WORDS = words("self_evaluation").groups
_SCORE = re.compile(r"([0-9]+(?:\.[0-9]+)?)分?")
_LARGE = "百千万亿"
_RATIO = Decimal("1.5")


def is_self_evaluation(project: Project) -> bool:
    """Whether the form was filed after the year and tells what came of the targets."""
    return project.stage == "self-evaluation"


def _bare(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def score_of(text: str | None) -> Decimal | None:
    """A weight or a score as filed (``10``, ``9.5分``); None where it is blank or no number."""
    found = _SCORE.fullmatch(_bare(text))
    return Decimal(found[1]) if found else None


def percent_of(text: str | None) -> Decimal | None:
    """A rate as filed in percent: ``98.5%`` and ``98.5`` are 98.5, ``0.985`` is too; None where unreadable."""
    bare = _bare(text)
    number = score_of(bare.removesuffix("%"))
    if number is None:
        return None
    return number * 100 if not bare.endswith("%") and abs(number) <= _RATIO else number


def total_lines(project: Project) -> tuple[int, ...]:
    """The numbers of the lines that stand for all money: those called 资金总额, else an only one."""
    lines = project.execution
    named = tuple(n for n, line in enumerate(lines) if any(word in _bare(line.label) for word in _WORDS["total"]))
    return named or ((0,) if len(lines) == 1 else ())


def line_label(line: Execution) -> str:
    """What a line is called, without 其中 and colons."""
    return _bare(line.label).removeprefix("其中:").rstrip(":") or "资金"


def spent_of(line: Execution) -> tuple[Decimal, Decimal, str] | NotJudged:
    """Money after changes (at the year's start where the form has no other) and spent, in yuan; and the sum in words."""
    planned, spent = line.adjusted or line.initial, line.executed
    label = line_label(line)
    if planned is None or spent is None:
        return NotJudged(f"“{label}”的全年预算数或执行数没有填写")
    if planned.yuan is None or spent.yuan is None:
        return NotJudged(f"“{label}”的全年预算数或执行数未能识别为金额")
    if planned.yuan <= 0:
        return NotJudged(f"“{label}”的全年预算数不大于零，不能计算执行率")
    return planned.yuan, spent.yuan, f"{money_text(spent.yuan)}÷{money_text(planned.yuan)}"


def is_blank_reason(text: str | None) -> bool:
    """Whether a reason says nothing: blank, 无, 0, a dash."""
    return _bare(text).strip("。.-—/\\") in ("", *_WORDS["no_reason"])


def actual_of(indicator: Indicator) -> TargetValue:
    """What was reached, read like a target value."""
    return parse_target_value(indicator.actual or "")


def reached(indicator: Indicator) -> bool | NotApplicable | NotJudged:
    """Whether the actual value meets the target; or why that cannot be told."""
    target, actual = indicator.target, actual_of(indicator)
    if blank(target):
        return NotApplicable("指标值为空")
    if blank(actual):
        return NotApplicable("实际完成值为空")
    if target.kind == "date" and actual.kind == "date":
        return _in_time(target, actual)
    if target.kind in ("qualitative", "date"):
        return NotApplicable("指标值不是数值")
    if target.number is None or target.kind == "unparsed":
        return NotJudged(f"指标值“{shown(target.raw)}”未能识别为单一数值")
    if actual.number is None or actual.upper is not None:
        return NotJudged(f"实际完成值“{shown(actual.raw)}”未能识别为单一数值")
    if not _same_measure(target, actual):
        return NotJudged(f"实际完成值“{shown(actual.raw)}”与指标值“{shown(target.raw)}”的单位或口径不同，不能比较")
    return _meets(indicator, target, actual.number)


def _in_time(target: TargetValue, actual: TargetValue) -> bool | NotJudged:
    """Dates compare as far as both state them: 2025-11 against 2025-11-20 tells nothing."""
    due, done = target.date or "", actual.date or ""
    if len(due) != len(done) or len(due) < len("2025"):
        return NotJudged("指标值与实际完成值的日期不能比较")
    return done <= due


def _same_measure(target: TargetValue, actual: TargetValue) -> bool:
    """Whether both numbers count the same; a bare number counts in the unit of the target, unless 万 hides there."""
    if target.delta != actual.delta:
        return False
    if actual.unit:
        return actual.unit == target.unit
    return not target.unit or not any(sign in target.raw for sign in _LARGE)


def _meets(indicator: Indicator, target: TargetValue, done: Decimal) -> bool | NotJudged:
    aim = target.number or Decimal(0)
    match target.operator:
        case ">=":
            return done >= aim
        case ">":
            return done > aim
        case "<=":
            return done <= aim
        case "<":
            return done < aim
        case "=":
            return done == aim if done <= aim or target.unit == "%" else NotJudged("超过“=”的指标值，是否达到不能判断")
        case "range" if target.upper is not None:
            return aim <= done <= target.upper
    if done == aim:
        return True
    if is_negative(indicator.name) or indicator.kind.startswith("cost"):
        return NotJudged("指标值没有比较符号，不知道是上限还是下限")
    return done > aim
