"""Indicators that several projects of a unit have in common, and how alike their sets are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from auditkit import Indicator, Project
from auditkit_rules.performance_target._names import asks_satisfaction, normal_name
from auditkit_rules.performance_target._targets import folded
from auditkit_rules.performance_target._unit_projects import Group, same_year, variants
from auditkit_rules.performance_target.lists import words

__all__ = ["Holder", "alike_pairs", "by_name", "is_general", "is_unit_wide", "likeness_of"]

Holder = tuple[Project, Indicator]

_UNIT_WIDE, _FUNDS, _GENERIC = words("unit_wide"), words("fund_management"), words("generic_names")
_LEAST = 3


def is_unit_wide(name: str, *, area: bool = False) -> bool:
    """Whether a name counts the whole unit (全院, 支持法院…), or with ``area`` its whole area (全区)."""
    bare = normal_name(name)
    wide = _UNIT_WIDE.has(bare)
    return wide or (area and any(word in bare for word in _UNIT_WIDE.groups["area"]))


def is_general(indicator: Indicator) -> bool:
    """Whether any project may have it: satisfaction, management of funds, names that tell nothing."""
    name = normal_name(indicator.name)
    return asks_satisfaction(indicator) or _FUNDS.matches(name) or name in _GENERIC.words or len(name) < 2


def by_name(group: Group, *, valued: bool) -> Iterator[tuple[Holder, ...]]:
    """The holders of each indicator name (and of one value, if ``valued``), one per project."""
    found: dict[tuple[str, ...], dict[int, Holder]] = {}
    for project in group:
        for item in project.indicators:
            value = folded(item.target.raw) if valued else ""
            key = (normal_name(item.name), value, item.kind, item.horizon or "")
            found.setdefault(key, {}).setdefault(id(project), (project, item))
    yield from (tuple(holders.values()) for holders in found.values() if len(holders) > 1)


def _rows(project: Project) -> frozenset[tuple[str, str]]:
    return frozenset((normal_name(item.name), folded(item.target.raw)) for item in project.indicators)


def likeness_of(one: Project, other: Project) -> tuple[int, int]:
    """How many rows (name and value) both have, and how many there are in all."""
    left, right = _rows(one), _rows(other)
    return len(left & right), len(left | right)


def alike_pairs(group: Group, least: float) -> Iterator[tuple[Project, Project, int, int]]:
    """Pairs of different works whose share of common rows is at least ``least`` (0 to 1)."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, project in enumerate(group):
        for row in _rows(project):
            holders.setdefault(row, []).append(number)
    common = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    for (a, b), number in sorted(common.items()):
        one, other = group[a], group[b]
        if number < _LEAST or not same_year(one, other) or variants(one, other):
            continue
        shared, total = likeness_of(one, other)
        if shared >= least * total:
            yield one, other, shared, total
