"""Read amounts in words: counts in Chinese figures (三次, 十五天) and shares (百分之九十五, 九成, 三分之二)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .marks import MARK
from .numerals import CHINESE_DIGITS, chinese_number, shifted, tidy
from .tables import APPROXIMATE, COUNTERS, LEADS, MEASURES, TIMES
from .units import read_bracketed, read_unit

__all__ = ["SPELLED", "Amount", "count_at", "past_about", "share_at"]

_FIGURES = f"[{CHINESE_DIGITS}]+(?:点[{CHINESE_DIGITS}]+)?"
SPELLED = re.compile(_FIGURES)
"""A run of Chinese figures."""

_HUNDREDTHS = re.compile(rf"(百|千|万)分之(?:([0-9]+(?:\.[0-9]+)?)|({_FIGURES}))")
_FRACTION = re.compile(
    rf"([0-9]{{1,4}}|[{CHINESE_DIGITS}]{{1,4}})分之([0-9]{{1,4}}|[{CHINESE_DIGITS}]{{1,4}})"
)
_TENTHS = re.compile(
    r"([0-9](?:\.[0-9]+)?|[一二两三四五六七八九十])成(?![员果本立功为就品交效型])([一二三四五六七八九半])?"
)
_TENTHS_TO = re.compile(
    r"[0-9一二两三四五六七八九](?=[-~至到][0-9一二三四五六七八九十]成(?![员果本立功为就品交效型]))"
)
_HALF = re.compile(r"半数(?!字)|一半(?=$|[以及的左])|过半(?=$|[数以])|百分百|百分之百")
_POWER = {"百": 2, "千": 3, "万": 4}
_ABOUT = re.compile(r"[余多来几](?=[\u4e00-\u9fff])")
_LEADS = tuple(LEADS.split()) + tuple(APPROXIMATE.split())
_STRAY = re.compile("[零一二两三四五六七八九十百千万亿半廿]")
_TIMES_OVER = re.compile(
    r"(?:不少于|至少|开展|举办)?[一二两三四五六七八九十0-9]{1,3}(?:次|期|场|轮|回|遍|批)(?:以上)?"
)
_EACH_ONE = re.compile(r"(?:一[\u4e00-\u9fff]){2}$")
"""A rhythm and no count: 一村一月 of 一村一月一场电影."""

_ALONE = re.compile(r"$|以[上下内]|左右")
_RANGE_TO = re.compile(f"[-~至到](?=[{CHINESE_DIGITS}])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the clean text; ``number`` has the magnitude in it, ``face`` has not."""

    start: int
    end: int
    number: Decimal
    face: Decimal
    unit: str | None = None
    power: int = 0
    sign: str = ""


def share_at(text: str, position: int) -> Amount | None:
    """百分之九十五, 三分之二, 九成, 半数: all of them percent."""
    if hit := _HALF.match(text, position):
        return _percent(position, hit.end(), Decimal(100 if hit[0].startswith("百") else 50))
    if hit := _HUNDREDTHS.match(text, position):
        number = Decimal(hit[2]) if hit[2] else chinese_number(hit[3])
        return (
            number if number is None else _percent(position, hit.end(), shifted(number, 2 - _POWER[hit[1]]))
        )
    if hit := _FRACTION.match(text, position):
        below, above = (_either(group) for group in hit.groups())
        if below and above is not None:
            return _percent(position, hit.end(), (above * 100 / below).quantize(Decimal("0.01")))
    if (hit := _TENTHS_TO.match(text, position)) and (whole := _either(hit[0])) is not None:
        return _percent(position, hit.end(), whole * 10)
    if (hit := _TENTHS.match(text, position)) and (whole := _either(hit[1])) is not None:
        part = chinese_number(hit[2]) if hit[2] else Decimal(0)
        extra = Decimal(5) if hit[2] == "半" else part or Decimal(0)
        return _percent(position, hit.end(), whole * 10 + extra)
    return None


def _either(figures: str) -> Decimal | None:
    return Decimal(figures) if figures.isascii() else chinese_number(figures)


def _percent(start: int, end: int, number: Decimal) -> Amount:
    return Amount(start, end, tidy(number), tidy(number), "%")


def count_at(text: str, position: int, before: list[Amount]) -> Amount | None:
    """A number in Chinese figures, if it is a count: a known unit follows, and nothing odd precedes."""
    hit = SPELLED.match(text, position)
    if hit is None or hit[0][0] in "百佰千仟万亿":
        return None
    number = chinese_number(hit[0])
    if number is None:
        return None
    at = past_about(text, hit.end())
    if (to := _RANGE_TO.match(text, at)) and _begins_range(text, position, to.end()):
        return Amount(position, hit.end(), tidy(number), tidy(number))
    unit = read_bracketed(text, at) or read_unit(text, at)
    bare = unit is None and (len(hit[0]) > 1 or not number)
    if bare and _ALONE.match(text, at) and _governed(text, position):
        return Amount(position, hit.end(), tidy(number), tidy(number))
    if unit is None or not unit.known or not unit.unit:
        return None
    first = re.split(r"[/·(（]", unit.unit, maxsplit=1)[0]
    if not _is_count(text, position, first, unit.end, follows=bool(before) and before[-1].end == position):
        return None
    if hit[0] == "半" and first not in TIMES:
        return None
    return Amount(position, unit.end, tidy(number), tidy(number), unit.unit, 0)


def _begins_range(text: str, position: int, upper: int) -> bool:
    """Whether a number in front of 至 begins a range of counts (三至五天) and no name (一至六年级)."""
    last = SPELLED.match(text, upper)
    unit = read_unit(text, last.end()) if last else None
    if unit is None or not unit.known:
        return False
    return _governed(text, position) or text[:position].endswith(_LEADS)


def _governed(text: str, position: int) -> bool:
    """Whether a number in Chinese figures stands first, or right behind a comparison."""
    return not position or any(hit.end() == position for hit in MARK.finditer(text[:position]))


def _is_count(text: str, start: int, unit: str, end: int, *, follows: bool) -> bool:
    """一个, 不少于三次, 每年一次 are counts; 一次办好, 一户一策, 统一 are words."""
    lead, rest = text[:start], text[end:]
    if _EACH_ONE.search(lead):
        return False
    if unit in TIMES and _TIMES_OVER.fullmatch(rest):
        return True
    if _STRAY.search(re.sub(r"[余多来几]", "", rest[:6])) and rest[:1] not in "-~至到,;、(":
        return False
    if (
        rest
        and rest[0] not in "以及之内左(,;、。~-至到"
        and not (lead and unit in COUNTERS)
        and unit in ("次", "点", "线", "面", "片", "道", "头", "分")
    ):
        return False
    if not lead:
        return len(rest) <= 10 and (unit in COUNTERS or unit in TIMES or unit in MEASURES or "元" in unit)
    return follows or lead.endswith(_LEADS) or _governed(text, start) or lead[-1] in "每年月周季度天日"


def past_about(text: str, position: int) -> int:
    return position + 1 if _ABOUT.match(text, position) else position
