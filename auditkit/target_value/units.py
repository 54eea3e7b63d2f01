"""Read the unit behind a number: known words, short unknown words, compounds, units in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numerals import read_magnitude, read_number
from .tables import COUNTERS, CURRENCIES, NOT_UNITS, RATES, SUFFIXES, UNIT_ALIASES, UNITS

__all__ = ["ReadUnit", "kind_of_unit", "read_bracketed", "read_unit"]

_WORDS = UNITS | frozenset(UNIT_ALIASES)
_LONGEST = max(map(len, _WORDS))
_LATIN = re.compile(
    r"[kN]?[mM][23²³](?![0-9A-Za-z])|(?![Xx]{2})[A-Za-zμΩ°℃]{1,8}(?![0-9A-Za-z])(?:\([A-Z]\))?"
)
_SIGN = re.compile(r"%+|‰|‱|°C|℃")
_BRACKET = re.compile(r"\((?:单位[::]?)?([^()]{1,10})\)")
_STOP = tuple(NOT_UNITS.split())
_OF = re.compile(r"分之(?![间内])")
_SUFFIX = "|".join(
    sorted((word for words in SUFFIXES.values() for word in words.split()), key=len, reverse=True)
)
_UNKNOWN = re.compile(
    rf"(?:(?!每)[\u4e00-\u9fff]){{1,6}}?(?=(?:及|或|和)?(?:{_SUFFIX})|左右|上下|[(),;:。、/·*×.每~-]|$)"
)
_PER = re.compile(r"/每?(?:一个?)?|每(?:一)?(?=[\u4e00-\u9fffA-Za-z])|[·*×.、](?:每一?)?|-(?=年|月|天|日|次)")
_AMONG = re.compile(r"/(?:10{0,3})?[百千万]+(?:人口?|活产)?(?![\u4e00-\u9fff])")
_AFTER_DENOMINATOR = re.compile(
    r"(?:标准|执行|补助|补贴|完成|发放|测算|计算|左右|参加|以上|以下|以内|之内|及以上|起|的|内|控制|支付|奖励|预算|包干).*"
)


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit, where it ends, the power of ten written before it, and whether the table knows it."""

    unit: str
    end: int
    power: int = 0
    known: bool = True


def kind_of_unit(unit: str | None) -> str:
    """``money``, ``percent`` or ``quantity``, by the first component."""
    first = re.split(r"[/·]", unit or "", maxsplit=1)[0]
    if first in CURRENCIES:
        return "money"
    return "percent" if first in RATES else "quantity"


def read_unit(text: str, position: int) -> ReadUnit | None:
    """The unit at ``position`` (after number and magnitude), compounds included."""
    first = _single(text, position)
    if first is None:
        if among := _AMONG.match(text, position):
            return ReadUnit(among[0], among.end())
        per = _PER.match(text, position)
        if (
            per
            and text[position] in "/每"
            and not text[per.end() : per.end() + 1].isdigit()
            and (lower := _denominator(text, per.end()))
        ):
            return ReadUnit("/" + lower[0], lower[1])
        return _unknown(text, position)
    unit, at = _paired(text, *first)
    while per := _PER.match(text, at):
        dotted = per[0][0] in "·*×.、-"
        lower = _single(text, per.end()) if dotted else _denominator(text, per.end(), unit)
        if lower is None or (dotted and not (per[0][0] in "·*×" or "/" in unit)):
            break
        sign = "·" if dotted or (per[0][0] == "每" and "/" in unit) else "/"
        if text[position].isascii() and lower[0].isascii():
            unit = _scientific(lower[0], unit)
        unit, at = f"{unit}{sign}{_scientific(unit, lower[0])}", lower[1]
    return ReadUnit(unit, at)


def read_bracketed(text: str, position: int) -> ReadUnit | None:
    """A unit in brackets at ``position``: ``(%)``, ``(万元)``, ``(元/人)``."""
    found = _BRACKET.match(text, position)
    if not found:
        return None
    inner = found[1]
    power, at = read_magnitude(inner, 0)
    read = read_unit(inner, at)
    if read is None and power and at == len(inner):
        return ReadUnit("", found.end(), power)
    if read is None or read.end != len(inner) or not read.known:
        return None
    return ReadUnit(read.unit, found.end(), power)


def _single(text: str, position: int) -> tuple[str, int] | None:
    """One known unit word, the longest there is."""
    if sign := _SIGN.match(text, position):
        unit = sign[0][0] if sign[0][0] in RATES else "℃"
        return unit, sign.end()
    if latin := _LATIN.match(text, position):
        return UNIT_ALIASES.get(latin[0], latin[0]), latin.end()
    for length in range(min(_LONGEST, len(text) - position), 0, -1):
        word = text[position : position + length]
        if word in _WORDS and not (word == "分" and _OF.match(text, position)):
            return UNIT_ALIASES.get(word, word), position + length
    return None


def _paired(text: str, unit: str, end: int) -> tuple[str, int]:
    """Optional second counters: 台(套) and 人(次) keep their brackets, in full width."""
    found = _BRACKET.match(text, end)
    if found and unit in COUNTERS and all(word in COUNTERS for word in re.split("[、,/]", found[1])):
        return f"{unit}（{found[1]}）", found.end()
    return unit, end


def _denominator(text: str, position: int, above: str = "") -> tuple[str, int] | None:
    """What stands below the stroke: a known unit or a short word, with a number before it if written."""
    number = read_number(text, position)
    at = number[1] if number else position
    magnitude = read_magnitude(text, at)[1]
    if text.startswith("(", at) and (inside := read_bracketed(text, at)) and not number:
        return inside.unit, inside.end
    known = _single(text, magnitude)
    word = _UNKNOWN.match(text, magnitude)
    if known and word and not _AFTER_DENOMINATOR.match(text, known[1]) and word.end() > known[1]:
        known = (word[0], word.end())
    if number and at == magnitude and known and known[0] in (*RATES, UNIT_ALIASES.get(above, above)):
        return None
    if known is None:
        if not word or word[0].startswith(_STOP):
            return None
        known = (word[0], word.end())
    known = _paired(text, *known)
    return text[position:magnitude] + known[0], known[1]


def _scientific(beside: str, unit: str) -> str:
    """Keep m³ beside a Latin unit (mg/m³, m³/s), where 立方米 would mix two scripts."""
    if beside.isascii() or beside[0] in "μ℃":
        return {"立方米": "m³", "平方米": "m²", "平方公里": "km²"}.get(unit, unit)
    return unit


def _unknown(text: str, position: int) -> ReadUnit | None:
    """A short word nobody knows, when nothing but a comparison word follows it."""
    word = _UNKNOWN.match(text, position)
    if word is None or word[0].startswith(_STOP):
        return None
    return ReadUnit(word[0], word.end(), known=False)
