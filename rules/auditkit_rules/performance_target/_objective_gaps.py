"""What an objective promises that can be measured, and whether an indicator measures it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit import Indicator, Objective, Project
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._kinship import APART, kinship, matter_of
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

    ``kind``: ``effect`` (a known measurable effect), ``amount`` (a stated number), ``task``, or
    ``entry`` (nothing of the whole entry has to do with the project).
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
    matter = matter_of(clause)
    return [
        item
        for item in indicators
        if matter & matter_of(_texts(item)) or any(value in _texts(item) for value in values)
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


def _task(clause: str, project: Project) -> Promise | None:
    """A plainly worded task that no indicator measures.

    Its matter is one of the synonym lists, or it has nothing to do with the project at all: other
    words we do not know prove nothing.
    """
    if not _TASK.search(clause) or _ASIDE.search(clause):
        return None
    known = _KNOWN.intersection(pieces(clause)) and not _about(clause, project.indicators, ())
    return Promise(clause, "task", terms(clause)) if known or _is_strange(clause, project) else None


def _is_strange(clause: str, project: Project) -> bool:
    """Whether a clause that tells something has no kinship with the name, the purpose or any indicator."""
    texts = [project.name, *clauses(project.purpose or "")]
    texts += [text for item in project.indicators for text in (item.name, *clauses(item.description or ""))]
    return bool(matter_of(clause)) and all(kinship(clause, text) < APART for text in texts)


def _left_out(clause: str, main: frozenset[str]) -> bool:
    """Whether a clause is boilerplate, a means, or about the project's own matter."""
    return _is_talk(clause) or bool(matter_of(clause) & main)


def _is_talk(clause: str) -> bool:
    """Whether a clause is boilerplate or a means: 维护社会稳定, 通过……方式."""
    return any(word in normal_text(clause) for word in _BOILERPLATE.words) or _MEANS.match(clause) is not None


def _stranger(told: Sequence[str], project: Project) -> Promise | None:
    """An entry none of whose clauses has to do with the project's name, purpose or any indicator."""
    telling = [clause for clause in told if matter_of(clause) and not _is_talk(clause) and not _ASIDE.search(clause)]
    if not telling or not any(_EFFECTS.matches(clause) or _TASK.search(clause) for clause in telling):
        return None
    if not all(_is_strange(clause, project) for clause in telling):
        return None
    return Promise(telling[0], "entry", terms(telling[0]))


def promises_of(objective: Objective, project: Project) -> tuple[Promise, ...]:
    """The measurable promises of an objective that no indicator measures, in order."""
    named = main_matter(project)
    found: list[Promise] = []
    told = clauses(strip_number(objective.text))
    for clause in told:
        if _left_out(clause, named):
            continue
        effect = _effect(clause, project.indicators)
        amounts = () if effect else tuple(_amounts(clause, project.indicators))
        task = None if effect or amounts else _task(clause, project)
        found += [item for item in (effect, *amounts, task) if item is not None]
    told_better = any(item.kind != "task" for item in found) or (found and len(told) == 1)
    stranger = None if told_better else _stranger(told, project)
    return (stranger,) if stranger else tuple(found)
