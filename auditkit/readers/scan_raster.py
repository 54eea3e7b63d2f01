"""A page as a picture in shades of grey, and which of its dots are dark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

__all__ = ["DOTS", "LEAST", "MOST", "Raster"]

DOTS = 200 / 72
"""Dots in a point: pages are looked at as if scanned with 200 dots an inch."""
LEAST, MOST = 1_900, 3_400
"""Dots the longer side of a page has at least and at most."""
_STEP = 7
_LIGHTEST, _DARKEST = 215, 60
"""Between these lies the shade from which dots are light, however pale or grey the page is."""


@dataclass(frozen=True)
class Raster:
    """``shades`` holds a byte for each dot, row by row, 0 for black and 255 for white."""

    width: int
    height: int
    shades: bytes

    @cached_property
    def dark(self) -> bytes:
        """A byte for each dot: 1 for dark, 0 for light."""
        level = _level(self.shades)
        return self.shades.translate(bytes(1 if shade <= level else 0 for shade in range(256)))

    def thickened(self, step: int) -> bytes:
        """The dark dots, each one dot thicker on one side; ``step`` is how far on that lies."""
        whole = int.from_bytes(self.dark, "little")
        return (whole | whole >> 8 * step).to_bytes(len(self.dark), "little")

    def turned(self, quarters: int) -> Raster:
        """The page after quarter turns clockwise."""
        width, height, shades = self.width, self.height, self.shades
        if quarters % 4 == 0:
            return self
        if quarters % 4 == 2:
            return Raster(width, height, shades[::-1])
        rows = (shades[at::width] for at in range(width))
        if quarters % 4 == 1:
            return Raster(height, width, b"".join(row[::-1] for row in rows))
        return Raster(height, width, b"".join(reversed(list(rows))))


def _level(shades: bytes) -> int:
    """The shade that parts dark dots from light ones best (Otsu)."""
    counts = Counter(shades[::_STEP])
    total = sum(counts.values())
    whole = sum(shade * count for shade, count in counts.items())
    best, level = -1.0, 128
    below = weight = 0
    for shade in sorted(counts)[:-1]:
        below += counts[shade]
        weight += shade * counts[shade]
        apart = weight / below - (whole - weight) / (total - below)
        spread = below * (total - below) * apart * apart
        if spread > best:
            best, level = spread, shade
    return min(max(level, _DARKEST), _LIGHTEST)
