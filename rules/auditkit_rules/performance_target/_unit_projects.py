"""Projects of a batch that may be compared: of one unit, of one year or of one year and the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditkit import Batch, Project, Submission
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["Group", "base_name", "groups_of", "numbered_name", "same_year", "shared_groups", "successions", "variants"]

Group = tuple[Project, ...]

_VARIANTS = words("project_variants")
_YEAR, _BATCH, _SOURCE = (entry["pattern"] for entry in _VARIANTS.entries)
_TOTALS = frozenset(_VARIANTS.groups["totals"])


@lru_cache(maxsize=4096)
def _stripped(name: str, *marks: re.Pattern[str]) -> str:
    bare = name
    for pattern in marks:
        bare = pattern.sub("", bare.rstrip("-—–_ ")) or bare
    return bare.strip("-—–_ ")


def base_name(project: Project) -> str:
    """The name without year, batch and source of money: 司法救助 for 司法救助-2023中央."""
    return _stripped(project.name.strip(), _YEAR, _SOURCE, _BATCH)


def numbered_name(project: Project) -> str:
    """The name without year and batch; the source of money stays."""
    return _stripped(project.name.strip(), _YEAR, _BATCH)


def same_year(one: Project, other: Project) -> bool:
    """Whether nothing says that the two are of different years."""
    return one.year is None or other.year is None or one.year == other.year


def variants(one: Project, other: Project) -> bool:
    """Whether two projects are one work filed by year, batch or source of money."""
    return normal_text(base_name(one)) == normal_text(base_name(other))


def _keys(project: Project) -> list[str]:
    unit = project.unit
    keys = [normal_text(unit.name), normal_text(unit.code)] if unit else []
    return [f"{kind}{key}" for kind, key in zip("nc", keys, strict=False) if key]


def groups_of(batch: Batch) -> tuple[Group, ...]:
    """Projects by unit (code or name), in order; those without a unit by submission. Totals are left out."""
    homes: dict[str, int] = {}
    groups: list[list[Project]] = []
    for number, submission in enumerate(batch.submissions):
        for project in submission.projects:
            if normal_text(project.name) in _TOTALS:
                continue
            keys = _keys(project) or [f"s{number}"]
            home = next((homes[key] for key in keys if key in homes), len(groups))
            if home == len(groups):
                groups.append([])
            homes.update(dict.fromkeys(keys, home))
            groups[home].append(project)
    return tuple(tuple(group) for group in groups)


def shared_groups(batch: Batch) -> tuple[Group, ...]:
    """The groups that hold two projects or more."""
    return tuple(group for group in groups_of(batch) if len(group) > 1)


def successions(batch: Batch) -> Iterator[tuple[Project, Project]]:
    """Last year's project and this year's, where one unit filed the same name for both.

    Last year's files are those given as such; without any, the years of the forms tell.
    """
    if batch.previous:
        yield from _since_last_year(batch)
        return
    for group in groups_of(batch):
        by_name: dict[str, list[Project]] = {}
        for project in group:
            if project.year is not None and (name := normal_text(_YEAR.sub("", project.name))):
                by_name.setdefault(name, []).append(project)
        for same in by_name.values():
            years = {project.year for project in same}
            for project in same:
                before = [other for other in same if other.year == (project.year or 0) - 1]
                alone = sum(other.year == project.year for other in same) == 1
                if len(years) > 1 and len(before) == 1 and alone:
                    yield before[0], project


def _since_last_year(batch: Batch) -> Iterator[tuple[Project, Project]]:
    """Pairs of one unit and one name, which each side has exactly once."""
    old, new = _named(batch.previous), _named(batch.submissions)
    for key, found in new.items():
        before = old.get(key, [])
        if len(found) == 1 and len(before) == 1:
            yield before[0], found[0]


def _named(submissions: Iterable[Submission]) -> dict[tuple[str, str], list[Project]]:
    """Projects by each of their unit's keys and their name without the year; one filed twice is there twice."""
    found: dict[tuple[str, str], list[Project]] = {}
    for submission in submissions:
        for project in submission.projects:
            name = normal_text(_stripped(project.name.strip(), _YEAR))
            keys = _keys(project)
            if name and keys and name not in _TOTALS:
                found.setdefault((keys[0], name), []).append(project)
    return found
