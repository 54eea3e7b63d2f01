"""Named checks on how many there are: of anything, of every level or kind, of equal ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditkit.finding import Evidence, Issue, NotApplicable, NotJudged, Outcome, Passed, Place
from auditkit.model import Project
from auditkit.rulefile.checks.levels import Level, read_levels
from auditkit.rulefile.checks.named_check import CONTAINERS, NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.settings import Settings, below, truth
from auditkit.rulefile.checks.spots import Spot, called, naming, spots, subject_of
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.values import Missing, join_missing

__all__ = ["COUNT", "COVERAGE", "UNIQUE", "normal"]

_SHOWN = 8


def normal(text: str) -> str:
    """A text without blanks, in one width and case, to be compared."""
    from unicodedata import normalize

    return "".join(normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class _Tally:
    """What counts for sure, and what may count."""

    sure: tuple[Spot, ...]
    doubtful: tuple[Missing, ...]

    @property
    def most(self) -> int:
        """How many there are at most."""
        return len(self.sure) + len(self.doubtful)


def _tally(settings: Settings, frame: Frame) -> _Tally:
    condition = settings.made.get("only")
    sure: list[Spot] = []
    doubtful: list[Missing] = []
    for spot in settings.spots("of", frame):
        counts = True if condition is None else truth(condition, spot.frame)
        if isinstance(counts, Missing):
            doubtful.append(counts)
        elif counts and not spot.blank:
            sure.append(spot)
    return _Tally(tuple(sure), tuple(doubtful))


def _names(found: tuple[Spot, ...]) -> str:
    shown = [str(getattr(spot.subject, "name", "") or spot.written)[:20] for spot in found[:_SHOWN]]
    listed = "、".join(text for text in shown if text)
    return f"（{listed}{'等' if len(found) > _SHOWN else ''}）" if listed else ""


def _count(settings: Settings) -> Run:
    path = settings.paths("of")[0]
    if not path.many:
        settings.fault("of", f"“{path.label}”只有一个，没有条数，请写指标、绩效目标、项目等。")
    exactly = settings.plain("exactly")
    least, most = (settings.plain("least"), settings.plain("most")) if exactly is None else (exactly, exactly)
    if least is not None and most is not None and least > most:
        settings.fault("most", f"至多（{most}）小于至少（{least}），永远不能满足，请改正。")
    wanted = _wanted(least, most)

    def run(frame: Frame) -> Iterator[Outcome]:
        found = _tally(settings, frame)
        asked = path.asked(frame)
        number = len(found.sure)
        if not number and not asked:
            yield NotApplicable(f"表式没有“{path.label}”一栏")
        elif (least is not None and found.most < least) or (most is not None and number > most):
            yield _counted(settings, frame, found, least, most)
        elif (least is not None and number < least) or (most is not None and found.most > most):
            yield unjudged(join_missing(found.doubtful))
        else:
            yield Passed(f"{_what(settings)}共{number}条，{wanted}")

    return run


def _wanted(least: int | None, most: int | None) -> str:
    if least == most:
        return f"应为{least}条"
    if least is None and most == 0:
        return "应没有"
    return "且".join(
        word
        for word in (least is not None and f"不少于{least}条", most is not None and f"不多于{most}条")
        if word
    )


def _what(settings: Settings) -> str:
    label, only = settings.paths("of")[0].label, settings.plain("only")
    return f"符合“{only}”的{label}" if only else f"“{label}”"


def _counted(settings: Settings, frame: Frame, found: _Tally, least: int | None, most: int | None) -> Issue:
    path, number = settings.paths("of")[0], len(found.sure)
    few = least is not None and number < least
    advice = f"再补充{(least or 0) - number}条。" if few else f"减少{number - (most or 0)}条。"
    places = [spot.place for spot in found.sure[:_SHOWN]]
    return Issue(
        message=f"{_what(settings)}共{number}条{_names(found.sure)}，应{_wanted(least, most).removeprefix('应')}。",
        suggestion=advice,
        field=path.pointer if path.subject(frame) is subject_of(frame) else "",
        evidence=(
            Evidence("条数", str(number), "条"),
            *([Evidence("至少", str(least), "条")] if least is not None else []),
            *([Evidence("至多", str(most), "条")] if most is not None else []),
        ),
        related=tuple(place for place in places if place.subject is not subject_of(frame)),
    )


def _unique(settings: Settings) -> Run:
    paths = settings.paths("fields")

    def run(frame: Frame) -> Iterator[Outcome]:
        groups: dict[tuple[str, ...], list[list[Spot]]] = {}
        blank: list[Missing] = []
        for item, counts in settings.items(frame):
            if counts is False:
                continue
            row = [spot for path in paths for spot in spots(path, item)[:1]]
            if isinstance(counts, Missing):
                blank.append(counts)
            elif len(row) < len(paths) or any(spot.blank or not spot.written for spot in row):
                blank.append(Missing(tuple(path.label for path in paths)))
            else:
                groups.setdefault(tuple(normal(spot.written) for spot in row), []).append(row)
        for rows in groups.values():
            if len(rows) > 1:
                yield _repeated(rows, frame)
        if not groups:
            yield unjudged(join_missing(blank)) if blank else NotApplicable("没有可比较的内容")

    return run


def _repeated(rows: list[list[Spot]], frame: Frame) -> Issue:
    first, second, *rest = (row[0] for row in rows)
    said = "、".join(f"{called(spot)}“{spot.written}”" for spot in rows[0])
    where = ""
    if frame.project is None:
        homes = dict.fromkeys(_home(row[0]) for row in rows)
        where = f"（{'、'.join(list(homes)[:_SHOWN])}）" if any(homes) else ""
    return issue_at(
        second,
        f"{said}重复，共出现{len(rows)}次{where}。",
        "删去重复的，或改写得各不相同。",
        (Evidence(first.label, first.written), Evidence("出现次数", str(len(rows)), "次")),
        (first, *rest),
    )


def _home(spot: Spot) -> str:
    """Where a repeated text stands: the project of an indicator, the file of a project."""
    if isinstance(spot.subject, Project):
        return spot.frame.submission.source if spot.frame.submission else ""
    return spot.frame.project.name if spot.frame.project else ""


def _coverage(settings: Settings) -> Run:
    levels = read_levels(settings)
    only = settings.plain("only")

    def run(frame: Frame) -> Iterator[Outcome]:
        values: list[tuple[Any, Spot]] = []
        unclear: list[Missing] = []
        for item, counts in settings.items(frame):
            if isinstance(counts, Missing):
                unclear.append(counts)
            elif counts:
                spot = levels.spot(item)
                if isinstance(spot.value, Missing) or levels.unclear(spot):
                    unclear.append(_unclear(spot))
                else:
                    values.append((spot.value, spot))
        if not values and unclear and not any(one.asked for one in unclear):
            yield unjudged(join_missing(unclear))
            return
        for level in levels.wanted:
            found = [spot for value, spot in values if level.holds(value)]
            if len(found) >= level.least:
                continue
            if len(found) + len(unclear) >= level.least:
                yield NotJudged(f"有{len(unclear)}条的{levels.label}未能识别，不能断定缺少“{level.word}”")
            else:
                yield _lacking(level, found, frame, only)

    return run


def _unclear(spot: Spot) -> Missing:
    return (
        spot.value
        if isinstance(spot.value, Missing)
        else Missing(notes=(f"{naming(spot, spot.frame)}未能识别",))
    )


def _lacking(level: Level, found: list[Spot], frame: Frame, only: str | None) -> Issue:
    among = f"（只看“{only}”）" if only else ""
    have = f"现有{len(found)}条" if found else "现在一条也没有"
    subject = subject_of(frame)
    more = level.least - len(found)
    return Issue(
        message=f"缺少“{level.word}”：至少应有{level.least}条，{have}{among}。",
        suggestion=f"补充{more}条{level.word}{'' if level.word.endswith('指标') else '指标'}。",
        field="indicators" if isinstance(subject, Project) else "",
        evidence=(Evidence("现有", str(len(found)), "条"), Evidence("至少", str(level.least), "条")),
        related=tuple(Place(spot.subject, spot.field) for spot in found[:_SHOWN]),
    )


COUNT = NamedCheck(
    "count",
    _count,
    scopes=CONTAINERS,
)
UNIQUE = NamedCheck(
    "unique",
    _unique,
    "比较时不计空格和全角半角；空白的不算重复。",
    scopes=CONTAINERS,
    items=below,
)
COVERAGE = NamedCheck(
    "coverage",
    _coverage,
    "每缺一类提一条；有指标看不出类别、可能正是所缺的，为“未判断”。",
    scopes=CONTAINERS,
    items=lambda _: "indicator",
)
