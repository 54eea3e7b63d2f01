"""The paragraphs of a web page: which elements are open, and the text of the block at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawTable
from auditkit.readers.docx_numbers import with_label
from auditkit.readers.docx_numerals import written
from auditkit.readers.docx_package import hostile
from auditkit.readers.html_text import BLANKS, BREAK, HiddenClasses, Look, kept_spaces, look_of, shown
from auditkit.readers.html_tokens import Tag

__all__ = ["BlockReader", "whole"]

PARAGRAPHS = 1_000_000
"""Paragraphs that a page may have."""
DEEPEST = 256
"""Elements inside each other that are told apart; deeper ones are as if they were not marked."""

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section "
    "summary ul".split()
)
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()
)
_TYPED = ("text", "number", "")
_ENDED = {"li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd"), "option": ("option",)}
"""The elements that end where one of these begins, though no end tag says so; for all others ``p``."""
_NUMBERS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
}  # fmt: skip


@dataclass(slots=True)
class _Element:
    """An open element that is no part of a table. ``count`` is the last number of a list."""

    name: str
    look: Look
    count: int = 0
    kind: str = ""


class BlockReader:
    """Handlers for all that is not part of the frame of a table; ``into`` takes what is finished.

    Elements below ``base`` in the stack are out of reach here: they stand around the table.
    """

    def __init__(self, limits: Limits) -> None:
        self.items: list[str | RawTable] = []
        self.notes: set[str] = set()
        self.frames = 0
        self.into = self.items
        self.base = 0
        self.elements: list[_Element] = []
        self.classes = HiddenClasses()
        self.label = ""
        self._limits = limits
        self._pieces: list[str] = []
        self._counted = 0

    def place_look(self) -> Look:
        """The look of what stands directly in the table, row or cell at hand."""
        return Look()

    def look(self) -> Look:
        """The look of a text that would come now."""
        return self.elements[-1].look if len(self.elements) > self.base else self.place_look()

    def text(self, text: str) -> None:
        """A stretch of text."""
        look = self.look()
        if not text.strip(BLANKS):
            if self._pieces and not look.hidden:
                self._pieces.append(kept_spaces(text) if look.pre else text)
            return
        if look.hidden:
            self.notes.add(look.hidden)
            return
        if look.symbols is not None:
            text = text.translate(look.symbols)
        self._pieces.append(kept_spaces(text) if look.pre else text)

    def flush(self) -> None:
        """The end of a block; it is a paragraph if there is anything in it, be it a blank line."""
        if not self._pieces:
            return
        text = shown(self._pieces)
        is_line = text or any(BREAK in piece or "\xa0" in piece for piece in self._pieces)
        self._pieces.clear()
        if is_line:
            self._counted += 1
            if self._counted > PARAGRAPHS:
                raise hostile("文件内的段落过多")
            self.into.append(with_label(self.label, text))
            self.label = "" if text else self.label

    def start(self, tag: Tag) -> None:
        """A start tag."""
        name, attributes = tag.name, tag.attributes
        if name in _BLOCKS:
            self.flush()
        if name in _BLOCKS or name == "option":
            self._close_implied(name)
        if name == "br":
            if not self.look().hidden:
                self._pieces.append(BREAK)
        elif name == "input":
            if attributes.get("type", "").lower() in _TYPED and attributes.get("value"):
                self.text(attributes["value"])
        elif name in ("frame", "iframe"):
            self.frames += 1
        elif name == "ins":
            self.notes.add("tracked")
        if name not in _VOID and len(self.elements) < DEEPEST:
            element = _Element(name, look_of(name, attributes, self.classes, self.look()))
            self._number(element, attributes)
            self.elements.append(element)

    def end(self, tag: Tag) -> None:
        """An end tag; one that ends nothing is as if it were not there."""
        if tag.name in _BLOCKS:
            self.flush()
        if tag.name == "style":
            self.classes.add(tag.text)
        elif tag.name == "textarea":
            self.text(kept_spaces(tag.text))
        for at in range(len(self.elements) - 1, self.base - 1, -1):
            if self.elements[at].name == tag.name:
                del self.elements[at:]
                if tag.name == "li":
                    self.label = ""
                return

    def _number(self, element: _Element, attributes: Mapping[str, str]) -> None:
        """Begin a list, or number the next of its items."""
        if element.name == "ol":
            style = attributes.get("style", "").partition("list-style-type:")[2].partition(";")[0].strip()
            element.kind = _NUMBERS.get(style or attributes.get("type", "1"), "decimal")
            element.count = whole(attributes.get("start", ""), 1, 10**6) - 1
        elif element.name == "li":
            holder = next((one for one in reversed(self.elements) if one.name in ("ol", "ul")), None)
            self.label = "•"
            if holder is not None and holder.name == "ol":
                holder.count = whole(attributes.get("value", ""), holder.count + 1, 10**6)
                self.label = f"{written(holder.count, holder.kind) or holder.count}."

    def _close_implied(self, name: str) -> None:
        """Elements whose end tag may be left out end where the next one of their kind begins."""
        ended = _ENDED.get(name, ("p",))
        for at in range(len(self.elements) - 1, self.base - 1, -1):
            found = self.elements[at].name
            if found in ("ol", "ul", "dl") and name not in ("ol", "ul", "dl"):
                return
            if found in ended:
                del self.elements[at:]
                return


def whole(text: str, otherwise: int, most: int) -> int:
    """A number as attributes state it, cut to ``most``; ``otherwise`` if it is none."""
    text = text.strip().partition(".")[0]
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise
