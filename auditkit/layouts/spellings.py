"""What a spelling of a label means, also one that lost characters to a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditkit.layouts.text import Key, key_of

__all__ = ["Label", "find_label", "label_named", "spellings"]

_OF_WHICH = "其中:"
_GARBLED = re.compile(r"[?\ufffd]+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label on the form means: a field, and the horizon it speaks of; ``rank`` 0 is the best."""

    field: str
    horizon: str | None = None
    rank: int = 0


def find_label(table: Mapping[str, Label], key: Key) -> Label | None:
    """The label that a key names; without 其中 where only that is in the way."""
    found = table.get(key.full) or table.get(key.plain) or table.get(key.plain.removeprefix(_OF_WHICH))
    if found is None and ("?" in key.full or "\ufffd" in key.full):
        return _garbled(table, key.full)
    return found


def _garbled(table: Mapping[str, Label], text: str) -> Label | None:
    """The label behind a text that lost characters to a wrong encoding, where only one fits."""
    sound = _GARBLED.sub("", text)
    if len(sound) < 2:
        return None
    pattern = re.compile(".{1,4}".join(map(re.escape, _GARBLED.split(text))) + ".{0,1}")
    fitting = [(len(spelling), label) for spelling, label in table.items() if pattern.fullmatch(spelling)]
    shortest = min((length for length, _ in fitting), default=0)
    nearest = [label for length, label in fitting if length == shortest]
    return nearest[0] if len({label.field for label in nearest}) == 1 else None


def spellings(given: Iterable[Mapping[str, Any]]) -> dict[str, Label]:
    """Spellings to labels; the first list that claims a spelling keeps it."""
    found: dict[str, Label] = {}
    for lists in given:
        for name, listed in lists.items():
            for rank, spelling in enumerate(listed):
                found.setdefault(key_of(spelling).full, label_named(name, rank))
    return found


def label_named(name: str, rank: int = 0) -> Label:
    """The label behind a name of the lists: ``field`` or ``field.horizon``."""
    field, _, horizon = name.partition(".")
    return Label(field, horizon or None, rank)
