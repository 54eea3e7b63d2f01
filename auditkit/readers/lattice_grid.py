"""The grid of one table: elements between its rulings, joined where no ruling parts them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditkit.readers.lattice_ink import Piece, Run
from auditkit.readers.lattice_rulings import APART, GAP, SHORTEST, Group

__all__ = ["Box", "Lattice", "lattice_of"]

MOST = 100_000
"""Elements of one grid above which it is a drawing."""


@dataclass(slots=True, eq=False)
class Box:
    """A cell: its place from 0 in the grid, its edges in points, and what stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    top: float
    right: float
    bottom: float
    inferred: bool = False
    runs: list[Run] = field(default_factory=list)
    inner: list[Lattice] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Lattice:
    """A table on a page. ``xs`` and ``ys`` are its edges; ``owner[row][column]`` is the cell there.

    ``open_top`` and ``open_bottom`` say that its sides go on where no ruling closes it.
    """

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    owner: list[list[Box | None]]
    open_top: bool = False
    open_bottom: bool = False

    def at(self, x: float, y: float) -> Box | None:
        """The cell around a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return None

    @property
    def area(self) -> float:
        """Its size in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattice_of(group: Group) -> Lattice | None:
    """The table that rulings make up; None when they enclose nothing or far too much."""
    level, upright = group
    ys = _edges(level, upright)
    xs = _edges(upright, level)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MOST:
        return None
    floors = _walls(ys, level, xs)
    sides = _walls(xs, upright, ys)
    closed_top, closed_bottom = _close(ys, floors, upright, xs, level)
    _close(xs, sides, level, ys, upright)
    parts = (part for part in _parts(rows, columns, floors, sides) if not _leaks(part, floors, sides))
    boxes = [box for part in parts for box in _boxes(part, xs, ys)]
    if not boxes:
        return None
    lattice = _compact(xs, ys, boxes)
    lattice.open_top, lattice.open_bottom = not closed_top, not closed_bottom
    return lattice


def _edges(lines: Sequence[Piece], others: Sequence[Piece]) -> list[float]:
    """Coordinates of the rulings of one direction, and where those of the other end beyond them."""
    found = sorted({line for line, _, _ in lines})
    low, high = min(start for _, start, _ in others), max(end for _, _, end in others)
    if low < found[0] - SHORTEST:
        found.insert(0, low)
    if high > found[-1] + SHORTEST:
        found.append(high)
    kept = found[:1]
    for line in found[1:]:
        if line - kept[-1] > APART:
            kept.append(line)
    return kept


def _nearest(lines: Sequence[float], line: float) -> int:
    at = bisect_left(lines, line)
    if at == len(lines) or (at and line - lines[at - 1] <= lines[at] - line):
        return at - 1
    return at


def _walls(lines: Sequence[float], pieces: Iterable[Piece], across: Sequence[float]) -> list[bytearray]:
    """For each line of one direction, whether a ruling covers it between each two of the other."""
    middles = [(one + two) / 2 for one, two in pairwise(across)]
    walls = [bytearray(len(middles)) for _ in lines]
    for line, start, end in pieces:
        wall = walls[_nearest(lines, line)]
        for at in range(bisect_left(middles, start), bisect_right(middles, end)):
            wall[at] = 1
    return walls


def _close(
    lines: Sequence[float],
    walls: list[bytearray],
    others: Sequence[Piece],
    across: Sequence[float],
    pieces: Sequence[Piece],
) -> tuple[bool, bool]:
    """Wall up the outer sides that have no ruling at all; tells whether both had one.

    Only the stretch between rulings of the other direction that reach the side is walled up.
    """
    closed = []
    known = [line for line, _, _ in pieces]
    for line, wall, end in ((lines[0], walls[0], 1), (lines[-1], walls[-1], 2)):
        has_ruling = any(abs(other - line) <= APART for other in known)
        closed.append(has_ruling)
        reaching = [piece[0] for piece in others if abs(piece[end] - line) <= GAP]
        if not has_ruling and reaching:
            first, last = _nearest(across, min(reaching)), _nearest(across, max(reaching))
            wall[first:last] = b"\x01" * (last - first)
    return closed[0], closed[1]


