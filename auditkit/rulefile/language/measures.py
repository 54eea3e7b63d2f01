"""Arithmetic with units: like units add, a quotient of like units is a ratio, a percentage is a share of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, DecimalException, DivisionByZero
from typing import Any

from auditkit.model import TargetValue
from auditkit.rulefile.language.faults import ExpressionFailed
from auditkit.rulefile.language.literals import read_quantity
from auditkit.rulefile.language.readings import quantity
from auditkit.rulefile.language.values import (
    CONTEXT,
    PERCENT,
    RATIO,
    Missing,
    Quantity,
    is_blank,
    join_missing,
)

__all__ = [
    "add",
    "divide",
    "join_units",
    "measure",
    "multiply",
    "negate",
    "scale",
    "subtract",
    "total",
]

_HUNDRED = Decimal(100)
_ONE = Decimal(1)
Joined = tuple[str, Decimal]
"""The unit of a result (empty for none), and the factor that brings the bare result into it."""


def measure(value: Any) -> Decimal | Quantity | Missing:
    """The number that a value is or states.

    Raises:
        ExpressionFailed: for a value that is no number.
    """
    if isinstance(value, Decimal | Quantity | Missing):
        return value
    if isinstance(value, TargetValue):
        return _stated(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and (read := read_quantity(value)) is not None:
        return read
    shown = f"“{value[:20]}”" if isinstance(value, str) else "这个值"
    raise ExpressionFailed(f"{shown}不是数，不能计算或比较大小。")


def _stated(target: TargetValue) -> Decimal | Quantity | Missing:
    if target.number is not None:
        return quantity(target.number, target.unit)
    if is_blank(target.raw):
        return Missing(("指标值",))
    return Missing(notes=(f"指标值“{target.raw[:40]}”中没有读出数值",), filled=True)


def scale(left: str, right: str) -> tuple[Decimal, Decimal] | None:
    """By what two numbers in these units are multiplied before they are compared; None for unlike units."""
    if left == right or not left or not right:
        return _ONE, _ONE
    if (left, right) == (RATIO, PERCENT):
        return _HUNDRED, _ONE
    if (left, right) == (PERCENT, RATIO):
        return _ONE, _HUNDRED
    return None


def join_units(sign: str, left: str, right: str) -> Joined | None:
    """The unit of ``left sign right`` for ``*`` and ``/``; None where it makes no sense."""
    return _product(left, right) if sign == "*" else _quotient(left, right)


def _product(left: str, right: str) -> Joined | None:
    if PERCENT in (left, right):
        other = right if left == PERCENT else left
        return other or RATIO, 1 / _HUNDRED
    if not left or not right or RATIO in (left, right):
        return (left or right) if RATIO not in (left, right) else _other(left, right), _ONE
    for whole, part in ((left, right), (right, left)):
        above, _, below = whole.partition("/")
        if below == part:
            return above, _ONE
    return None


def _other(left: str, right: str) -> str:
    """The unit beside a ratio; a ratio of a plain number stays a ratio."""
    return (right if left == RATIO else left) or RATIO


def _quotient(left: str, right: str) -> Joined | None:
    if left == right:
        return RATIO, _ONE
    if not right or right == RATIO:
        return left or RATIO, _ONE
    if right == PERCENT:
        return left or RATIO, _HUNDRED
    if not left or left in (RATIO, PERCENT) or "/" in left or "/" in right:
        return None
    return f"{left}/{right}", _ONE


def _split(value: Decimal | Quantity) -> tuple[Decimal, str]:
    return (value.number, value.unit or "") if isinstance(value, Quantity) else (value, "")


def _whole(number: Decimal, unit: str) -> Decimal | Quantity:
    return Quantity(number, unit) if unit else number


def _calculate(sign: str, left: Any, right: Any) -> Any:
    if left.__class__ is Missing or right.__class__ is Missing:
        return join_missing(value for value in (left, right) if isinstance(value, Missing))
    try:
        if left.__class__ is Decimal and right.__class__ is Decimal:
            number = _OPERATIONS[sign](left, right)
            return Quantity(number, RATIO) if sign == "/" else number
        first, second = measure(left), measure(right)
        if isinstance(first, Missing) or isinstance(second, Missing):
            return join_missing(value for value in (first, second) if isinstance(value, Missing))
        return _with_units(sign, *_split(first), *_split(second))
    except DivisionByZero:
        return Missing(notes=("除数为零",))
    except DecimalException:
        return Missing(notes=("除数为零" if sign == "/" else "数值过大，无法计算",))


def _with_units(sign: str, left: Decimal, first: str, right: Decimal, second: str) -> Any:
    operation = _OPERATIONS[sign]
    if sign in "+-":
        scales = scale(first, second)
        if scales is not None:
            unit = PERCENT if PERCENT in (first, second) else first or second
            scaled = CONTEXT.multiply(left, scales[0]), CONTEXT.multiply(right, scales[1])
            return _whole(operation(*scaled), unit)
    else:
        joined = join_units(sign, first, second)
        if joined is not None:
            return _whole(CONTEXT.multiply(operation(left, right), joined[1]), joined[0])
    return Missing(notes=(f"计量单位不同（{first or '无单位'}与{second or '无单位'}）",))


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}


def add(left: Any, right: Any) -> Any:
    """The sum of two like quantities; ``Missing`` where one is missing or the units differ."""
    return _calculate("+", left, right)


def subtract(left: Any, right: Any) -> Any:
    """The difference of two like quantities."""
    return _calculate("-", left, right)


def multiply(left: Any, right: Any) -> Any:
    """The product; a percentage counts as a share of the other."""
    return _calculate("*", left, right)


def divide(left: Any, right: Any) -> Any:
    """The quotient; of like units it is a ratio, by zero it is missing."""
    return _calculate("/", left, right)


def negate(value: Any) -> Any:
    """The number with its sign changed."""
    number = measure(value)
    if isinstance(number, Missing):
        return number
    return Quantity(-number.number, number.unit) if isinstance(number, Quantity) else -number


def total(values: Iterable[Any]) -> Any:
    """The sum of all values, 0 for none; missing if any of them is."""
    found = [measure(value) for value in values]
    missing = [value for value in found if isinstance(value, Missing)]
    if missing:
        return join_missing(missing)
    result: Any = Decimal(0)
    for value in found:
        result = add(result, value)
    return result
