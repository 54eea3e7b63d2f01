"""Matters that the purposes and objectives of two projects have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit import Place, Project
from auditkit_rules.performance_target._clauses import strip_number
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._spending import is_input, spending_items
from auditkit_rules.performance_target._topics import pieces, terms
from auditkit_rules.performance_target._unit_projects import Group, same_year, variants
from auditkit_rules.performance_target.lists import words

__all__ = ["Overlap", "overlaps_of", "places_of"]

_WORK = words("work_words")
_VERBS = sorted({*words("output_verbs").words, *_WORK.words}, key=len, reverse=True)
_VERB = re.compile("|".join(re.escape(verb) for verb in _VERBS))
_BEFORE = "并|另外?|同时|全年|年内|本年度?|当年|全面|继续|积极|进一步|各类|各项|相关|有关"
_EDGES = re.compile(rf"^(?:{_BEFORE}|{_VERB.pattern}){{1,6}}|(?:{_VERB.pattern}){{1,6}}$")
_MANNERS = frozenset(_WORK.groups["manners"])
_STOPS = words("boilerplate").groups["stop_phrases"]
_AROUND = re.compile("(?:" + "|".join(re.escape(w) for w in words("topic_stops").words if len(w) > 1) + ")+$")
_AGENT = re.compile(
    r"(?:委托|聘请|(?<!自)由|通过)(?:有资质的|专业的?)?[^，。；、]{1,14}?"
    r"(?:机构|单位|公司|中心|企业|院|所)(?:对|为|进行|开展|实施|承担)?"
    r"|[^，。；、和与及]{0,12}(?:检验|检测|监测|测量|实验|试验|教学|训练|办公|救援)"
    r"用(?![房地车品水电具餐工途户于以人料药材油气能语量])(?=[\u4e00-\u9fff]{2})"
)
"""Who does the work, and what a thing is used for: neither is what is paid for."""
_COUNTED = "|".join(sorted(map(re.escape, words("units").groups["count"]), key=len, reverse=True))
_SPLIT = re.compile(rf"\d[\d.,]*[万千百亿]?(?:{_COUNTED})?|[、，（）()“”《》]|以及|[及和与等的]")
_MOST_HOLDERS = 3
_MOST_OBJECTS = 400


@dataclass(frozen=True, slots=True)
class Overlap:
    """The projects that spend on one thing, and what it is, as written."""

    projects: Group
    phrases: tuple[str, ...]


def _without_unit(text: str, unit: str) -> str:
    """The text with every run of two or more characters of the unit's name cut out."""
    kept, at = [], 0
    while at < len(text):
        size = 0
        while at + size < len(text) and text[at : at + size + 1] in unit:
            size += 1
        kept.append("|" if size > 1 else text[at])
        at += max(size, 1)
    return "".join(kept)


def _objects(project: Project, phrase_len: int) -> dict[str, frozenset[str]]:
    """What the money of a project is spent on, each with what is done to it (none: any)."""
    unit = normal_text(project.unit.name) if project.unit else ""
    found: dict[str, frozenset[str]] = {}
    for text in (project.purpose or "", *(strip_number(item.text) for item in project.objectives)):
        for item in spending_items(text):
            if is_input(item):
                continue
            verbs = frozenset(verb for verb in _VERB.findall(item) if verb not in _MANNERS)
            actions = frozenset(piece for verb in verbs for piece in (pieces(verb) or (verb,)))
            parts = [_EDGES.sub("", part) for part in _SPLIT.split(_AGENT.sub("", item))]
            for part in _without_unit("|".join(parts), unit).split("|"):
                phrase = _AROUND.sub("", normal_text(part))
                telling = sum(map(len, terms(phrase))) >= 2 and not any(stop in phrase for stop in _STOPS)
                if len(phrase) >= phrase_len and telling:
                    found[phrase] = found.get(phrase, frozenset()) | actions
    return found


def _fit(one: frozenset[str], other: frozenset[str], equal: bool) -> bool:
    """Whether the same may be done: a common action, or one side naming none; parts need a common one."""
    return bool(one & other) or (equal and (not one or not other))


def _shared(holders: list[tuple[Project, dict[str, frozenset[str]]]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each phrase and the numbers of the projects that spend on it."""
    where: dict[str, list[int]] = {}
    for number, (_, objects) in enumerate(holders):
        for phrase in objects:
            where.setdefault(phrase, []).append(number)
    phrases = sorted(where, key=lambda phrase: (len(phrase), phrase))
    within = len(phrases) <= _MOST_OBJECTS
    for phrase in phrases:
        longer = [other for other in phrases if within and other.endswith(phrase)]
        numbers = {number for other in (phrase, *longer) for number in where[other]}
        if not 1 < len(numbers) <= _MOST_HOLDERS:
            continue
        first = min(where[phrase])
        agreed = [number for number in sorted(numbers) if number == first or _agree(holders, first, number, phrase)]
        if len(agreed) > 1:
            yield phrase, tuple(agreed)


def _agree(
    holders: list[tuple[Project, dict[str, frozenset[str]]]], first: int, other: int, phrase: str
) -> bool:
    (one, left), (two, right) = holders[first], holders[other]
    if not same_year(one, two) or variants(one, two):
        return False
    return any(_fit(left[phrase], actions, equal=text == phrase) for text, actions in right.items() if text.endswith(phrase))


def overlaps_of(group: Group, phrase_len: int) -> Iterator[Overlap]:
    """Two or three projects that spend on the same thing; what more share is the unit's daily bread."""
    holders = [(project, _objects(project, phrase_len)) for project in group]
    by_projects: dict[tuple[int, ...], list[str]] = {}
    for phrase, numbers in _shared(holders):
        known = by_projects.setdefault(tuple(sorted(numbers)), [])
        if not any(phrase in other or other in phrase for other in known):
            known.append(phrase)
    for numbers, phrases in sorted(by_projects.items()):
        yield Overlap(tuple(group[number] for number in numbers), tuple(phrases))


def places_of(project: Project, phrases: tuple[str, ...]) -> tuple[Place, ...]:
    """Where a project speaks of any of the phrases: its purpose first, then objectives."""
    places = [Place(project, "purpose")] if any(p in normal_text(project.purpose) for p in phrases) else []
    places += [Place(item) for item in project.objectives if any(p in normal_text(item.text) for p in phrases)]
    return tuple(places)
