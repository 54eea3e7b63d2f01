"""疑似录入或识别错误的指标值

检查什么
    “292%”很可能是“≥92%”的误识：比率在200%与300%之间、没有符号、去掉首位“2”后在50%至100%之间；
    数字中混入字母 O、l（1O0%）。
    扫描件另看：以 2、Z、N、》开头而同表其他值多以“≥”开头；汉字之间夹点。
为什么
    扫描、转换时“≥”常被认成“2”“Z”，按错值考核会造成误判。
示例
    不通过：验收合格率｜292%
    通过：验收合格率｜≥92%
不报的情形
    带有比较符号的值；增长率等可以超过100%的比率；非扫描文件中100%以内的值。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, Submission, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, head_of, is_bounded_rate, normal_name
from auditkit_rules.performance_target._targets import blank, folded, has_number, shown
from auditkit_rules.performance_target.lists import words

_UNBOUNDED = words("unbounded_rate")
_LETTER = re.compile(r"(?<=\d)[OoQlI](?=\d)|(?<=\d)[OoQ](?=[%‰])|(?<=\d)[OoQ](?=[万千百]?[件人次元个户页])")
_DIGIT_OF = {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1"}
_PREFIXED = re.compile(r"^[2ZzNn》](?=\d{2})")
_DOTTED = re.compile(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
_SCANNED = ("ocr", "pdf", "image")


def _rate_guess(indicator: Indicator) -> str | None:
    """``≥92%`` for a bare 292% of a rate that cannot exceed 100%."""
    target, number = indicator.target, indicator.target.number
    if number is None or target.unit != "%" or target.operator is not None or target.delta:
        return None
    rate = normal_name(indicator.name).endswith("率") and head_of(indicator.name, _UNBOUNDED) is None
    if not (rate or is_bounded_rate(indicator.name) or asks_satisfaction(indicator)):
        return None
    rest = number - 200
    return f"≥{folded(target.raw)[1:]}" if Decimal(50) <= rest <= 100 and number < 300 else None


def _siblings_say_at_least(project: Project) -> bool:
    filled = [i.target for i in project.indicators if has_number(i.target.raw)]
    return len(filled) >= 3 and 2 * sum(t.operator == ">=" for t in filled) >= len(filled)


def _scan_guess(indicator: Indicator, project: Project) -> str | None:
    text = folded(indicator.target.raw)
    if _DOTTED.search(text):
        return _DOTTED.sub("", text)
    plain_year = re.match(r"20[12]\d(?!\d)", text) is not None
    dated = indicator.target.kind == "date" or plain_year
    if not dated and _PREFIXED.match(text) and _siblings_say_at_least(project):
        return f"≥{text[1:]}"
    return None


@make_rule(
    code="NRM117",
    title="指标值疑似录入或识别错误",
    severity="warning",
    confidence=0.7,
    basis=("R-EZ", "ZL-1"),
)
def misread_target(
    indicator: Indicator,
    project: Project,
    submission: Submission,
    *,
    scanned_formats: tuple[str, ...] = _SCANNED,
) -> Iterator[Outcome]:
    target = indicator.target
    if blank(target):
        yield NotApplicable("指标值为空，由填报完整性规则提出")
        return
    text = folded(target.raw)
    guess = _rate_guess(indicator)
    if guess is None and _LETTER.search(text):
        guess = _LETTER.sub(lambda found: _DIGIT_OF[found.group()], text)
    if guess is None and submission.format in scanned_formats:
        guess = _scan_guess(indicator, project)
    if guess is None:
        return
    yield Issue(
        message=f"“{indicator.name}”指标值“{shown(target.raw)}”疑似录入或识别错误，请核实是否应为“{guess}”。",
        suggestion=f"核对原件，确属错误的，改为“{guess}”。",
        field="target",
        evidence=(Evidence("指标值", shown(target.raw)), Evidence("推测", guess)),
    )
