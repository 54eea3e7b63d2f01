"""A scanned page as ink: its rulings, and the characters that a recogniser saw on it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from auditkit.readers.lattice_grid import Box, lattice_of
from auditkit.readers.lattice_ink import Ink, Piece, Run
from auditkit.readers.lattice_letters import unify
from auditkit.readers.lattice_rulings import groups_of
from auditkit.readers.scan_raster import DOTS, Raster
from auditkit.readers.scan_rulings import Slant, find_rulings

__all__ = ["Recognise", "Seen", "scan_ink"]

UNREAD = "\ufffd"
"""Stands for writing that no character was recognised in."""
_DOUBT, _NOTHING = 0.5, 0.0
_NEAR = 0.2
"""In widths of a character: so near to a ruling it may belong on either side."""
_LEGIBLE = 0.8
"""Mean confidence below which a page may lie on its side."""
_MARGIN, _INSIDE = 5, 10
"""Dots around a character that are its own, and from a ruling inwards that may be the ruling's."""
_MARK = re.compile(rb"\x01{4,}")
_MARKS = 32
"""Dots of strokes in a cell from which there is more writing in it than was recognised."""
_BESIDE = 0.14
"""In heights: how far the ink of a character may stand from where the recogniser puts it."""
_SMALLEST = 36.0
"""Points: a table less than this both ways is a character."""


Place = tuple[float, float, float, float]
"""Left, top, right and bottom of a character, in dots."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line that was recognised: characters with the blanks behind them, confidence, left, top, right, bottom.

    ``places`` are in dots of the page as it lies.
    """

    texts: tuple[str, ...]
    sures: tuple[float, ...]
    places: tuple[Place, ...]


Recognise = Callable[[Raster], Sequence[Seen]]


def scan_ink(raster: Raster, number: int, recognise: Recognise) -> Ink:
    """What stands on a scanned page; ``number`` is counted from 1."""
    quarters, raster, seen = _upright(raster, recognise)
    ink = Ink(number, raster.width / DOTS, raster.height / DOTS, pictured=1.0, notes={"scanned"})
    found = find_rulings(raster)
    slant = Slant(0.0, raster.width, raster.height)
    if found is None:
        ink.notes.add("drawing")
    else:
        slant, ink.level, ink.upright = found
    if quarters:
        ink.notes.add("turned")
    boxes = _boxes(ink)
    for line in seen:
        ink.runs += _runs(line, slant, ink.upright)
    _mark_unread(raster, ink, slant, boxes, seen)
    return ink


def _upright(raster: Raster, recognise: Recognise) -> tuple[int, Raster, Sequence[Seen]]:
    """The page turned so that most is recognised on it; by how many quarters clockwise, and what was seen."""
    seen = recognise(raster)
    sures = [sure for line in seen for sure in line.sures]
    if not sures or sum(sures) >= _LEGIBLE * len(sures):
        return 0, raster, seen
    tried = [(0, raster, seen)]
    for quarters in (1, 3, 2):
        turned = raster.turned(quarters)
        tried.append((quarters, turned, recognise(turned)))
    return max(tried, key=lambda one: sum(sum(line.sures) - len(line.sures) / 2 for line in one[2]))


def _boxes(ink: Ink) -> list[Box]:
    """The cells of the page; rulings that only make up characters are dropped from the ink."""
    boxes: list[Box] = []
    level: list[Piece] = []
    upright: list[Piece] = []
    for group in groups_of(ink):
        lattice = lattice_of(group)
        if lattice is None:
            continue
        if lattice.xs[-1] - lattice.xs[0] < _SMALLEST and lattice.ys[-1] - lattice.ys[0] < _SMALLEST:
            continue
        boxes += lattice.boxes
        level += group[0]
        upright += group[1]
    ink.level, ink.upright = level, upright
    return boxes


