"""From pieces of strokes to rulings, and from rulings to those that make up one table each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from auditkit.readers.lattice_ink import Ink, Piece

__all__ = ["Group", "groups_of", "join_pieces"]

APART = 2.5
"""Strokes nearer than this in points are one (a double line)."""
GAP = 3.0
"""Gap in points over which pieces of one ruling are joined (dashes)."""
SHORTEST = 6.0
"""A ruling shorter than this in points is a mark, not a ruling."""
MOST = 3_000
"""Rulings of one direction above which a page is a drawing."""
_FRAME, _EDGE = 0.9, 0.04
"""A frame around the page: the share of its length that a side takes, and how near the edge it lies."""

Group = tuple[list[Piece], list[Piece]]
"""The level and the upright rulings of one table."""


def groups_of(ink: Ink, pale: bool = False) -> list[Group]:
    """The rulings of each table, from the top of the page. A drawing has none, and is noted as such.

    ``pale`` counts those that white paper would hide, too.
    """
    lines, poles = ink.level, ink.upright
    if pale:
        lines, poles = lines + ink.pale_level, poles + ink.pale_upright
    level = [piece for piece in join_pieces(lines) if not _frames(piece, ink.width, ink.height)]
    upright = [piece for piece in join_pieces(poles) if not _frames(piece, ink.height, ink.width)]
    if len(level) > MOST or len(upright) > MOST:
        ink.notes.add("drawing")
        return []
    found = _grouped(level, upright)
    return sorted(found, key=lambda group: min(piece[0] for piece in group[0]))


def _frames(piece: Piece, along: float, across: float) -> bool:
    """Whether a ruling is a side of a frame around the page."""
    line, start, end = piece
    return end - start > _FRAME * along and not _EDGE * across <= line <= (1 - _EDGE) * across


def join_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Rulings from pieces on the same line, those too short left out."""
    rulings: list[Piece] = []
    for line, parts in _lines(pieces):
        parts.sort()
        start, end = parts[0]
        for begin, stop in parts[1:]:
            if begin <= end + GAP:
                end = max(end, stop)
                continue
            if end - start >= SHORTEST:
                rulings.append((line, start, end))
            start, end = begin, stop
        if end - start >= SHORTEST:
            rulings.append((line, start, end))
    return rulings


def _lines(pieces: Iterable[Piece]) -> Iterable[tuple[float, list[tuple[float, float]]]]:
    """Pieces by the line on which they lie; the line is where its longest piece is."""
    ordered = sorted(pieces)
    at = 0
    while at < len(ordered):
        first = last = ordered[at][0]
        longest, line = -1.0, first
        parts: list[tuple[float, float]] = []
        while at < len(ordered) and ordered[at][0] - last <= APART and ordered[at][0] - first <= 2 * APART:
            last, start, end = ordered[at]
            parts.append((start, end))
            if end - start > longest:
                longest, line = end - start, last
            at += 1
        yield line, parts


def _grouped(level: Sequence[Piece], upright: Sequence[Piece]) -> list[Group]:
    """Rulings that cross or touch, directly or by way of others."""
    columns = [piece[0] for piece in upright]
    owner = list(range(len(level) + len(upright)))

    def find(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    for number, (y, left, right) in enumerate(level):
        mine = find(number)
        for at in range(bisect_left(columns, left - GAP), bisect_right(columns, right + GAP)):
            _, top, bottom = upright[at]
            if top - GAP <= y <= bottom + GAP:
                owner[find(len(level) + at)] = mine
    groups: dict[int, Group] = {}
    for number, piece in enumerate(level):
        groups.setdefault(find(number), ([], []))[0].append(piece)
    for number, piece in enumerate(upright, len(level)):
        groups.setdefault(find(number), ([], []))[1].append(piece)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]
