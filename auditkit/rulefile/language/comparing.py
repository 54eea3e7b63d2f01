"""Compare two values: true, false, or missing where the data do not tell."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from auditkit.model import TargetValue
from auditkit.rulefile.language.faults import ExpressionFailed
from auditkit.rulefile.language.literals import read_quantity
from auditkit.rulefile.language.measures import measure, scale
from auditkit.rulefile.language.values import CONTEXT, Missing, Moment, Quantity, join_missing
from auditkit.rulefile.language.words import WordList

__all__ = ["SIGNS", "compare", "contains", "equal"]

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "≠": operator.ne,
}
_TWINS = {"≤": "<=", "≥": ">=", "==": "=", "!=": "≠", "＜": "<", "＞": ">"}


def compare(sign: str, left: Any, right: Any) -> bool | Missing:
    """Whether ``left sign right``; ``Missing`` if a side is missing or the units differ.

    Raises:
        ExpressionFailed: for values that cannot be compared.
    """
    sign = _TWINS.get(sign, sign)
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return SIGNS[sign](left, right)
    if left.__class__ is Missing or right.__class__ is Missing:
        return join_missing(value for value in (left, right) if isinstance(value, Missing))
    if sign == "=":
        return equal(left, right)
    if sign == "≠":
        same = equal(left, right)
        return same if isinstance(same, Missing) else not same
    if isinstance(left, Moment) or isinstance(right, Moment):
        return _ordered(sign, _moment(left), _moment(right))
    return _measured(sign, left, right)


def _measured(sign: str, left: Any, right: Any) -> bool | Missing:
    first, second = measure(left), measure(right)
    if isinstance(first, Missing) or isinstance(second, Missing):
        return join_missing(value for value in (first, second) if isinstance(value, Missing))
    below = first.unit or "" if isinstance(first, Quantity) else ""
    above = second.unit or "" if isinstance(second, Quantity) else ""
    scales = scale(below, above)
    if scales is None:
        return Missing(notes=(f"计量单位不同（{below}与{above}）",))
    one = first.number if isinstance(first, Quantity) else first
    other = second.number if isinstance(second, Quantity) else second
    if below != above:
        one, other = CONTEXT.multiply(one, scales[0]), CONTEXT.multiply(other, scales[1])
    return SIGNS[sign](one, other)


def equal(left: Any, right: Any) -> bool | Missing:
    """Whether two values are the same: texts without the blanks around them, numbers with their units."""
    if left.__class__ is Missing or right.__class__ is Missing:
        return join_missing(value for value in (left, right) if isinstance(value, Missing))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, TargetValue) and isinstance(right, TargetValue):
        return _essence(left) == _essence(right)
    if isinstance(left, Moment) or isinstance(right, Moment):
        return _same_day(_moment(left), _moment(right))
    if isinstance(left, str) and isinstance(right, str):
        return left.strip() == right.strip()
    if isinstance(left, str) or isinstance(right, str):
        return _written(left, right)
    if isinstance(left, tuple) or isinstance(right, tuple):
        raise ExpressionFailed("列表不能用 = 比较，请用 属于 或函数。")
    return _measured("=", left, right)


def _essence(target: TargetValue) -> tuple[Any, ...]:
    """What a target value states; its text where nothing was read."""
    if target.number is None and target.date is None:
        return (target.raw.strip(),)
    unit = target.unit or ""
    return target.operator, target.number, target.upper, unit, target.date, target.delta


def _written(left: Any, right: Any) -> bool | Missing:
    """Text beside something else: a target value by its text, a number if the text is one."""
    text, other = (left, right) if isinstance(left, str) else (right, left)
    if isinstance(other, TargetValue):
        return text.strip() == other.raw.strip()
    if isinstance(other, Decimal | Quantity) and (read := read_quantity(text)) is not None:
        return _measured("=", read, other)
    if isinstance(other, Decimal | Quantity):
        return False
    raise ExpressionFailed(f"文字“{text[:20]}”不能与这个值比较。")


def _moment(value: Any) -> Moment | Missing:
    if isinstance(value, Moment | Missing):
        return value
    if isinstance(value, TargetValue):
        value = value.date or value.raw
    if isinstance(value, str):
        return read_moment(value)
    if isinstance(value, Decimal) and value == value.to_integral_value() and 1000 <= value <= 9999:
        return Moment(str(int(value)))
    raise ExpressionFailed("日期只能与日期比较。")


def read_moment(text: str) -> Moment | Missing:
    """The date a text states, the end of a stretch of dates."""
    from auditkit.target_value import parse_date

    try:
        return Moment(text.strip())
    except ValueError:
        iso = parse_date(text)
    try:
        return Moment(iso or "")
    except ValueError:
        return Missing(notes=(f"“{text[:20]}”中没有读出日期",), filled=True)


def _ordered(sign: str, left: Moment | Missing, right: Moment | Missing) -> bool | Missing:
    if isinstance(left, Missing) or isinstance(right, Missing):
        return join_missing(value for value in (left, right) if isinstance(value, Missing))
    if (left.year is None) != (right.year is None):
        return _vague(left, right)
    if sign in ("<", "<="):
        always, never = SIGNS[sign](left.last, right.first), not SIGNS[sign](left.first, right.last)
    else:
        always, never = SIGNS[sign](left.first, right.last), not SIGNS[sign](left.last, right.first)
    return always if always or never else _vague(left, right)


def _same_day(left: Moment | Missing, right: Moment | Missing) -> bool | Missing:
    if isinstance(left, Missing) or isinstance(right, Missing):
        return join_missing(value for value in (left, right) if isinstance(value, Missing))
    if left.iso == right.iso:
        return True
    if (left.year is None) != (right.year is None):
        return _vague(left, right)
    apart = left.last < right.first or right.last < left.first
    return False if apart else _vague(left, right)


def _vague(left: Moment, right: Moment) -> Missing:
    return Missing(notes=(f"日期写得不够具体（{left.iso}与{right.iso}）",), filled=True)


def contains(listed: Any, item: Any) -> bool | Missing:
    """Whether an item is in a list or a word list; missing where an unknown item might be it."""
    if isinstance(item, Missing) or isinstance(listed, Missing):
        return join_missing(value for value in (item, listed) if isinstance(value, Missing))
    if isinstance(listed, WordList):
        return isinstance(item, str) and item.strip() in listed.words
    if not isinstance(listed, tuple):
        raise ExpressionFailed("“属于”后面要是列表或词表。")
    unknown: list[Missing] = []
    for other in listed:
        same = equal(item, other)
        if same is True:
            return True
        if isinstance(same, Missing):
            unknown.append(same)
    return join_missing(unknown) if unknown else False
