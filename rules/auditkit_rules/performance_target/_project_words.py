"""What a project says of itself: the words of its head, and the lines of business they belong to."""

from __future__ import annotations

from functools import lru_cache

from auditkit import Project
from auditkit_rules.performance_target.lists import words

__all__ = ["described", "is_broad", "named", "sectors_of", "spared_from"]

_SECTORS, _PUBLIC = words("sectors"), words("public_words")


def named(project: Project) -> str:
    """Names of project, unit and department, and the form's title."""
    units = (item.name for item in (project.unit, project.department) if item is not None)
    return "。".join(part for part in (project.name, project.title, *units) if part)


def described(project: Project) -> str:
    """Purpose and objectives."""
    return "。".join((project.purpose or "", *(item.text for item in project.objectives)))


def spared_from(project: Project, group: str) -> bool:
    """Whether name or purpose say that a category is not asked for: ``exempt`` or ``no_quantity``."""
    text = f"{project.name}。{project.purpose or ''}"
    for pattern in _PUBLIC.exceptions:
        text = pattern.sub("□", text)
    return _PUBLIC.found(group, text) is not None


@lru_cache(maxsize=4096)
def sectors_of(text: str, least: int = 1) -> frozenset[str]:
    """The lines of business of whose own words at least so many stand in a text."""
    counts = {name: sum(word in text for word in group) for name, group in _SECTORS.groups.items()}
    return frozenset(name for name, count in counts.items() if count >= least)


@lru_cache(maxsize=1024)
def _speaks_broadly(text: str) -> bool:
    return _SECTORS.longest(text) is not None


def is_broad(project: Project) -> bool:
    """Whether the work or the unit spans many lines of business (人居环境, 后勤, 镇人民政府).

    A bureau that has to do with everything (财政局) counts only where the work tells no line of its own.
    """
    own = f"{project.name}。{described(project)}"
    local, bureaus = (pattern.search(named(project)) is not None for pattern in _SECTORS.patterns)
    return _speaks_broadly(own) or local or (bureaus and not sectors_of(own))
