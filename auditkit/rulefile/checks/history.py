"""The named check ``changed_since``: this year's project may not copy last year's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from auditkit.finding import Evidence, NotApplicable, Outcome, Passed
from auditkit.model import Indicator
from auditkit.rulefile.checks.counting import normal
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, spots
from auditkit.rulefile.checks.wording import quoted
from auditkit.rulefile.language.fields import FieldPath
from auditkit.rulefile.language.frame import Frame, Scope
from auditkit.rulefile.language.previous import a_year_before
from auditkit.rulefile.language.values import Missing, Quantity, join_missing

__all__ = ["CHANGED_SINCE"]

_SHOWN = 5


def _items(scope: Scope) -> Scope | None:
    return "project" if scope in ("batch", "submission") else None


def _content(spot: Spot) -> Any:
    """What is compared between the years: an amount by its value, a row by all it says, else the text."""
    if isinstance(spot.whole, Indicator):
        row = spot.whole
        return tuple(normal(text) for text in (row.first_level, row.second_level, row.name, row.target.raw))
    return spot.value if isinstance(spot.value, Decimal | Quantity) else normal(spot.written)


def _changed_since(settings: Settings) -> Run:
    paths, least = settings.paths("fields"), settings.plain("least", 1)
    if least > len(paths):
        settings.fault("least", f"只列出了{len(paths)}个栏目，不能要求{least}个有变化，请改小。")
    before = a_year_before(lambda frame: [spots(path, frame) for path in paths], 0)

    def run(frame: Frame) -> Iterator[Outcome]:
        missing: list[Missing] = []
        judged = 0
        for item, _ in settings.items(frame):
            now, then = [spots(path, item) for path in paths], before(item)
            if isinstance(then, Missing):
                missing.append(then)
                continue
            if all(spot.blank for found in now for spot in found):
                missing.append(Missing(tuple(path.label for path in paths)))
                continue
            judged += 1
            yield from _compared(paths, now, then, least, item)
        if missing and not judged:
            yield unjudged(join_missing(missing))
        elif not judged:
            yield NotApplicable("没有可与上年比较的项目")

    return run


def _compared(
    paths: list[FieldPath], now: list[list[Spot]], then: list[list[Spot]], least: int, item: Frame
) -> Iterator[Outcome]:
    same = [
        place
        for place, (new, old) in enumerate(zip(now, then, strict=True))
        if [_content(spot) for spot in new] == [_content(spot) for spot in old]
    ]
    changed = len(paths) - len(same)
    year = item.project.year if item.project is not None else None
    last = f"{year - 1}年度" if year else "上年度"
    if changed >= least:
        yield Passed(f"与{last}同一项目相比，有{changed}个栏目有变化")
        return
    labels = "、".join(f"“{paths[place].label}”" for place in same)
    name = (
        f"指标“{item.indicator.name}”"
        if item.indicator
        else f"项目“{item.project.name if item.project else ''}”"
    )
    first = next((spot for place in same for spot in now[place]), None)
    if first is None:
        yield unjudged(Missing(tuple(path.label for path in paths)))
        return
    shown = f"，如{quoted(first.written)}" if first.written else ""
    told = (
        f"没有变化{shown}"
        if not changed
        else f"没有变化{shown}，有变化的只有{changed}个栏目，至少应有{least}个"
    )
    yield issue_at(
        first,
        f"{name}与{last}相比，{labels}{told}。",
        "根据本年度的任务和预算重新填写；确实没有变化的，请说明理由。",
        tuple(_evidence(paths[place].label, now[place], last) for place in same[:_SHOWN]),
        tuple(spot for place in same for spot in then[place][:_SHOWN]),
    )


def _evidence(label: str, found: list[Spot], last: str) -> Evidence:
    texts = [str(getattr(spot.whole, "name", "")) or spot.written for spot in found]
    return Evidence(
        f"{label}（与{last}相同）", "；".join(texts[:_SHOWN]) + ("等" if len(texts) > _SHOWN else "")
    )


CHANGED_SINCE = NamedCheck(
    "changed_since",
    _changed_since,
    "上年的项目要在同一批里，单位和项目名称相同；找不到的为“未判断”。列出的栏目全都相同才提。",
    items=_items,
)
