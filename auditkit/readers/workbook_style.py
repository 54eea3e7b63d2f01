"""How the cells of a workbook look, as far as it changes what can be read in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from auditkit.readers.workbook_formats import Format, format_of
from auditkit.readers.workbook_notes import Notes

__all__ = ["PLAIN", "Place", "Style", "number_shown", "text_shown"]


Place = tuple[str, int, int]
"""Sheet, row and column of a cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A number format, whether lines are drawn around the cell, and glyphs of a symbol font."""

    format: Format
    boxed: bool = False
    glyphs: Mapping[int, str] | None = None


PLAIN = Style(format_of("General"))


def number_shown(value: float, style: Style, is_1904: bool, notes: Notes, place: Place) -> str:
    """What is shown of a number; ``""`` for one that is none. Notes what is not shown exactly."""
    if not isfinite(value):
        return ""
    text, remark = style.format.show_number(value, is_1904)
    if remark == "hidden":
        if value:
            notes.add("hidden values", *place)
    elif remark:
        notes.add(remark, *place)
    return text


def text_shown(text: str, style: Style, notes: Notes, place: Place, has_fonts: bool = False) -> str:
    """What is shown of a text; ``has_fonts`` when the fonts of its parts have been minded already."""
    shown = text
    if style.glyphs is not None and not has_fonts:
        shown = text.translate(style.glyphs)
    if style.format.text is not None:
        shown = style.format.show_text(shown)
        if not shown and text.strip():
            notes.add("hidden values", *place)
    return shown
