"""Tell a wrapped line of a padded table (antiword) from a new row, by how full its cells are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from auditkit.readers.text_lines import Written, follows

__all__ = ["Wraps", "wraps_in"]

_BAR = re.compile(r"\|")
_WORD = re.compile(r"[!-~]+|.")


def _width(text: str) -> tuple[int, int]:
    """The least and greatest width on screen; characters such as ≥ may take one place or two."""
    if text.isascii():
        return len(text), len(text)
    kinds = [east_asian_width(char) for char in text]
    least = len(text) + sum(kind in "WF" for kind in kinds)
    return least, least + kinds.count("A")


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] <= two[1] and two[0] <= one[1]


@dataclass(frozen=True, slots=True)
class Wraps:
    """A table in which long cells go on in the next line, between the same bars."""

    width: tuple[int, int]

    def _is_full(self, before: str, text: str) -> bool:
        """Whether the first word of ``text`` had no room left in the cell above."""
        word = _WORD.match(text.strip())
        room = _width(before)[1] - _width(before.rstrip())[0]
        return word is not None and bool(before.strip()) and room < _width(word.group())[1] + 1

    def goes_on(self, before: Sequence[str], texts: Sequence[str], row: Sequence[Written]) -> bool:
        """Whether a line continues the row of the line before it."""
        if len(before) != len(texts) or len(row) != len(texts):
            return False
        if not all(_overlap(_width(a), _width(b)) for a, b in zip(before, texts, strict=True)):
            return False
        filled = [n for n, text in enumerate(texts) if text.strip()]
        if not filled:
            return False
        if len(texts) > 1 and filled[0] > 0 and len(filled) == 1 and any(row[filled[0]].pieces):
            return True
        return all(self._is_full(before[n], texts[n]) or follows(row[n], texts[n].strip()) for n in filled)


def wraps_in(sample: Sequence[str]) -> Wraps | None:
    """How cells wrap in a table of barred lines, or None for one that is not padded to one width.

    Cells padded on both sides are a hand-drawn table, one row a line.
    """
    if len(sample) < 2:
        return None
    width = _width(sample[0])
    if not all(_overlap(width, _width(line)) for line in sample):
        return None
    texts = [text for line in sample for text in _BAR.split(line[1:-1]) if text.strip()]
    padded = any(text.endswith(" ") for text in texts)
    if not padded or all(text.startswith(" ") for text in texts):
        return None
    return Wraps(width)
