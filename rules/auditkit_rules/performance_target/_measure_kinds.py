"""Which kind of measure a name asks for and a description tells: time, money, rate, count, satisfaction."""

from __future__ import annotations

import re

from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["kind_asked", "kinds_told"]

_KINDS = [(entry["label"], entry["trigger"], entry["pattern"]) for entry in words("measure_kinds").entries]
_CLAUSE = re.compile(r"[，。；,;：:（）()\s]+")


def kind_asked(name: str) -> str | None:
    """The kind of measure a name ends in, the first that fits."""
    bare = normal_name(name)
    return next((label for label, asked, _ in _KINDS if asked.search(bare)), None)


def kinds_told(description: str) -> frozenset[str]:
    """The kinds of measure the clauses of a description end in or speak of."""
    clauses = [clause for clause in _CLAUSE.split(description) if clause]
    return frozenset(label for label, _, told in _KINDS if any(told.search(clause) for clause in clauses))
