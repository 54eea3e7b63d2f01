"""The indicators of a project and those of the year before that state the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Project
from auditkit_rules.performance_target._names import normal_name, normal_text

__all__ = ["same_indicators"]


def _keyed(project: Project) -> dict[tuple[str, ...], list[Indicator]]:
    found: dict[tuple[str, ...], list[Indicator]] = {}
    for item in project.indicators:
        if item.horizon == "midterm" or not normal_name(item.name):
            continue
        key = (normal_text(item.name), item.kind, item.target.kind, item.target.unit or "")
        found.setdefault(key, []).append(item)
    return found


def same_indicators(before: Project, now: Project) -> Iterator[tuple[Indicator, Indicator]]:
    """Old and new of each name, kind and unit that both projects have exactly once."""
    old = _keyed(before)
    for key, items in _keyed(now).items():
        if len(items) == 1 and len(old.get(key, ())) == 1:
            yield old[key][0], items[0]
