"""Stamp what a rule said: rule, severity, place and fingerprint make an issue a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from auditkit.document import Anchor
from auditkit.engine import Judgement
from auditkit.finding import Basis, Finding, Issue, Location, Place, Severity, fingerprint
from auditkit.model import Indicator, Objective, Project, Submission

__all__ = ["Stamp", "homes_of", "nest_quotes", "stamp"]


@dataclass(slots=True)
class Stamp:
    """What stamping needs beside the issues: where things stand, policy, chosen severities."""

    homes: Mapping[int, tuple[Submission, Project | None, Indicator | None]]
    anchors: Mapping[int, Mapping[str, Anchor]]
    policy: Mapping[str, Basis]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)


def homes_of(
    submissions: Iterable[Submission],
) -> dict[int, tuple[Submission, Project | None, Indicator | None]]:
    """By object identity: in which submission, project and indicator each subject stands."""
    homes: dict[int, tuple[Submission, Project | None, Indicator | None]] = {}
    for submission in submissions:
        homes[id(submission)] = (submission, None, None)
        for project in submission.projects:
            homes[id(project)] = (submission, project, None)
            for objective in project.objectives:
                homes[id(objective)] = (submission, project, None)
            for indicator in project.indicators:
                homes[id(indicator)] = (submission, project, indicator)
    return homes


def _locate(place: Place, stamp: Stamp, quote: str | None = None) -> Location:
    submission, project, indicator = stamp.homes[id(place.subject)]
    anchors = stamp.anchors.get(id(submission), {})
    anchor = _nearest(place.pointer, anchors)
    text = quote if quote is not None else (anchor.text if anchor else "")
    steps = place.field
    if isinstance(place.subject, Objective):
        number = place.pointer.rsplit("/", 1)[-1]
        steps = f"objectives/{number}" + (f"/{place.field}" if place.field else "")
    return Location(
        pointer=place.pointer,
        project=project.name if project else None,
        indicator=indicator.name if indicator else None,
        field=steps,
        anchor=anchor,
        quote=text,
        source=submission.source,
        scope=project.scope if project else "project",
    )


def _nearest(pointer: str, anchors: Mapping[str, Anchor]) -> Anchor | None:
    """The anchor of the pointer, of its first recorded child, or of the closest parent."""
    if pointer in anchors:
        return anchors[pointer]
    below = [key for key in anchors if key.startswith(pointer + "/")]
    for name in ("name", "title"):
        if f"{pointer}/{name}" in below:
            return anchors[f"{pointer}/{name}"]
    if below:
        return anchors[below[0]]
    parent = pointer.rpartition("/")[0]
    return _nearest(parent, anchors) if parent else None


def nest_quotes(text: str) -> str:
    """Quotation marks inside quotation marks made single, as Chinese has it: “妇女‘两癌’检查”.

    What a rule quotes may itself hold quotation marks; a text where they do not pair stays as it is.
    """
    if text.count("“") != text.count("”"):
        return text
    depth, marks = 0, []
    for mark in text:
        depth += mark == "“"
        marks.append({"“": "‘", "”": "’"}.get(mark, mark) if depth % 2 == 0 else mark)
        depth -= mark == "”"
        if depth < 0:
            return text
    return "".join(marks)


def stamp(judgement: Judgement, card: Stamp) -> list[Finding]:
    """The findings of one judgement, with rule, severity, place and fingerprint."""
    return [_stamp_one(judgement, issue, card) for issue in judgement.issues]


def _stamp_one(judgement: Judgement, issue: Issue, card: Stamp) -> Finding:
    rule = judgement.rule
    subject = issue.subject if issue.subject is not None else judgement.subject
    location = _locate(Place(subject, issue.field), card, issue.quote)
    _, project, _ = card.homes[id(subject)]
    unit = project.unit if project else None
    unit_name = (unit.name or unit.code or "") if unit else ""
    names = (unit_name, location.project or "", location.indicator or "")
    key = (rule.code, *names, location.field)
    nth = card.seen[key]
    card.seen[key] += 1
    chosen = card.severities.get(rule.code)
    return Finding(
        rule=rule.code,
        name=rule.name.replace("_", "-"),
        severity=chosen or issue.severity or rule.severity,
        confidence=issue.confidence if issue.confidence is not None else rule.confidence,
        dimension=rule.dimension,
        title=rule.title,
        message=nest_quotes(issue.message),
        suggestion=nest_quotes(issue.suggestion),
        basis=(*(card.policy[key] for key in rule.basis if key in card.policy), *rule.citations),
        evidence=issue.evidence,
        location=location,
        related=tuple(_locate(place, card) for place in issue.related),
        fingerprint=fingerprint(rule.code, names, location.field, nth),
        topics=issue.topics,
    )
