"""Points in time in Chinese prose: 2023年12月31日, 11月底之前, 2023.07-2024.01, 年底前."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from .clean import clean_copy
from .numerals import chinese_number
from .tables import SEASONS

__all__ = ["LONGEST", "Point", "is_time_words", "parse_date", "parse_period", "points_in_time"]

LONGEST = 20_000
"""Characters of a text we look at; a cell longer than this is prose."""

_YEAR = (
    r"(?P<y>(?:19|20)[0-9]{2}|[二一2][〇○零0-9一二三四五六七八九]{3}"
    r"|(?<![0-9.])(?:1[5-9]|[23][0-9])(?=年(?:度?(?:1[0-2]|0?[1-9])月|[底末])))"
)
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9]|三?十[一]?|[二]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SEASON = "|".join(sorted(SEASONS.split(), key=len, reverse=True))
_HOUR = r"(?:[0-2]?[0-9](?::[0-5][0-9]|时(?!段)|点(?!位|以[上下内])))?"
_PART = (
    rf"(?:年中|第[一二]学期|[春秋]季学期|[春夏秋冬]季|{_SEASON}|全年|当年|上半年|下半年|第?[一二三四1-4](?:[-~至到][一二三四1-4])?个?季度|Q[1-4]|上旬|中旬|下旬|月?底|年?末|年?初|年?内|份|中|年底|年末|年初)*"
    r"(?:之前|以前|前|之内|以内|内|止|以后|之后|后|起)?"
)
_EDGE = r"(?=$|[-~至到止前底末初之以内份中上下,;:、。()年完]|·)"
_WORDED = re.compile(
    rf"(?<![0-9.]){_YEAR}学?年(?:度)?(?:第?(?:{_MONTH}(?:月份?)(?:{_DAY}[日号]{_HOUR})?))?(?![0-9]{{1,3}}月)(?P<part>{_PART})"
)
_FIGURES = re.compile(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?:(?P=s)(?P<d>3[01]|[12][0-9]|0?[1-9]))?"
    rf"(?![0-9])月?[日号]?{_EDGE}(?P<part>{_PART})"
)
_EIGHT = re.compile(
    rf"(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9.]){_EDGE}(?P<part>{_PART})"
)
_MONTHLY = re.compile(rf"(?<![0-9.个两几]){_MONTH}月份?(?:{_DAY}[日号]{_HOUR})?(?P<part>{_PART})")
_MONTHS = re.compile(
    rf"(?<![0-9.,])(?:{_YEAR}年?(?:度)?)?(?P<from>1[0-2]|0?[1-9])月?份?(?:[-~]+|至|到){_MONTH}月份?(?P<part>{_PART})"
)
_YEARS = re.compile(
    r"(?<![0-9.,])(?P<from>20[0-4][0-9])年?度?(?:[-~]+|至|到)(?P<y>20[0-4][0-9])(?![0-9.%])(?=$|[年,;:。()度]|学年)学?年?度?(?P<part>)"
)
_SHORT_END = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9.%\u4e00-\u9fff])(?P<part>)"
)
_START = re.compile(r"[0-9十一二三四五六七八九]")
_FIGURE_RUN = re.compile(r"[0-9.,]*[0-9]")
_BETWEEN = re.compile(r"[-~]+|至|到|起?至|起?到")
_SHORT_MONTH = re.compile(r"(?P<m>1[0-2]|0?[1-9])月?份?(?![0-9.%\u4e00-\u9fff])")
_MONTH_DAY = re.compile(
    r"(?<![0-9.])(?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12][0-9]|0?[1-9])[日号]?(?:之前|以前|前)(?P<part>)"
)
_DAY_ONLY = re.compile(
    r"(?:于|在)?(?:[每当次本下上]月|每季度?(?:首月|次月|末月)?|每个月)?(?:3[01]|[12]?[0-9])[日号]"
    r"(?:(?:之|以)?前|(?<=月[0-9][日号])|(?<=月[0-9]{2}[日号]))[\u4e00-\u9fff]{0,6}"
)
_CHINESE_MONTH = re.compile(r"[十一二三四五六七八九]")
_CLOSED = re.compile(r"[-~至到底末初前上中下份止]|$")
_TIME_WORDS = re.compile(
    r"(?:于|在|到|截至|截止|截止到|不晚于)?(?:当年度?|本年度?|该年度?|次年|今年|明年|每年度?|全年|项目)?"
    r"(?:[当本该次今明每]?年度?(?:底|末|内|终)|岁末|(?:每月|月|每月月)(?:底|末|内)|每?个?季度?(?:底|末|内)"
    rf"|每?个?学[期年](?:初|底|末|结束)|(?:{_SEASON})(?=之前|以前|前)"
    r"|第?[一二三四1-4](?:[-~至到][一二三四1-4])?季度(?:末|底|内)?|[上下]半年|每?[一二三四五六日]?周[一二三四五六日末])"
    r"(?:之前|以前|前|之内|以内|内)?(?:全部|按时|按期|足额|及时)*"
    r"(?:完成|完工|竣工|验收|完毕|到位|发放|拨付|支付|兑付|建成|投入使用)*"
)
_TIME_OF_DAY = re.compile(
    r"(?:(?<=[0-9])[ T\u3000]+|(?<=[日号])[ T\u3000]*)[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?Z?(?=$|[^0-9:：])"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A date or a stretch of dates in the clean text: ISO as far as stated, whether firmly a deadline."""

    start: int
    end: int
    iso: str
    first: str | None = None
    firm: bool = True


