"""Build the value of a text with two numbers and more: ranges, bounds, shares, or several values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from auditkit.model import TargetValue

from .amounts import Amount
from .clean import BULLET, Clean
from .dates import Point
from .marks import MARK, Mark, choose_operator, marks_after, marks_before, symbol_operator
from .numerals import shifted, tidy
from .single import adjunct_date, is_change, only_amount, unit_of, written_marks
from .tables import CHANGES, COUNTERS, TIMES
from .units import kind_of_unit

__all__ = ["many_amounts", "parts_of"]

_EXPLAINS = re.compile(r"\((?:不?含|每|其中|即|共|约|合?计|按|折合|满分|应|包括)")
_TO = re.compile(r"(?:\(不?含[^()]*\))?(?:[-~]+|至|到|一)(?:\(不?含[^()]*\))?")
_BETWEEN_BOUNDS = re.compile(r"([<>=≥≤]+)[^0-9<>=≥≤]{0,16}?([<>=≥≤]+)")
_ITEM = re.compile(r"[0-9]{1,2}[.、](?=[^0-9])|\([0-9]{1,2}\)")
_SEPARATOR = re.compile(
    rf"[;,、。|{BULLET}]|{_ITEM.pattern}|(?:并且|同时|以及|且|和(?!谐)|及(?![时格])|与)(?=[\u4e00-\u9fff<>=≥≤])"
)
_JOINTS = frozenset(("", ",", "且", "并", "并且", ",且", ",并", "、", "和", "同时", "至", "到", "-", "但"))
_TURNS = frozenset("次期场轮回批遍")
_APART = re.compile(r"[,;。、内前后(]")
_VERBS = "|".join(sorted(CHANGES.split(), key=len, reverse=True))
_BASE = re.compile(r"(?:^|[由从自])[^0-9,;。]{0,8}$")
_REACHES = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{_VERBS})(?:到|至|为|成)(?:约|原?来的)?")
"""From a base to the target: 由80%提高到90% states 90%."""

_WITHIN = re.compile(r"(?:以|之)?内[\u4e00-\u9fff]{2,12}[:约达到]{0,3}")
_RATE = re.compile(r"[\u4e00-\u9fff]{0,14}(?:率|满意度|比例|占比|比重)[:约达到]{0,3}")

_FORMULA = re.compile(r"[*×÷+^±]")
_SYMBOL = re.compile(r"[<>=≥≤]")


def many_amounts(copy: Clean, amounts: list[Amount], points: list[Point]) -> TargetValue | None:
    """A single value out of several amounts, if they make one; None otherwise."""
    main = _without_glosses(copy.text, amounts)
    if len(main) == 1:
        return only_amount(copy, main[0], points)
    if len(main) != 2:
        return None
    first, second = main
    between = copy.text[first.end : second.start]
    if _TO.fullmatch(between):
        return _range(copy, first, second, points)
    if between == "/" and first.unit is None and first.power == 0:
        return _share(copy, first, second)
    if _BASE.search(copy.text, 0, first.start) and _REACHES.fullmatch(MARK.sub("", between)):
        return only_amount(copy, second, points)
    if second.unit == "%" and _is_of_rate(first, MARK.sub("", between)):
        return only_amount(copy, second, points)
    if bounds := _bounds(copy, first, second, between):
        return bounds
    return _per_period(copy, first, second, between, points)


def _is_of_rate(amount: Amount, between: str) -> bool:
    """Whether an amount belongs to the name of a rate: 5个工作日内办结率≥95%, 两项补贴发放率100%."""
    if amount.unit in TIMES:
        return _WITHIN.fullmatch(between) is not None
    return amount.start == 0 and amount.unit in COUNTERS and _RATE.fullmatch(between) is not None


def _without_glosses(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts outside brackets; those inside only explain (含税100元), unless they compare."""
    depth, inside = 0, []
    for char in text:
        inside.append(depth > 0)
        depth = depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth
    outer = [amount for amount in amounts if not inside[amount.start]]
    if not outer:
        return amounts
    last = outer[-1]
    same = {(amount.number, amount.unit) for amount in outer}
    kept: list[Amount] = []
    for amount in amounts:
        if inside[amount.start]:
            opening = text.rfind("(", 0, amount.start)
            compares = MARK.search(text, opening, amount.start) and not _EXPLAINS.match(text, opening)
            if not compares or (amount.number, amount.unit) in same or amount.start < last.start:
                continue
        if kept and text.endswith("含", 0, amount.start) and (amount.number, amount.unit) in same:
            continue
        kept.append(amount)
    return kept


def _range(copy: Clean, first: Amount, second: Amount, points: list[Point]) -> TargetValue | None:
    units = {amount.unit for amount in (first, second) if amount.unit is not None}
    if len(units) > 1 and not (second.unit or "").startswith(f"{first.unit}/"):
        return None
    unit = unit_of(copy.text[: first.start], replace(second, unit=second.unit or first.unit))
    before = marks_before(copy.text[: first.start])
    after, _ = marks_after(copy.text, second.end)
    lower = first.number
    if first.unit is None and first.power == 0 and second.power and first.face < second.face * 100:
        lower = shifted(first.number, second.power)
    return TargetValue(
        raw=copy.raw,
        kind=kind_of_unit(unit),
        operator="range",
        number=lower,
        upper=second.number,
        unit=unit,
        date=adjunct_date(copy.text, points),
        delta=is_change(copy.text[: first.start]),
        marks=written_marks(copy, before + after),
    )


