"""The rulings of a scanned page, and by how much the page lies askew."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit.readers.lattice_ink import Piece
from auditkit.readers.lattice_rulings import GAP, join_pieces
from auditkit.readers.scan_raster import DOTS, Raster

__all__ = ["Slant", "find_rulings"]

SHORTEST = 35
"""Dots in a row from which they may be part of a ruling: more than a stroke of a character has."""
_STRETCH = re.compile(rb"\x01{6,}(?:\x00{1,3}\x01{6,})*")
_SOLID = b"\x01" * 6
_THICK, _LOOKS = 9, 8
"""Dots: what is as thick as this at most of so many places is no ruling but an area."""
_SOLID_ACROSS = b"\x01" * _THICK
MOST = 60_000
"""Stretches of one direction from which a page is a drawing."""
_SURELY = 100 / DOTS
"""Points from which a ruling needs no other to lean on."""
_STEEPEST = 0.07
"""How far askew, as a slope, a page may lie to be put straight."""
_MOST_TRIED = 1_000

Stretch = tuple[int, int, int]
"""Dots in a row: in which row (or column), from where to where."""


@dataclass(frozen=True, slots=True)
class Slant:
    """Turns dots of a page that lies askew into points of one that lies straight."""

    slope: float
    width: int
    height: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a dot lies, in points from the top left."""
        cos = 1 / math.hypot(1.0, self.slope)
        sin = cos * self.slope
        middle_x, middle_y = self.width / 2, self.height / 2
        across, down = x - middle_x, y - middle_y
        return (middle_x + across * cos + down * sin) / DOTS, (middle_y - across * sin + down * cos) / DOTS


def find_rulings(raster: Raster) -> tuple[Slant, list[Piece], list[Piece]] | None:
    """How the page lies, its level and its upright rulings in points; None for a drawing."""
    width, height = raster.width, raster.height
    lines = raster.thickened(width)
    rows = [lines[at : at + width] for at in range(0, width * height, width)]
    slope = _slope(list(_stretches(rows, 0.0, raster.dark, width, 1)), width)
    slant = Slant(slope, width, height)
    level = list(_stretches(rows, slope, raster.dark, width, 1))
    poles = raster.thickened(1)
    columns = [poles[at::width] for at in range(width)]
    upright = list(_stretches(columns, -slope, raster.dark, 1, width))
    if len(level) > MOST or len(upright) > MOST:
        return None
    return slant, *_kept(
        join_pieces(_level(slant, stretch) for stretch in level),
        join_pieces(_upright(slant, stretch) for stretch in upright),
    )


def _stretches(
    rows: Sequence[bytes], slope: float, dark: bytes, across: int, along: int
) -> Iterator[Stretch]:
    """Dark dots in a row, or along a slope through its middle, small gaps closed.

    ``across`` and ``along`` are the steps from dot to dot.
    """
    length = len(rows[0]) if rows else 0
    blocks = _blocks(slope, length)
    for number in range(len(rows)):
        row = rows[number] if len(blocks) < 2 else _slanting(rows, number, blocks)
        if _SOLID not in row:
            continue
        for found in _STRETCH.finditer(row):
            start, end = found.span()
            if end - start >= SHORTEST:
                stretch = number, start, end
                if _is_thin(stretch, slope, length / 2, dark, across, along):
                    yield stretch


def _blocks(slope: float, length: int) -> list[tuple[int, int, int]]:
    """Along a slope: by how many rows it has gone up or down, from which dot to which."""
    found: list[tuple[int, int, int]] = []
    step = 1 / abs(slope) if slope else math.inf
    if step > length:
        return [(0, 0, length)]
    middle = length / 2
    shift = round(-middle * slope)
    sign = 1 if slope > 0 else -1
    start = 0
    while start < length:
        end = min(max(math.ceil(middle + (shift + sign / 2) / slope), start + 1), length)
        found.append((shift, start, end))
        start, shift = end, shift + sign
    return found


def _slanting(rows: Sequence[bytes], number: int, blocks: Sequence[tuple[int, int, int]]) -> bytes:
    last = len(rows) - 1
    return b"".join(rows[min(max(number + shift, 0), last)][start:end] for shift, start, end in blocks)


def _is_thin(stretch: Stretch, slope: float, middle: float, dark: bytes, across: int, along: int) -> bool:
    """Whether most of a stretch is no thicker than a ruling."""
    number, start, end = stretch
    step = max((end - start) // _LOOKS, 1)
    clear = 0
    for place in range(start + step // 2, end, step):
        at = (number + round(slope * (place - middle))) * across + place * along
        row = dark[max(at - _THICK * across, 0) : at + (_THICK + 1) * across : across]
        clear += _SOLID_ACROSS not in row
    return 2 * clear * step >= end - start


def _slope(level: Sequence[Stretch], width: int) -> float:
    """The slope at which the stretches line up best."""
    tried = sorted(level, key=lambda stretch: stretch[1] - stretch[2])[:_MOST_TRIED]
    spots = [(edge - width / 2, row, end - start) for row, start, end in tried for edge in (start, end)]

    def agreement(slope: float) -> int:
        found: Counter[int] = Counter()
        for x, y, length in spots:
            found[round(y - slope * x)] += length
        return sum(total * total for total in found.values())

    best = 0.0
    for step in (0.002, 0.0004, 0.0001):
        reach = _STEEPEST if step == 0.002 else 5 * step
        count = round(reach / step)
        tries = [best + step * number for number in sorted(range(-count, count + 1), key=abs)]
        best = max(tries, key=agreement)
    return best


def _level(slant: Slant, stretch: Stretch) -> Piece:
    row, start, end = stretch
    one, two = (
        slant.point(edge, row + 0.5 + slant.slope * (edge - slant.width / 2)) for edge in (start, end)
    )
    return (one[1] + two[1]) / 2, one[0], two[0]


def _upright(slant: Slant, stretch: Stretch) -> Piece:
    column, start, end = stretch
    one, two = (
        slant.point(column + 0.5 - slant.slope * (edge - slant.height / 2), edge) for edge in (start, end)
    )
    return (one[0] + two[0]) / 2, one[1], two[1]


def _kept(level: Sequence[Piece], upright: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The rulings that are long, or run from one of the other direction to another."""
    lines = [line for line in level if _stands(line, upright)]
    poles = [pole for pole in upright if _stands(pole, level)]
    return lines, poles


def _stands(piece: Piece, others: Sequence[Piece]) -> bool:
    line, start, end = piece
    if end - start >= _SURELY:
        return True
    held = [other for other, low, high in others if low - GAP <= line <= high + GAP]
    return end - start >= SHORTEST / DOTS and all(
        any(abs(other - edge) <= GAP for other in held) for edge in (start, end)
    )
