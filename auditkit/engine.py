"""Run rules over subjects and count their outcomes.

The engine knows no rule, pack, field or word of the form. One rule's crash on one subject costs
only that outcome.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditkit.finding import Issue, NotApplicable, NotJudged, Passed, Subject
from auditkit.model import Batch, Submission
from auditkit.report import Coverage
from auditkit.rule import Rule

__all__ = ["OUTCOMES", "Judgement", "count", "judge", "judge_batch", "judge_submission"]

OUTCOMES = ("flagged", "passed", "not_applicable", "not_judged", "failed")
Announce = Callable[[str], None]
Options = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule said of one subject: one of the five outcomes with all that supports it."""

    rule: Rule
    subject: Subject
    outcome: str
    issues: tuple[Issue, ...] = ()
    reasons: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    trace: str = ""


def judge(rule: Rule, context: Mapping[str, Subject], options: Mapping[str, Any]) -> Judgement:
    """Ask one rule about one subject; ``context`` maps scope names to the enclosing subjects."""
    subject = context[rule.scope]
    arguments = [context[scope] for scope in rule.needs]
    issues: list[Issue] = []
    not_judged: list[str] = []
    not_applicable: list[str] = []
    proofs: list[str] = []
    try:
        for said in rule.check(*arguments, **options):
            if isinstance(said, Issue):
                issues.append(said)
            elif isinstance(said, NotJudged):
                not_judged.append(said.reason)
            elif isinstance(said, NotApplicable):
                not_applicable.append(said.reason)
            elif isinstance(said, Passed):
                proofs.append(said.proof)
            else:
                raise TypeError(f"规则返回了不认识的结果 {type(said).__name__}")
    except (Exception, SystemExit) as error:
        reason = f"规则运行出错：{type(error).__name__}: {error}"
        return Judgement(rule, subject, "failed", (), (reason,), (), traceback.format_exc())
    if issues:
        return Judgement(rule, subject, "flagged", tuple(issues), tuple(not_judged), tuple(proofs))
    if not_judged:
        return Judgement(rule, subject, "not_judged", (), tuple(not_judged), tuple(proofs))
    if not_applicable:
        return Judgement(rule, subject, "not_applicable", (), tuple(not_applicable), tuple(proofs))
    return Judgement(rule, subject, "passed", (), (), tuple(proofs))


def _contexts(scope: str, batch: Batch, submission: Submission) -> Iterator[dict[str, Subject]]:
    around: dict[str, Subject] = {"batch": batch, "submission": submission}
    if scope == "submission":
        yield around
        return
    for project in submission.projects:
        inside = around | {"project": project}
        if scope == "project":
            yield inside
            continue
        for indicator in project.indicators:
            yield inside | {"indicator": indicator}


def judge_submission(
    rules: Sequence[Rule],
    submission: Submission,
    options: Options,
    announce: Announce | None = None,
    batch: Batch | None = None,
) -> list[Judgement]:
    """All rules but those over batches, on all subjects of one submission, in order.

    ``batch`` is the batch it belongs to, for rules that look at last year's; else it is alone.

    ``announce`` hears each rule's code before it runs: whoever supervises this process from
    outside can then name the rule it had to stop.
    """
    around = batch or Batch((submission,))
    judgements: list[Judgement] = []
    for rule in rules:
        if rule.scope == "batch":
            continue
        if announce is not None:
            announce(rule.code)
        chosen = options.get(rule.code, {})
        judgements.extend(judge(rule, c, chosen) for c in _contexts(rule.scope, around, submission))
    return judgements


def judge_batch(
    rules: Sequence[Rule], batch: Batch, options: Options, announce: Announce | None = None
) -> list[Judgement]:
    """The rules over batches, on the one batch."""
    judgements: list[Judgement] = []
    for rule in rules:
        if rule.scope != "batch":
            continue
        if announce is not None:
            announce(rule.code)
        judgements.append(judge(rule, {"batch": batch}, options.get(rule.code, {})))
    return judgements


def count(judgements: Iterable[Judgement]) -> tuple[Coverage, ...]:
    """Coverage per rule, in order of first appearance."""
    tallies: dict[str, Counter[str]] = {}
    rules: dict[str, Rule] = {}
    reasons: dict[str, dict[str, None]] = {}
    proofs: dict[str, dict[str, None]] = {}
    for item in judgements:
        code = item.rule.code
        rules[code] = item.rule
        tallies.setdefault(code, Counter())[item.outcome] += 1
        reasons.setdefault(code, {}).update(dict.fromkeys(item.reasons))
        proofs.setdefault(code, {}).update(dict.fromkeys(item.proofs))
    return tuple(
        Coverage(
            rule=code,
            title=rules[code].title,
            flagged=tally["flagged"],
            passed=tally["passed"],
            not_applicable=tally["not_applicable"],
            not_judged=tally["not_judged"],
            failed=tally["failed"],
            reasons=tuple(reasons[code]),
            proofs=tuple(proofs[code]),
        )
        for code, tally in tallies.items()
    )
