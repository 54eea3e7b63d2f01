"""Paragraphs and text boxes of a Word document, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawRow, RawTable
from auditkit.readers.docx_numbers import Numbering, with_label
from auditkit.readers.docx_package import hostile
from auditkit.readers.docx_runs import Attributes, Closer, Opener, RunReader
from auditkit.readers.docx_styles import Styles

__all__ = ["StoryReader"]

PARAGRAPHS = 1_000_000
"""Paragraphs that a document may have."""
DEEPEST = 128
"""Tables and text boxes inside each other that are read, whatever the limits say."""

_LEVELS = frozenset("012345678")


@dataclass(slots=True)
class _Place:
    """Where reading goes on when a nested table or a text box is over."""

    items: list[str | RawTable]
    table: RawTable | None
    row: RawRow | None
    cell: RawCell | None


@dataclass(slots=True)
class _Pause:
    """The paragraph in the middle of which a text box stands."""

    pieces: list[str]
    boxes: list[list[str | RawTable]]
    fields: list[int]
    symbols: Mapping[int, str] | None
    hidden_style: bool
    in_paragraph: bool
    joins_next: bool
    label: str


class StoryReader(RunReader):
    """Handlers for paragraphs; ``items`` takes what is finished: texts, and tables from elsewhere."""

    def __init__(
        self, limits: Limits, styles: Callable[[], Styles], numbering: Callable[[], Numbering]
    ) -> None:
        super().__init__(styles)
        self._numbering = numbering
        self._known_numbering: Numbering | None = None
        self._style = self._label = ""
        self._number: str | None = None
        self._level: str | None = None
        self.items: list[str | RawTable] = []
        self.table: RawTable | None = None
        self.row: RawRow | None = None
        self.cell: RawCell | None = None
        self.in_paragraph = False
        self._boxes: list[list[str | RawTable]] = []
        self._in_properties = self._joins_next = False
        self._paragraphs = 0
        self._places: list[_Place] = []
        self._pauses: list[_Pause] = []
        self._depth = min(limits.depth, DEEPEST)

    def openers(self) -> dict[tuple[str, str], Opener]:
        return super().openers() | {
            ("w", "p"): self.open_paragraph,
            ("w", "pPr"): self.open_properties,
            ("w", "pStyle"): self.open_paragraph_style,
            ("w", "numId"): self.open_number,
            ("w", "ilvl"): self.open_level,
            ("w", "del"): self.open_deletion,
            ("w", "moveFrom"): self.open_deletion,
            ("w", "txbxContent"): self.open_box,
            ("w", "altChunk"): lambda _: self.notes.add("embedded"),
            ("w", "subDoc"): lambda _: self.notes.add("embedded"),
        }

    def closers(self) -> dict[tuple[str, str], Closer]:
        return super().closers() | {
            ("w", "p"): self.close_paragraph,
            ("w", "pPr"): self.close_properties,
            ("w", "txbxContent"): self.close_box,
        }

    def progress(self) -> tuple[int, ...]:
        return (len(self.pieces), len(self._boxes), len(self.items))

    def open_paragraph(self, _attributes: Attributes) -> None:
        if self.in_paragraph or (self.table is not None and self.cell is None):
            raise self.malformed()
        self._paragraphs += 1
        if self._paragraphs > PARAGRAPHS:
            raise hostile("文件内的段落过多")
        self.in_paragraph = True
        self.hidden = self.hidden_style = False

    def close_paragraph(self) -> None:
        self.in_paragraph = False
        if self.fields:
            self.fields.clear()
        if self._joins_next:
            self._joins_next = False
            return
        text = "".join(self.pieces)
        self.items.append(with_label(self._label, text) if self._label else text)
        self._label = ""
        self.pieces.clear()
        if self._boxes:
            for box in self._boxes:
                self.items += box
            self._boxes = []

    def flush(self) -> None:
        """Keep the text of a paragraph whose end is deleted and that no other paragraph follows."""
        if self.pieces or self._boxes:
            self.close_paragraph()

    def open_properties(self, _attributes: Attributes) -> None:
        self._in_properties = True
        self._style = ""
        self._number = self._level = None

    def close_properties(self) -> None:
        self._in_properties = False
        number = self._number or self.styles.numbered.get(self._style) if self._style else self._number
        if number and number != "0":
            self._count_on(number)

    def open_paragraph_style(self, attributes: Attributes) -> None:
        self._style = self.value(attributes, "val") or ""
        self.hidden_style = self._style in self.styles.hidden

    def open_number(self, attributes: Attributes) -> None:
        self._number = self.value(attributes, "val")

    def open_level(self, attributes: Attributes) -> None:
        self._level = self.value(attributes, "val")

    def _count_on(self, number: str) -> None:
        """Work out the automatic number of the paragraph; it counts even if the paragraph is empty."""
        if self._known_numbering is None:
            self._known_numbering = self._numbering()
        numbering = self._known_numbering
        level = self._level or (self.styles.levels.get(self._style) if self._style else None)
        depth = int(level) if level in _LEVELS else numbering.level_of(number, self._style)
        label = numbering.count(number, depth)
        if label is None and self.cell is not None:
            self.notes.add("numbered")
        self._label = label or ""

    def open_deletion(self, attributes: Attributes) -> None:
        """The deleted end of a paragraph, to which the next one joins, or deleted runs."""
        self.notes.add("tracked")
        if self._in_properties:
            self._joins_next = True
        else:
            self.skip(attributes)

    def enter(self) -> None:
        """Put the place aside and begin a nested table or a text box. Raises ``ReadError``."""
        if len(self._places) >= self._depth:
            raise hostile(f"表格或文本框嵌套超过 {self._depth} 层")
        self._places.append(_Place(self.items, self.table, self.row, self.cell))
        self.table = self.row = self.cell = None

    def leave(self) -> None:
        """Back to the place that ``enter`` put aside."""
        place = self._places.pop()
        self.items, self.table, self.row, self.cell = place.items, place.table, place.row, place.cell

    def open_box(self, attributes: Attributes) -> None:
        """Read a text box like a document of its own; it goes behind its paragraph."""
        if self.hidden:
            self.notes.add("hidden")
            self.skip(attributes)
            return
        self.enter()
        self._pauses.append(
            _Pause(
                self.pieces,
                self._boxes,
                self.fields,
                self.symbols,
                self.hidden_style,
                self.in_paragraph,
                self._joins_next,
                self._label,
            )
        )
        self.items, self.pieces, self._boxes, self.fields = [], [], [], []
        self.add = self.pieces.append
        self.in_paragraph = self._joins_next = False
        self._label = ""

    def close_box(self) -> None:
        self.flush()
        box = self.items
        self.leave()
        pause = self._pauses.pop()
        self.pieces, self._boxes, self.fields = pause.pieces, pause.boxes, pause.fields
        self.add = self.pieces.append
        self.symbols, self.hidden, self.hidden_style = pause.symbols, False, pause.hidden_style
        self.in_paragraph, self._joins_next = pause.in_paragraph, pause.joins_next
        self._label = pause.label
        if any(not isinstance(item, str) or item.strip() for item in box):
            self._boxes.append(box)
