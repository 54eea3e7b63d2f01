"""Numbers with units in prose, passing over list numbers, years, dates and document numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from auditkit import TargetValue, parse_target_value
from auditkit_rules.performance_target.lists import words

__all__ = ["Mention", "half_digit", "mentions"]

_UNITS = sorted(
    {unit for group in words("units").groups.values() for unit in group}, key=lambda unit: (-len(unit), unit)
)
_UNIT = "|".join(re.escape(unit) for unit in [*_UNITS, "％"])
_MENTION = re.compile(
    r"(?<![\dA-Za-z第〔\[/.\-—–~～×xX*])"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<scale>亿|千万|百万|十万|万|千|百)?"
    rf"(?P<about>[余多])?\s?(?P<unit>{_UNIT})?(?P<per>[/／][\u4e00-\u9fff]{{1,4}}(?:[·./／][\u4e00-\u9fff]{{1,2}})?)?"
)
_LIST_NUMBER = re.compile(r"(?m)^\s*(?:[(（]?\d{1,2}[、)）]|\d{1,2}[.．](?=\s*(?:(?:19|20)\d\d年|\D)))")
_BREAKS = "，,。；;：:、！？!?\n（）()“”《》"
_ENDS = "。；;！？!?\n"
_CHANGE = re.compile(
    r"(?:提高|提升|增长|增加|上升|下降|降低|减少|压减|缩短|节约|较|同比|环比)[^，。；]{0,6}$"
)
_EACH = re.compile(r"(?:每一?[\u4e00-\u9fff]{1,3}|人均|户均|亩均|次均|平均|单价|标准)[^，。；\d]{0,6}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in prose, read as a target value is; money in yuan, counts in base units.

    ``segment`` is the text between two marks around it, ``sentence`` the whole sentence; ``start``
    and ``end`` are its place in the text. ``change`` marks a rise or fall, ``each`` a rate per one.
    """

    raw: str
    value: TargetValue
    number: Decimal
    segment: str
    sentence: str
    earlier: str
    start: int
    end: int
    change: bool
    each: bool


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    left = max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1
    rights = [at for mark in marks if (at := text.find(mark, end)) >= 0]
    return left, min(rights, default=len(text))


def _is_date(hit: re.Match[str]) -> bool:
    if hit["unit"] in ("月", "日"):
        return True
    return hit["unit"] == "年" and hit["scale"] is None and _YEAR.fullmatch(hit["number"]) is not None


def _without_list_numbers(text: str) -> str:
    return _LIST_NUMBER.sub(lambda hit: " " * len(hit.group()), text)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every number with a unit that the text states, in order.

    Ranges, approximations (余、多), dates and numbers inside codes are left out.
    """
    clear = _without_list_numbers(text)
    found = []
    for hit in _MENTION.finditer(clear):
        if not (hit["unit"] or hit["scale"]) or hit["about"] or _is_date(hit):
            continue
        left, right = _around(clear, hit.start(), hit.end(), _BREAKS)
        first, last = _around(clear, hit.start(), hit.end(), _ENDS)
        before = clear[left : hit.start()]
        if re.search(r"\d\s?[至到]$", before) or re.match(r"\s?[-—–~～至到]\s?\d", clear[hit.end() :]):
            continue
        value = parse_target_value(hit.group().strip())
        if value.number is None or value.kind not in ("quantity", "percent", "money"):
            continue
        found.append(
            Mention(
                raw=hit.group().strip(),
                value=value,
                number=value.number,
                segment=clear[left:right],
                sentence=clear[first:last],
                earlier=clear[first:left],
                start=hit.start(),
                end=hit.end(),
                change=_CHANGE.search(before) is not None,
                each=_EACH.search(before) is not None or hit["per"] is not None,
            )
        )
    return tuple(found)


def half_digit(raw: str, number: Decimal | None) -> Decimal:
    """Half of the last written digit, in the unit of ``number``: 42.00万元 is 50 元.

    ``number`` is what ``raw`` was read as; 0 where either tells nothing.
    """
    hit = _DIGIT.search(raw)
    if hit is None or number is None:
        return Decimal(0)
    written = Decimal(hit.group().replace(",", ""))
    scale = abs(number / written) if written else Decimal(1)
    return scale * Decimal(1).scaleb(-len(hit[1] or "")) / 2
