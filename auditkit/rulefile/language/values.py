"""The values of expressions: numbers with units, dates as far as stated, and what is missing."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import NoReturn

__all__ = ["CONTEXT", "PERCENT", "RATIO", "YUAN", "Missing", "Moment", "Quantity", "is_blank", "join_missing"]

YUAN = "元"
PERCENT = "%"
CONTEXT = Context(prec=60, Emax=999_999, Emin=-999_999, traps=[DivisionByZero, InvalidOperation, Overflow])
"""All arithmetic of expressions: enough digits for what people write, the same on every machine."""

RATIO = "比值"
"""The unit of a quotient of two like quantities; against a percentage it counts a hundredfold."""

_ISO = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d\d)(?:-(\d\d))?)\Z")


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there: neither true nor false, it makes a rule *not judged*.

    ``labels`` name the fields that are blank, ``notes`` are reasons in Chinese where it is not a
    blank field. ``asked`` is False where the form has no place for the field. ``filled`` is True
    where something stands that cannot be read. ``doubt`` marks an item of a list of which nobody can
    say whether it belongs there.
    """

    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asked: bool = True
    filled: bool = False
    doubt: bool = False

    def __bool__(self) -> NoReturn:
        raise TypeError("a missing value is neither true nor false; compare with `is True`")

    @property
    def reason(self) -> str:
        """One Chinese sentence for ``NotJudged``."""
        named = "、".join(f"“{label}”" for label in self.labels)
        blank = f"未填写{named}" if self.asked else f"表中没有{named}"
        said = ([blank] if named else []) + list(self.notes)
        return ("；".join(said) or "缺少数据") + "，无法判断。"


def join_missing(parts: Iterable[Missing]) -> Missing:
    """One missing value with the reasons of all."""
    found = list(dict.fromkeys(parts))
    if len(found) == 1:
        return found[0]
    asked = [label for part in found if part.asked for label in part.labels]
    notes = [note for part in found for note in part.notes]
    notes += [f"表中没有“{label}”" for part in found if not part.asked for label in part.labels]
    return Missing(tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(notes)))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: money in ``元``, ``%``, ``RATIO``, or a unit of count. Numbers alone are ``Decimal``."""

    number: Decimal
    unit: str | None


def is_blank(value: object) -> bool:
    """Whether nothing was filled in: None, or text without a character that shows."""
    return value is None or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is stated: ``2026``, ``2026-12``, ``2026-12-31``, ``12`` or ``12-31``.

    ``first`` and ``last`` are the first and last day it may mean, as (year, month, day); the year is
    0 where none is stated.
    """

    iso: str
    first: tuple[int, int, int] = field(init=False, compare=False, repr=False)
    last: tuple[int, int, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        read = _ISO.match(self.iso)
        year, month, day = (int(part) if part else 0 for part in _parts(read)) if read else (0, 0, 0)
        if not read or month > 12 or day > 31 or (read[1] is None and not month):
            raise ValueError(f"no date: {self.iso!r}")
        last_month = month or 12
        last_day = day or calendar.monthrange(year or 2000, last_month)[1]
        object.__setattr__(self, "first", (year, month or 1, day or 1))
        object.__setattr__(self, "last", (year, last_month, last_day))

    @property
    def year(self) -> int | None:
        """The year, if stated."""
        return self.first[0] or None


def _parts(read: re.Match[str]) -> tuple[str | None, str | None, str | None]:
    return (read[1], read[2], read[3]) if read[1] else (None, read[4], read[5])
