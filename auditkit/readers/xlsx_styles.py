"""The cell formats of a workbook, from its styles part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table
from auditkit.readers.docx_xml import walk_part
from auditkit.readers.workbook_formats import BUILT_IN, format_of
from auditkit.readers.workbook_refusals import hostile
from auditkit.readers.workbook_style import PLAIN, Style

__all__ = ["read_styles"]

_SECTIONS = frozenset("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles".split())
_SIDES = frozenset(("left", "right", "top", "bottom", "start", "end"))
_MOST = 200_000
"""Three times as many cell formats as Excel allows."""
Item = TypeVar("Item")
_LINES = 2
"""Sides with a line from which a cell counts as ruled: a neighbour may draw the others."""


@dataclass(slots=True)
class _Gathered:
    """The tables of a styles part, and the list that is being read."""

    section: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    cells: list[tuple[str, str, str]] = field(default_factory=list)

    def visit(self, element: str, attributes: dict[str, str]) -> None:
        """Take in a start tag."""
        if element in _SECTIONS:
            self.section = element
        elif self.section == "numFmts" and element == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self.section == "fonts" and element == "font":
            self.fonts.append("")
        elif self.section == "fonts" and element == "name" and self.fonts:
            self.fonts[-1] = attributes.get("val", "")
        elif self.section == "borders":
            self._border(element, attributes)
        elif self.section == "cellXfs" and element == "xf":
            get = attributes.get
            self.cells.append((get("numFmtId", "0"), get("fontId", ""), get("borderId", "")))

    def _border(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "border":
            self.borders.append(0)
        elif element in _SIDES and self.borders and attributes.get("style", "none") != "none":
            self.borders[-1] += 1


def read_styles(data: bytes) -> list[Style]:
    """The formats that cells refer to by number. Raises ``ReadError``."""
    if not data:
        return []
    found = _Gathered()
    walk_part(data, found.visit)
    if len(found.cells) > _MOST:
        raise hostile("文件内的单元格样式过多")
    built_in = {str(number): code for number, code in BUILT_IN.items()}
    codes = built_in | {key: code for key, code in found.codes.items() if code}
    made: dict[tuple[str, str, str], Style] = {}
    return [made.setdefault(key, _style(key, codes, found)) for key in found.cells]


def _style(key: tuple[str, str, str], codes: Mapping[str, str], found: _Gathered) -> Style:
    code, font, border = key
    name = _at(found.fonts, font) or ""
    return Style(
        format_of(codes[code]) if code in codes else PLAIN.format,
        (_at(found.borders, border) or 0) >= _LINES,
        run_table(name, ()) if name in SYMBOL_FONTS else None,
    )


def _at(items: Sequence[Item], index: str) -> Item | None:
    if not (index.isascii() and index.isdigit() and len(index) < 10):
        return None
    return items[int(index)] if int(index) < len(items) else None
