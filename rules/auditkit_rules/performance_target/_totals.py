"""Grand totals filed in the place of a project: 合计 with nothing but a budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from auditkit import NotApplicable, Outcome, Project
from auditkit.rule import Rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["is_total", "spare_totals", "total_names"]

_BUDGET_RULES = frozenset({"CMP103", "CMP105", "CON101"})


def total_names() -> frozenset[str]:
    """What a line that sums up projects is called."""
    return frozenset(words("project_variants").groups["totals"])


def is_total(project: Project) -> bool:
    """Whether this is no project but the sum of projects: so called, and nothing filled in but money."""
    filled = project.indicators or project.objectives or (project.purpose or "").strip()
    return not filled and normal_text(project.name) in total_names()


def _sparing(rule: Rule) -> Rule:
    @wraps(rule.check)
    def check(project: Project, *around: Any, **options: Any) -> Iterator[Outcome]:
        if is_total(project):
            yield NotApplicable("这一行是各项目的合计，不是项目")
        else:
            yield from rule.check(project, *around, **options)

    return replace(rule, check=check)


def spare_totals(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules with those on projects not applicable to grand totals, save the rules on budgets."""
    return tuple(
        _sparing(rule) if rule.scope == "project" and rule.code not in _BUDGET_RULES else rule for rule in rules
    )
