"""A compiled rule at work: from subjects to outcomes, like any rule made in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.finding import Evidence, Issue, NotApplicable, Outcome, Subject
from auditkit.model import Batch
from auditkit.rulefile.checks.named_check import Run, unjudged
from auditkit.rulefile.checks.operands import evidence_of
from auditkit.rulefile.checks.settings import truth
from auditkit.rulefile.checks.spots import short_label, spots
from auditkit.rulefile.language.compiling import Expression
from auditkit.rulefile.language.faults import ExpressionFailed
from auditkit.rulefile.language.fields import FieldPath
from auditkit.rulefile.language.frame import SCOPES, STEPS, Frame, Scope, step_budget
from auditkit.rulefile.language.literals import option_value
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.templates import Template
from auditkit.rulefile.language.values import Missing, Quantity
from auditkit.rulefile.language.words import WordList

__all__ = ["Judge", "needs_of"]

_MOST_PLACES = 20
_MOST_FIELDS = 6


def needs_of(scope: Scope) -> tuple[Scope, ...]:
    """The subjects a rule over this scope receives: its own first, then those around it."""
    return tuple(reversed(SCOPES[: SCOPES.index(scope) + 1]))


@dataclass(frozen=True, slots=True)
class Judge:
    """The check of one rule. ``run`` is its named check; else ``test`` flags when it equals ``flags``.

    ``reads`` are the fields that its conditions and its check name.
    """

    scope: Scope
    where: Expression | None = None
    test: Expression | None = None
    flags: bool = True
    run: Run | None = None
    message: Template | None = None
    suggest: Template | None = None
    at: FieldPath | None = None
    related: tuple[FieldPath, ...] = ()
    evidence: tuple[tuple[str, Expression], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    reads: tuple[FieldPath, ...] = ()

    def __call__(self, *subjects: Subject, **options: Any) -> Iterator[Outcome]:
        """The outcomes for one subject, given with those around it."""
        for name, value in options.items():
            self._fit(name, value)
        yield from self._outcomes(self._frame(subjects, options))

    def saw(self, *subjects: Subject, **options: Any) -> tuple[Evidence, ...]:
        """What stood in the fields that the rule reads, for those who try it out: 空 for nothing."""
        frame = self._frame(subjects, options)
        within = SCOPES[: SCOPES.index(self.scope) + 1]
        return tuple(_seen(path, frame) for path in self.reads if path.scope in within and path.path)

    def _frame(self, subjects: tuple[Subject, ...], options: Mapping[str, Any]) -> Frame:
        given: dict[str, Any] = dict(zip(needs_of(self.scope), subjects, strict=True))
        steps = step_budget(given.get("batch")) if self.scope == "batch" else STEPS
        return Frame(**given, options=options, lexicons=self.lexicons, steps=steps)

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches of the rule's conditions, of which tests should reach each."""
        parts = [part for part in (self.where, self.test) if part is not None]
        return tuple(branch for part in parts for branch in part.branches)

    def _fit(self, name: str, value: Any) -> None:
        """Refuse an option that is of another kind than the rule's own."""
        if value is self.options.get(name):
            return
        wanted, given = option_value(self.options.get(name)), option_value(value)
        if isinstance(wanted, Missing) or _kind(wanted) == _kind(given):
            return
        raise ExpressionFailed(
            f"参数“{name}”应为{_kind(wanted)}（如 {show(wanted)}），现在是“{show(given)}”。"
        )

    def _outcomes(self, frame: Frame) -> Iterator[Outcome]:
        if self.where is not None:
            holds = truth(self.where, frame)
            if isinstance(holds, Missing):
                yield unjudged(holds)
                return
            if not holds:
                yield NotApplicable(f"不符合适用条件“{self.where.text}”")
                return
        if self.run is not None:
            for outcome in self.run(frame):
                yield self._dressed(outcome, frame) if isinstance(outcome, Issue) else outcome
        elif self.test is not None:
            value = truth(self.test, frame)
            if isinstance(value, Missing):
                yield unjudged(value)
            elif value is self.flags:
                yield self._dressed(Issue("", evidence=self._seen(frame)), frame)

    def _dressed(self, issue: Issue, frame: Frame) -> Issue:
        """The issue with what the rule itself says: message, suggestion, place, evidence."""
        said: dict[str, Any] = {}
        if self.message is not None:
            said["message"] = self.message.render(frame)
        if self.suggest is not None:
            said["suggestion"] = self.suggest.render(frame)
        if self.at is not None and self.at.path == "indicators":
            said["subject"], said["field"] = self.at.subject(frame), self.at.pointer
        elif self.at is not None and (found := spots(self.at, frame)):
            said["subject"], said["field"] = found[0].subject, found[0].field
        if self.related:
            places = (spot.place for path in self.related for spot in spots(path, frame)[:_MOST_PLACES])
            said["related"] = (*issue.related, *places)
        if self.evidence:
            said["evidence"] = tuple(evidence_of(label, part.value(frame)) for label, part in self.evidence)
        dressed = replace(issue, **said) if said else issue
        return dressed if frame.submission is not None else _placed(dressed, frame)

    def _seen(self, frame: Frame) -> tuple[Evidence, ...]:
        """The fields that the condition read, with what stood there."""
        assert self.test is not None
        single = [path for path in self.test.fields if not path.many and path.scope in SCOPES and path.path]
        return tuple(_seen(path, frame) for path in single[:_MOST_FIELDS])


def _placed(issue: Issue, frame: Frame) -> Issue:
    """A finding on a whole batch stands in a file: at the first place it names, else at the first file."""
    if issue.subject is not None and not isinstance(issue.subject, Batch):
        return issue
    if issue.related:
        first = issue.related[0]
        return replace(issue, subject=first.subject, field=first.field, related=issue.related[1:])
    assert frame.batch is not None
    return replace(issue, subject=next(iter(frame.batch.submissions), frame.batch), field="")


def _seen(path: FieldPath, frame: Frame) -> Evidence:
    value = path.read(frame)
    if path.many:
        return Evidence(short_label(path), show(value))
    found = spots(path, frame)
    if found and found[0].written and not isinstance(value, Quantity):
        return Evidence(short_label(path), found[0].written)
    return evidence_of(short_label(path), value)


_KINDS: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (lambda value: isinstance(value, bool), "真或假"),
    (lambda value: isinstance(value, str), "文字"),
    (lambda value: isinstance(value, tuple), "列表"),
)


def _kind(value: Any) -> str:
    return next((word for fits, word in _KINDS if fits(value)), "数")
