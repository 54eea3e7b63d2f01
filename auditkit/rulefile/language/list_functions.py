"""Functions over lists: sums, extremes, counts, any and all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from auditkit.model import TargetValue
from auditkit.rulefile.language.comparing import compare
from auditkit.rulefile.language.faults import ExpressionFailed
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.measures import divide, measure, total
from auditkit.rulefile.language.readings import plain_value
from auditkit.rulefile.language.values import RATIO, Missing, Moment, Quantity, is_blank, join_missing

__all__ = ["add_up", "all_true", "any_true", "average", "count", "distinct", "largest", "smallest"]

_NOTHING = Missing(notes=("没有可以比较的项",))


def add_up(frame: Frame, values: Sequence[Any]) -> Any:
    """The sum; missing if an item is."""
    spend(frame, len(values))
    return total(values)


def average(frame: Frame, values: Sequence[Any]) -> Any:
    """The mean; missing if an item is, or without items."""
    spend(frame, len(values))
    if not values:
        return _NOTHING
    whole = total(values)
    mean = divide(whole, Decimal(len(values)))
    if isinstance(mean, Quantity) and isinstance(whole, Decimal) and mean.unit == RATIO:
        return mean.number
    return mean


def largest(frame: Frame, values: Sequence[Any]) -> Any:
    """The greatest item."""
    return _extreme(frame, values, ">")


def smallest(frame: Frame, values: Sequence[Any]) -> Any:
    """The least item."""
    return _extreme(frame, values, "<")


def _extreme(frame: Frame, values: Sequence[Any], sign: str) -> Any:
    spend(frame, 2 * len(values))
    missing = [value for value in values if isinstance(value, Missing)]
    if missing or not values:
        return join_missing(missing) if missing else _NOTHING
    best: Any = None
    for item in values:
        value = item if isinstance(item, Moment) else measure(item)
        if isinstance(value, Missing):
            return value
        better = best is None or compare(sign, value, best)
        if isinstance(better, Missing):
            return better
        if better:
            best = value
    return best


def count(frame: Frame, values: Sequence[Any]) -> Any:
    """How many items are filled in; missing where nobody can say whether an item belongs to the list."""
    spend(frame, len(values))
    doubts = [value for value in values if isinstance(value, Missing) and value.doubt]
    if doubts:
        return join_missing(doubts)
    return Decimal(sum(_counts(value) for value in values))


def _counts(value: Any) -> bool:
    if isinstance(value, Missing):
        return value.filled
    return not is_blank(plain_value(value))


def any_true(frame: Frame, values: Sequence[Any]) -> Any:
    """Whether an item is true; missing if none is and one is missing."""
    spend(frame, len(values))
    missing = []
    for value in values:
        if value is True:
            return True
        if value is not False:
            missing.append(_missing(value))
    return join_missing(missing) if missing else False


def all_true(frame: Frame, values: Sequence[Any]) -> Any:
    """Whether every item is true; missing if none is false and one is missing."""
    spend(frame, len(values))
    missing = []
    for value in values:
        if value is False:
            return False
        if value is not True:
            missing.append(_missing(value))
    return join_missing(missing) if missing else True


def _missing(value: Any) -> Missing:
    if isinstance(value, Missing):
        return value
    raise ExpressionFailed("“任一”“全部”的每一项都要是真假判断。")


def distinct(frame: Frame, values: Sequence[Any]) -> tuple[Any, ...]:
    """The items without repetitions, blanks apart; what is missing is left out unless it is in doubt."""
    spend(frame, len(values))
    found: dict[Any, Any] = {}
    for value in values:
        if isinstance(value, Missing) and not value.doubt:
            continue
        found.setdefault(_key(value), value)
    return tuple(found.values())


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, TargetValue):
        return ("target", value.raw.strip())
    if isinstance(value, Decimal | Quantity | Moment | bool | Missing):
        return value
    return id(value)
