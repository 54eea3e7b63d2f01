"""A word list and how it is searched: longest word first, nothing inside an exception."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Hit", "WordList"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found at ``text[start:end]``."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and the longer words in which they do not count: 有效 does not count in 有效期."""

    name: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    source: str = ""
    _made: list[tuple[re.Pattern[str], re.Pattern[str] | None]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every word of the list in the text, from left to right, none overlapping another."""
        words, exceptions = self._patterns()
        excused = [hit.span() for hit in exceptions.finditer(text)] if exceptions else []
        found: list[Hit] = []
        at = 0
        while hit := words.search(text, at):
            start, end = hit.span()
            if any(first <= start and end <= last for first, last in excused):
                at = start + 1
                continue
            found.append(Hit(hit[0], start, end))
            at = end
        return tuple(found)

    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        """Made at the first use: most lists of a pack are not asked for most forms."""
        if not self._made:
            exceptions = _alternatives(self.exceptions)
            words = _alternatives(self.words) or re.compile(r"(?!)")
            self._made.append((words, exceptions))
        return self._made[0]


def _alternatives(words: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
