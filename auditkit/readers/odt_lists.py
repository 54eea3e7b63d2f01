"""The numbers of paragraphs in the lists of an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditkit.readers.ods_names import TEXT, Attributes
from auditkit.readers.odt_styles import OUTLINE, ListStyle, OdtStyles

__all__ = ["Lists"]

_NONE = "\n"
"""The name of no list."""
_XML_ID = "http://www.w3.org/XML/1998/namespace id"


@dataclass(slots=True)
class _Counts:
    """How far each level of a list has counted."""

    last: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """An open list: its style, its counts, and how deep it stands in its like."""

    style: str
    counts: _Counts
    depth: int
    start: int | None = None
    waits: bool = False


class Lists:
    """Follows the tags of lists; ``label`` is for the paragraph that comes next."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._open: list[_Open] = []
        self._by_id: dict[str | None, _Counts] = {}
        self._by_style: dict[str, _Counts] = {}
        self._outline: dict[int, int] = {}

    def open_list(self, attributes: Attributes) -> None:
        """The start of a list, at the top or in an item."""
        style = attributes.get(f"{TEXT}style-name", "")
        if self._open:
            outer = self._open[-1]
            self._open.append(_Open(style or outer.style, outer.counts, outer.depth + 1))
            return
        counts = self._by_id.get(attributes.get(f"{TEXT}continue-list", _NONE))
        if counts is None and attributes.get(f"{TEXT}continue-numbering") == "true":
            counts = self._by_style.get(style)
        counts = counts or _Counts()
        self._by_id[attributes.get(_XML_ID)] = counts
        self._by_style[style] = counts
        self._open.append(_Open(style, counts, 1))

    def close_list(self) -> None:
        """The end of a list."""
        if self._open:
            self._open.pop()

    def open_item(self, attributes: Attributes) -> None:
        """An item; its first paragraph has the next number, or the item's own."""
        if self._open:
            own = attributes.get(f"{TEXT}start-value", "")
            self._open[-1].start = int(own) if own.isascii() and own.isdecimal() and len(own) < 6 else None
            self._open[-1].waits = True

    def open_header(self, _attributes: Attributes) -> None:
        """Something in a list that has no number."""
        if self._open:
            self._open[-1].waits = False

    def label(self, paragraph: str, outline: int) -> str | None:
        """The label of a paragraph of this style; None if its numbers are in no known style.

        ``outline`` is the level of a heading, 0 of other paragraphs.
        """
        if not self._open:
            heading = self._styles.list_style(OUTLINE) if outline else None
            return _counted(heading, outline, self._outline, None) if heading else ""
        chosen = self._open[-1]
        if not chosen.waits:
            return ""
        chosen.waits = False
        style = self._styles.list_style(chosen.style or self._styles.list_of(paragraph))
        return _counted(style, chosen.depth, chosen.counts.last, chosen.start) if style else ""


def _counted(style: ListStyle, depth: int, last: dict[int, int], own: int | None) -> str | None:
    if own is not None:
        last[depth] = own
    else:
        last[depth] = last[depth] + 1 if depth in last else style.start(depth)
    for deeper in [place for place in last if place > depth]:
        del last[deeper]
    return style.label(depth, last)
