"""Which matters of a purpose no output indicator speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from auditkit import Indicator, Project
from auditkit_rules.performance_target._clauses import spending_directions
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target._topics import Topic, topic_of
from auditkit_rules.performance_target.lists import words

__all__ = ["Gaps", "gaps_of", "is_input", "judged_directions", "main_matter", "outputs_of", "outputs_suggested"]

_INPUTS, _SUGGESTIONS = words("spending_inputs"), words("output_suggestions")
_OUTPUTS = ("output.quantity", "output.quality", "output.timeliness")
_WORK = frozenset((*words("work_words").words, *words("output_verbs").words, *words("topic_synonyms").groups))
_LIST = re.compile(r"[、与]|以及|(?<![涉普危波])及(?!时)|(?<![共缓温调])和(?!谐|平)")
_ALL_DONE = re.compile("(?:任务|工作|项目|计划)[^，。；]{0,4}完成|完成[^，。；]{0,4}(?:任务|工作|项目|计划)")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Matters without any output indicator, and those with one but none that counts."""

    uncovered: tuple[str, ...]
    uncounted: tuple[str, ...]


def outputs_of(project: Project) -> tuple[Indicator, ...]:
    """Quantity, quality and timeliness indicators that have a name."""
    return tuple(item for item in project.indicators if item.kind in _OUTPUTS and normal_name(item.name))


def is_input(direction: str) -> bool:
    bare = normal_text(direction)
    return bare in _INPUTS.words or _INPUTS.matches(bare)


def judged_directions(purpose: str) -> tuple[str, ...]:
    """The matters that ask for an output: not mere kinds of cost (印刷费), and telling something."""
    return tuple(item for item in spending_directions(purpose) if not is_input(item) and topic_of(item))


def _spoken(indicator: Indicator) -> Topic:
    return topic_of(indicator.name) | topic_of(indicator.description or "")


def main_matter(project: Project) -> Topic:
    """What the project as a whole is about, where its name is not itself a list."""
    return frozenset() if _LIST.search(project.name) else topic_of(project.name)


def _speaks_of(spoken: Topic, own: Topic, whole: Topic, told: Topic) -> bool:
    """By a word of its own; or in general, by work it shares with others and no word of theirs (外包合同完成率)."""
    return bool(spoken & own) or bool(spoken and not spoken & told and spoken & whole & _WORK)


def gaps_of(project: Project, directions: tuple[str, ...]) -> Gaps:
    """Match each matter with the outputs by the words that tell it from the other matters."""
    topics = [topic_of(direction) for direction in directions]
    counts = Counter(pair for topic in topics for pair in topic)
    common = frozenset(pair for pair, number in counts.items() if number > 1)
    outputs = [(item, _spoken(item)) for item in outputs_of(project)]
    main = main_matter(project)
    told = frozenset(counts) - common - main
    if any(item.kind == "output.quantity" and _ALL_DONE.search(item.name) for item, _ in outputs):
        return Gaps((), ())
    uncovered, uncounted = [], []
    for direction, topic in zip(directions, topics, strict=True):
        own = (topic - common) or topic
        hits = [item for item, spoken in outputs if _speaks_of(spoken, own, topic, told)]
        if not hits and not own & main:
            uncovered.append(direction)
        elif hits and all(item.kind != "output.quantity" for item in hits):
            uncounted.append(direction)
    return Gaps(tuple(uncovered), tuple(uncounted))


def outputs_suggested(direction: str) -> tuple[str, ...]:
    """Output indicators that fit a matter, with their units: ``购置数量（台、套、件）``."""
    for entry in _SUGGESTIONS.entries:
        if any(word in direction for word in entry["keywords"]):
            return tuple(entry["suggest"])
    return _SUGGESTIONS.groups["fallback"]
