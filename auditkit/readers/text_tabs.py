"""Tell which of the tabbed layouts a region of a dump is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Literal

from auditkit.readers.text_lines import is_blank, is_outside, usual_count

__all__ = ["Census", "Style", "choose_style", "is_spaced", "take_census"]

Style = Literal["classic", "led", "plain", "paragraph"]

_SAMPLE = 64
_QUOTED = re.compile(r'(?:^|\t)"')
_COLONS = ("：", ":")


@dataclass(frozen=True, slots=True)
class Census:
    """How many tabbed lines of the file are surely one cell, and how many surely one row."""

    classic: int
    rows: int


@dataclass(slots=True)
class _Group:
    """Tabbed lines between two blank ones, by kind.

    ``cells`` begin with their only TAB, ``led`` begin with one of several, ``plain`` begin with text.
    """

    first: str = ""
    cells: int = 0
    led: int = 0
    plain: int = 0

    def see(self, line: str) -> None:
        """Count a line; lines without TAB do not tell anything."""
        if "\t" not in line:
            return
        self.first = self.first or line
        if not line.startswith("\t"):
            self.plain += 1
        elif "\t" in line[1:]:
            self.led += 1
        else:
            self.cells += 1

    @property
    def rows(self) -> int:
        """Lines that are rows rather than single cells."""
        return self.led + self.plain


def take_census(lines: Sequence[str]) -> Census:
    """Count the tabbed lines of the groups that leave no doubt."""
    classic = rows = 0
    group = _Group()
    for line in chain(lines, [""]):
        if line and not is_blank(line):
            group.see(line)
        elif group.first:
            if group.cells > group.rows and group.first.startswith("\t"):
                classic += group.cells
            elif group.rows > group.cells:
                rows += group.rows
            group = _Group()
    return Census(classic, rows)


def _sample(lines: Sequence[str], at: int) -> list[str]:
    found = []
    for line in islice(lines, at, at + _SAMPLE):
        if is_blank(line):
            break
        found.append(line)
    return found


def _led_counts(sample: Sequence[str]) -> list[int]:
    counts: list[int] = []
    for line in sample:
        if line.startswith("\t"):
            counts.append(line.count("\t"))
        elif counts:
            counts[-1] += line.count("\t")
    return counts


def _share(counts: Sequence[int]) -> float:
    """How large a part of the rows has the usual count."""
    return usual_count(counts)[1]


def _are_tails(sample: Sequence[str]) -> bool:
    """Whether every tabbed line that begins with text goes on with a cell of the lines without TAB before it."""
    pairs = pairwise(sample)
    return all("\t" not in before for before, line in pairs if "\t" in line and not line.startswith("\t"))


def _is_contents(sample: Sequence[str]) -> bool:
    """Whether all tabbed lines are a title, a TAB and the number of a page."""
    rows = [line.split("\t") for line in sample if "\t" in line]
    return all(row[-1].strip().isdecimal() and is_outside(row[0]) for row in rows)


def _choose_lone(lines: Sequence[str], at: int) -> Style:
    """A single line with TABs: a row, unless it reads as a line about the form (单位：…)."""
    parts = [part for part in lines[at].split("\t") if part.strip()]
    if not any(colon in part for part in parts for colon in _COLONS) or is_spaced(lines, at):
        return "plain"
    return "paragraph" if len(parts) <= 3 else "plain"


def is_spaced(lines: Sequence[str], at: int) -> bool:
    """Whether rows stand here with an empty line after each of them."""
    five = [*lines[at : at + 5], ""][:5]
    return len(five) == 5 and all("\t" in line for line in five[::2]) and not (five[1] or five[3])


def choose_style(lines: Sequence[str], at: int, census: Census) -> Style:
    """The layout of the tabbed lines from ``at`` on: Tika's classic or led rows, plain rows, or none."""
    sample = _sample(lines, at)
    group = _Group()
    for line in sample:
        group.see(line)
    quoted = any(_QUOTED.search(line) for line in sample)
    plain = _share([line.count("\t") for line in sample if "\t" in line])
    led = _share(_led_counts(sample))
    if lines[at].startswith("\t"):
        lone = "\t" not in lines[at][1:]
        if group.cells > group.rows or (lone and census.classic > census.rows):
            return "classic"
        if group.plain == 0 or (not quoted and _are_tails(sample)):
            return "led"
        return "plain" if quoted or plain == 1.0 or plain > led else "led"
    if _is_contents(sample):
        return "paragraph"
    others = group.cells + group.led
    if group.plain == 1 and not others and not quoted:
        return _choose_lone(lines, at)
    if group.plain == 1 and others and not quoted:
        before_cells = group.led == 0 and census.classic > 0
        return "paragraph" if before_cells or led > plain else "plain"
    if others > group.plain and not quoted and _are_tails(sample):
        return "paragraph"
    return "plain"
