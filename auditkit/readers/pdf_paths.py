"""The rulings of a PDF page: thin paths, sides of stroked rectangles, and how much pictures cover."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

from auditkit.document import ReadError
from auditkit.readers.lattice_ink import Ink
from auditkit.readers.lattice_strokes import Strokes, is_pale
from auditkit.readers.pdf_native import native
from auditkit.readers.pdf_text import Turn

__all__ = ["read_paths"]

MOST_OBJECTS = 300_000
"""Objects a page may have."""
MOST_POINTS = 200_000
"""Points of paths that are looked at on one page."""
MOST_BLANKS = 2_000
"""Blanks by themselves that are looked at on one page."""
_DEEPEST = 12
_NO_WIDTH = 0.01
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOVE, _LINE = 2, 0

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_paths(page: int, turn: Turn, ink: Ink) -> None:
    """Put the rulings of a page into ``ink``."""
    pdf = native()
    count = pdf["Page_CountObjects"](page)
    if count > MOST_OBJECTS:
        raise ReadError(
            "hostile", f"第 {ink.number} 页的图形超过 {MOST_OBJECTS} 个，未读取，请拆分后再提交。"
        )
    reader = _PathReader(turn, ink)
    objects = map(pdf["Page_GetObject"], [page] * max(count, 0), range(count))
    reader.read(objects, _SAME, 0)


class _PathReader:
    """Goes through the objects of a page and of the forms inside it."""

    def __init__(self, turn: Turn, ink: Ink) -> None:
        self._pdf = native()
        self._turn, self._ink = turn, ink
        self._strokes = Strokes(ink)
        self._numbers = (ctypes.c_float * 6)()
        self._at = [ctypes.addressof(self._numbers) + 4 * at for at in range(6)]
        self._ints = (ctypes.c_int * 4)()
        self._ints_at = [ctypes.addressof(self._ints) + 4 * at for at in range(4)]
        self._bounds_of, self._bounds_at = self._pdf["PageObj_GetBounds"], self._at[:4]
        self._points = self._objects = 0

    def read(self, objects: Iterator[int], matrix: Matrix, depth: int) -> None:
        """Look at each object; ``matrix`` leads from their space to the page's."""
        kind_of = self._pdf["PageObj_GetType"]
        for item in objects:
            self._objects += 1
            if self._objects > MOST_OBJECTS:
                raise ReadError(
                    "hostile",
                    f"第 {self._ink.number} 页的图形超过 {MOST_OBJECTS} 个，未读取，请拆分后再提交。",
                )
            kind = kind_of(item)
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _TEXT:
                self._text(item, matrix)
            elif kind == _IMAGE:
                self._image(item, matrix)
            elif kind == _FORM and depth < _DEEPEST:
                count = self._pdf["FormObj_CountObjects"](item)
                inner = map(self._pdf["FormObj_GetObject"], [item] * max(count, 0), range(count))
                self.read(inner, _times(self._matrix(item), matrix), depth + 1)

    def _bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not self._bounds_of(item, *self._bounds_at):
            return None
        left, bottom, right, top = self._numbers[:4]
        if matrix is _SAME:
            return self._turn.box(left, bottom, right, top)
        one, two = _moved(left, bottom, matrix), _moved(right, top, matrix)
        return self._turn.box(
            min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])
        )

    def _text(self, item: int, matrix: Matrix) -> None:
        """Keep text without ink, which PDFium leaves out of the characters of a page: blanks."""
        numbers = self._numbers
        if not self._bounds_of(item, *self._bounds_at) or numbers[2] - numbers[0] >= _NO_WIDTH:
            return
        left, bottom = numbers[0], numbers[1]
        if len(self._ink.blanks) < MOST_BLANKS and self._pdf["TextObj_GetFontSize"](item, self._at[0]):
            size = self._numbers[0] * _scale(self._matrix(item)) * _scale(matrix)
            x, y, _, _ = self._turn.box(*_moved(left, bottom, matrix) * 2)
            if 0 < size < self._ink.height and 0 <= x <= self._ink.width and 0 <= y <= self._ink.height:
                self._ink.blanks.append((x, y, size))

    def _image(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box is not None and not self._strokes.add_thin(box):
            width = min(box[2], self._ink.width) - max(box[0], 0.0)
            height = min(box[3], self._ink.height) - max(box[1], 0.0)
            if width > 0 and height > 0:
                self._ink.pictured += width * height / (self._ink.width * self._ink.height)

    def _path(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        is_thin = self._strokes.is_thin(box)
        if not is_thin and self._strokes.is_page(box):
            return
        fills, strokes = self._drawn(item)
        if not fills and not strokes:
            return
        self._ink.shapes += 1
        pale = not (strokes and self._shows(item, "Stroke")) and not (fills and self._shows(item, "Fill"))
        if is_thin:
            self._strokes.add_thin(box, pale)
            return
        sides = strokes and (pale or self._shows(item, "Stroke"))
        count = self._pdf["Path_CountSegments"](item)
        self._points += count
        if self._points > MOST_POINTS:
            self._ink.notes.add("drawing")
            return
        for points in self._subpaths(item, count, _times(self._matrix(item), matrix)):
            (self._strokes.add_sides if sides else self._strokes.add_filled)(points, pale)

    def _drawn(self, item: int) -> tuple[bool, bool]:
        self._pdf["Path_GetDrawMode"](item, self._ints_at[0], self._ints_at[1])
        return self._ints[0] != 0, self._ints[1] != 0

    def _shows(self, item: int, what: str) -> bool:
        """Whether a colour can be seen on white paper."""
        if not self._pdf[f"PageObj_Get{what}Color"](item, *self._ints_at):
            return True
        red, green, blue, alpha = self._ints
        return alpha > 0 and not is_pale(red, green, blue)

    def _subpaths(self, item: int, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The corners of each straight stretch of a path, as seen."""
        pdf, turn = self._pdf, self._turn
        points: list[tuple[float, float]] = []
        for number in range(count):
            segment = pdf["Path_GetPathSegment"](item, number)
            kind = pdf["PathSegment_GetType"](segment)
            pdf["PathSegment_GetPoint"](segment, self._at[0], self._at[1])
            x, y = _moved(self._numbers[0], self._numbers[1], matrix)
            left, top, _, _ = turn.box(x, y, x, y)
            if kind != _LINE and points:
                yield points
                points = []
            points.append((left, top))
            if kind == _LINE and pdf["PathSegment_GetClose"](segment):
                points.append(points[0])
                yield points
                points = []
        if points:
            yield points

    def _matrix(self, item: int) -> Matrix:
        if not self._pdf["PageObj_GetMatrix"](item, self._at[0]):
            return _SAME
        a, b, c, d, e, f = self._numbers
        return a, b, c, d, e, f


def _scale(matrix: Matrix) -> float:
    return math.hypot(matrix[2], matrix[3])


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _SAME:
        return inner
    a, b = _moved(inner[0], inner[1], (*outer[:4], 0.0, 0.0))
    c, d = _moved(inner[2], inner[3], (*outer[:4], 0.0, 0.0))
    e, f = _moved(inner[4], inner[5], outer)
    return a, b, c, d, e, f
