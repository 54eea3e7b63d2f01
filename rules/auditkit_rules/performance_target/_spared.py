"""Forms that rules do not apply to: how a rule is told to leave them alone, and self-evaluations among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from auditkit import NotApplicable, Outcome, Project
from auditkit.rule import Rule
from auditkit_rules.lexicon import Lexicon
from auditkit_rules.performance_target._self_evaluations import is_self_evaluation
from auditkit_rules.performance_target.lists import words

__all__ = ["reasons_of", "spare_self_evaluations", "sparing", "told"]


def reasons_of(named: Lexicon) -> Mapping[str, str]:
    """Why each rule that a list names does not apply, by code."""
    return {code: str(entry["label"]) for entry in named.entries for code in entry["keywords"]}


def told(rule: Rule, form: str, reason: str) -> Rule:
    """The rule, its page telling that it does not apply to a form, and why."""
    heading = "" if "\n不适用\n" in rule.manual else "不适用\n"
    return replace(rule, manual=f"{rule.manual}\n{heading}    {form}：{reason}。")


def sparing(rule: Rule, reason: str, spared: Callable[[Project], bool]) -> Rule:
    """The rule, not applicable to a form that is spared or whatever stands in one."""
    needs = rule.needs if "project" in rule.needs else (*rule.needs, "project")

    @wraps(rule.check)
    def check(*subjects: Any, **options: Any) -> Iterator[Outcome]:
        if spared(subjects[needs.index("project")]):
            yield NotApplicable(reason)
        else:
            yield from rule.check(*subjects[: len(rule.needs)], **options)

    return replace(rule, check=check, needs=needs)


_REASONS = reasons_of(words("not_for_self_evaluations"))


def _spared(rule: Rule, reason: str) -> Rule:
    return sparing(told(rule, "绩效自评表", reason), reason, is_self_evaluation)


def spare_self_evaluations(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, with those that the list names not applicable to self-evaluations."""
    return tuple(_spared(rule, _REASONS[rule.code]) if rule.code in _REASONS else rule for rule in rules)
