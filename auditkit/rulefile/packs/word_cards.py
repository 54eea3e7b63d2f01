"""The word lists of a YAML pack as cards, with the rules whose definitions name them; and back again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditkit.rule import Rule
from auditkit.rulefile.language.words import WordList
from auditkit.word_lists import ListCard

__all__ = ["card_of", "made_of", "names_list"]

_PROSE = frozenset(
    "code name title severity dimension confidence for_each basis tests default formerly options why "
    "overrides explain".split()
)
_TEMPLATES = frozenset({"message", "suggest"})
_HOLE = re.compile(r"\{[^{}]*\}")


def card_of(words: WordList, rules: Sequence[Rule] = ()) -> ListCard:
    """The card of a list."""
    data = {"words": list(words.words), "exceptions": list(words.exceptions), "source": words.source}

    def users() -> tuple[str, ...]:
        return tuple(sorted(rule.code for rule in rules if names_list(rule, words)))

    return ListCard(words.name, data, users, plain=True, made=words)


def made_of(name: str, data: Mapping[str, Any]) -> WordList:
    """The list that a card's data describe."""
    return WordList(name, tuple(data["words"]), tuple(data["exceptions"]), data.get("source", ""))


def names_list(rule: Rule, words: WordList) -> bool:
    """Whether the definition of a YAML rule names this very list."""
    known: Mapping[str, Any] = getattr(rule.check, "lexicons", {})
    if rule.definition is None or known.get(words.name) is not words:
        return False
    named = re.compile(rf"(?<!\w){re.escape(words.name)}(?!\w)")
    return any(named.search(text) for text in _expressions(rule.definition))


def _expressions(definition: Mapping[str, Any]) -> Iterator[str]:
    for key, value in definition.items():
        if key in _TEMPLATES:
            yield from _HOLE.findall(str(value))
        elif key not in _PROSE:
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