def _share(copy: Clean, first: Amount, second: Amount) -> TargetValue | None:
    """1/3 as a share of a hundred, where a comparison shows that it is one."""
    before = marks_before(copy.text[: first.start])
    after, _ = marks_after(copy.text, second.end)
    operator = choose_operator(before, after)
    if operator is None or second.unit or second.power or not 0 < first.number < second.number:
        return None
    number = tidy((first.number * 100 / second.number).quantize(Decimal("0.01")))
    marks = written_marks(copy, before + after)
    return TargetValue(copy.raw, "percent", operator, number, unit="%", marks=marks)


def _bounds(copy: Clean, first: Amount, second: Amount, between: str) -> TargetValue | None:
    """Two opposite bounds of one quantity: ≥85%且≤95%, 80%<X≤90%."""
    units = {amount.unit for amount in (first, second) if amount.unit is not None}
    if len(units) > 1 or len(between) > 20:
        return None
    ordered = _in_chain(copy, first, second, between) or _against_each_other(copy, first, second)
    if ordered is None:
        return None
    unit = first.unit or second.unit
    hits = [Mark(hit.start(), hit.end(), "") for hit in MARK.finditer(copy.text)]
    hits += [mark for amount in (first, second) for mark in marks_after(copy.text, amount.end)[0]]
    return TargetValue(
        raw=copy.raw,
        kind=kind_of_unit(unit),
        operator="range",
        number=ordered[0].number,
        upper=ordered[1].number,
        unit=unit,
        marks=written_marks(copy, sorted(set(hits), key=lambda mark: mark.start)),
    )


def _in_chain(copy: Clean, first: Amount, second: Amount, between: str) -> tuple[Amount, Amount] | None:
    """Lower and upper of 80%<X≤90% or 90%≥X>80%."""
    hit = _BETWEEN_BOUNDS.fullmatch(between)
    if hit is None or copy.text[: first.start]:
        return None
    left, right = symbol_operator(hit[1]), symbol_operator(hit[2])
    if left[0] != right[0] or left == "=":
        return None
    return (first, second) if left[0] == "<" else (second, first)


def _against_each_other(copy: Clean, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Lower and upper of ≥85%且≤95%, of 85%以上95%以下."""
    after, end = marks_after(copy.text, first.end)
    one = choose_operator(marks_before(copy.text[: first.start]), after)
    middle = copy.text[end : second.start]
    two = choose_operator(marks_before(middle), marks_after(copy.text, second.end)[0])
    if not one or not two or {one[0], two[0]} != {"<", ">"} or MARK.sub("", middle) not in _JOINTS:
        return None
    return (first, second) if one[0] == ">" else (second, first)


def _per_period(
    copy: Clean, first: Amount, second: Amount, between: str, points: list[Point]
) -> TargetValue | None:
    """每2年1次, 每1000人1名, 1年2次: the second amount per the first."""
    each = copy.text[: first.start] == "每"
    if first.unit is None or second.unit is None or "/" in second.unit or second.unit in TIMES:
        return None
    if len(between) > 6 or _APART.search(between) or (first.start and not each):
        return None
    if not each and (first.unit not in TIMES or second.unit not in _TURNS):
        return None
    period = copy.text[first.start : first.end]
    if first.number == 1:
        period = first.unit.removeprefix("个")
    unit = f"{second.unit}/{period}"
    value = only_amount(copy, replace(second, unit=unit), points)
    return None if value is None else replace(value, unit=unit)


def parts_of(copy: Clean, values: Sequence[Amount | Point]) -> tuple[str, ...]:
    """The texts of the single values, cut where the next one begins; () if they cannot be told apart."""
    if any(_FORMULA.fullmatch(copy.text[left.end : right.start]) for left, right in pairwise(values)):
        return ()
    gaps = [gap for left, right in pairwise(values) if (gap := _gap(copy, left, right))]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(copy.text)]
    pieces = [_trimmed(copy, start, end) for start, end in zip(starts, ends, strict=True)]
    return tuple(piece for piece in pieces if piece) if len(pieces) > 1 else ()


def _gap(copy: Clean, left: Amount | Point, right: Amount | Point) -> tuple[int, int] | None:
    """Where one value ends and the next begins."""
    between = copy.text[left.end : right.start]
    if between == "," and isinstance(left, Amount) and left.unit is None:
        return None  # 1,80 is one number written wrong and not two
    if separator := _SEPARATOR.search(between):
        return left.end + separator.start(), left.end + separator.end()
    broken = next((place for place in sorted(copy.breaks) if left.end <= place <= right.start), None)
    symbol = _SYMBOL.search(between)
    if broken is None and symbol:
        broken = left.end + symbol.start()
    if broken is None and isinstance(left, Amount) and left.unit:
        broken = left.end
    return None if broken is None else (broken, broken)


def _trimmed(copy: Clean, start: int, end: int) -> str:
    while start < end and copy.text[start] in f";,、。/|{BULLET}":
        start += 1
    if item := _ITEM.match(copy.text, start, end):
        start = item.end()
    return copy.written(start, end).strip(" \t;；,，、。")
