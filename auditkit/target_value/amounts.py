"""Find the amounts of a clean text: numbers with sign, magnitude and unit, in Arabic or Chinese figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from .marks import MARK
from .numerals import CHINESE_DIGITS, chinese_number, product, read_magnitude, read_number, shifted, tidy
from .tables import APPROXIMATE, COUNTERS, IDIOMS, LEADS, MEASURES, NAMES, RATES, TIMES
from .units import ReadUnit, read_bracketed, read_unit

__all__ = ["Amount", "amounts_in", "names_in"]

_NAMES = re.compile("|".join(f"(?:{pattern})" for pattern in NAMES))
_IDIOMS = re.compile("|".join(map(re.escape, sorted(IDIOMS.split(), key=lambda word: (-len(word), word)))))
_FIGURES = f"[{CHINESE_DIGITS}]+(?:点[{CHINESE_DIGITS}]+)?"
_START = re.compile(rf"[0-9]|\.(?=[0-9])|[{CHINESE_DIGITS}过]")
_HUNDREDTHS = re.compile(rf"(百|千|万)分之(?:([0-9]+(?:\.[0-9]+)?)|({_FIGURES}))")
_FRACTION = re.compile(
    rf"([0-9]{{1,4}}|[{CHINESE_DIGITS}]{{1,4}})分之([0-9]{{1,4}}|[{CHINESE_DIGITS}]{{1,4}})"
)
_TENTHS = re.compile(
    r"([0-9](?:\.[0-9]+)?|[一二两三四五六七八九十])成(?![员果本立功为就品交效型])([一二三四五六七八九半])?"
)
_HALF = re.compile(r"半数(?!字)|一半(?=$|[以及的左])|过半(?=$|[数以])|百分百|百分之百")
_CHINESE = re.compile(_FIGURES)
_SO_INCLUDED = re.compile(r"\(不?含\)(?=[十百千万亿元个人次天%])")
_POWER = {"百": 2, "千": 3, "万": 4}
_ABOUT = re.compile(r"[余多来几](?=[\u4e00-\u9fff])")
_LEADS = tuple(LEADS.split()) + tuple(APPROXIMATE.split())
_STRAY = re.compile(rf"[{CHINESE_DIGITS}]")
_TIMES_OVER = re.compile(
    r"(?:不少于|至少|开展|举办)?[一二两三四五六七八九十0-9]{1,3}(?:次|期|场|轮|回|遍|批)(?:以上)?"
)
_ALONE = re.compile(r"$|以[上下内]|左右")
_SIGN_BEFORE = re.compile(r"(?:^|[<>=≥≤:(])([-±])$")


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


def names_in(text: str) -> list[tuple[int, int]]:
    """Where digits are part of a name (GB/T 18894, 第3条, A级, 7×24小时)."""
    found = []
    for hit in _NAMES.finditer(text):
        if hit[0][0].isdigit() and (hit.start() and text[hit.start() - 1] in "0123456789.<>=≥≤"):
            continue
        found.append(hit.span())
    return found


def amounts_in(text: str, taken: Iterable[tuple[int, int]]) -> list[Amount]:
    """The amounts of a clean text from left to right, outside the places that are taken."""
    closed = sorted(taken)
    idioms = [hit.span() for hit in _IDIOMS.finditer(text)]
    found: list[Amount] = []
    at = 0
    while hit := _START.search(text, at):
        position = hit.start()
        inside = next((end for start, end in closed if start <= position < end), None)
        if inside is not None:
            at = inside
            continue
        amount = _amount_at(text, position, idioms, found)
        if amount is None:
            at = _after(text, position)
        else:
            found.append(amount)
            at = amount.end
    return found


def _after(text: str, position: int) -> int:
    """Past an unread run: all Chinese figures of a word, or one sign."""
    hit = _CHINESE.match(text, position)
    return max(hit.end(), position + 1) if hit else position + 1


def _amount_at(
    text: str, position: int, idioms: list[tuple[int, int]], before: list[Amount]
) -> Amount | None:
    if special := _share_at(text, position):
        return special
    if text[position] in "0123456789.":
        return _arabic_at(text, position)
    if any(start <= position < end for start, end in idioms):
        return None
    return _chinese_at(text, position, before)


def _share_at(text: str, position: int) -> Amount | None:
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
    if (hit := _TENTHS.match(text, position)) and (whole := _either(hit[1])) is not None:
        part = chinese_number(hit[2]) if hit[2] else Decimal(0)
        extra = Decimal(5) if hit[2] == "半" else part or Decimal(0)
        return _percent(position, hit.end(), whole * 10 + extra)
    return None


def _either(figures: str) -> Decimal | None:
    return Decimal(figures) if figures.isascii() else chinese_number(figures)


def _percent(start: int, end: int, number: Decimal) -> Amount:
    return Amount(start, end, tidy(number), tidy(number), "%")


def _arabic_at(text: str, position: int) -> Amount | None:
    read = read_number(text, position)
    if read is None:
        return None
    face, at = read
    sign = ""
    if hit := _SIGN_BEFORE.search(text[max(0, position - 2) : position]):
        sign, position = hit[1], position - 1
    if text.startswith("·", at):  # 3.·5 and the like cannot be read
        return Amount(position, at, face, face, sign=sign)
    at = _past_about(text, at)
    if hit := _SO_INCLUDED.match(text, at):
        at = hit.end()
    if text.startswith(("个半小时", "个半月"), at):
        return Amount(
            position,
            at + 4 - (text[at + 2] == "月"),
            face + Decimal("0.5"),
            face,
            "个月" if text[at + 2] == "月" else "小时",
        )
    power, end = read_magnitude(text, at)
    number = shifted(face, power)
    if power:
        number, end = _rest_of_sum(text, end, number, power)
    amount = Amount(position, end, number, face, power=power, sign=sign)
    return _signed(_with_unit(text, amount))


def _past_about(text: str, position: int) -> int:
    return position + 1 if _ABOUT.match(text, position) else position


def _rest_of_sum(text: str, position: int, number: Decimal, power: int) -> tuple[Decimal, int]:
    """The lower part of 1亿2000万 or 3万5千."""
    while read := read_number(text, position):
        lower, end = read_magnitude(text, read[1])
        if lower >= power or shifted(read[0], lower) >= shifted(Decimal(1), power):
            break
        number, position, power = number + shifted(read[0], lower), end, lower
        if not power:
            break
    return number, position


def _with_unit(text: str, amount: Amount) -> Amount:
    """The amount with the unit behind it, plain or in brackets."""
    at = _past_about(text, amount.end)
    unit: ReadUnit | None = read_bracketed(text, at) or read_unit(text, at)
    if unit is None:
        return amount
    if unit.unit in RATES and (restated := re.compile(r"\([%‰]\)").match(text, unit.end)):
        unit = replace(unit, end=restated.end())
    number = shifted(amount.number, unit.power)
    power = amount.power + unit.power
    end = unit.end
    if unit.unit in ("年", "个月", "月", "天", "小时", "个小时") and text.startswith("半", end):
        number, end = number + Decimal("0.5"), end + 1
    return replace(amount, end=end, number=number, unit=unit.unit or None, power=power)


def _signed(amount: Amount) -> Amount:
    if amount.sign != "-":
        return amount
    minus = Decimal(-1)
    return replace(amount, number=product(amount.number, minus), face=product(amount.face, minus))


def _chinese_at(text: str, position: int, before: list[Amount]) -> Amount | None:
    """A number in Chinese figures, if it is a count: a known unit follows, and nothing odd precedes."""
    hit = _CHINESE.match(text, position)
    if hit is None or hit[0][0] in "百佰千仟万亿":
        return None
    number = chinese_number(hit[0])
    if number is None:
        return None
    at = _past_about(text, hit.end())
    unit = read_bracketed(text, at) or read_unit(text, at)
    if unit is None and len(hit[0]) > 1 and _ALONE.match(text, at) and _governed(text, position):
        return Amount(position, hit.end(), tidy(number), tidy(number))
    if unit is None or not unit.known or not unit.unit:
        return None
    first = re.split(r"[/·(（]", unit.unit, maxsplit=1)[0]
    if not _is_count(text, position, first, unit.end, follows=bool(before) and before[-1].end == position):
        return None
    if hit[0] == "半" and first not in TIMES:
        return None
    return Amount(position, unit.end, tidy(number), tidy(number), unit.unit, 0)


def _governed(text: str, position: int) -> bool:
    """Whether a number in Chinese figures stands first, or right behind a comparison."""
    return not position or any(hit.end() == position for hit in MARK.finditer(text[:position]))


def _is_count(text: str, start: int, unit: str, end: int, *, follows: bool) -> bool:
    """一个, 不少于三次, 每年一次 are counts; 一次办好, 一户一策, 统一 are words."""
    lead, rest = text[:start], text[end:]
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