def _runs(line: Seen, slant: Slant, upright: Sequence[Piece]) -> Iterable[Run]:
    """A recognised line as runs, parted where an upright ruling passes through it."""
    spots = [_spot(place, slant) for place in line.places]
    if not spots:
        return
    top = sum(spot[1] for spot in spots) / len(spots)
    bottom = sum(spot[3] for spot in spots) / len(spots)
    middle = (top + bottom) / 2
    walls = sorted(x for x, start, end in upright if start <= middle <= end)
    run: Run | None = None
    before = 0.0
    for char, sure, (left, _, right, _) in zip(_unified(line.texts), line.sures, spots, strict=True):
        center = (left + right) / 2
        if run is None or bisect_right(walls, before) != bisect_right(walls, center):
            if run is not None:
                yield run
            run = Run(-1, left, top, right, bottom, char)
        else:
            run.texts.append(char)
            run.lefts.append(left)
            run.rights.append(right)
        near = bisect_left(walls, center - _NEAR * (right - left)) != bisect_left(
            walls, center + _NEAR * (right - left)
        )
        run.sure = min(run.sure, sure, _DOUBT if near else 1.0)
        before = center
    if run is not None:
        yield run


def _unified(texts: Sequence[str]) -> list[str]:
    """Characters that only look like the ones meant, put right one by one."""
    return [unify(text) for text in texts]


def _spot(place: Place, slant: Slant) -> Place:
    left, top, right, bottom = place
    x, y = slant.point((left + right) / 2, (top + bottom) / 2)
    across, down = (right - left) / 2 / DOTS, (bottom - top) / 2 / DOTS
    return x - across, y - down, x + across, y + down


def _mark_unread(raster: Raster, ink: Ink, slant: Slant, boxes: Sequence[Box], seen: Sequence[Seen]) -> None:
    """Say where a cell holds writing that was not recognised: with a mark if there is nothing else in it."""
    left_over = bytearray(raster.dark)
    for line in seen:
        _clear(left_over, raster, line.places)
    for box in boxes:
        if not _has_marks(left_over, raster, box, slant):
            continue
        inside = [run for run in ink.runs if _is_in(run, box)]
        if not inside:
            middle = (box.top + box.bottom) / 2
            x = (box.left + box.right) / 2
            inside = [Run(-1, x - 5, middle - 5, x + 5, middle + 5, UNREAD)]
            ink.runs += inside
        for run in inside:
            run.sure = _NOTHING


def _is_in(run: Run, box: Box) -> bool:
    return box.left <= (run.lefts[0] + run.rights[0]) / 2 < box.right and box.top <= run.middle < box.bottom


def _clear(dots: bytearray, raster: Raster, places: Sequence[Place]) -> None:
    """Make the dots of the characters of a line light, those between them too."""
    before: float | None = None
    for left, top, right, bottom in places:
        size = bottom - top
        reach = left - _BESIDE * size
        if before is not None and left - before < _BESIDE * size:
            reach = before
        before = right
        start, end = max(int(reach), 0), min(int(right + _BESIDE * size), raster.width)
        if end > start:
            light = bytes(end - start)
            for row in range(max(int(top) - _MARGIN, 0), min(int(bottom) + _MARGIN, raster.height)):
                at = row * raster.width
                dots[at + start : at + end] = light


def _has_marks(dots: bytearray, raster: Raster, box: Box, slant: Slant) -> bool:
    """Whether there are strokes of the pen inside a cell, away from its sides."""
    lean = abs(slant.slope)
    across = _INSIDE + lean * (box.bottom - box.top) * DOTS
    down = _INSIDE + lean * (box.right - box.left) * DOTS
    x, y = _dot(slant, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
    half_width = (box.right - box.left) * DOTS / 2 - across
    half_height = (box.bottom - box.top) * DOTS / 2 - down
    start, end = max(round(x - half_width), 0), min(round(x + half_width), raster.width)
    rows = range(max(round(y - half_height), 0), min(round(y + half_height), raster.height))
    marks = 0
    for row in rows:
        at = row * raster.width
        marks += sum(map(len, _MARK.findall(dots, at + start, at + end))) if end > start else 0
        if marks >= _MARKS:
            return True
    return False


def _dot(slant: Slant, x: float, y: float) -> tuple[float, float]:
    """The dot at a point, the way back of ``slant.point``."""
    back = Slant(-slant.slope, slant.width, slant.height)
    left, top = back.point(x * DOTS, y * DOTS)
    return left * DOTS, top * DOTS
