"""What a project has in common with that of the year before, and what it says of the change itself."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Project
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["same_indicators", "told_change"]

_CHANGES = words("told_changes")


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


def told_change(project: Project, group: str) -> str | None:
    """The words with which a project says why it differs from last year (``fewer`` or ``dearer``)."""
    texts = [project.purpose, *(item.text for item in project.objectives), *(item.description for item in project.indicators)]
    return _CHANGES.found(group, "。".join(text for text in texts if text))
