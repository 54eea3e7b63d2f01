"""Read numbers with units (``500万元``, ``140万页``, ``95%``) as rules write them, and the values of options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from auditkit.rulefile.language.readings import quantity
from auditkit.rulefile.language.values import CONTEXT, PERCENT, YUAN, Missing, Quantity

__all__ = ["option_value", "read_number", "read_quantity"]

_USUAL = {
    "": (0, None),
    "%": (0, PERCENT),
    "元": (0, YUAN),
    "万元": (4, YUAN),
    "亿元": (8, YUAN),
    "万": (4, None),
}
_HUGE = 100
_TOO_LARGE = Missing(notes=("规则参数里的数过大",))
_LITERAL = re.compile(r"([-−－]?)([0-9]{1,30}(?:\.[0-9]{1,30})?)([^0-9.\s]{0,20})\Z")


@lru_cache(maxsize=1024)
def read_number(digits: str, unit: str) -> Decimal | Quantity | None:
    """The value of a number and what is written behind it; None for what is no unit."""
    known = _USUAL.get(unit) or _unit(unit)
    if known is None:
        return None
    power, name = known
    number = Decimal(digits)
    return quantity(number.scaleb(power, CONTEXT) if power else number, name)


def _unit(text: str) -> tuple[int, str | None] | None:
    """The power of ten and the unit of what stands behind a number; None if it is anything more."""
    from auditkit.target_value.numerals import read_magnitude
    from auditkit.target_value.units import read_unit

    power, at = read_magnitude(text, 0)
    if at == len(text):
        return power, None
    read = read_unit(text, at)
    if read is None or not read.known or read.end != len(text):
        return None
    return power + read.power, read.unit


def read_quantity(text: str) -> Decimal | Quantity | None:
    """The value of a text that is a number with or without a unit, and nothing more; else None."""
    found = _LITERAL.match(text.strip().replace("％", "%"))
    if found is None:
        return None
    value = read_number(found[2], found[3])
    if value is None or not found[1]:
        return value
    return Quantity(-value.number, value.unit) if isinstance(value, Quantity) else -value


@lru_cache(maxsize=1024)
def _option_text(text: str) -> Any:
    read = None if text.strip()[-1:].isdigit() else read_quantity(text)
    return text if read is None else read


def option_value(value: Any) -> Any:
    """The value of an option as written in YAML: ``100%`` is a percentage, a list a tuple, other text itself.

    Texts in lists stay as they are: they are words more often than amounts.
    """
    if value is None:
        return Missing(notes=("规则参数没有值",))
    if isinstance(value, str):
        return _option_text(value) if len(value) <= 64 else value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        number = value if isinstance(value, Decimal) else Decimal(str(value))
        return number if number.is_finite() and abs(number.adjusted()) < _HUGE else _TOO_LARGE
    if isinstance(value, Sequence):
        return tuple(item if isinstance(item, str) else option_value(item) for item in value)
    return value
