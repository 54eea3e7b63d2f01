"""Read a target value: strip what a form adds, then decide what the text states."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from auditkit.model import TargetValue

from .amounts import amounts_in, names_in
from .clean import BULLET, Clean, clean_copy
from .dates import LONGEST, Point, is_time_words, points_in_time
from .marks import MARK, Mark, choose_operator, leading_mark, marks_before
from .numerals import read_magnitude
from .several import many_amounts, parts_of
from .single import PLACEHOLDER, only_amount, written_marks
from .units import kind_of_unit, read_unit

__all__ = ["parse_target_value"]

_SIGN = re.compile(r"[^\s\u200b-\u200f\u2028-\u202e\u2060\u3164\ufeff\x00-\x1f\x7f\u00ad]")
_PROSE = 400
"""Characters beyond which a cell is prose and states no single value."""

_TIME_OF_DAY = re.compile(
    r"(?:(?<=[0-9])[ T\u3000]+|(?<=[日号])[ T\u3000]*)[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?Z?[ \t]*$"
)
_KIND_WORD = re.compile(r"(?:定性|定量)(?:指标)?[:,;/]?(?=.)")
_LABEL = re.compile(r"(?:指标值?|目标值?|标准值?|年度指标值?|年度目标值?|其中|值)[0-9]{0,2}:")
_ITEM = re.compile(
    rf"{BULLET}|\([0-9]{{1,2}}\)(?=[^0-9%()个万千元]*[0-9])|[0-9]{{1,2}}\.(?=[^0-9%.])|[0-9]{{1,2}}[、)](?=[^0-9]*[0-9])"
)
_TEMPLATE = re.compile(
    r"\([^()]*?(?:\*{2,}|[Xx×]{2,}|_{2,}|…)[^()]*\)(?=.*[0-9])|^[^0-9<>=≥≤]*[<>=≥≤]+(?:\*+|[Xx×]{1,4}|_+)[^0-9<>=≥≤]{0,6}(?=[<>=≥≤][^*]*[0-9])"
)
_FOOTNOTE = re.compile(r"[0-9%\u4e00-\u9fff]\*$")
_DATE_WORDS = (
    "于 在 到 至 自 从 截至 截止 截止到 力争 确保 计划 预计 按照 按计划 按照计划 项目 全部 完成时间 时间 每年 , 。 ; : 为 "
    "( ) 按时 按期 完成 完工 竣工 建成 验收 投入使用 实施 执行 通车 交付 发放 上线 完毕 支付 到位 年度 启动 开工 结束 "
    "全年 内 底 前 之 以 度 期间"
)
_AROUND_DATE = re.compile(
    f"(?:{'|'.join(map(re.escape, sorted(_DATE_WORDS.split(), key=len, reverse=True)))}|[<>=≥≤])*+"
)
_ENDLESS = re.compile(r"[0-9.,]{31}")
_NO_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]*")


def parse_target_value(raw: str) -> TargetValue:
    """Read a target value as filed. Never raises; what cannot be read has the kind ``unparsed``."""
    if len(raw) > LONGEST:
        return TargetValue(raw, "unparsed" if re.search(r"[0-9]", raw) else "qualitative")
    return _parsed_again(raw) if len(raw) <= _PROSE else _parsed(raw)


def _parsed(raw: str) -> TargetValue:
    copy = clean_copy(_TIME_OF_DAY.sub("", raw))
    if not copy.text:
        return TargetValue(raw, "unparsed" if _SIGN.search(raw) else "empty")
    if len(copy.text) > _PROSE:
        return _prose(raw, copy)
    return replace(_read(_stripped(copy)), raw=raw)


_parsed_again = lru_cache(maxsize=4096)(_parsed)
"""Forms repeat their values, and rules read them again."""


def _prose(raw: str, copy: Clean) -> TargetValue:
    amounts = amounts_in(copy.text[:_PROSE], names_in(copy.text[:_PROSE]))
    return TargetValue(raw, "unparsed" if amounts else "qualitative")


def _stripped(copy: Clean) -> Clean:
    """Without brackets around the whole, item numbers, column words and unfilled templates."""
    while True:
        text = copy.text
        if len(text) > 2 and text[0] == "(" and _closing(text) == len(text) - 1:
            copy = copy.cut(1, len(text) - 1)
        elif found := _KIND_WORD.match(text) or _LABEL.match(text) or _ITEM.match(text):
            copy = copy.cut(found.end(), len(text))
        elif (text[-1:] in ",;。、!?.:" and len(text) > 1) or _FOOTNOTE.search(text):
            copy = copy.cut(0, len(text) - 1)
        elif found := _TEMPLATE.search(text):
            if found.start() == 0:
                copy = copy.cut(found.end(), len(text))
            else:
                copy = _without(copy, found.start(), found.end())
        else:
            return copy


def _closing(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
    return -1


def _without(copy: Clean, begin: int, end: int) -> Clean:
    gone = end - begin
    breaks = frozenset(place if place <= begin else max(begin, place - gone) for place in copy.breaks)
    return Clean(
        copy.raw,
        copy.text[:begin] + copy.text[end:],
        copy.start[:begin] + copy.start[end:],
        copy.stop[:begin] + copy.stop[end:],
        breaks,
    )


def _read(copy: Clean) -> TargetValue:
    names = names_in(copy.text)
    points = [point for point in points_in_time(copy.text) if not _within(point.start, names)]
    amounts = amounts_in(copy.text, [*names, *((point.start, point.end) for point in points)])
    if _ENDLESS.search(copy.text):
        return TargetValue(copy.raw, "unparsed", marks=_all_marks(copy))
    if not points and is_time_words(copy.text):
        return TargetValue(copy.raw, "date")
    if not amounts:
        return _date(copy, points) if points else _words(copy)
    if len(amounts) == 1:
        value = only_amount(copy, amounts[0], points)
    else:
        value = many_amounts(copy, amounts, points)
    if value is not None:
        return value
    parts = parts_of(copy, amounts) if len(amounts) > 1 else ()
    return TargetValue(copy.raw, "unparsed", marks=_all_marks(copy), parts=parts)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _date(copy: Clean, points: list[Point]) -> TargetValue:
    """A value of dates only: the date, the end of a stretch, several dates, or prose that names a year."""
    text = copy.text
    before = marks_before(text[: points[0].start])
    around = text[: points[0].start] + text[points[-1].end :]
    if len(points) > 1:
        return TargetValue(copy.raw, "unparsed", marks=_all_marks(copy), parts=parts_of(copy, points))
    point = points[0]
    bare = MARK.sub("", around)
    if not _AROUND_DATE.fullmatch(bare) and (not point.firm or len(bare) > 40):
        return _words(copy)
    operator = "range" if point.first else choose_operator(before, [])
    return TargetValue(copy.raw, "date", operator, date=point.iso, marks=written_marks(copy, before))


def _words(copy: Clean) -> TargetValue:
    """A value without an amount: words, a point in time without figures, a template, or nothing readable."""
    text = copy.text
    mark = leading_mark(text)
    rest = text[mark.end :] if mark else text
    marks = written_marks(copy, [mark]) if mark else ()
    if _NO_WORD.fullmatch(rest) or _is_template(text, mark) or _is_unit(rest, mark):
        return TargetValue(copy.raw, "unparsed", marks=_all_marks(copy))
    if is_time_words(rest):
        return TargetValue(copy.raw, "date", mark.operator or None if mark else None, marks=marks)
    if re.fullmatch(r"[0-9.]+", rest):
        return TargetValue(copy.raw, "unparsed", marks=marks)
    return TargetValue(copy.raw, "qualitative", mark.operator or None if mark else None, marks=marks)


def _is_unit(text: str, mark: Mark | None) -> bool:
    """A unit whose number is missing: ≥次, ≤元/人, 万元."""
    unit = read_unit(text, read_magnitude(text, 0)[1])
    if unit is None or not unit.known or unit.end != len(text):
        return False
    return mark is not None or kind_of_unit(unit.unit) == "money"


def _is_template(text: str, mark: Mark | None) -> bool:
    """A place nobody filled in, and not a name made anonymous (XX县)."""
    found = PLACEHOLDER.search(text)
    return bool(found) and (
        mark is not None or (len(text) <= 6 and not re.search(r"X+[县市区镇乡村路街]", text))
    )


def _all_marks(copy: Clean) -> tuple[str, ...]:
    """Every sign and long word of a text we could not read."""
    hits = [hit for hit in MARK.finditer(copy.text) if hit["word"] is None or len(hit[0]) > 2]
    return tuple("".join(copy.written(hit.start(), hit.end()).split()) for hit in hits)
