"""Find the amounts of a clean text: numbers with sign, magnitude and unit, in Arabic or Chinese figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from .numerals import CHINESE_DIGITS, product, read_magnitude, read_number, shifted
from .spelled import SPELLED, Amount, count_at, past_about, share_at
from .tables import IDIOMS, NAMES, RATES
from .units import ReadUnit, read_bracketed, read_unit

__all__ = ["Amount", "amounts_in", "names_in"]

_NAMES = re.compile("|".join(f"(?:{pattern})" for pattern in NAMES))
_IDIOMS = re.compile("|".join(map(re.escape, sorted(IDIOMS.split(), key=lambda word: (-len(word), word)))))
_POINT = re.compile(f"点[{CHINESE_DIGITS}]")
_START = re.compile(rf"[0-9]|\.(?=[0-9])|[{CHINESE_DIGITS}过]")
_SO_INCLUDED = re.compile(r"\(不?含\)(?=[十百千万亿元个人次天%])")
_SIGN_BEFORE = re.compile(r"(?:^|[<>=≥≤:(])([-±])$")


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
    idioms = [hit.span() for hit in _IDIOMS.finditer(text) if not _POINT.match(text, hit.end() - 1)]
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
    hit = SPELLED.match(text, position)
    return max(hit.end(), position + 1) if hit else position + 1


def _amount_at(
    text: str, position: int, idioms: list[tuple[int, int]], before: list[Amount]
) -> Amount | None:
    if special := share_at(text, position):
        return special
    if text[position] in "0123456789.":
        return _arabic_at(text, position)
    if any(start <= position < end for start, end in idioms):
        return None
    return count_at(text, position, before)


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
    at = past_about(text, at)
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
    at = past_about(text, amount.end)
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
