"""Self-evaluations are spared the rules on drafts: which, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from auditkit import NotApplicable, Outcome
from auditkit.rule import Rule
from auditkit_rules.performance_target.lists import words

__all__ = ["spare_self_evaluations"]

_REASONS = {
    code: str(entry["label"]) for entry in words("not_for_self_evaluations").entries for code in entry["keywords"]
}


def _sparing(rule: Rule, reason: str) -> Rule:
    """The rule, not applicable to a self-evaluation or whatever stands in one."""
    needs = rule.needs if "project" in rule.needs else (*rule.needs, "project")

    @wraps(rule.check)
    def check(*subjects: Any, **options: Any) -> Iterator[Outcome]:
        if subjects[needs.index("project")].stage == "self-evaluation":
            yield NotApplicable(reason)
        else:
            yield from rule.check(*subjects[: len(rule.needs)], **options)

    manual = f"{rule.manual}\n不适用\n    绩效自评表：{reason}。"
    return replace(rule, check=check, needs=needs, manual=manual)


def spare_self_evaluations(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, with those that the list names not applicable to self-evaluations."""
    return tuple(_sparing(rule, _REASONS[rule.code]) if rule.code in _REASONS else rule for rule in rules)
