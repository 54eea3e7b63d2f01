"""Build the value of a text that states one amount."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from auditkit.model import TargetValue

from .amounts import Amount
from .clean import Clean
from .dates import Point
from .marks import FILLER, MARK, MARK_TEXT, Mark, choose_operator, marks_after, marks_before
from .numerals import CHINESE_DIGITS, read_magnitude, shifted
from .tables import CHANGES, COUNTERS, RATES, TIMES, UNITS
from .units import kind_of_unit, read_bracketed

__all__ = ["PLACEHOLDER", "is_change", "only_amount", "unit_of", "written_marks"]

PLACEHOLDER = re.compile(r"\*{2,}|[Xx]{2,}|×{2,}|_{2,}|\?{2,}|#{2,}|\ufffd|(?<=[<>=≥≤])[*×Xx_?…](?![a-z])")
"""Places of a template that nobody filled in."""

_UNFILLED_END = re.compile(r"(?:\*{2}|[Xx]{2}|×{2}|_{2}|\?{2}|#{2}|\ufffd)$")
_VERBS = "|".join(sorted(CHANGES.split(), key=len, reverse=True))
_AGAINST = re.compile(
    rf"(?:较|比|同比|环比|相较|相比|对比|低于|高于)[^,;。]*?(?:{_VERBS})|同比|环比|较基期|较上年|比上年|较去年|比去年"
)
_CHANGE = re.compile(rf"(?<!新)(?:{_VERBS})(?:了|率|幅度?|比例|量|数)?$")
_LEVEL = re.compile(rf"(?:{_VERBS})(?:了|率|幅度?|比例)?(?:到|至|为)")
_NOUN_OF_EACH = re.compile(r"[\u4e00-\u9fff]{1,4}?(?=每)")
_BEFORE_EACH = re.compile(rf"(?:\(|平均|约|按照?|确保|力争|预计|计划|原则上|保证|{MARK_TEXT})*+")
_PER_AFTER = re.compile(rf"/每?(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})")
_AVERAGE = re.compile(r"(?:^|[:,;。])([人户亩次生件案台校村床])均")
_AVERAGE_INSIDE = re.compile(r"([人户亩])均[^:,;。]*$")
_NEVER_SHARED = TIMES | {"岁", "周岁", "分"}
"""Units of averages that are no share of one: 人均寿命79岁."""

_NOUN = re.compile(r"[\u4e00-\u9fff]{2}")
"""What follows the count of 为1200名老人提供服务, where 为 is no 等于."""

_MONEY_BEFORE = re.compile(r"(?:[¥]|人民币|RMB)$")
_LABEL_UNIT = re.compile(r"\([^()]{1,10}\)(?=(?:[<>=≥≤/:约]|[大小高低多少等超不][\u4e00-\u9fff]{1,4}){0,3}$)")


def only_amount(copy: Clean, amount: Amount, points: list[Point]) -> TargetValue | None:
    """The value of a text with one amount; None when what is around it does not fit."""
    prefix, rest = copy.text[: amount.start], copy.text[amount.end :]
    if _is_garbled(prefix, rest, amount):
        return None
    before = marks_before(prefix)
    after, end = marks_after(copy.text, amount.end)
    if amount.unit and "/" not in amount.unit and (per := _PER_AFTER.match(copy.text, end)):
        amount = replace(amount, unit=amount.unit + per[0].replace("每", ""))
    unit = unit_of(prefix, amount)
    if prefix == "为" and amount.unit in COUNTERS and _NOUN.match(copy.text, end):
        before = []
    number = amount.number
    if unit is None and _MONEY_BEFORE.search(prefix):
        unit = "元"
    if amount.unit is None and unit is None and (label := _label_unit(prefix)):
        unit = label[0] or None
        number = shifted(number, label[1])
    upper: Decimal | None = None
    operator = choose_operator(before, after)
    if amount.sign == "±" and (operator is None or not before):
        number, upper, operator = -number, number, "range"
    return TargetValue(
        raw=copy.raw,
        kind=kind_of_unit(unit),
        operator=operator,
        number=number,
        upper=upper,
        unit=unit,
        date=adjunct_date(copy.text, points),
        delta=is_change(prefix),
        marks=written_marks(copy, before + after),
    )


def written_marks(copy: Clean, marks: list[Mark]) -> tuple[str, ...]:
    """The marks as the source spells them, without blanks."""
    return tuple("".join(copy.written(mark.start, mark.end).split()) for mark in marks)


def adjunct_date(text: str, points: list[Point]) -> str | None:
    """The date beside an amount (2023年底前完成80%), unless it is the base of a comparison (较2022年)."""
    stated = [
        point
        for point in points
        if not text[: point.start].endswith(("较", "比", "同", "与", "按", "按照", "自", "从", "以"))
    ]
    if len(stated) > 1 and "(" in text[: stated[0].start]:
        return None  # 3次(6月、9月、12月各1次) lists, and names no deadline
    return stated[0].iso if stated else None


def is_change(prefix: str) -> bool:
    """Whether the words before a number make it a change against a base and not a level."""
    if _AGAINST.search(prefix):
        return not prefix.endswith(("到", "至")) or not _LEVEL.search(prefix[-8:])
    if prefix.endswith(("到", "至", "为")):
        return False
    return bool(_CHANGE.search(_without_filler(prefix)))


def _without_filler(prefix: str) -> str:
    """The text before the marks and fillers right in front of a number."""
    end = len(prefix)
    while end:
        start = max(0, end - 8)
        cut = next((place for place in range(start, end) if _is_filler(prefix[place:end])), None)
        if cut is None:
            break
        end = cut
    return prefix[:end]


def _is_filler(text: str) -> bool:
    return bool(MARK.fullmatch(text) or FILLER.fullmatch(text))


def unit_of(prefix: str, amount: Amount) -> str | None:
    """The unit, with what 每… and 人均 before the number say it is counted per."""
    unit = amount.unit
    if unit is None or unit.split("·")[0] in RATES or unit == "百分点":
        return unit
    above, _, below = unit.partition("/")
    money = kind_of_unit(unit) == "money"
    average = _AVERAGE.search(prefix) or (_AVERAGE_INSIDE.search(prefix) if money else None)
    if average and above not in _NEVER_SHARED and (not below or below in TIMES):
        return f"{above}/{average[1]}·{below}" if below else f"{above}/{average[1]}"
    per = _per(prefix)
    if below:
        split = per and below in TIMES and not TIMES.intersection(per.split("·"))
        return f"{above}/{per}·{below}" if split else unit
    return f"{unit}/{per}" if per else unit


def _per(prefix: str) -> str | None:
    """人·月 of 每人每月, 年 of 每年."""
    place = max(prefix.rfind(sign) for sign in ":,;。") + 1
    found: list[str] = []
    text = prefix[place:]
    lead = _BEFORE_EACH.match(text)
    at = lead.end() if lead else 0
    while text.startswith("每", at):
        at += 1 + text.startswith(("个", "一"), at + 1)
        base = _base_at(text, at)
        if base is None:
            return None
        found.append(base)
        at += len(base)
        if not text.startswith("每", at) and (noun := _NOUN_OF_EACH.match(text, at)):
            at = noun.end()
    if not found or len(text) - at > 14 or (found[-1] not in TIMES and len(text) - at > 8):
        return None
    return "·".join(found)


def _base_at(text: str, position: int) -> str | None:
    start = read_magnitude(text, position)[1]
    for length in (4, 3, 2, 1):
        word = text[start : start + length]
        if len(word) == length and word in UNITS:
            return text[position : start + length]
    return None


def _label_unit(prefix: str) -> tuple[str, int] | None:
    """Unit and magnitude of a label in front of the number: 投入(万元)≤26, 参训人数(人)≥200."""
    found = _LABEL_UNIT.search(prefix)
    read = read_bracketed(prefix, found.start()) if found else None
    return (read.unit, read.power) if read else None


def _is_garbled(prefix: str, rest: str, amount: Amount) -> bool:
    """OCR residue and half-filled templates: %=99, 二100, N90%, 3**人."""
    if re.fullmatch(rf"[A-Za-z]|%.*|[{CHINESE_DIGITS}]{{1,2}}", prefix):
        return True
    if PLACEHOLDER.match(rest) or _UNFILLED_END.search(prefix):
        return True
    if rest[:1] in ("²", "³", "*", "×", "^", "±", "."):
        return True
    if re.match(r"[<>=≥≤]+$|[A-Za-z]+%", rest) or (
        amount.unit and re.match(r"[Oo]+(?![a-zA-Z])", amount.unit)
    ):
        return True
    return (
        amount.unit is not None and amount.unit.isascii() and amount.unit.isalpha() and rest.startswith("%")
    )
