"""指标值的数字格式异常

检查什么
    多个小数点、千分位错位（1,80）、全角数字、汉字与阿拉伯数字混写（3百）、数字中夹空格、
    多余的前导零、用“。”作小数点、单位重复（18000件件）。
为什么
    格式异常往往是录入错误，数值可能差一个数量级。
示例
    不通过：≥1.8.0万件
    通过：≥1.8万件
不报的情形
    日期、时刻、编号；“1,030,700.00”这样正确的千分位；“140万页”“3千册”等通行写法。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule
from auditkit_rules.performance_target._targets import blank, has_number, shown
from auditkit_rules.performance_target.lists import words

_STOPS = words("number_stops")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[.年/-]\s*\d{1,2}(?:\s*[.月/-]\s*\d{1,2})?"
    r"|\d{1,2}[:：]\d{2}|\d{1,2}\s*月\s*\d{1,2}\s*日"
)
_MISPLACED = r"(?<![\d,])(?!\d{1,3}(?:,\d{3})+(?![\d,]))\d+(?:,\d+)+"
_MIXED = r"\d[百十](?![万亿分米克瓦帕])|\d[一二三四五六七八九〇](?![级类等线审])"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """A malformed way of writing a number, what to call it, and how to mend it if that is certain."""

    label: str
    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str] | None = None


def _shape(label: str, pattern: str, mend: Callable[[re.Match[str]], str] | None = None) -> _Shape:
    return _Shape(label, re.compile(pattern), mend)


_SHAPES = (
    _shape("有多个小数点", r"\d\.\d{1,20}\.\d|\d[.。．]{2,9}\d"),
    _shape("千分位错位", _MISPLACED, lambda m: m[0].replace(",", "")),
    _shape("千分位用了全角逗号", r"(?<!\d)\d{1,3}(?:，\d{3})+(?!\d)", lambda m: m[0].replace("，", "")),
    _shape("用了全角数字", r"[０-９]+", lambda m: m[0].translate(_WIDE)),
    _shape("汉字数字与阿拉伯数字混写", _MIXED),
    _shape("数字中间有空格", r"(?<=\d)[ \t\u3000]+(?=\d)", lambda m: ""),
    _shape("有多余的前导零", r"(?<![\d.,:：/-])0+(?=[1-9]\d*(?![\d月日时:：号]))", lambda m: ""),
    _shape("小数点写成了句号", r"(?<=\d)[。．](?=\d)", lambda m: "."),
    _shape("小数点后没有数字", r"(?<=\d)\.(?=[%％])", lambda m: ""),
    _shape("小数点前没有数字", r"(?<![\d.])\.(?=\d)", lambda m: "0."),
    _shape("单位重复", r"(?<=\d)([\u4e00-\u9fff]{1,3}|[%％])\1(?=$|[，,。；;、）)])", lambda m: m[1]),
)


def _mended(text: str, shapes: list[_Shape]) -> str | None:
    if any(shape.mend is None for shape in shapes):
        return None
    for shape in shapes:
        text = shape.pattern.sub(shape.mend or "", text)
    return text


@make_rule(
    code="NRM112",
    title="数值格式异常",
    severity="warning",
    confidence=0.9,
    basis=("P88-22.1", "ZL-1"),
)
def malformed_number(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    if blank(target) or not has_number(target.raw):
        yield NotApplicable("指标值中没有数字")
        return
    if target.kind == "date" or _DATE.search(target.raw):
        yield NotApplicable("指标值是日期或时刻")
        return
    idiom = _STOPS.has(target.raw)
    raw = shown(target.raw)
    found = [s for s in _SHAPES if s.pattern.search(raw) and not (idiom and "汉字" in s.label)]
    if not found:
        return
    right = _mended(raw, found)
    yield Issue(
        message=f"“{indicator.name}”指标值“{raw}”数字格式异常：{'，'.join(shape.label for shape in found)}。",
        suggestion=f"核对原始数据，改为“{right}”。" if right else "核对原始数据，重新填写规范的数字。",
        field="target",
        evidence=(Evidence("指标值", raw),),
    )
