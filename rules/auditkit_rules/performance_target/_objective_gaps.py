"""What an objective promises that can be measured, and whether an indicator measures it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit import Indicator, Objective, Project
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._numbers_in_text import mentions
from auditkit_rules.performance_target._spending_gaps import main_matter
from auditkit_rules.performance_target._topics import pieces, terms, topic_of
from auditkit_rules.performance_target._vague import accepted_as, is_qualitative
from auditkit_rules.performance_target.lists import words

__all__ = ["Promise", "promises_of"]

_EFFECTS, _READING, _BOILERPLATE = words("measurable_effects"), words("objective_reading"), words("boilerplate")
_ASIDE, _TASK, _MEANS = _READING.patterns
_KNOWN = frozenset((*words("synonyms").groups, *words("topic_synonyms").groups))


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause that no indicator measures.

    ``kind``: ``effect`` (a known measurable effect), ``amount`` (a stated number) or ``task``.
    ``vague`` when only an indicator with a value in words speaks of it.
    """

    clause: str
    kind: str
    topics: tuple[str, ...]
    vague: bool = False


def _texts(indicator: Indicator) -> str:
    return f"{indicator.name}。{indicator.description or ''}"


def _about(clause: str, indicators: Sequence[Indicator], values: Sequence[str]) -> list[Indicator]:
    """The indicators that speak of what a clause speaks of, or of one of the listed words."""
    topic = topic_of(clause)
    return [
        item
        for item in indicators
        if topic & topic_of(_texts(item)) or any(value in _texts(item) for value in values)
    ]


def _is_vague(indicator: Indicator) -> bool:
    return is_qualitative(indicator) and accepted_as(indicator) is None


def _effect(clause: str, indicators: Sequence[Indicator]) -> Promise | None:
    if not _EFFECTS.matches(clause):
        return None
    for entry in _EFFECTS.entries:
        word = next((word for word in entry["keywords"] if word in clause), None)
        if word is None:
            continue
        hits = _about(clause, indicators, entry["values"])
        if not hits or all(_is_vague(item) for item in hits):
            return Promise(clause, "effect", (word, entry["label"]), bool(hits))
    return None


def _amounts(clause: str, indicators: Sequence[Indicator]) -> Iterator[Promise]:
    """Numbers of a clause that neither an indicator's name nor its value repeats."""
    for mention in mentions(clause):
        value, segment = mention.value, mention.segment.strip()
        if value.kind != "quantity" or mention.change or mention.each or _ASIDE.search(segment):
            continue
        repeated = any(
            item.target.number == value.number and item.target.unit == value.unit for item in indicators
        )
        if topic_of(segment) and not repeated and not _about(segment, indicators, ()):
            yield Promise(segment, "amount", terms(segment))


def _task(clause: str, indicators: Sequence[Indicator]) -> Promise | None:
    """A plainly worded task on a matter of the synonym lists; words we do not know prove nothing."""
    if not _TASK.search(clause) or not _KNOWN.intersection(pieces(clause)) or _ASIDE.search(clause):
        return None
    return None if _about(clause, indicators, ()) else Promise(clause, "task", terms(clause))


def _left_out(clause: str, main: frozenset[str]) -> bool:
    """Whether a clause is boilerplate, a means, or about the project's own matter."""
    boilerplate = any(word in normal_text(clause) for word in _BOILERPLATE.words)
    return boilerplate or _MEANS.match(clause) is not None or bool(topic_of(clause) & main)


def promises_of(objective: Objective, project: Project) -> tuple[Promise, ...]:
    """The measurable promises of an objective that no indicator measures, in order."""
    named = main_matter(project)
    found: list[Promise] = []
    for clause in clauses(strip_number(objective.text)):
        if _left_out(clause, named):
            continue
        effect = _effect(clause, project.indicators)
        amounts = () if effect else tuple(_amounts(clause, project.indicators))
        task = None if effect or amounts else _task(clause, project.indicators)
        found += [item for item in (effect, *amounts, task) if item is not None]
    return tuple(found)
