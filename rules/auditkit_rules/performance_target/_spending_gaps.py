"""Which matters of a purpose no output indicator speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit import Indicator, Project, canonical_first_level
from auditkit_rules.performance_target._clauses import clauses
from auditkit_rules.performance_target._kinship import matter_of
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._numbers_in_text import mentions
from auditkit_rules.performance_target._spending import is_input, spending_directions
from auditkit_rules.performance_target._topics import Topic, topic_of
from auditkit_rules.performance_target.lists import words

__all__ = ["Gaps", "gaps_of", "judged_directions", "main_matter", "outputs_of", "outputs_suggested"]

_SUGGESTIONS = words("output_suggestions")
_SOURCES, _SCENES = words("cost_reading"), frozenset(words("scene_words").words)
_OF = re.compile(r"([^，。；、的\d]{2,12})的")
_OUTPUTS = ("output.quantity", "output.quality", "output.timeliness")
_WORK = frozenset((*words("work_words").words, *words("output_verbs").words, *words("topic_synonyms").groups))
_LIST = re.compile(r"[、与]|以及|(?<![涉普危波])及(?!时)|(?<![共缓温调])和(?!谐|平)")
_ALL_DONE = re.compile("(?:任务|工作|项目|计划)[^，。；]{0,4}完成|完成[^，。；]{0,4}(?:任务|工作|项目|计划)")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Matters without any output indicator, and those with one but none that counts."""

    uncovered: tuple[str, ...]
    uncounted: tuple[str, ...]


def _is_output(item: Indicator) -> bool:
    """Quantity, quality or timeliness; or of unknown kind under 产出指标."""
    return item.kind in _OUTPUTS or (item.kind == "unknown" and canonical_first_level(item.first_level) == "产出指标")


def outputs_of(project: Project) -> tuple[Indicator, ...]:
    """Quantity, quality and timeliness indicators that have a name."""
    return tuple(item for item in project.indicators if _is_output(item) and normal_name(item.name))


def judged_directions(purpose: str) -> tuple[str, ...]:
    """The matters that ask for an output: no kinds of cost (印刷费) nor sources of money, and telling something."""
    return tuple(
        item
        for item in spending_directions(purpose)
        if not is_input(item) and topic_of(item) and not _SOURCES.matches(item)
    )


def _spoken(indicator: Indicator) -> tuple[Topic, Topic]:
    """What an output speaks of, with and without people and places."""
    told = indicator.description or ""
    return topic_of(indicator.name) | topic_of(told), matter_of(indicator.name) | matter_of(told)


def main_matter(project: Project) -> Topic:
    """What the project as a whole is about, where its name is not itself a list."""
    return frozenset() if _LIST.search(project.name) else matter_of(project.name)


def _counts_one_object(clause: str, outputs: Sequence[Indicator]) -> bool:
    """Whether a clause lists what is done to one counted thing that an output counts: 24间教室的甲、乙和丙."""
    for mention in mentions(clause):
        found = _OF.match(clause, mention.end)
        if found is None or found[1] in _SCENES or not topic_of(found[1]):
            continue
        counted = mention.value.number, mention.value.unit
        if any((item.target.number, item.target.unit) == counted for item in outputs):
            return True
    return False


def _aspects(project: Project, directions: tuple[str, ...]) -> frozenset[str]:
    """The directions that are aspects of one counted thing."""
    outputs = [item for item in outputs_of(project) if item.kind == "output.quantity"]
    counted = [clause for clause in clauses(project.purpose or "") if _counts_one_object(clause, outputs)]
    return frozenset(item for item in directions if any(item in clause for clause in counted))


def _speaks_of(spoken: tuple[Topic, Topic], own: Topic, whole: Topic, told: Topic) -> bool:
    """By a word of its own; or in general, by work it shares with others and no word of theirs (外包合同完成率)."""
    words, matter = spoken
    return bool(words & own) or bool(matter and not matter & told and matter & whole & _WORK)


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
    aspects = _aspects(project, directions)
    uncovered, uncounted = [], []
    for direction, topic in zip(directions, topics, strict=True):
        own = (matter_of(direction) - common) or (topic - common) or topic
        hits = [item for item, spoken in outputs if _speaks_of(spoken, own, topic, told)]
        if not hits and not own & main and direction not in aspects:
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
