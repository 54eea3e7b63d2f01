"""The same project a year before, among last year's files or in the same batch: what 上年(…) reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from auditkit.model import Batch, Indicator, Project
from auditkit.rulefile.language.compiler import Run
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.values import Missing

__all__ = ["a_year_before"]

_NONE = Missing(notes=("没有找到同一单位同名项目的上年度申报",))
_NO_YEAR = Missing(("年度",))
_SEVERAL = Missing(notes=("同一单位同名项目的上年度申报不止一份",), filled=True)
_NO_INDICATOR = Missing(notes=("上年度申报中没有同名的指标",))
_NO_PROJECT = Missing(notes=("只能在项目或指标的规则里用“上年”",))
_STEPS = 20
_YEAR = re.compile(r"[（(【\[]?20\d\d年?度?[)）】\]]?")
Key = tuple[str, str, int | None]
_latest: list[tuple[Batch, Mapping[Key, list[Project]]]] = []


def a_year_before(run: Run, loops: int) -> Run:
    """The same part, evaluated with the project of the year before in the place of the project.

    ``loops`` is how many ``for`` it stands in: their projects and indicators are replaced, too.
    """

    def read(frame: Frame) -> Any:
        earlier = _earlier(frame, loops)
        if isinstance(earlier, Missing):
            return earlier
        value = run(earlier)
        frame.steps, frame.slow = earlier.steps, earlier.slow
        return value

    return read


def _earlier(frame: Frame, depth: int) -> Frame | Missing:
    """The frame with every project in it, and every indicator, replaced by its predecessor."""
    items = [frame.project, frame.indicator, *frame.loops[:depth]]
    projects = [item for item in items if isinstance(item, Project)]
    spend(frame, _STEPS + sum(len(project.indicators) for project in projects) // 2)
    if not projects:
        return _NO_PROJECT
    found = [_replaced(frame.batch, item, projects) for item in items]
    for item in found:
        if isinstance(item, Missing):
            return item
    loops = [*found[2:], *frame.loops[depth:]]
    return replace(frame, project=found[0], indicator=found[1], loops=loops)


def _replaced(batch: Batch | None, item: Any, projects: Sequence[Project]) -> Any:
    if isinstance(item, Project):
        return _predecessor(batch, item)
    if not isinstance(item, Indicator):
        return item
    for project in projects:
        if any(own is item for own in project.indicators):
            earlier = _predecessor(batch, project)
            return earlier if isinstance(earlier, Missing) else _same_indicator(earlier, item)
    return _NO_PROJECT


def _predecessor(batch: Batch | None, project: Project) -> Project | Missing:
    """Last year's, among the files given as such; else the one of the year before in the batch."""
    given = batch is not None and bool(batch.previous)
    if project.year is None and not given:
        return _NO_YEAR
    key = _key(project, None if given else (project.year or 0) - 1)
    found = _index(batch).get(key, ()) if batch is not None and key is not None else ()
    if len(found) > 1:
        return _SEVERAL
    return found[0] if found else _NONE


def _same_indicator(project: Project, indicator: Indicator) -> Indicator | Missing:
    """The indicator of the same name; of several, the one on the same levels."""
    name = _bare(indicator.name)
    found = [item for item in project.indicators if name and _bare(item.name) == name]
    if len(found) > 1:
        levels = (indicator.first_level, indicator.second_level)
        found = [item for item in found if (item.first_level, item.second_level) == levels]
    return found[0] if len(found) == 1 else _NO_INDICATOR


def _key(project: Project, year: int | None) -> Key | None:
    unit = project.unit
    named = _bare((unit.name or unit.code or "") if unit else "")
    name = _bare(project.name)
    if year is None:
        name = _YEAR.sub("", name).strip("-—–_") or name
    return (named, name, year) if named and name else None


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _index(batch: Batch) -> Mapping[Key, list[Project]]:
    """The projects that may be a year old, by unit, name and year; made once for the batch audited.

    Where last year's files were given, they are those, and no year is in the key.
    """
    if not _latest or _latest[0][0] is not batch:
        found: dict[Key, list[Project]] = {}
        earlier = [project for item in batch.previous for project in item.projects]
        for project in earlier or batch.projects():
            key = _key(project, None if earlier else project.year)
            if key is not None and (earlier or project.year is not None):
                found.setdefault(key, []).append(project)
        _latest[:] = [(batch, found)]
    return _latest[0][1]
