"""Write a date or time the way its format code shows it, from the number a spreadsheet holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from auditkit.readers.workbook_codes import Token

__all__ = ["Moment", "moment_of", "serial_of", "write_date"]

_LAST = 2_958_465
"""31 December 9999."""
_SHIFT_1904 = 1462
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHINESE_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_CHINESE_DAYS = "一二三四五六日"
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time. ``total`` is in thousandths of a second since the epoch; ``weekday`` 0 is Monday."""

    year: int
    month: int
    day: int
    weekday: int
    total: int

    @property
    def seconds(self) -> int:
        """Whole seconds since midnight."""
        return self.total // 1000 % _DAY_SECONDS


def moment_of(serial: Decimal, is_1904: bool, with_fractions: bool = False) -> Moment | None:
    """The point in time of a serial number, None if it has none (negative, or after the year 9999).

    Day 60 of the calendar of 1900 is 29 February, which never was. ``with_fractions`` keeps parts
    of seconds; else they are rounded away.
    """
    if is_1904:
        serial += _SHIFT_1904
    if not 0 <= serial < _LAST + 1:
        return None
    total = int((serial * _DAY_SECONDS * 1000).to_integral_value())
    if not with_fractions:
        total = (total + 500) // 1000 * 1000
    days = total // (_DAY_SECONDS * 1000)
    if days > _LAST:
        return None
    weekday = (days + 5) % 7
    if days == 0:
        return Moment(1900, 1, 0, weekday, total)
    if days == 60:
        return Moment(1900, 2, 29, weekday, total)
    day = date(1899, 12, 31) + timedelta(days - (days > 60))
    return Moment(day.year, day.month, day.day, weekday, total)


def serial_of(text: str, is_1904: bool) -> Decimal | None:
    """The serial number of an ISO date (``2025-03-01``, with or without a time), None if it is none."""
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    gone = moment - datetime(1899, 12, 30)
    days = gone.days - (gone.days < 61) - (_SHIFT_1904 if is_1904 else 0)
    parts = Decimal(gone.seconds) + Decimal(gone.microseconds) / 1_000_000
    return days + parts / _DAY_SECONDS


def write_date(tokens: Sequence[Token], serial: Decimal, is_1904: bool, is_chinese: bool) -> str | None:
    """The text of a section of kind ``date``, None if the number is no date."""
    resolved = _with_minutes(tokens)
    fractions = any(kind == "fraction" for kind, _ in resolved)
    moment = moment_of(serial, is_1904, fractions)
    if moment is None:
        return None
    noon = any(kind == "noon" for kind, _ in resolved)
    out: list[str] = []
    for kind, text in resolved:
        if kind == "date":
            out.append(_write(text, moment, noon, is_chinese))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            out.append(str(moment.total // 1000 // unit).zfill(len(text)))
        elif kind == "noon":
            morning, evening = text.split("/")
            out.append(morning if moment.seconds < _DAY_SECONDS // 2 else evening)
        elif kind == "fraction":
            out.append("." + f"{moment.total % 1000:03d}"[: len(text) - 1].ljust(len(text) - 1, "0"))
        else:
            out.append(text)
    return "".join(out)


def _with_minutes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with minutes told from months (``i``), and parts of seconds (``.000``) in one."""
    found: list[Token] = []
    for kind, text in tokens:
        last = found[-1] if found else ("", "")
        if kind == "digit" and last[0] == "fraction":
            found[-1] = ("fraction", last[1] + text)
        elif kind == "digit" and last == ("mark", "."):
            found[-1] = ("fraction", "." + text)
        else:
            found.append((kind, text))
    timed = [n for n, (kind, _) in enumerate(found) if kind in ("date", "elapsed")]
    for place, n in enumerate(timed):
        kind, text = found[n]
        before = found[timed[place - 1]][1] if place else ""
        after = found[timed[place + 1]][1] if place + 1 < len(timed) else ""
        if kind == "date" and text in ("m", "mm") and (before[:1] == "h" or after[:1] == "s"):
            found[n] = (kind, "i" * len(text))
    return found


def _write(text: str, moment: Moment, noon: bool, is_chinese: bool) -> str:
    letter, width = text[0], len(text)
    hour, minute, second = moment.seconds // 3600, moment.seconds // 60 % 60, moment.seconds % 60
    if letter in "ye":
        return f"{moment.year % 100:02d}" if letter == "y" and width <= 2 else f"{moment.year:04d}"
    if letter == "m" and width > 2:
        return _month(moment.month, width, is_chinese)
    if letter == "a" or (letter == "d" and width > 2):
        return _day(letter, moment.weekday, width, is_chinese)
    if letter == "h" and noon:
        hour = hour % 12 or 12
    number = {"m": moment.month, "d": moment.day, "h": hour, "i": minute, "s": second}[letter]
    return str(number).zfill(min(width, 2))


def _month(month: int, width: int, is_chinese: bool) -> str:
    if is_chinese:
        return _CHINESE_MONTHS[month - 1] + "月"
    name = _MONTHS[month - 1]
    return {3: name[:3], 5: name[:1]}.get(width, name)


def _day(letter: str, weekday: int, width: int, is_chinese: bool) -> str:
    if letter == "a" or is_chinese:
        lead = "星期" if width > 3 else "" if letter == "a" else "周"
        return lead + _CHINESE_DAYS[weekday]
    return _DAYS[weekday][: 3 if width == 3 else None]
