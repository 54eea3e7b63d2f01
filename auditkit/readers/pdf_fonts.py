"""The fonts PDFium may use where a file brings none: its own for the standard ones, else one made here.

PDFium leaves a run of characters out of a page when their glyphs have no width, as those of Chinese
characters have in a machine without Chinese fonts: ``好`` in a cell would be lost without a word. For
reading the glyphs need no shape, only a box, and a font of empty boxes serves for all. With it a page
reads the same on every machine, whatever fonts are installed; where a page is drawn to be recognised as
a picture, text in a font that is not embedded stays white.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from array import array
from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["box_font", "use_own_fonts"]

_GLYPHS = 0xFFFF
"""As many as a font can have: glyph n is the box of the character n, so that text given by the numbers of
glyphs has boxes, too. The last is the blank."""
_EM, _ASCENT, _DESCENT = 200, 176, -24
"""So few units that each step of an outline is one byte."""
_WIDE = 0x2E80
"""The first character as wide as it is high."""
_BLANKS = (*range(1, 0x21), 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000, 0xFEFF)
"""Characters without ink, in order."""
_STANDARD = ("Courier", "Helvetica", "Times", "Symbol", "ZapfDingbats")
"""Families that PDFium brings along, with the widths that files leave out for them."""
_HANDLE = 1


def use_own_fonts(raw: Any) -> Any:
    """Have PDFium ask for fonts here; ``raw`` is its module. What is given back must be kept for as long."""
    font = box_font()
    kinds: dict[str, Any] = dict(raw.FPDF_SYSFONTINFO._fields_)

    def map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, family: Any, exact: Any) -> int:
        name = ctypes.cast(family, ctypes.c_char_p).value or b""
        return 0 if name.decode("latin-1").startswith(_STANDARD) else _HANDLE

    def font_data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    info = raw.FPDF_SYSFONTINFO(version=1)
    info.MapFont = kinds["MapFont"](map_font)
    info.GetFont = kinds["GetFont"](lambda _, name: 0)
    info.GetFontData = kinds["GetFontData"](font_data)
    info.DeleteFont = kinds["DeleteFont"](lambda _, handle: None)
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info


@cache
def box_font() -> bytes:
    """A TrueType font in which every character is a box, half as wide as high before the Chinese ones."""
    narrow, wide = _glyph(_EM // 2), _glyph(_EM)
    count, size = _GLYPHS - 1, len(narrow)
    places = array("I", range(0, (count + 1) * size, size))
    places.append(count * size)
    if sys.byteorder == "little":
        places.byteswap()
    widths = struct.pack(">Hh", _EM // 2, 0) * _WIDE + struct.pack(">Hh", _EM, 0)
    box = (0, _DESCENT, _EM, _ASCENT)
    head = (0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *box, 0, 8, 2, 1, 0)
    hhea = (0x00010000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *(0,) * 7, _WIDE + 1)
    return _assembled(
        {
            b"cmap": _characters(),
            b"glyf": narrow * _WIDE + wide * (count - _WIDE),
            b"head": struct.pack(">IIIIHHQQ4hHHhhh", *head),
            b"hhea": struct.pack(">IhhhHhhh8hH", *hhea),
            b"hmtx": widths + bytes(2 * (_GLYPHS - _WIDE - 1)),
            b"loca": places.tobytes(),
            b"maxp": struct.pack(">IH13H", 0x00010000, _GLYPHS, 1, 1, 0, 0, 1, *(0,) * 8),
        }
    )


def _glyph(width: int) -> bytes:
    """A stroke from one corner of a box to the other: two points on one outline."""
    return struct.pack(">5hHH5Bx", 1, 0, _DESCENT, width, _ASCENT, 1, 0, 0x15, 0x37, width, -_DESCENT, _EM)


def _characters() -> bytes:
    """Which glyph each character has: the one with its number, counted anew in each plane, or the blank."""
    blank = _GLYPHS - 1
    stretches = []
    start = 0
    for code in _BLANKS:
        stretches += [(start, code - 1, start), (code, code, blank)]
        start = code + 1
    stretches = [part for part in (*stretches, (start, blank - 1, start)) if part[0] <= part[1]]
    planes = [(plane << 16, (plane << 16) + blank - 1, 0) for plane in range(1, 17)]
    groups = b"".join(struct.pack(">III", *group) for group in stretches + planes)
    long = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(groups) // 12) + groups
    starts, ends, glyphs = zip(*stretches, (0xFFFF, 0xFFFF, 0), strict=True)
    steps = [(glyph - first) % 2**16 for glyph, first in zip(glyphs, starts, strict=True)]
    count = len(ends)
    power = count.bit_length() - 1
    search = (2 * count, 2 << power, power, 2 * count - (2 << power))
    numbers = (*search, *ends, 0, *starts, *steps, *(0,) * count)
    short = struct.pack(f">{3 + len(numbers)}H", 4, 6 + 2 * len(numbers), 0, *numbers)
    return struct.pack(">HHHHIHHI", 0, 2, 3, 1, 20, 3, 10, 20 + len(short)) + short + long


def _assembled(tables: Mapping[bytes, bytes]) -> bytes:
    """The file: a directory of tables, each at a multiple of four bytes."""
    out = struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, 16 * len(tables) - 64)
    at = len(out) + 16 * len(tables)
    body = b""
    for tag, table in sorted(tables.items()):
        out += struct.pack(">4sIII", tag, 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return out + body
