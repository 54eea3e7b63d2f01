"""Write a value the way a reviewer reads it: 42万元, 95%, 2026年12月31日, 空."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from auditkit.finding import plain
from auditkit.model import Batch, BudgetPart, Indicator, Project, Submission, TargetValue
from auditkit.rulefile.language.readings import plain_value
from auditkit.rulefile.language.values import CONTEXT, PERCENT, RATIO, YUAN, Missing, Moment, Quantity
from auditkit.rulefile.language.words import Hit, WordList

__all__ = ["BLANK", "show"]

BLANK = "空"
_TEN_THOUSAND = 10_000
_MOST_ITEMS = 20
_DIGITS = 40
_HUNDREDTH = Decimal("0.01")


def show(value: Any, words: Mapping[str, str] | None = None) -> str:
    """The value in Chinese; ``words`` are the Chinese words of an enumeration's values."""
    value = plain_value(value)
    if value is None or isinstance(value, Missing):
        return BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return (words or {}).get(value, value) if value.strip() else BLANK
    if isinstance(value, Decimal | int | float):
        return _rounded(Decimal(value))
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, Moment):
        return _date(value)
    if isinstance(value, tuple | list | frozenset):
        return _list(value, words)
    return _part(value)


def _rounded(number: Decimal) -> str:
    """Without exponent; what a division left over is cut to two decimals."""
    if not number.is_finite():
        return BLANK
    if number.adjusted() >= _DIGITS:
        return str(number)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        number = number.quantize(_HUNDREDTH, ROUND_HALF_UP, CONTEXT)
    text = plain(number)
    return "0" if text in ("-0", "") else text


def _quantity(value: Quantity) -> str:
    if not value.number.is_finite():
        return BLANK
    if value.unit == RATIO:
        return _rounded(CONTEXT.multiply(value.number, Decimal(100))) + PERCENT
    if value.unit == PERCENT:
        return _rounded(value.number) + PERCENT
    if abs(value.number) >= _TEN_THOUSAND and value.number.adjusted() < _DIGITS:
        shorter = CONTEXT.divide(value.number, Decimal(_TEN_THOUSAND))
        if value.unit == YUAN or shorter == shorter.quantize(_HUNDREDTH, ROUND_HALF_UP, CONTEXT):
            return f"{_rounded(shorter)}万{value.unit or ''}"
    return _rounded(value.number) + (value.unit or "")


def _date(moment: Moment) -> str:
    parts = moment.iso.split("-")
    signs = "年月日" if moment.year is not None else "月日"
    return "".join(f"{int(part)}{sign}" for part, sign in zip(parts, signs, strict=False))


def _list(values: Iterable[Any], words: Mapping[str, str] | None) -> str:
    shown = [show(value, words) for value in values]
    if len(shown) > _MOST_ITEMS:
        return "、".join(shown[:_MOST_ITEMS]) + f"等{len(shown)}项"
    return "、".join(shown) or "无"


def _part(value: Any) -> str:
    if isinstance(value, TargetValue):
        return value.raw.strip()
    if isinstance(value, Hit):
        return value.word
    if isinstance(value, WordList):
        return _list(value.words, None)
    if isinstance(value, Project | Indicator):
        return value.name.strip() or BLANK
    if isinstance(value, BudgetPart):
        return value.label
    if isinstance(value, Submission):
        return value.source or BLANK
    if isinstance(value, Batch):
        return f"{len(value.submissions)}份申报"
    return BLANK
