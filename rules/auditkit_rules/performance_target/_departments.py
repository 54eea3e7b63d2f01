"""Forms of whole departments: which rules do not apply to them, and what they are to the rules that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from auditkit import Batch, NotApplicable, Outcome, Project, Submission
from auditkit.rule import Rule
from auditkit_rules.performance_target._spared import reasons_of, sparing, told
from auditkit_rules.performance_target.lists import words

__all__ = ["NOT_A_DEPARTMENT", "is_department", "spare_departments"]

NOT_A_DEPARTMENT = NotApplicable("不是部门（单位）整体支出绩效目标表")
_REASONS = reasons_of(words("not_for_departments"))


def is_department(project: Project) -> bool:
    """Whether this is the form of a whole department."""
    return project.scope == "department"


def _projects_only(submission: Submission) -> Submission:
    """The submission without the forms of departments; itself where it has none."""
    kept = tuple(project for project in submission.projects if not is_department(project))
    return submission if len(kept) == len(submission.projects) else replace(submission, projects=kept)


def _without_departments(subject: Batch | Submission) -> Batch | Submission:
    if isinstance(subject, Submission):
        return _projects_only(subject)
    now, before = (tuple(map(_projects_only, those)) for those in (subject.submissions, subject.previous))
    return replace(subject, submissions=now, previous=before)


def _is_empty(subject: Batch | Submission) -> bool:
    submissions = (subject,) if isinstance(subject, Submission) else subject.submissions
    return bool(submissions) and not any(submission.projects for submission in submissions)


def _overlooking(rule: Rule, reason: str) -> Rule:
    """The rule on many projects, which are shown to it without the departments among them."""

    @wraps(rule.check)
    def check(subject: Batch | Submission, *around: Any, **options: Any) -> Iterator[Outcome]:
        left = _without_departments(subject)
        if _is_empty(left) and not _is_empty(subject):
            yield NotApplicable(reason)
        else:
            yield from rule.check(left, *around, **options)

    return replace(rule, check=check)


def _spared(rule: Rule, reason: str) -> Rule:
    rule = told(rule, "部门（单位）整体支出绩效目标表", reason)
    wide = rule.scope in ("batch", "submission")
    return _overlooking(rule, reason) if wide else sparing(rule, reason, is_department)


def spare_departments(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, with those that the list names not applicable to the forms of departments."""
    return tuple(_spared(rule, _REASONS[rule.code]) if rule.code in _REASONS else rule for rule in rules)
