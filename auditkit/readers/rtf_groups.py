"""The groups of an RTF file: their properties, and where their text goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawTable
from auditkit.readers.docx_package import hostile
from auditkit.readers.rtf_fonts import Font, decoded, symbols_of
from auditkit.readers.rtf_rows import RowDefinition
from auditkit.readers.word_fields import asks_for_choice, text_in_field
from auditkit.readers.word_tables import TableStack

__all__ = ["Aside", "Field", "GroupReader", "State", "UNREAD"]

DEEPEST = 5_000
"""Groups inside each other."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
UNREAD = ("skip", "upr")
"""Goals of text that goes nowhere; of the last, a second version in Unicode is read."""


@dataclass(slots=True)
class State:
    """The properties of a group. ``goal`` is where its text goes: ``""`` is the paragraph at hand."""

    goal: str = ""
    font: int = -1
    skips: int = 1
    depth: int = 0
    hidden: bool = False
    deleted: bool = False
    begins: bool = True


@dataclass(slots=True)
class Field:
    """An open field: its instruction, and how much text there was before it; ``level`` is its group."""

    level: int
    mark: int
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Aside:
    """The paragraph in the middle of which a text box stands; ``level`` is the group of the box."""

    level: int
    stack: TableStack
    pieces: list[str]
    boxes: list[str | RawTable]


class GroupReader:
    """Keeps track of groups; ``pieces`` is the text of the paragraph at hand."""

    def __init__(self, limits: Limits, notes: set[str]) -> None:
        self.notes = notes
        self.limits = limits
        self.state = State()
        self.states: list[State] = []
        self.fonts: dict[int, Font] = {}
        self.default = 0
        self.page = "gb18030"
        self.row = RowDefinition()
        self.rows: list[tuple[int, RowDefinition]] = []
        self.stack = TableStack(limits, notes)
        self.pieces: list[str] = []
        self._bytes = bytearray()
        self.label = ""
        self.boxes: list[str | RawTable] = []
        self.asides: list[Aside] = []
        self.fields: list[Field] = []
        self.to_skip = 0
        self.starred = False

    def text(self, text: str) -> None:
        """Characters that are bytes of the code page at hand."""
        if self.to_skip:
            skipped = min(self.to_skip, len(text))
            self.to_skip -= skipped
            text = text[skipped:]
        self.state.begins = self.starred = False
        if text and self.state.goal not in UNREAD:
            self._bytes += text.encode("latin-1")

    def decode(self) -> None:
        """The bytes so far are whole characters."""
        if not self._bytes:
            return
        font = self.font()
        self.write(decoded(bytes(self._bytes), font, self.page), font)
        self._bytes.clear()

    def font(self) -> Font | None:
        return self.fonts.get(self.state.font if self.state.font >= 0 else self.default)

    def write(self, text: str, font: Font | None = None) -> None:
        """Put text where the group at hand puts it."""
        state = self.state
        if state.goal == "":
            if state.deleted:
                self.notes.add("tracked")
            elif state.hidden:
                if text.strip():
                    self.notes.add("hidden")
            else:
                symbols = symbols_of(font)
                self.pieces.append(text.translate(symbols) if symbols else text)
        elif state.goal == "fonts":
            if state.font in self.fonts:
                self.fonts[state.font].name += text.replace(";", "")
        elif state.goal == "label":
            shown = text.translate(symbols_of(font) or {})
            self.label += _PRIVATE.sub("•", shown)
        elif state.goal == "instruction" and self.fields:
            self.fields[-1].said.append(text)

    def open(self) -> None:
        if len(self.states) >= DEEPEST:
            raise hostile("文件内的层次过多")
        self.to_skip = 0
        self.states.append(self.state)
        self.state = replace(self.state, begins=True)

    def close(self) -> None:
        self.to_skip = 0
        if not self.states:
            return
        level = len(self.states)
        if self.fields and self.fields[-1].level == level:
            self._end_field(self.fields.pop())
        if self.rows and self.rows[-1][0] == level:
            self.row = self.rows.pop()[1]
        if self.asides and self.asides[-1].level == level:
            self._end_box(self.asides.pop())
        self.state = self.states.pop()
        self.state.begins = False

    def _end_field(self, ended: Field) -> None:
        said = "".join(ended.said)
        if asks_for_choice(said):
            self.notes.add("form fields")
        shown = "".join(self.pieces[ended.mark :]).strip() if ended.mark <= len(self.pieces) else "x"
        if not shown and (text := text_in_field(said)):
            self.write(text)

    def _end_box(self, aside: Aside) -> None:
        if self.pieces:
            self.end_paragraph("par")
        box = self.stack.finish()
        self.stack, self.pieces, self.boxes = aside.stack, aside.pieces, aside.boxes
        if any(not isinstance(item, str) or item.strip() for item in box):
            self.boxes += box

    def end_paragraph(self, _word: str) -> None:
        """The paragraph at hand is whole."""
        raise NotImplementedError
