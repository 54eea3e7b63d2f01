"""What counts as a piece of a ruling: thin shapes, and the sides of what is stroked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditkit.document import ReadError
from auditkit.readers.lattice_ink import Ink

__all__ = ["Strokes", "is_pale"]

THIN = 2.5
"""A shape less wide than this in points is a stroke."""
DOT = 1.2
"""A shape no larger than this both ways may be a dot of a dotted ruling."""
MOST = 200_000
"""Pieces of rulings a page may have."""
_PAGE = 0.97
_STRAIGHT = 0.75

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def is_pale(red: int, green: int, blue: int) -> bool:
    """Whether a colour cannot be told from white paper."""
    return red > 250 and green > 250 and blue > 250


class Strokes:
    """Sorts shapes of a page into pieces of level and upright rulings."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink

    @staticmethod
    def is_thin(box: Box) -> bool:
        """Whether a shape (left, top, right, bottom) is as thin as a stroke."""
        return box[2] - box[0] < THIN or box[3] - box[1] < THIN

    def is_page(self, box: Box) -> bool:
        """Whether a shape is as large as the page."""
        width, height = box[2] - box[0], box[3] - box[1]
        return width > _PAGE * self._ink.width and height > _PAGE * self._ink.height

    def add_thin(self, box: Box, pale: bool = False) -> bool:
        """Take a thin shape as a stroke along its length, a dot as one both ways; False for others.

        Pale ones part the cells of tables drawn on a coloured ground; they are kept by themselves.
        """
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if not (width >= 0 and height >= 0):
            return True
        if width >= THIN and height >= THIN:
            return False
        ink = self._ink
        if width < THIN and height < THIN and max(width, height) > DOT:
            return True
        level, upright = (ink.pale_level, ink.pale_upright) if pale else (ink.level, ink.upright)
        if len(level) + len(upright) > MOST:
            raise ReadError("hostile", f"第 {ink.number} 页的线条超过 {MOST} 条，未读取，请拆分后再提交。")
        if height < THIN and top >= 0 and bottom <= ink.height:
            level.append(((top + bottom) / 2, max(left, 0.0), min(right, ink.width)))
        if width < THIN and left >= 0 and right <= ink.width:
            upright.append(((left + right) / 2, max(top, 0.0), min(bottom, ink.height)))
        return True

    def add_sides(self, points: Sequence[Point], pale: bool = False) -> None:
        """Take the sides of a stroked shape that run level or upright."""
        for (x, y), (next_x, next_y) in pairwise(points):
            across, down = abs(next_x - x), abs(next_y - y)
            if min(across, down) <= _STRAIGHT:
                self.add_thin((min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)), pale)

    def add_filled(self, points: Sequence[Point], pale: bool = False) -> None:
        """Take a filled shape if it is thin."""
        if len(points) > 1:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.add_thin((min(xs), min(ys), max(xs), max(ys)), pale)
