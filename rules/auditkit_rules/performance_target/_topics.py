"""What a text is about: pairs of characters of its telling words, synonyms made one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["Topic", "covers", "pieces", "terms", "topic_of"]

Topic = frozenset[str]

_STOPS = words("topic_stops")
_STOP = re.compile("|".join(re.escape(word) for word in _STOPS.words))
_TAIL = re.compile("(?:" + "|".join(map(re.escape, _STOPS.groups["tails"])) + ")$")
_OTHER = re.compile(r"[\dA-Za-z%％|]+")


def _heads() -> dict[str, str]:
    """Each synonym and the name of its group; of two groups the later one counts."""
    groups = [*words("synonyms").groups.items(), *words("topic_synonyms").groups.items()]
    return {word: head for head, group in groups for word in group}


_HEADS = _heads()
_WHOLE = frozenset(head for head in _HEADS.values() if not head.endswith("率")) - frozenset(_STOPS.words)
_SYNONYM = re.compile("|".join(re.escape(word) for word in sorted(_HEADS, key=len, reverse=True)))


def _cut(text: str) -> tuple[str, ...]:
    """The runs of two characters or more that are left without numbers and generic words."""
    runs = _STOP.sub("|", _OTHER.sub("|", text)).split("|")
    trimmed = (_TAIL.sub("", run) if len(run) > 2 else run for run in runs)
    return tuple(run for run in trimmed if len(run) > 1)


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[str, ...]:
    """The telling words of a text as written, in order: ``减轻信访压力`` gives ``信访``."""
    return tuple(dict.fromkeys(_cut(normal_text(text))))


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[str, ...]:
    """The same with each synonym replaced by the name of its group and standing alone."""
    parts = _SYNONYM.sub(lambda hit: f"|{_HEADS[hit.group()]}|", normal_name(text)).split("|")
    return tuple(dict.fromkeys(piece for part in parts for piece in ((part,) if part in _WHOLE else _cut(part))))


@lru_cache(maxsize=8192)
def topic_of(text: str) -> Topic:
    """Pairs of neighbouring characters of what a text is about; empty when it tells nothing."""
    return frozenset(piece[at : at + 2] for piece in pieces(text) for at in range(len(piece) - 1))


def covers(indicator_name: str, topic: Iterable[str]) -> bool:
    """Whether an indicator's name speaks of a topic (as from ``topic_of``)."""
    return not topic_of(indicator_name).isdisjoint(topic)
