"""Take code and name of a unit, and the dates of a period, out of one cell."""

from __future__ import annotations

import re

from auditkit.layouts.text import one_line, squeeze

__all__ = ["code_and_name", "period_of", "year_of"]

_OPEN, _CLOSE = r"[\[［【（(〔]", r"[\]］】）)〕]"
_BEFORE = re.compile(
    rf"\A(?:{_OPEN}\s*([0-9A-Za-z]{{2,15}})\s*{_CLOSE}|(\d{{3,15}}))\s*[-—－_:：]*\s*(\S.*)\Z"
)
_AFTER = re.compile(
    rf"\A(.*\S)\s*(?:{_OPEN}\s*([0-9A-Za-z]{{2,15}})\s*{_CLOSE}|[-—－_/]\s*(\d{{3,15}})|(?<!\d)(\d{{5,15}}))\Z"
)
_ONLY = re.compile(rf"\A{_OPEN}?(\d{{3,15}}){_CLOSE}?\Z")

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(20\d\d)(?:[年./-](\d{1,2})(?!\d)(?:[月./-](\d{1,2})(?!\d))?)?"
    r"|(?<=[-—－–~～至到])(\d{1,2})月(?:(\d{1,2})日?)?"
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)?(?!\d)")
_STARTS = re.compile(r"起|开始|之后")
_ENDS = re.compile(r"前|止|底|完成|结束|截止|截至")


def code_and_name(text: str) -> dict[str, str | None] | None:
    """Code and name: ``217101某局``, ``[055]某局``, ``776001-某局``, ``某部[123]``; None for a blank."""
    line = one_line(text)
    if not line:
        return None
    if found := _ONLY.match(line):
        return {"code": found.group(1), "name": None}
    if found := _BEFORE.match(line):
        return {"code": found.group(1) or found.group(2), "name": found.group(3)}
    if found := _AFTER.match(line):
        return {"code": found.group(2) or found.group(3) or found.group(4), "name": found.group(1)}
    return {"code": None, "name": line}


def year_of(text: str) -> int | None:
    """The only year named in the text, or None."""
    years = set(_YEAR.findall(squeeze(text)))
    return int(years.pop()) if len(years) == 1 else None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if month is not None and not 1 <= int(month) <= 12:
        return None
    if day is not None and not 1 <= int(day) <= 31:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part is not None)])


def _dates(text: str) -> list[str]:
    bare = _COMPACT.sub(lambda m: f"{m[1]}年{m[2]}月{m[3] or ''}", text)
    found: list[str] = []
    year = ""
    for match in _DATE.finditer(bare):
        if match.group(4) and not year:
            continue
        year = match.group(1) or year
        iso = _iso(year, match.group(2) or match.group(4), match.group(3) or match.group(5))
        if iso is not None:
            found.append(iso)
    return found


def period_of(text: str) -> dict[str, str | None] | None:
    """The period as filed, with ISO dates where it states them; None for a blank."""
    raw = one_line(text)
    if not raw:
        return None
    bare = squeeze(raw)
    dates = _dates(bare)
    start = end = None
    if len(dates) >= 2:
        start, end = dates[0], dates[-1]
    elif dates and _STARTS.search(bare):
        start = dates[0]
    elif dates and _ENDS.search(bare):
        end = dates[0]
    elif dates and len(dates[0]) == 4:
        start = end = dates[0]
    return {"raw": raw, "start": start, "end": end}