def _parts(
    rows: int, columns: int, floors: Sequence[bytearray], sides: Sequence[bytearray]
) -> list[list[tuple[int, int]]]:
    """Elements by cell, each cell's in reading order."""
    found: list[list[tuple[int, int]]] = []
    above: list[list[tuple[int, int]]] = []
    bent: set[int] = set()
    for row in range(rows):
        floor = floors[row]
        line: list[list[tuple[int, int]]] = []
        for column in range(columns):
            part = line[-1] if column and not sides[column][row] else None
            upper = above[column] if row and not floor[column] else None
            if part is None:
                part = upper
                if part is None:
                    part = []
                    found.append(part)
            elif upper is not None and upper is not part:
                part, other = (upper, part) if len(upper) >= len(part) else (part, upper)
                part += other
                bent.add(id(part))
                above = [part if one is other else one for one in above]
                line = [part if one is other else one for one in line]
                other.clear()
            part.append((row, column))
            line.append(part)
        above = line
    for part in found:
        if id(part) in bent:
            part.sort()
    return [part for part in found if part]


def _leaks(part: Sequence[tuple[int, int]], floors: Sequence[bytearray], sides: Sequence[bytearray]) -> bool:
    """Whether a part is open to the outside, so that it is no cell but a notch beside the table."""
    rows, columns = len(floors) - 1, len(sides) - 1
    top, left = part[0]
    if len(part) == 1 and 0 < top < rows - 1 and 0 < left < columns - 1:
        return False
    return any(
        (row == 0 and not floors[0][column])
        or (row == rows - 1 and not floors[rows][column])
        or (column == 0 and not sides[0][row])
        or (column == columns - 1 and not sides[columns][row])
        for row, column in part
    )


def _boxes(part: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """A cell from its elements; one that is no rectangle is cut into rectangles."""
    top, bottom = part[0][0], part[-1][0]
    left, right = min(column for _, column in part), max(column for _, column in part)
    if len(part) == (bottom - top + 1) * (right - left + 1):
        return [_box(top, left, bottom, right, xs, ys, False)]
    strips: list[list[int]] = []
    for row, column in part:
        if strips and strips[-1][0] == row and strips[-1][3] == column - 1:
            strips[-1][3] = column
        else:
            strips.append([row, column, row, column])
    whole: dict[tuple[int, int], list[int]] = {}
    found = []
    for strip in strips:
        above = whole.get((strip[1], strip[3]))
        if above is not None and above[2] == strip[0] - 1:
            above[2] = strip[0]
        else:
            whole[(strip[1], strip[3])] = strip
            found.append(strip)
    return [_box(one, two, three, four, xs, ys, True) for one, two, three, four in found]


def _box(
    top: int, left: int, bottom: int, right: int, xs: Sequence[float], ys: Sequence[float], inferred: bool
) -> Box:
    rows, columns = bottom - top + 1, right - left + 1
    return Box(top, left, rows, columns, xs[left], ys[top], xs[right + 1], ys[bottom + 1], inferred)


def _compact(xs: Sequence[float], ys: Sequence[float], boxes: list[Box]) -> Lattice:
    """The grid without lines at which no cell begins or ends."""
    rows = {edge for box in boxes for edge in (box.row, box.row + box.rowspan)}
    columns = {edge for box in boxes for edge in (box.column, box.column + box.colspan)}
    row_of = {edge: at for at, edge in enumerate(sorted(rows))}
    column_of = {edge: at for at, edge in enumerate(sorted(columns))}
    owner: list[list[Box | None]] = [[None] * (len(columns) - 1) for _ in range(len(rows) - 1)]
    for box in boxes:
        bottom, right = row_of[box.row + box.rowspan], column_of[box.column + box.colspan]
        box.row, box.column = row_of[box.row], column_of[box.column]
        box.rowspan, box.colspan = bottom - box.row, right - box.column
        for row in owner[box.row : bottom]:
            row[box.column : right] = [box] * box.colspan
    boxes.sort(key=lambda box: (box.row, box.column))
    return Lattice([xs[at] for at in sorted(columns)], [ys[at] for at in sorted(rows)], boxes, owner)
