"""What a name is about: its telling pieces, with measures and filler words taken out."""

from __future__ import annotations

import re
from functools import lru_cache

from auditkit_rules.performance_target._measures import EACH
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["matter", "nearness", "shared_matter"]

_STOPS = words("matter_stops")
_SYNONYMS = words("synonyms")
_DIGITS = re.compile(r"[\dA-Za-z%％]+")
_STOP = re.compile("|".join(re.escape(word) for word in _STOPS.words))
_TAIL = re.compile("(?:" + "|".join(map(re.escape, _STOPS.groups["tails"])) + r")$")
_HEADS = {word: head for head, group in _SYNONYMS.groups.items() for word in group}
_SYNONYM = re.compile("|".join(re.escape(word) for word in sorted(_HEADS, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def matter(text: str, literal: bool = False) -> frozenset[str]:
    """Pairs of neighbouring characters of what ``text`` is about.

    Synonyms are made one (卷宗 is 档案) unless ``literal``.
    """
    bare = EACH.sub("|", normal_name(text))
    if not literal:
        bare = _SYNONYM.sub(lambda found: f"|{_HEADS[found.group()]}|", bare)
    pieces = _STOP.sub("|", _DIGITS.sub("|", bare)).split("|")
    kept = [_TAIL.sub("", piece) if len(piece) > 2 else piece for piece in pieces]
    return frozenset(piece[at : at + 2] for piece in kept for at in range(len(piece) - 1))


def shared_matter(one: str, other: str) -> frozenset[str]:
    """The pieces both texts are about, synonyms made one."""
    return matter(one) & matter(other)


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of ``one`` that ``other`` is about too, from 0 to 1; 0 where ``one`` is empty."""
    return len(one & other) / len(one) if one else 0.0
