"""Lay the objects of an OFD page on paper: characters and rulings in points from the top left."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditkit.readers.docx_symbols import SYMBOL_FONTS, symbol_text
from auditkit.readers.lattice_ink import Ink, is_wide, runs_of
from auditkit.readers.lattice_letters import unify
from auditkit.readers.lattice_strokes import Strokes, is_pale
from auditkit.readers.ofd_objects import Item, Matrix, Shape, Text, Unit
from auditkit.readers.ofd_package import hostile
from auditkit.readers.ofd_path import subpaths
from auditkit.readers.ofd_xml import number

__all__ = ["Painter", "advances"]

POINTS = 72 / 25.4
"""Points in a millimetre."""
MOST = 500_000
"""Characters and objects on one page."""
_DEEPEST = 8
_ABOVE, _BELOW = 0.88, 0.12
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Painter:
    """One page; ``units`` and ``fonts`` are what the resources hold, by ID."""

    ink: Ink
    units: Mapping[str, Sequence[Item]]
    fonts: Mapping[str, str]
    _chars: list[str] = field(default_factory=list)
    _boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    _count: int = 0

    def paint(self, items: Iterable[Item], base: Matrix, depth: int = 0) -> None:
        """Lay down objects; ``base`` leads from the millimetres of their page to points."""
        strokes = Strokes(self.ink)
        for item in items:
            self._grow(1)
            matrix = _times(_placed(item), base)
            if isinstance(item, Text):
                self._text(item, matrix)
            elif isinstance(item, Shape):
                self._shape(item, matrix, strokes)
            elif isinstance(item, Unit):
                if depth < _DEEPEST:
                    self.paint(self.units.get(item.name, ()), matrix, depth + 1)
            else:
                self._picture(item, base)

    def finish(self) -> None:
        """Put what was laid down into the ink."""
        lefts, tops, rights, bottoms = zip(*self._boxes, strict=True) if self._boxes else ((), (), (), ())
        self.ink.runs = runs_of(self._chars, lefts, tops, rights, bottoms)

    def _grow(self, count: int) -> None:
        self._count += count
        if self._count > MOST:
            raise hostile(f"第 {self.ink.number} 页的内容超过 {MOST} 项")

    def _text(self, item: Text, matrix: Matrix) -> None:
        slant = math.degrees(math.atan2(matrix[1], matrix[0])) % 90
        if 4 < slant < 86:
            self.ink.notes.add("watermark")
            return
        x = y = 0.0
        for start_x, start_y, delta_x, delta_y, text in item.codes:
            x = x if math.isnan(start_x) else start_x
            y = y if math.isnan(start_y) else start_y
            self._grow(len(text))
            for char, step_x, step_y in zip(unify(text), *_steps(item, text, delta_x, delta_y), strict=True):
                width = step_x if 0 < step_x < 1.5 * item.size and not step_y else _width(char, item)
                self._char(self._meant(char, item.font), x, y, width, item.size, matrix)
                x += step_x
                y += step_y

    def _char(self, char: str, x: float, y: float, width: float, size: float, matrix: Matrix) -> None:
        one = _moved(x, y - _ABOVE * size, matrix)
        two = _moved(x + width, y + _BELOW * size, matrix)
        left, right = (one[0], two[0]) if one[0] < two[0] else (two[0], one[0])
        top, bottom = (one[1], two[1]) if one[1] < two[1] else (two[1], one[1])
        if right < 0 or left > self.ink.width or bottom < 0 or top > self.ink.height:
            return
        self._chars.append(char)
        self._boxes.append((left, top, right, bottom))

    def _meant(self, char: str, font: str) -> str:
        """What a character without meaning of its own stands for."""
        if _CONTROL.match(char):
            return " " if char == "\t" else ""
        if char == "\ufffd":
            self.ink.unmapped += 1
            self.ink.notes.add("unmapped")
        if not _PRIVATE.match(char):
            return char
        name = self.fonts.get(font, "").lower()
        found = symbol_text(name if name in SYMBOL_FONTS else "", f"{ord(char):x}")
        if _PRIVATE.match(found):
            self.ink.notes.add("symbols")
        return found

    def _shape(self, item: Shape, matrix: Matrix, strokes: Strokes) -> None:
        shows = item.strokes and not _is_pale(item.stroke_colour)
        fills = item.fills and not _is_pale(item.fill_colour)
        if not item.strokes and not item.fills:
            return
        pale = not shows and not fills
        sides = shows or (pale and item.strokes)
        self.ink.shapes += 1
        for points in subpaths(item.path):
            self._grow(len(points))
            seen = [_moved(x, y, matrix) for x, y in points]
            if not strokes.is_page(_around(seen)):
                (strokes.add_sides if sides else strokes.add_filled)(seen, pale)

    def _picture(self, item: Item, base: Matrix) -> None:
        one, two = (
            _moved(item.left, item.top, base),
            _moved(item.left + item.width, item.top + item.height, base),
        )
        width = min(two[0], self.ink.width) - max(one[0], 0.0)
        height = min(two[1], self.ink.height) - max(one[1], 0.0)
        if width > 0 and height > 0:
            self.ink.pictured += width * height / (self.ink.width * self.ink.height)


def advances(delta: str, count: int) -> list[float]:
    """The steps between ``count`` characters, ``g times step`` written out; fewer if fewer are stated."""
    steps: list[float] = []
    parts = delta.split()
    at = 0
    while at < len(parts) and len(steps) < count:
        if parts[at] == "g" and at + 2 < len(parts):
            times = int(max(number(parts[at + 1]), 0.0))
            steps += [number(parts[at + 2])] * min(times, count - len(steps))
            at += 3
        else:
            steps.append(number(parts[at]))
            at += 1
    return steps


def _steps(item: Text, text: str, delta_x: str, delta_y: str) -> tuple[list[float], list[float]]:
    """From each character to the next, across and down; what is not stated goes by the type's size."""
    across, down = advances(delta_x, len(text)), advances(delta_y, len(text))
    if not down:
        across += [_width(char, item) for char in text[len(across) :]]
    return [*across, *[0.0] * (len(text) - len(across))], [*down, *[0.0] * (len(text) - len(down))]


def _width(char: str, item: Text) -> float:
    return item.size * item.scale * (1.0 if is_wide(char) else 0.5)


def _is_pale(colour: str) -> bool:
    """Whether a colour (``"255 255 255"``, ``"#ff #ff #ff"``) cannot be told from white paper."""
    if colour == "none":
        return True
    parts = colour.replace("#", "0x").split()
    if len(parts) != 3:
        return False
    try:
        red, green, blue = (int(part, 16 if part.startswith("0x") else 10) for part in parts)
    except ValueError:
        return False
    return is_pale(red, green, blue)


def _placed(item: Item) -> Matrix:
    """From an object's own coordinates to those of its page."""
    a, b, c, d, e, f = item.matrix or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + item.left, f + item.top


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    k, m, n, p, q, r = outer
    return a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
