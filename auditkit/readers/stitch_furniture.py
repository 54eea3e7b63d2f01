"""Page furniture: page numbers, and lines that stand at the same place of several pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.readers.lattice_page import PageTable, Sheet
from auditkit.readers.lattice_text import Line

__all__ = ["Furniture", "find_furniture"]

_BAND = 0.16
"""Share of the page at its top and its bottom in which furniture stands."""
_SAME = 4.0
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•~〜.|\[(（【]*(?:第|Page)?(?:\d{1,4}|[IVXivx]{1,6})页?"
    r"(?:[/／|,，]?(?:共|of)?\d{1,4}页?)?[-—–－―·•~〜.|\])）】]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


class Furniture:
    """Which lines of each page are furniture.

    Page numbers always are. A line that comes back on other pages may also be the title of a form on
    each of them, so it counts only where a table goes on over it.
    """

    def __init__(self, numbers: set[int], recurring: set[int]) -> None:
        self._numbers, self._recurring = numbers, recurring

    def is_number(self, line: Line) -> bool:
        """Whether a line is nothing but a page number."""
        return id(line) in self._numbers

    def may_be(self, line: Line) -> bool:
        """Whether a line is a page number or comes back on another page."""
        return id(line) in self._numbers or id(line) in self._recurring


def find_furniture(sheets: Sequence[Sheet]) -> Furniture:
    """The furniture of all pages."""
    numbers: set[int] = set()
    seen: dict[str, list[tuple[int, float, int]]] = {}
    for sheet in sheets:
        for line in _outer_lines(sheet):
            text = "".join(line.text.split())
            if _PAGE_NUMBER.fullmatch(text):
                numbers.add(id(line))
            else:
                key = _DIGITS.sub("#", text)
                seen.setdefault(key, []).append((sheet.number, line.middle, id(line)))
    recurring = set()
    for places in seen.values():
        for page, middle, name in places:
            if any(page != other and abs(middle - place) <= _SAME for other, place, _ in places):
                recurring.add(name)
    return Furniture(numbers, recurring)


def _outer_lines(sheet: Sheet) -> Iterator[Line]:
    """Lines in the bands at top and bottom that no table parts from the edge of the page."""
    for blocks, low, high in (
        (sheet.blocks, 0.0, _BAND * sheet.height),
        (sheet.blocks[::-1], (1 - _BAND) * sheet.height, sheet.height),
    ):
        for block in blocks:
            if isinstance(block, PageTable) or not low <= block.middle <= high:
                break
            yield block
