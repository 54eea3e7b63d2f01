"""Read lists with one row an indicator and many projects: each project by its name cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.document import Anchor, Cell, Paragraph, Unread
from auditkit.layouts.columns import read_header
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family, Label
from auditkit.layouts.funds import Amount
from auditkit.layouts.grid import Chunk, Row, anchor_of
from auditkit.layouts.head import HeadReader
from auditkit.layouts.indicators import IndicatorReader
from auditkit.layouts.labelled import Labelled
from auditkit.layouts.lines import Fact, Lines, facts_in
from auditkit.layouts.list_rows import ListHeader, cells_of_sum, is_sum, list_header
from auditkit.layouts.openings import BY_NAME_CELL
from auditkit.layouts.place import Place
from auditkit.layouts.recognition import goes_on
from auditkit.layouts.rows_taken import NO_COLUMN, take_indicators
from auditkit.layouts.shapes import is_list
from auditkit.layouts.text import fold, is_blank, one_line, squeeze
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["ListWalk"]

_KEPT = ("unit", "department", "year")
_OTHER = "同一项目的“{}”前后填写不一致，只采用第一次填写的内容。"


@dataclass(slots=True)
class _Told:
    """What the rows of one project have said about it, by the title of the column."""

    draft: Draft
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ListWalk:
    """The state of one pass over the lists of a document."""

    family: Family
    projects: dict[tuple[str, str], _Told] = field(default_factory=dict)
    now: _Told | None = None
    head: ListHeader | None = None
    lines: Lines = field(default_factory=Lines)
    shared: dict[str, Fact] = field(default_factory=dict)
    line_cells: list[tuple[Row, Cell]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    lost: bool = False

    @property
    def drafts(self) -> list[Draft]:
        """The projects in the order in which they first appear."""
        return [told.draft for told in self.projects.values()]

    def paragraph(self, paragraph: Paragraph) -> None:
        """Note what a paragraph says about the lists that follow."""
        for spot in facts_in(paragraph.text, self.family)[0]:
            self.lines.note(spot, paragraph.anchor(spot.start, spot.end))

    def chunk(self, chunk: Chunk) -> bool:
        """Read a table; False when it is no list."""
        if chunk.is_too_wide:
            return False
        found = any(self._header_at(chunk, n) is not None for n in range(len(chunk.rows)))
        goes = self.head is not None and goes_on(chunk, self.head.header, self.family)
        if not found and not goes:
            return False
        below = 0
        for n, row in enumerate(chunk.rows):
            head = self._header_at(chunk, n)
            if head is not None:
                self._take_header(head)
                below = n + head.header.height
            if n >= below and row.filled:
                self._row(row)
        return True

    def _header_at(self, chunk: Chunk, n: int) -> ListHeader | None:
        header = read_header(chunk.rows[n:], self.family, kind="list")
        return list_header(header, self.family) if header is not None and is_list(header) else None

    def _take_header(self, head: ListHeader) -> None:
        self.head = head
        self.shared.update(self.lines.facts)
        self.lines = Lines()

    def _row(self, row: Row) -> None:
        if self.head is None:
            self._line_row(row)
            return
        cells = list(self.head.project_cells(row))
        named = [cell.text for _, label, cell in cells if label.field in self.family.naming]
        if any(title is cell for title, _, cell in cells):
            return
        self.lost = any(map(_is_level, named)) or (self.lost and not any(squeeze(text) for text in named))
        if self.lost:
            return
        self._see_project(row, cells)
        told = self.now
        if told is None:
            return
        if is_sum(row, self.family):
            told.draft.use(row, *cells_of_sum(row, self.family), kind="sum")
            return
        header = told.draft.header or self.head.header
        self._fill(row, cells, told)
        take_indicators(self.head.indicator_row(row), header, told.draft)

    def _line_row(self, row: Row) -> None:
        """Note the title or the unit in the rows above the header."""
        for cell in row.filled:
            spots, understood = facts_in(cell.text, self.family)
            for spot in spots:
                self.lines.note(spot, row.table.anchor(cell, spot.start, spot.end))
            if understood:
                self.line_cells.append((row, cell))

    def _see_project(self, row: Row, cells: list[tuple[Cell, Label, Cell]]) -> None:
        """Turn to the project that the row names; a blank name is the one above."""
        if is_sum(row, self.family) or self.head is None:
            return
        texts = {label.field: squeeze(cell.text) for _, label, cell in cells if not is_blank(cell.text)}
        name = next((texts[key] for key in ("name", "parent_name", "unit") if key in texts and key in self.family.naming), "")
        if self.now is not None and not name:
            return
        key = (texts.get("unit", self.now.said.get("unit", "") if self.now else ""), name)
        if key not in self.projects:
            named = next((c for _, label, c in cells if label.field in ("name", "parent_name")), None)
            self.projects[key] = _Told(self._opened(None if named is None else anchor_of(row, named)))
        self.now = self.projects[key]
        if self.now.draft.header is not self.head.header:
            self.now.draft.add_header(self.head.header)

    def _opened(self, where: Anchor | None) -> Draft:
        known: Mapping[str, Fact] = self.now.draft.known() if self.now else {}
        kept = {key: fact for key, fact in known.items() if key in _KEPT}
        reader, facts = IndicatorReader(self.family), {**kept, **self.shared}
        draft = Draft(self.family, reader, inherited=facts, opened=(BY_NAME_CELL, where))
        for row, cell in self.line_cells:
            draft.use(row, cell)
        return draft

    def _fill(self, row: Row, cells: list[tuple[Cell, Label, Cell]], told: _Told) -> None:
        """Take in what the row says about its project, each column once."""
        reader, amounts = HeadReader(self.family), list[Amount]()
        is_named = "name" in told.said or any(label.field == "name" for _, label, c in cells if c.text.strip())
        for title, label, cell in cells:
            column = one_line(title.text)
            told.draft.fields |= _fields_of(label)
            if is_blank(cell.text):
                continue
            text, before = fold(cell.text), told.said.get(column)
            is_strange = label.field == "nature" or (label.field == "parent_name" and is_named)
            if is_strange:
                where = next(row for row, own in self.head.header.cells if own is title) if self.head else row
                told.draft.strange.setdefault(
                    column, Unread(anchor_of(where, title), NO_COLUMN.format(column))
                )
            kind = "told" if is_strange else "value" if before is None or before != text else "repeat"
            told.draft.use(row, cell, kind=kind, says=column)
            if before is None:
                told.said[column] = text
                told.said.setdefault(label.field, squeeze(cell.text))
                place = Place.of(row, cell)
                reader.take(row, Labelled(title, label), place, told.draft, amounts)
            elif before != text and row.owns(cell):
                self.unread.append(Unread(anchor_of(row, cell), _OTHER.format(column)))
        told.draft.funds.add_row(amounts)
        self._pass_over(row, told.draft)

    def _pass_over(self, row: Row, draft: Draft) -> None:
        """Tell of the columns before the levels that have no place in a submission, each once."""
        header = self.head.header if self.head is not None else None
        for cell in row.filled if header is not None and row.last >= header.last else ():
            holder = header.holder(cell.column) if header is not None else None
            if header is None or holder is None or cell.column >= header.left or draft.has_used(row, cell):
                continue
            key, title = holder[0].key(holder[1]), one_line(holder[1].text)
            known = self.family.label(key) or self.family.column(key)
            if known is None or known.field != "ignored":
                draft.strange.setdefault(title, Unread(anchor_of(*holder), NO_COLUMN.format(title)))
            draft.use(row, cell, kind="ignored" if known is not None else "told", says=title)


def _is_level(text: str) -> bool:
    """Whether what should be a name is a level: then the row is not where it seems."""
    return is_first_level(text) or is_second_level(text)


def _fields_of(label: Label) -> set[str]:
    """What the column gives the form a place for, filled in or not."""
    if label.field in ("total", "fiscal", "other"):
        return {f"budget.{label.field}"}
    return {label.field} & {"unit", "department", "year", "period", "purpose", "objectives", "nature"}
