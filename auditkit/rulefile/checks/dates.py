"""Named checks on dates, which forms state as far as they know them: a year, a month, a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from auditkit.finding import Evidence, NotApplicable, Outcome, Passed
from auditkit.model import Project, TargetValue
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.operands import Operand
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, naming, short_label
from auditkit.rulefile.language.comparing import read_moment
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.values import Missing, Moment, Quantity, join_missing

__all__ = ["DATE_ORDER", "DATE_WITHIN"]

_Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The first and the last day that a date may mean, and the text it is written as."""

    first: _Day
    last: _Day
    shown: str


def _stretch(value: Any, year: int | None, shown: str) -> _Stretch | Missing:
    """A value as a stretch of days; a date without a year lies in the project's."""
    if isinstance(value, Missing):
        return value
    if isinstance(value, Quantity):
        value = value.number
    if isinstance(value, Decimal) and value == int(value) and 1900 <= value <= 2200:
        value = Moment(str(int(value)))
    if isinstance(value, str):
        value = read_moment(value)
    if isinstance(value, Missing):
        return value
    if not isinstance(value, Moment):
        return Missing(notes=(f"“{shown[:40]}”不是日期",))
    first, last = value.first, value.last
    if not first[0]:
        if year is None:
            return Missing(notes=(f"日期“{shown}”没有写明年份",))
        first, last = (year, *first[1:]), (year, *last[1:])
    return _Stretch(first, last, shown or value.iso)


def _year_of(project: Project | None) -> int | None:
    return project.year if project is not None else None


def _date_at(spot: Spot) -> _Stretch | Missing:
    value = spot.value
    if isinstance(spot.whole, TargetValue) and not isinstance(value, Moment):
        if spot.whole.kind not in ("date", "empty") and spot.whole.date is None:
            return Missing(notes=(f"{spot.label}“{spot.written}”不是日期",))
        value = (
            Moment(spot.whole.date)
            if spot.whole.date
            else Missing(notes=(f"{spot.label}“{spot.written}”没有写明日期",))
        )
        if spot.blank:
            value = spot.value
    shown = show(value) if isinstance(value, Moment) else spot.written
    return _stretch(value, _year_of(spot.frame.project), shown)


def _date_of(operand: Operand, frame: Frame) -> _Stretch | Missing:
    spot = operand.spot(frame)
    if spot is not None:
        return _date_at(spot)
    value = operand.value(frame)
    return _stretch(value, _year_of(frame.project), _shown(value, operand.text))


def _shown(value: Any, text: str) -> str:
    return show(value) if isinstance(value, Moment | Decimal | str) else text


def _check_sorts(settings: Settings, key: str) -> None:
    for path in settings.paths(key):
        sort = path.sort.item or path.sort
        if sort.kind != "date" and sort.record not in ("target", "period") and path.path != "year":
            settings.fault(key, f"“{path.label}”是{sort.spoken}，不是日期，请写 项目期.开始、指标值 等。")


def _date_order(settings: Settings) -> Run:
    _check_sorts(settings, "fields")

    def run(frame: Frame) -> Iterator[Outcome]:
        found = settings.spots("fields", frame)
        dates = [(spot, _date_at(spot)) for spot in found]
        missing = [date for _, date in dates if isinstance(date, Missing)]
        known = [(spot, date) for spot, date in dates if isinstance(date, _Stretch)]
        flagged = False
        for (before, early), (after, late) in pairwise(known):
            if early.first > late.last:
                flagged = True
                yield issue_at(
                    after,
                    f"{naming(after, frame)}（{late.shown}）早于{naming(before, frame)}（{early.shown}）。",
                    f"核对两个日期，使{after.label}不早于{before.label}。",
                    (Evidence(before.label, early.shown), Evidence(after.label, late.shown)),
                    (before,),
                )
        if missing:
            yield unjudged(join_missing(missing))
        elif not flagged and known:
            yield Passed("、".join(f"{spot.label}{date.shown}" for spot, date in known) + "，先后次序正确")

    return run


def _date_within(settings: Settings) -> Run:
    _check_sorts(settings, "field")
    early, late, year = (settings.operand(key) for key in ("from", "to", "year"))

    def run(frame: Frame) -> Iterator[Outcome]:
        for spot in settings.spots("field", frame):
            date = _date_at(spot)
            limits = [
                (label, key, operand, _date_of(operand, frame))
                for label, key, operand in (
                    ("不早于", "from", early),
                    ("不晚于", "to", late),
                    ("在", "year", year),
                )
                if operand is not None
            ]
            yield from _judged(spot, date, limits, frame)

    return run


def _judged(
    spot: Spot,
    date: _Stretch | Missing,
    limits: list[tuple[str, str, Operand, _Stretch | Missing]],
    frame: Frame,
) -> Iterator[Outcome]:
    if isinstance(date, Missing):
        undated = isinstance(spot.whole, TargetValue) and spot.whole.kind not in ("date", "empty", "unparsed")
        yield NotApplicable(f"{naming(spot, frame)}“{spot.written}”不是日期") if undated else unjudged(date)
        return
    missing = [limit for _, _, _, limit in limits if isinstance(limit, Missing)]
    broken = [
        (label, key, operand, limit)
        for label, key, operand, limit in limits
        if isinstance(limit, _Stretch)
        and ((key != "to" and date.last < limit.first) or (key != "from" and date.first > limit.last))
    ]
    if broken:
        wanted = "且".join(_wanted(label, key, operand, limit) for label, key, operand, limit in broken)
        beside = [found for _, _, operand, _ in broken if (found := operand.spot(frame))]
        yield issue_at(
            spot,
            f"{naming(spot, frame)}为{date.shown}，应{wanted}。",
            f"核对{spot.label}，改到规定的时间之内。",
            (
                Evidence(spot.label, date.shown),
                *(Evidence(f"应{label}", limit.shown) for label, _, _, limit in broken),
            ),
            tuple(beside),
        )
    elif missing:
        yield unjudged(join_missing(missing))


def _wanted(label: str, key: str, operand: Operand, limit: _Stretch) -> str:
    named = f"“{short_label(operand.path)}”（{limit.shown}）" if operand.path else limit.shown
    return (
        f"在{named}年之内"
        if key == "year" and not operand.path
        else f"{label}{named}" + ("之内" if key == "year" else "")
    )


DATE_ORDER = NamedCheck(
    "date_order",
    _date_order,
    "只写到年或月的日期，确实早于才提。",
)
DATE_WITHIN = NamedCheck(
    "date_within",
    _date_within,
    "日期没有写年份的，算在项目的预算年度里；不是日期的指标值不适用。",
)
