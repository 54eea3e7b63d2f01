"""Years and dates in prose, and the span of days an ISO date stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["When", "dates_in", "iso_span"]

Day = tuple[int, int, int]

_DATE = re.compile(
    r"(?<![\d〔\[])(?P<year>(?:19|20)\d\d)\s?年(?:\s?(?P<month>\d{1,2})\s?月(?:份|底|末)?(?:\s?(?P<day>\d{1,2})\s?[日号])?)?"
    r"|(?<![\d〔\[])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?!\d)"
    r"|(?<![\d〔\[.])(?P<only>(?:19|20)\d\d)(?=年度|\s*[-—–~～至到]+\s*(?:19|20)\d\d(?:年|(?!\d)))"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date as written, with the first and last day (year, month, day) it can mean."""

    raw: str
    first: Day
    last: Day
    start: int
    end: int

    @property
    def year(self) -> int:
        """The year it names."""
        return self.first[0]


def _span(year: str, month: str | None, day: str | None) -> tuple[Day, Day] | None:
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if (m is not None and not 1 <= m <= 12) or (d is not None and not 1 <= d <= 31):
        return None
    return (y, m or 1, d or 1), (y, m or 12, d or 31)


def dates_in(text: str) -> tuple[When, ...]:
    """Every year or date of a text in order; document numbers such as 〔2021〕 are passed over."""
    found = []
    for hit in _DATE.finditer(text):
        parts = hit.groupdict()
        year = parts["year"] or parts["y"] or parts["only"]
        span = _span(year, parts["month"] or parts["m"], parts["day"] or parts["d"])
        if span is not None:
            found.append(When(hit.group(), span[0], span[1], hit.start(), hit.end()))
    return tuple(found)


def iso_span(iso: str | None) -> tuple[Day, Day] | None:
    """First and last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else."""
    hit = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", iso or "")
    return _span(hit[1], hit[2], hit[3]) if hit else None
