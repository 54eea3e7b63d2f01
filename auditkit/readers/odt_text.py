"""The paragraphs of an OpenDocument text: spans, fields, and all that does not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers.expat import XMLParserType

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawTable
from auditkit.readers.docx_numbers import with_label
from auditkit.readers.docx_package import hostile
from auditkit.readers.docx_xml import Names
from auditkit.readers.ods_names import DRAW, OFFICE, STYLE, TEXT, Attributes, count_of
from auditkit.readers.odt_lists import Lists
from auditkit.readers.odt_styles import OdtStyles

__all__ = ["Opener", "TextReader"]

Opener = Callable[[Attributes], None]

PARAGRAPHS = 1_000_000
"""Paragraphs that a document may have."""
_SPACES = 1000
"""Blanks that one element may stand for."""
_OUTLINE = f"{TEXT}outline-level"
_BLANK = re.compile("[ \t\n\r]+")
_KEPT = {"s": "\x1c", "tab": "\x1d", "line-break": "\x1e"}
_RESTORED = {0x1C: " ", 0x1D: "\t", 0x1E: "\n", 0x2011: "-"}
"""A dash at which no line breaks is a dash, as in the formats of Word."""
_PASSED_OVER = frozenset(
    [f"{TEXT}{name}" for name in ("ruby-text", "note", "sequence-decls", "variable-decls", "user-field-decls",
                                  "tracked-changes", "alphabetical-index-source", "table-of-content-source", "bibliography-source")]
    + [f"{OFFICE}{name}" for name in ("forms", "annotation", "settings", "meta", "scripts", "master-styles")]
)  # fmt: skip


@dataclass(slots=True)
class _Span:
    """What an open paragraph or span does to its text."""

    hidden: bool
    symbols: Mapping[int, str] | None


@dataclass(slots=True)
class _Pause:
    """The paragraph in the middle of which a frame stands."""

    pieces: list[str]
    spans: list[_Span]
    boxes: list[str | RawTable]
    label: str
    items: list[str | RawTable]


class TextReader:
    """Handlers for paragraphs and what stands in them; ``items`` takes what is finished."""

    def __init__(self, limits: Limits, notes: set[str]) -> None:
        self.items: list[str | RawTable] = []
        self.notes = notes
        self.styles = OdtStyles()
        self._lists = Lists(self.styles)
        self._limits = limits
        self._pieces: list[str] = []
        self._spans: list[_Span] = []
        self._boxes: list[str | RawTable] = []
        self._pauses: list[_Pause] = []
        self._label = ""
        self._hiding = self._deleting = 0
        self._deletions: set[str] = set()
        self._change = ""
        self._passed = 0
        self._counted = 0
        self._openers = self.openers()
        self._closers = self.closers()

    def attach(self, parser: XMLParserType, _names: Names) -> None:
        """Set the handlers of a parser."""
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def openers(self) -> dict[str, Opener]:
        """What to do at start tags."""
        return {
            f"{TEXT}p": self._open_paragraph,
            f"{TEXT}h": self._open_paragraph,
            f"{TEXT}span": self._open_span,
            f"{TEXT}s": lambda held: self._add(_KEPT["s"] * count_of(held, f"{TEXT}c", _SPACES)),
            f"{TEXT}tab": lambda _: self._add(_KEPT["tab"]),
            f"{TEXT}line-break": lambda _: self._add(_KEPT["line-break"]),
            f"{TEXT}list": self._lists.open_list,
            f"{TEXT}list-item": self._lists.open_item,
            f"{TEXT}list-header": self._lists.open_header,
            f"{TEXT}hidden-text": self._open_hidden,
            f"{TEXT}section": self._open_section,
            f"{TEXT}change": lambda _: self.notes.add("tracked"),
            f"{TEXT}change-start": self._open_change,
            f"{TEXT}change-end": self._close_change,
            f"{DRAW}frame": self._open_frame,
        }

    def closers(self) -> dict[str, Callable[[], None]]:
        """What to do at end tags."""
        return {
            f"{TEXT}p": self._close_paragraph,
            f"{TEXT}h": self._close_paragraph,
            f"{TEXT}span": self._close_span,
            f"{TEXT}list": self._lists.close_list,
            f"{TEXT}hidden-text": self._close_hidden,
            f"{TEXT}section": self._close_hidden,
            f"{DRAW}frame": self._close_frame,
        }

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._passed:
            self._passed += 1
            self._region(name, attributes)
        elif name in _PASSED_OVER:
            if name == f"{TEXT}note":
                self.notes.add("footnotes")
            self._passed = 1
        elif handler := self._openers.get(name):
            handler(attributes)
        elif name.startswith((STYLE, TEXT)):
            self.styles.start(name, attributes)

    def _region(self, name: str, attributes: Attributes) -> None:
        """Take down which of the tracked changes are deletions; their text may also stand in the body."""
        if name == f"{TEXT}changed-region":
            self._change = attributes.get(f"{TEXT}id", "")
        elif name == f"{TEXT}deletion":
            self._deletions.add(self._change)

    def _open_change(self, attributes: Attributes) -> None:
        self.notes.add("tracked")
        self._deleting += attributes.get(f"{TEXT}change-id", "") in self._deletions

    def _close_change(self, attributes: Attributes) -> None:
        if attributes.get(f"{TEXT}change-id", "") in self._deletions:
            self._deleting = max(self._deleting - 1, 0)

    def _end(self, name: str) -> None:
        if self._passed:
            self._passed -= 1
        elif handler := self._closers.get(name):
            handler()

    def _characters(self, text: str) -> None:
        if not self._passed and self._spans:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._spans:
            return
        span = self._spans[-1]
        if self._deleting:
            return
        if span.hidden or self._hiding:
            if text.strip():
                self.notes.add("hidden")
            return
        self._pieces.append(text.translate(span.symbols) if span.symbols else text)

    def _open_paragraph(self, attributes: Attributes) -> None:
        name = attributes.get(f"{TEXT}style-name", "")
        hidden, symbols = self.styles.look("paragraph", name)
        label = self._lists.label(name, count_of(attributes, _OUTLINE, 10) if _OUTLINE in attributes else 0)
        if label is None:
            self.notes.add("numbered")
        self._label = label or ""
        self._spans = [_Span(bool(hidden), symbols)]
        self._pieces = []

    def _close_paragraph(self) -> None:
        self._counted += 1
        if self._counted > PARAGRAPHS:
            raise hostile("文件内的段落过多")
        text = _BLANK.sub(" ", "".join(self._pieces)).strip(" ").translate(_RESTORED)
        self.items.append(with_label(self._label, text))
        self.items += self._boxes
        self._pieces, self._spans, self._boxes = [], [], []

    def _open_span(self, attributes: Attributes) -> None:
        around = self._spans[-1] if self._spans else _Span(False, None)
        hidden, symbols = self.styles.look("text", attributes.get(f"{TEXT}style-name", ""))
        self._spans.append(
            _Span(around.hidden if hidden is None else hidden, around.symbols if symbols is None else symbols)
        )

    def _close_span(self) -> None:
        if len(self._spans) > 1:
            self._spans.pop()

    def _open_hidden(self, _attributes: Attributes) -> None:
        self._hiding += 1

    def _open_section(self, attributes: Attributes) -> None:
        self._hiding += self._hiding > 0 or attributes.get(f"{TEXT}display") == "none"

    def _close_hidden(self) -> None:
        self._hiding = max(self._hiding - 1, 0)

    def _open_frame(self, _attributes: Attributes) -> None:
        """Read a frame like a document of its own; it goes behind its paragraph."""
        if len(self._pauses) >= self._limits.depth:
            raise hostile(f"文本框嵌套超过 {self._limits.depth} 层")
        self._pauses.append(_Pause(self._pieces, self._spans, self._boxes, self._label, self.items))
        self._pieces, self._spans, self._boxes, self.items = [], [], [], []

    def _close_frame(self) -> None:
        if not self._pauses:
            return
        box, pause = self.items, self._pauses.pop()
        self._pieces, self._spans, self._boxes = pause.pieces, pause.spans, pause.boxes
        self._label, self.items = pause.label, pause.items
        if any(not isinstance(item, str) or item.strip() for item in box):
            (self._boxes if self._spans else self.items).extend(box)