def points_in_time(text: str) -> list[Point]:
    """The dates of a clean text in order; two joined by 至 or a dash are one stretch."""
    found: list[Point] = []
    at = 0
    while hit := _START.search(text, at):
        point = _point_at(text, hit.start())
        if point is None:
            figures = _FIGURE_RUN.match(text, hit.start())
            at = figures.end() if figures else hit.start() + 1
            continue
        found.append(point)
        at = point.end
        between = _BETWEEN.match(text, at)
        if between and (last := _end_of_stretch(text, between.end(), point)):
            found[-1] = last
            at = last.end
    return found


def _point_at(text: str, position: int) -> Point | None:
    for pattern in (_MONTHS, _YEARS, _WORDED, _FIGURES, _EIGHT, _MONTH_DAY, _MONTHLY):
        hit = pattern.match(text, position)
        if hit and (iso := _iso(hit)) and not (pattern is _MONTHLY and _is_span_of_months(text, hit)):
            first = None
            if pattern is _YEARS:
                first = hit["from"]
            elif pattern is _MONTHS:
                year = hit["y"] and _plain(hit["y"])
                first = (f"{year}-" if year else "") + hit["from"].zfill(2)
            firm = pattern is not _YEARS and ("-" in iso or len(iso) == 2 or bool(hit["part"]))
            return Point(hit.start(), hit.end(), iso, first, firm)
    return None


def _is_span_of_months(text: str, hit: re.Match[str]) -> bool:
    """≤6月 counts months; a month in Chinese figures needs an end (一月一次 is a frequency)."""
    plain = not hit["d"] and not hit["part"] and "份" not in hit[0]
    if plain and text[: hit.start()].endswith(tuple("<>≥≤=/每")):
        return True
    if plain and text[hit.end() : hit.end() + 1] in ("/", "·", "*"):
        return True
    return bool(_CHINESE_MONTH.match(hit["m"])) and plain and not _CLOSED.match(text, hit.end())


def _end_of_stretch(text: str, position: int, first: Point) -> Point | None:
    last = _point_at(text, position)
    if last is None:
        pattern = {10: _SHORT_END, 7: _SHORT_MONTH}.get(len(first.iso))
        short = pattern.match(text, position) if pattern else None
        if short is None or not (iso := _iso(short)):
            return None
        last = Point(position, short.end(), iso)
    iso = last.iso
    if len(iso) in (2, 5) and len(first.iso) >= 4 and first.iso[:4].isdigit():
        iso = f"{first.iso[:4]}-{iso}"
    return Point(first.start, last.end, iso, first.first or first.iso)


def _iso(hit: re.Match[str]) -> str | None:
    """The groups y, m and d as ISO as far as they are there; None for a day no calendar has."""
    groups = hit.groupdict()
    year, month, day = (_plain(groups.get(name)) for name in "ymd")
    if year is not None and len(year) == 2:
        year = f"20{year}"
    if day is not None and month is not None:
        limit = calendar.monthrange(int(year or 2000), int(month))[1]
        if not 1 <= int(day) <= limit:
            return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part is not None) or None


def _plain(figures: str | None) -> str | None:
    if figures is None or figures.isascii():
        return figures
    if len(figures) == 4:
        return "".join(char if char.isascii() else str(chinese_number(char)) for char in figures)
    number = chinese_number(figures)
    return None if number is None else str(int(number))


def is_time_words(text: str) -> bool:
    """Whether a clean text is a point in time without a figure we could name (年底前, 每月10日前)."""
    if len(text) > 30:
        return False
    return bool(_TIME_WORDS.fullmatch(text)) or bool(_DAY_ONLY.fullmatch(text))


def parse_date(text: str) -> str | None:
    """The date a text states: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``MM`` or ``MM-DD``; of a stretch the end.

    None when the text states no date.
    """
    return parse_period(text)[1]


def parse_period(text: str) -> tuple[str | None, str | None]:
    """First and last date of a text: 2023-01 and 2023-12 of ``2023年1月-12月``; a lone date is both."""
    short = _TIME_OF_DAY.sub("", text[:LONGEST])
    clean = clean_copy(short).text
    points = points_in_time(clean)
    if not points:
        bare = re.fullmatch(r"(?:19|20)[0-9]{2}", clean)
        return (bare[0], bare[0]) if bare else (None, None)
    last = points[-1].iso
    return points[0].first or points[0].iso, last
