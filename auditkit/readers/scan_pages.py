"""Which pages are pictures to be recognised, and how many may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from auditkit.document import ReadError
from auditkit.readers.lattice_ink import Ink
from auditkit.readers.scan_page import Recognise, scan_ink
from auditkit.readers.scan_raster import Raster

__all__ = ["INSTALL", "MOST_PAGES", "UNREADABLE", "Scanner", "is_installed", "is_picture"]

INSTALL = 'pip install "auditkit[ocr]"'
"""What gives the program the recogniser."""
MOST_PAGES = 60
"""Scanned pages one file may have."""
_PICTURED, _OUTLINES = 0.05, 40
"""Share of a page that pictures cover, and drawn shapes, from which a page without characters is a picture."""
_MOSTLY, _FEW = 0.5, 60
"""Share from which a page is a picture although so many characters stand on it, as a scanning program's name."""
UNREADABLE = 0.3
"""Share of characters without a code from which a page is but a picture."""


@cache
def is_installed() -> bool:
    """Whether the recogniser is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def is_picture(ink: Ink) -> bool:
    """Whether what stands on a page cannot be read but by looking at it."""
    count = ink.characters
    if not count:
        return ink.pictured > _PICTURED or ink.shapes > _OUTLINES
    return (ink.pictured > _MOSTLY and count < _FEW) or ink.unmapped > UNREADABLE * count


@dataclass(slots=True)
class Scanner:
    """Recognises page after page of one file; ``step`` hears how far it is."""

    recognise: Recognise
    step: Callable[[int, int], None]
    _done: int = 0

    def ink(self, raster: Raster, number: int, count: int, words: int = 0) -> Ink:
        """What stands on a scanned page, where ``words`` characters stood beside the picture.

        Raises ``ReadError`` for one page too many.
        """
        self._done += 1
        if self._done > MOST_PAGES:
            raise ReadError("scan", f"扫描的页面超过 {MOST_PAGES} 页，未识别，请拆分后再提交。")
        self.step(number, count)
        ink = scan_ink(raster, number, self.recognise)
        if words:
            ink.notes.add("over")
        return ink
