"""Walk the rows of a document in reading order and part them into projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditkit.document import Anchor, Cell, Paragraph, Unread
from auditkit.layouts.columns import Column, Header, read_header
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, anchor_of
from auditkit.layouts.head import HeadReader
from auditkit.layouts.indicators import IndicatorReader
from auditkit.layouts.labelled import Labelled, labelled
from auditkit.layouts.lines import Lines, Spot, facts_in, unit_beside_money
from auditkit.layouts.openings import BY_LABEL, BY_LINE
from auditkit.layouts.recognition import goes_on, is_form_part
from auditkit.layouts.rows_taken import take_indicators
from auditkit.layouts.text import fold, trim
from auditkit.layouts.usual import usual_header, whole_header
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["Walk"]

_OPENS_AFTER_ROWS = frozenset(
    "name parent_name unit department total midterm block nature period year purpose".split()
)
_CARRIED = frozenset({"unit", "department", "year", "money_unit"})
_MOST_LINES = 3
_PAGE_NUMBER = re.compile(r"[-—–第共页/\d]{0,12}")


@dataclass(slots=True)
class Walk:
    """The state of one pass: the projects so far, and what lines have said since the last row."""

    family: Family
    drafts: list[Draft] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    line_cells: list[tuple[Row, Cell, list[Spot]]] = field(default_factory=list)
    said_by_lines: set[str] = field(default_factory=set)
    head: HeadReader = field(init=False)
    in_rows: bool = False
    interrupted: bool = False
    unread: tuple[Unread, ...] = ()

    def __post_init__(self) -> None:
        self._open()

    @property
    def draft(self) -> Draft:
        """The project being read."""
        return self.drafts[-1]

    def _open(self, why: str = "", where: Anchor | None = None) -> None:
        """Begin a new project; what only a line said of the one before holds until said anew."""
        known = self.draft.known() if self.drafts and self.draft.is_form else {}
        carried = {key: fact for key, fact in known.items() if key in _CARRIED & self.said_by_lines}
        reader = IndicatorReader(self.family)
        self.drafts.append(Draft(self.family, reader, inherited=carried, opened=(why, where)))
        self.head = HeadReader(self.family)
        self.in_rows = False

    def is_rest(self, chunk: Chunk) -> bool:
        """Whether a table is the rest of the indicators before it; only page numbers may stand between."""
        header = self.draft.header
        if header is None or not self.in_rows or self.interrupted:
            return False
        return goes_on(chunk, header, self.family)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Note what a paragraph says about the form that follows."""
        self.interrupted = self.interrupted or _PAGE_NUMBER.fullmatch(fold(paragraph.text)) is None
        for spot in facts_in(paragraph.text, self.family)[0]:
            self.lines.note(spot, paragraph.anchor(spot.start, spot.end))

    def forget_lines(self) -> None:
        """A table that is no form came between: what stood above it is not about the next form."""
        self.lines, self.line_cells = Lines(), []

    def chunk(self, chunk: Chunk) -> None:
        """Read the rows of a table, if it is part of a form."""
        if not (is_form_part(chunk, self.family) or self.is_rest(chunk)):
            self.forget_lines()
            return
        self.interrupted = False
        index = 0
        while index < len(chunk.rows):
            index += self._row(chunk.rows[index:])

    def _row(self, rows: Sequence[Row]) -> int:
        """Read the next row, or all rows of a header; the number of rows read."""
        row = rows[0]
        if not row.filled:
            return 1
        header = read_header(rows, self.family, self._tops())
        if header is not None:
            self._take_header(whole_header(header, rows))
            return header.height
        if self._is_line_row(row):
            return 1
        labels = labelled(row, self.family)
        if (self.in_rows or self._lacks_header(rows)) and not self._is_head(row, labels):
            self._indicator_row(row)
        else:
            self._head_row(row, labels)
        return 1

    def _is_line_row(self, row: Row) -> bool:
        """Whether a row of a table is really lines (title, unit, unit of money); notes what they say."""
        if len(row.filled) > _MOST_LINES:
            return False
        spots = {cell: facts_in(cell.text, self.family) for cell in row.filled}
        fields = {spot.field for found, _ in spots.values() for spot in found}
        whole = all(understood for _, understood in spots.values())
        if "labelled.name" in fields or not (whole or "money_unit" in fields):
            return False
        for cell, (found, understood) in spots.items():
            beside = None if understood else unit_beside_money(cell.text, *trim(cell.text), self.family)
            said = [*found, *([beside] if beside is not None else [])]
            for spot in said:
                self.lines.note(spot, row.table.anchor(cell, spot.start, spot.end))
            if understood or beside is not None:
                self.line_cells.append((row, cell, said))
        return True

    def _settle_lines(self, repeats: bool = False) -> None:
        """Give what lines said to the project they stand before.

        ``repeats``: a title or unit said again is the running head of a page, not a new form.
        """
        facts, draft = self.lines.facts, self.draft
        new = {key: fact for key, fact in facts.items() if key in ("title", "unit")}
        known = {key: fact.value for key, fact in draft.facts.items()}
        echo = repeats and all(known.get(key) == fact.value for key, fact in new.items())
        told_twice = draft.name is not None and ("title" in facts or "unit" in draft.facts)
        if draft.has_goals_or_rows or (told_twice and self.lines.parts_projects):
            if not self.lines.parts_projects:
                return
            if not echo:
                first = next(iter(new.values()), None)
                self._open(BY_LINE, first.anchor if first is not None else None)
        for name, fact in facts.items():
            self.draft.put(name, fact)
            self.said_by_lines.add(name)
        told = self.draft.known()
        for row, cell, spots in self.line_cells:
            names = [(told.get(spot.field.removeprefix("labelled.")), spot) for spot in spots]
            agrees = all(fact is not None and fact.value == spot.value for fact, spot in names)
            self.draft.use(row, cell, kind="repeat" if agrees else "value")
        self.forget_lines()

    def _tops(self) -> list[Column]:
        tops = self.head.tops
        return [Column("group", c.column, c.column + c.colspan - 1, horizon) for c, horizon in tops]

    def _take_header(self, header: Header) -> None:
        self._settle_lines(repeats=True)
        self.draft.add_header(header)
        self.in_rows = True

    def _lacks_header(self, rows: Sequence[Row]) -> bool:
        """Whether indicator rows begin without a header row (a cut-off dump); assumes the usual one."""
        header = usual_header(rows, self.family) if self.draft.header is None else None
        if header is None:
            return False
        self._take_header(header)
        return True

    def _is_head(self, row: Row, labels: Sequence[Labelled]) -> bool:
        """Whether a row among the indicators is the head of the next form instead."""
        header = self.draft.header
        if not labels or header is None or labels[0].cell is not row.filled[0]:
            return False
        cell, label = labels[0].cell, labels[0].label
        if label.field == "group":
            return len(labels) == len(row.filled)
        level = is_first_level(cell.text) or is_second_level(cell.text)
        return cell.column <= max(header.left, 1) and not level

    def _head_row(self, row: Row, labels: Sequence[Labelled]) -> None:
        self._settle_lines()
        if self._begins_another(row, labels):
            self._open(BY_LABEL, anchor_of(row, labels[0].cell))
            self._settle_lines()
        if any(item.label.field != "ignored" for item in labels):
            self.in_rows = False
        self.head.read(row, labels, self.draft)

    def _begins_another(self, row: Row, labels: Sequence[Labelled]) -> bool:
        """Whether a head row begins another project than the one being read."""
        draft = self.draft
        fields = {item.label.field for item in labels}
        if draft.entries and fields & _OPENS_AFTER_ROWS:
            return True
        if "name" not in fields or draft.name is None:
            return False
        same = {row.key(item.cell).plain for item in labels if item.label.field == "name"}
        return draft.name_label in same or draft.has_goals_or_rows

    def _indicator_row(self, row: Row) -> None:
        draft, header = self.draft, self.draft.header
        if header is None:
            return
        take_indicators(row, header, draft)
