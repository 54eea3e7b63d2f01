"""Runs of characters as lines, and lines as text: which line ends were typed, and which only wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditkit.readers.lattice_ink import Run, is_wide

__all__ = ["Line", "Prose", "join_lines", "joined", "lines_of"]

TAB = 2.0
"""Gap in heights of a line from which text to the right of it stands apart, as after a tab."""
_WORD_GAP = 0.2
_PITCH, _NARROW = 0.6, 4.0
_SLACK, _BESIDE, _BLANK = 0.05, 0.3, 0.33
"""In heights: what widths may be off by, the gap between Chinese and other letters, a blank."""
_OPENERS, _CLOSERS = (
    frozenset("（《〈「『【〔“‘([{＜"),
    frozenset("，。、；：！？）》〉」』】〕”’％,.;:!?)]}%…—·"),
)
_RUN_ON = re.compile(r"[0-9A-Za-z+*=<>~%.,@#&_]")
_ENUMERATOR = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．)）]|[（(]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳]"
    r"|(?:总体|年度|中期|绩效)?目标[\d一二三四五六七八九十]{1,2}\s*[:：])"
)
_ENDED = frozenset("。；;！!？?：:")


@dataclass(slots=True)
class Line:
    """One printed line: its text, where its ink begins and ends, and the runs it is made of."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    runs: Sequence[Run] = ()

    @property
    def head(self) -> float:
        """The width of its first word, at which no line ends."""
        return _head(self.runs)

    @property
    def sure(self) -> float:
        """The confidence in its least certain character."""
        return min((run.sure for run in self.runs), default=1.0)

    @property
    def middle(self) -> float:
        """Where its middle lies from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines put together: ``text`` with wrapped lines joined, ``printed`` with each line by itself.

    ``unsure`` tells that a join might as well be a line end that was typed; ``runs_on`` that the last
    line is as full as one that wraps.
    """

    text: str = ""
    printed: str = ""
    unsure: bool = False
    runs_on: bool = False


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Printed lines from the top, each from the left."""
    if len(runs) < 2:
        return [_single(run) for run in runs if any(not text.isspace() for text in run.texts)]
    rows: list[list[Run]] = []
    middle = reach = 0.0
    for run in sorted(runs, key=lambda run: run.top + run.bottom):
        if rows and run.middle - middle <= min(reach, run.size / 2):
            rows[-1].append(run)
            if run.size > 2 * reach:
                middle, reach = run.middle, run.size / 2
        else:
            rows.append([run])
            middle, reach = run.middle, run.size / 2
    return [_line(row) for row in rows if any(run.text.strip() for run in row)]


def _line(row: list[Run]) -> Line:
    """Runs on one line, with blanks where words were set apart by nothing but a gap."""
    if len(row) == 1:
        return _single(row[0])
    row.sort(key=lambda run: run.lefts[0])
    pieces = [row[0].text]
    for before, run in pairwise(row):
        gap = (run.lefts[0] - before.rights[-1]) / max(before.size, run.size)
        last, first = before.texts[-1], run.texts[0]
        if not last[-1].isspace() and not first[0].isspace():
            if gap > TAB:
                pieces.append("\t")
            elif gap > _WORD_GAP and not is_wide(last[-1]) and not is_wide(first[0]):
                pieces.append(" ")
        pieces.append(run.text)
    top, bottom = min(run.top for run in row), max(run.bottom for run in row)
    return Line("".join(pieces), row[0].lefts[0], max(run.rights[-1] for run in row), top, bottom, row)


def _single(run: Run) -> Line:
    return Line("".join(run.texts), run.lefts[0], run.rights[-1], run.top, run.bottom, (run,))


def _head(row: Sequence[Run]) -> float:
    """The width of what cannot be parted at the start of a line: a word, or a sign with its punctuation."""
    left = right = row[0].lefts[0]
    before = ""
    for run in row:
        for text, edge in zip(run.texts, run.rights, strict=True):
            if not before and text.isspace():
                left = right = edge
                continue
            if before and not _sticks(before, text[0]):
                return right - left
            right = edge
            before = text[-1]
    return right - left


def _sticks(before: str, char: str) -> bool:
    """Whether no line may end between two characters."""
    if before.isspace():
        return False
    if char in _CLOSERS or before in _OPENERS:
        return True
    return bool(_RUN_ON.match(before) and _RUN_ON.match(char))


def join_lines(lines: Sequence[Line], left: float, right: float, pad: float) -> Prose:
    """The text of lines set between two edges that keep ``pad`` points of distance from both."""
    if len(lines) == 1:
        text = lines[0].text.rstrip()
        return Prose(text, text, False, _room(lines[0], left, right, pad) < 0.9 * lines[0].size)
    if not lines:
        return Prose()
    if right - left < _NARROW * lines[0].size and _is_stacked(lines):
        return Prose("".join(line.text.strip() for line in lines), "\n".join(line.text for line in lines))
    pieces = [lines[0].text]
    unsure = False
    closest = min(line.top - before.bottom for before, line in pairwise(lines))
    for before, line in pairwise(lines):
        apart = line.top - before.bottom - closest > _PITCH * line.size
        if not apart and _wraps(before, line, _room(before, left, right, pad)):
            pieces[-1] = joined(pieces[-1], line.text)
            unsure = unsure or before.text.rstrip()[-1:] in _ENDED
        else:
            pieces.append(line.text)
    text = "\n".join(piece.rstrip() for piece in pieces)
    full = _room(lines[-1], left, right, pad) < 0.9 * lines[-1].size
    return Prose(text, "\n".join(line.text.rstrip() for line in lines), unsure, full)


def _room(line: Line, left: float, right: float, pad: float) -> float:
    """How many points a line leaves free; lines stand at the left, in the middle or at the right."""
    blanks = len(line.text) - len(line.text.rstrip())
    before, after = line.left - left - pad, right - pad - line.right - blanks * _BLANK * line.size
    if before > 1.5 and abs(before - after) <= 2.5:
        return before + after
    if before > 1.5 and after < 1.5:
        return before if before > line.size * 2.5 else after
    return after


def _wraps(before: Line, line: Line, room: float) -> bool:
    """Whether a line goes on with what the line before it says."""
    if line.top - before.bottom > 1.5 * line.size:
        return False
    last, first = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    mixed = bool(last and first) and is_wide(last) != is_wide(first)
    if room >= line.head + (_BESIDE if mixed else _SLACK) * line.size:
        return False
    return not (_ENUMERATOR.match(line.text.lstrip()) and last in _ENDED)


def joined(text: str, more: str) -> str:
    """Two pieces of wrapped text; words of letters get back the blank at which they were parted.

    A tab at the end of a line is a blank, with nothing behind it but the edge of the cell.
    """
    if text.endswith("\t"):
        text = text[:-1] + " "
    one, two = text[-1:], more[:1]
    if one.isascii() and one.isalpha() and two.isascii() and two.isalpha():
        return f"{text} {more}"
    return text + more


def _is_stacked(lines: Sequence[Line]) -> bool:
    """Whether lines of one Chinese character each stand below each other: text set vertically."""
    first = lines[0]
    return all(
        len(line.text.strip()) == 1
        and is_wide(line.text.strip())
        and abs(line.left + line.right - first.left - first.right) <= first.size
        for line in lines
    )
