"""What is printed on a page, whatever the format: runs of characters and straight rulings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Ink", "Piece", "Run", "is_wide", "place_blanks", "runs_of"]

Piece = tuple[float, float, float]
"""A straight stroke: where it lies across, and from where to where it goes along."""

_WIDE = 0x2E80
"""The first code point of scripts that are written without blanks between words."""
_SPLIT, _OVERLAP = 0.2, 0.6
"""Gap to the next character from which a run ends, and overlap up to which it goes on, in heights."""
_MOST_BLANKS, _MOST_WIDE = 12, 4
_SMALLEST = 0.1
_BLANKS = frozenset(" \t\xa0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f")


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or punctuation set as wide as Chinese."""
    return ord(char) >= _WIDE or char in "“”‘’…—·"


class Run:
    """Characters side by side on one line; ``lefts`` and ``rights`` are their edges in points.

    A blank belongs to the character before it: ``texts[i]`` is one character with the blanks that follow
    it. A run may begin with a blank, or be nothing else. ``sure`` is the confidence, from 0 to 1, in the
    least certain character.
    """

    __slots__ = ("bottom", "first", "lefts", "rights", "sure", "texts", "top")

    def __init__(self, first: int, left: float, top: float, right: float, bottom: float, text: str) -> None:
        self.first = first
        self.top, self.bottom = top, bottom
        self.lefts, self.rights = [left], [right]
        self.texts = [text]
        self.sure = 1.0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.texts)

    @property
    def size(self) -> float:
        """The height of its characters in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Where its middle lies from the top of the page."""
        return (self.top + self.bottom) / 2

    def part(self, start: int, end: int) -> Run:
        """The characters ``start`` to ``end`` as a run of their own."""
        new = Run(self.first + start, 0.0, self.top, 0.0, self.bottom, "")
        new.lefts, new.rights = self.lefts[start:end], self.rights[start:end]
        new.texts = self.texts[start:end]
        new.sure = self.sure
        return new


@dataclass(slots=True)
class Ink:
    """One page: its size in points, and what is on it with the origin at the top left.

    ``level`` are pieces of horizontal rulings (y, from x, to x), ``upright`` of vertical ones (x,
    from y, to y), ``pale_level`` and ``pale_upright`` of such as white paper would hide. ``pictured`` is the share of the page that pictures cover,
    ``unmapped`` the number of characters without a code, ``shapes`` that of drawn paths. ``notes`` names
    whatever the reviewer should know. ``blanks`` are blanks that stand outside of all runs: left edge,
    base line, size of the type.
    """

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    level: list[Piece] = field(default_factory=list)
    upright: list[Piece] = field(default_factory=list)
    pale_level: list[Piece] = field(default_factory=list)
    pale_upright: list[Piece] = field(default_factory=list)
    pictured: float = 0.0
    unmapped: int = 0
    shapes: int = 0
    notes: set[str] = field(default_factory=set)
    blanks: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def characters(self) -> int:
        """How many visible characters there are."""
        return sum(len(run.texts) for run in self.runs)


def runs_of(chars: Sequence[str], *edges: Sequence[float]) -> list[Run]:
    """Characters in the order of the file as runs; ``""`` stands for one to be passed over.

    ``edges`` are their lefts, tops, rights and bottoms.
    """
    runs: list[Run] = []
    run = Run(0, 0.0, 0.0, 0.0, 0.0, "")
    add_text, add_left, add_right = run.texts.append, run.lefts.append, run.rights.append
    blank = edge = low = high = head = foot = 0.0
    for at, (char, left, top, right, bottom) in enumerate(zip(chars, *edges, strict=True)):
        if not char:
            continue
        same = head < (top + bottom) / 2 < foot
        goes_on = same and low <= left - edge <= high
        if blank:
            if same and left - edge > blank:
                run.texts[-1] += _more_blanks(left - edge, blank)
            blank = 0.0
        if char in _BLANKS:
            blank = right - left if char == " " else 0.0
            if goes_on:
                run.texts[-1] += char
                edge = max(edge, right)
                continue
        if goes_on:
            add_text(char)
            add_left(left)
            add_right(right)
            if top < head:
                run.top = head = top
            if bottom > foot:
                run.bottom = foot = bottom
        else:
            size = max(bottom - top, _SMALLEST)
            low, high, head, foot = -_OVERLAP * size, _SPLIT * size, top, top + size
            run = Run(at, left, top, right, foot, char)
            runs.append(run)
            add_text, add_left, add_right = run.texts.append, run.lefts.append, run.rights.append
        edge = right
    return runs


def _more_blanks(gap: float, blank: float) -> str:
    """Blanks that a program left out of several in a row, told by the gap behind the one that it kept."""
    count = round(gap / blank)
    return " " * count if 2 <= count <= _MOST_BLANKS else ""


def place_blanks(ink: Ink) -> None:
    """Put the blanks that stand by themselves behind the characters they follow."""
    ordered = sorted(ink.runs, key=lambda run: run.middle)
    middles = [run.middle for run in ordered]
    for left, base, size in ink.blanks:
        near = ordered[bisect_left(middles, base - 1.5 * size) : bisect_right(middles, base + 0.5 * size)]
        row = [run for run in near if run.top < base <= run.bottom + 0.1 * size]
        after = min((edge for run in row for edge in run.lefts if edge > left + 0.05 * size), default=left)
        count = round((after - left) / size)
        is_whole = 1 <= count <= _MOST_WIDE and abs(after - left - count * size) < 0.1 * size
        blank = "\u3000" * count if is_whole else "\t" if count > 1 else " "
        ends = [(abs(edge - left), run, at) for run in row for at, edge in enumerate(run.rights)]
        distance, run, at = min(ends, key=lambda end: end[0], default=(size, None, 0))
        if run is not None and distance < 0.3 * size:
            run.texts[at] += blank
        elif is_whole:
            ink.runs.append(Run(-1, left, base - 0.8 * size, left, base + 0.2 * size, blank))
    ink.blanks = []
