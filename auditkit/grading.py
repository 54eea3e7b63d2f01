"""Work out the reference grades from the findings that stayed, with the arithmetic part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditkit.finding import Finding, Location, Severity
from auditkit.reference_grade import Deduction, GradePart, Grading, PartScore, ReferenceGrade
from auditkit.report import Audited

__all__ = ["graded"]

_PROJECT = re.compile(r"/projects/\d+")
Home = tuple[str, str]


def graded(audited: Sequence[Audited], grading: Grading) -> tuple[Audited, ...]:
    """The submissions with a reference grade for each of their projects.

    A finding counts for the project it stands in; one of a shared dimension for every project it
    names, also in other files.
    """
    counting: dict[Home, list[Finding]] = {}
    for item in audited:
        for finding in item.findings:
            for home in dict.fromkeys(_homes(finding, item.source.name, grading)):
                counting.setdefault(home, []).append(finding)
    return tuple(
        replace(
            item,
            grades=tuple(
                _grade(
                    project.pointer,
                    project.name,
                    counting.get((item.source.name, project.pointer), []),
                    grading,
                )
                for project in item.submission.projects
            ),
        )
        for item in audited
    )


def _homes(finding: Finding, source: str, grading: Grading) -> Iterator[Home]:
    places: list[Location] = [finding.location]
    if finding.dimension in grading.shared:
        places += finding.related
    for place in places:
        found = _PROJECT.match(place.pointer)
        if found:
            yield place.source or source, found.group()


def _grade(pointer: str, name: str, findings: Sequence[Finding], grading: Grading) -> ReferenceGrade:
    parts = tuple(_part(part, findings, grading) for part in grading.parts)
    known = {dimension for part in grading.parts for dimension in part.dimensions}
    score = sum((part.score for part in parts), Decimal(0))
    uncounted = sum(finding.dimension not in known for finding in findings)
    return ReferenceGrade(pointer, name, score, grading.grade_of(score), parts, uncounted)


def _part(part: GradePart, findings: Sequence[Finding], grading: Grading) -> PartScore:
    mine = [finding for finding in findings if finding.dimension in part.dimensions]
    deductions = tuple(_deductions(mine, grading))
    left = part.full - sum((item.points for item in deductions), Decimal(0))
    return PartScore(part.name, part.full, max(left, Decimal(0)), deductions)


def _deductions(findings: Sequence[Finding], grading: Grading) -> Iterator[Deduction]:
    """Gravest first, then by rule; those that share a limit are one."""
    for severity in Severity:
        penalty = grading.penalties.get(severity)
        rules = sorted(finding.rule for finding in findings if finding.severity is severity)
        if penalty is None or not rules:
            continue
        together = penalty.most_per_part is not None
        groups = [tuple(dict.fromkeys(rules))] if together else [(rule,) for rule in dict.fromkeys(rules)]
        most = penalty.most_per_part if together else penalty.most_per_rule
        for group in groups:
            times = sum(rule in group for rule in rules)
            points = penalty.points * times
            capped = most is not None and points > most
            yield Deduction(
                group, str(severity), times, most if capped and most is not None else points, capped
            )
