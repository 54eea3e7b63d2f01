"""Which measurable indicators could stand for a vague one, by its name and what the project is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditkit import Indicator, Project
from auditkit_rules.performance_target.lists import words

__all__ = ["replacements_for", "replacements_text"]

_SUGGESTIONS, _LIMITS = words("suggestions"), words("suggestion_limits").groups
_COUNTS = (*words("countable_nouns").words, *_LIMITS["plain_output"])
_BENEFITS = words("ecology_impact").groups["benefit_counts"]
_NO_EFFECT = words("category_examples").groups["no_effect"]


def _context(project: Project) -> str:
    unit = project.unit.name if project.unit and project.unit.name else ""
    return "".join((project.name, project.purpose or "", unit, *(item.text for item in project.objectives)))


def _ranked(text: str) -> list[Mapping[str, Any]]:
    """The entries whose keywords stand in the text, by how much of it they name."""
    for friend in _LIMITS["false_friends"]:
        text = text.replace(friend, "")
    scored = [
        (sum(len(word) for word in entry["keywords"] if word in text), -place, entry)
        for place, entry in enumerate(_SUGGESTIONS.entries)
    ]
    return [entry for score, _, entry in sorted(scored, key=lambda row: row[:2], reverse=True) if score]


def _of_project(project: Project) -> list[Mapping[str, Any]]:
    """What the name of a project is about; its purpose, which may list much else, only where the name tells nothing."""
    return _ranked(project.name) or _ranked(project.purpose or "")


def _fits(suggestion: str, context: str) -> bool:
    bound = any(word in suggestion for word in _LIMITS["suggested"])
    return not bound or any(word in context for word in _LIMITS["context"])


def _is_output(suggestion: str) -> bool:
    bare = suggestion.split("（")[0]
    counted = bare.endswith(_COUNTS) and not any(word in bare for word in _BENEFITS)
    return counted or any(word in bare for word in _NO_EFFECT)


def replacements_for(
    indicator: Indicator | None, project: Project, *, ending: str = "", most: int = 3
) -> tuple[str, ...]:
    """At most so many measurable indicators, those near the name first, then those near the project.

    ``ending`` keeps only indicators whose name ends so (率). A benefit is not answered with an
    output. Without an indicator only the project counts. Empty when nothing fits.
    """
    name = indicator.name if indicator is not None else ""
    context = name + _context(project)
    entries = [*_ranked(name)[:1], *_of_project(project)[:1]]
    lists = [[s for s in entry["suggest"] if _fits(s, context)] for entry in entries]
    longest = max(map(len, lists), default=0)
    mixed = [row[place] for place in range(longest) for row in lists if place < len(row)]
    if indicator is not None and indicator.kind.startswith("benefit."):
        mixed = [suggestion for suggestion in mixed if not _is_output(suggestion)]
    kept = [s for s in dict.fromkeys(mixed) if s.split("（")[0].endswith(ending) and s.split("（")[0] != name]
    return tuple(kept[:most])


def replacements_text(indicator: Indicator | None, project: Project, *, ending: str = "") -> str:
    """The same as quoted text: ``“系统可用率（%）”“平均故障恢复时间（小时，不高于）”``; may be empty."""
    return "".join(f"“{item}”" for item in replacements_for(indicator, project, ending=ending))
