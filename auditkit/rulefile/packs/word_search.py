"""Which word lists catch a phrase, by what, and which rules ask them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditkit.rule import RulePack
from auditkit.rulefile.packs.word_cards import names_list
from auditkit.word_lists import ListCard

__all__ = ["Catch", "Found", "find_phrase"]

_TABLES = ("map", "aliases_first", "aliases_second")
_IN_ENTRY = ("keywords", "values", "subjects", "nouns", "symbols", "prefix", "suffix")
_ENTRY_PATTERNS = ("trigger", "pattern")


@dataclass(frozen=True, slots=True)
class Catch:
    """What of a list catches a phrase: ``text`` as it stands in the list, ``hit`` as in the phrase.

    ``kind``: word, map, pattern, template or entry. ``note`` is what a word is replaced by. ``file``
    and ``line`` tell where a bureau added it.
    """

    kind: str
    text: str
    hit: str
    group: str = ""
    note: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A list that has the phrase or a part of it. ``spared``: the exceptions that let the phrase pass."""

    pack: RulePack
    card: ListCard
    catches: tuple[Catch, ...]
    spared: tuple[str, ...]
    rules: tuple[str, ...]

    def whole(self, phrase: str) -> bool:
        """Whether something catches the phrase as a whole."""
        return any(catch.hit == phrase for catch in self.catches)


def find_phrase(phrase: str, packs: Sequence[RulePack]) -> list[Found]:
    """The lists of all packs that catch the phrase; those that catch it whole come first."""
    found = []
    for pack in packs:
        for card in pack.lists() if pack.lists is not None else ():
            catches = tuple(_located(_longest(_catches(phrase, card)), card, pack))
            if catches:
                rules = {*card.rules, *_elsewhere(card, packs)}
                spared = tuple(_spared(phrase, card, catches))
                found.append(Found(pack, card, catches, spared, tuple(sorted(rules))))
    return sorted(found, key=lambda item: not item.whole(phrase))


def _elsewhere(card: ListCard, packs: Sequence[RulePack]) -> Iterator[str]:
    """The rules of other packs, which extend this one, that name the list."""
    if card.made is not None:
        for pack in packs:
            yield from (rule.code for rule in pack.rules if names_list(rule, card.made))


def _catches(phrase: str, card: ListCard) -> Iterator[Catch]:
    data = card.data
    yield from _words(phrase, data.get("words", ()), "")
    for group, words in data.get("groups", {}).items():
        yield from _words(phrase, words, group)
    for words in data.get("interchangeable", ()):
        yield from _words(phrase, words, "、".join(words))
    for key in ("taxonomy_2015", "taxonomy_2021"):
        for first, seconds in data.get(key, {}).items():
            yield from _words(phrase, (first, *seconds), f"{key.removeprefix('taxonomy_')} {first}")
    for key in _TABLES:
        for word, other in data.get(key, {}).items():
            if word in phrase:
                yield Catch("map", word, word, note=str(other))
    for text in data.get("patterns", ()):
        yield from _pattern(phrase, text, text, "pattern")
    for text, regex in card.templates.items():
        yield from _pattern(phrase, text, regex, "template")
    for number, entry in enumerate(data.get("entries", ()), 1):
        yield from _entry(phrase, entry, number)


def _words(phrase: str, words: Iterable[str], group: str) -> Iterator[Catch]:
    return (Catch("word", word, word, group) for word in words if word in phrase)


def _pattern(phrase: str, text: str, regex: str, kind: str, group: str = "") -> Iterator[Catch]:
    hit = re.search(regex, phrase)
    if hit is not None and hit[0]:
        yield Catch(kind, text, hit[0], group)


def _entry(phrase: str, entry: Mapping[str, Any], number: int) -> Iterator[Catch]:
    name = str(entry.get("label") or entry.get("type") or entry.get("group") or f"第{number}条")
    for key in _IN_ENTRY:
        for word in entry.get(key, ()):
            if word in phrase:
                yield Catch("entry", word, word, name)
    for holder in (entry, *entry.get("needs", ())):
        for key in _ENTRY_PATTERNS:
            if key in holder:
                yield from _pattern(phrase, holder[key], holder[key], "pattern", name)


def _longest(catches: Iterable[Catch]) -> list[Catch]:
    """Without words that lie inside a longer word of the same group."""
    every = list(dict.fromkeys(catches))
    return [
        one
        for one in every
        if not any(
            (one.kind, one.group) == (other.kind, other.group)
            and one.kind in ("word", "entry")
            and one.hit != other.hit
            and one.hit in other.hit
            for other in every
        )
    ]


def _located(catches: Iterable[Catch], card: ListCard, pack: RulePack) -> Iterator[Catch]:
    """The catches with the file and line of those that were added."""
    files = [item for item in pack.added if item.list == card.name]
    for one in catches:
        home = next((item for item in files if one.text in item.lines), None)
        if home is None:
            yield one
        else:
            line = home.lines[one.text]
            yield Catch(one.kind, one.text, one.hit, one.group, one.note, home.file, line)


def _spared(phrase: str, card: ListCard, catches: Sequence[Catch]) -> Iterator[str]:
    """The exceptions that let the phrase pass."""
    for text in card.data.get("exceptions", ()):
        if not card.plain:
            if re.search(text, phrase):
                yield text
        elif text in phrase and any(one.hit in text for one in catches):
            yield text
