"""Read indicators written as sentences, in one cell of a table or in the paragraphs of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditkit.document import Anchor, Cell, Paragraph, Table, Unread
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family, Label
from auditkit.layouts.funds import Amount
from auditkit.layouts.grid import Chunk, Row, overlap
from auditkit.layouts.head import HeadReader
from auditkit.layouts.indicators import Entry, IndicatorReader
from auditkit.layouts.labelled import Labelled, labelled
from auditkit.layouts.lines import Fact, Lines, facts_in
from auditkit.layouts.openings import BY_LABEL
from auditkit.layouts.place import Place
from auditkit.layouts.prose_items import has_prose, prose_items
from auditkit.layouts.text import is_blank, key_of, squeeze, trim

__all__ = ["ProseWalk"]

_NOT_READ = "本段内容未能对应到任何栏目，未审核。"
_NAMES = ("name", "parent_name")


@dataclass(frozen=True, slots=True)
class _Page(Table):
    """Paragraphs as rows of one cell each, so that they are read like a table and cited as paragraphs."""

    paragraphs: tuple[Paragraph, ...] = ()

    def anchor(self, cell: Cell, start: int = 0, end: int | None = None) -> Anchor:
        """The anchor of a part of the paragraph."""
        return self.paragraphs[cell.row - 1].anchor(start, end)


@dataclass(slots=True)
class ProseWalk:
    """The state of one pass: the projects so far, and the columns of a list of projects."""

    family: Family
    drafts: list[Draft] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    shared: dict[str, Fact] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    head: HeadReader = field(init=False)

    def __post_init__(self) -> None:
        self.head = HeadReader(self.family)

    def _draft(self, row: Row, labels: Sequence[Labelled]) -> Draft:
        """The project that a row speaks of; a new name opens a new one."""
        named = any(item.label.field in _NAMES for item in labels)
        if not self.drafts or (named and (self.drafts[-1].name or self.drafts[-1].entries)):
            self.shared.update(self.lines.facts)
            self.lines = Lines()
            where = Place.of(row, labels[0].cell).anchor if labels else None
            reader, opened = IndicatorReader(self.family), (BY_LABEL if named else "", where)
            self.drafts.append(Draft(self.family, reader, inherited=dict(self.shared), opened=opened))
            self.head = HeadReader(self.family)
        return self.drafts[-1]

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read a paragraph: a line about the form, a labelled fact, or indicators."""
        text = paragraph.text
        cell = Cell(1, 1, text)
        row = Row(
            _Page(-paragraph.index, (cell,), 1, 1, paragraphs=(paragraph,)),
            1,
            (cell,),
            (),
            {id(cell): key_of(text)},
            (cell,),
        )
        labels = labelled(row, self.family)
        spots = [spot for spot in facts_in(text, self.family)[0] if spot.field != "labelled.name"]
        if has_prose(text) and self.drafts:
            self._take(row, cell, self.drafts[-1])
        elif any(item.start is not None for item in labels) and (
            self.drafts or labels[0].label.field in _NAMES
        ):
            self.head.read(row, labels, self._draft(row, labels))
        else:
            for spot in spots:
                self.lines.note(spot, paragraph.anchor(spot.start, spot.end))
            if not spots and self.drafts and not is_blank(text):
                self.unread.append(Unread(paragraph.anchor(*trim(text)), _NOT_READ))

    def chunk(self, chunk: Chunk) -> None:
        """Read a table: a list with a cell of indicators in each row, or a card with one such cell."""
        titles: list[tuple[Cell, Label]] = []
        if chunk.is_too_wide or not any(has_prose(cell.text) for row in chunk.rows for cell in row.filled):
            return
        for row in chunk.rows:
            labels = labelled(row, self.family)
            if (
                len(labels) > 2
                and len(labels) == len(row.filled)
                and all(item.start is None for item in labels)
            ):
                titles = [(item.cell, item.label) for item in labels]
                first = self._draft(row, labels) if not self.drafts else self.drafts[-1]
                first.use(row, *row.filled, kind="header")
            elif titles:
                self._list_row(row, titles)
            else:
                self._card_row(row, labels)

    def _list_row(self, row: Row, titles: Sequence[tuple[Cell, Label]]) -> None:
        reader, amounts = HeadReader(self.family), list[Amount]()
        found = [(t, label, cell) for t, label in titles for cell in row.filled if overlap(t, cell)]
        draft = self._draft(row, [Labelled(cell, label) for _, label, cell in found])
        for title, label, cell in found:
            if has_prose(cell.text):
                self._take(row, cell, draft)
            elif label.field != "group" and not is_blank(cell.text):
                draft.use(row, cell, kind="ignored" if label.field == "ignored" else "value")
                reader.take(row, Labelled(title, label), Place.of(row, cell), draft, amounts)
        draft.funds.add_row(amounts)

    def _card_row(self, row: Row, labels: Sequence[Labelled]) -> None:
        prose = [cell for cell in row.filled if has_prose(cell.text)]
        facts = [item for item in labels if item.cell not in prose]
        if not prose and not facts:
            for cell in row.filled:
                for spot in facts_in(cell.text, self.family)[0]:
                    self.lines.note(spot, row.table.anchor(cell, spot.start, spot.end))
        draft = self._draft(row, facts)
        if prose:
            for item in facts:
                draft.use(row, item.cell, kind="label" if item.start is None else "value")
        elif facts or self.head.waiting:
            self.head.read(row, facts, draft)
        for cell in prose:
            self._take(row, cell, draft)

    def _take(self, row: Row, cell: Cell, draft: Draft) -> None:
        """Take in the indicators of a text; what stands before the first of them is told."""
        draft.use(row, cell)
        items = list(prose_items(cell.text, draft.family))
        start, end = trim(cell.text, 0, min((item.levels[0] for item in items), default=0))
        if any(char.isalpha() for char in cell.text[start:end]):
            self.unread.append(Unread(row.table.anchor(cell, start, end), _NOT_READ))
        for item in items:
            texts = {
                key: squeeze(cell.text[slice(*span)])
                for key, span in (("name", item.name), ("value", item.value))
            }
            spans = {"name": item.name, "target": item.value if texts["value"] else item.name}
            spans |= {key: item.levels for key in ("first_level", "second_level") if getattr(item, key[:-6])}
            data = {
                "first_level": item.first,
                "second_level": item.second,
                "name": texts["name"],
                "description": None,
                "horizon": None,
                "weight": None,
                "level_weight": None,
                "actual": None,
                "target": {"raw": texts["value"]},
            }
            draft.fields |= {key for key in ("first_level", "second_level") if data[key]}
            draft.entries.append(
                Entry(data, {k: row.table.anchor(cell, *s) for k, s in spans.items()}, (cell,))
            )
