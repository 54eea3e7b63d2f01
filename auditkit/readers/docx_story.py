"""Paragraphs and text boxes of a Word document, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawCell, RawRow, RawTable
from auditkit.readers.docx_package import hostile
from auditkit.readers.docx_runs import Attributes, Closer, Opener, RunReader
from auditkit.readers.docx_styles import Styles

__all__ = ["StoryReader"]

PARAGRAPHS = 1_000_000
"""Paragraphs that a document may have."""
DEEPEST = 128
"""Tables and text boxes inside each other that are read, whatever the limits say."""


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


class StoryReader(RunReader):
    """Handlers for paragraphs; ``items`` takes what is finished: texts, and tables from elsewhere."""

    def __init__(self, limits: Limits, styles: Callable[[], Styles]) -> None:
        super().__init__(styles)
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
        self.items.append("".join(self.pieces))
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

    def close_properties(self) -> None:
        self._in_properties = False

    def open_paragraph_style(self, attributes: Attributes) -> None:
        style = self.value(attributes, "val")
        self.hidden_style = style in self.styles.hidden
        if self.cell is not None and style in self.styles.numbered:
            self.notes.add("numbered")

    def open_number(self, attributes: Attributes) -> None:
        if self.cell is not None and self.value(attributes, "val") != "0":
            self.notes.add("numbered")

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
            )
        )
        self.items, self.pieces, self._boxes, self.fields = [], [], [], []
        self.add = self.pieces.append
        self.in_paragraph = self._joins_next = False

    def close_box(self) -> None:
        self.flush()
        box = self.items
        self.leave()
        pause = self._pauses.pop()
        self.pieces, self._boxes, self.fields = pause.pieces, pause.boxes, pause.fields
        self.add = self.pieces.append
        self.symbols, self.hidden, self.hidden_style = pause.symbols, False, pause.hidden_style
        self.in_paragraph, self._joins_next = pause.in_paragraph, pause.joins_next
        if any(not isinstance(item, str) or item.strip() for item in box):
            self._boxes.append(box)
