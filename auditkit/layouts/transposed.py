"""Read tables whose columns are indicators and whose rows are places or projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditkit.document import Cell, Paragraph, Unread
from auditkit.layouts.draft import Draft
from auditkit.layouts.edges import Span, span_of
from auditkit.layouts.family import Family
from auditkit.layouts.funds import Amount
from auditkit.layouts.grid import Chunk, Row, anchor_of, overlap
from auditkit.layouts.head import HeadReader
from auditkit.layouts.indicators import Entry, IndicatorReader, Level, level_of
from auditkit.layouts.labelled import Labelled
from auditkit.layouts.lines import Lines, facts_in
from auditkit.layouts.list_rows import cells_of_sum, is_sum
from auditkit.layouts.named_levels import with_named_levels
from auditkit.layouts.openings import BY_ROW
from auditkit.layouts.place import Place
from auditkit.layouts.text import is_blank, one_line
from auditkit.vocabulary import canonical_second_level, is_first_level, is_second_level

__all__ = ["TransposedWalk", "levels_row"]

_NO_LEVELS = "表头没有写明合并范围，“{}”所属的一级、二级指标无法确定，按级次核查的规则未审核。"
_LEVELS = ("first_level", "second_level")
_MOST_HEADER_ROWS = 6


def levels_row(rows: Sequence[Row]) -> int | None:
    """The row that holds nothing but second levels, at least two different ones, over a row of names."""
    for n, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        named = n + 1 < len(rows) and len(rows[n + 1].filled) >= len(row.filled)
        official = {canonical_second_level(cell.text) for cell in row.filled}
        if named and len(official) > 1 and None not in official:
            return None if any(is_second_level(cell.text) for cell in rows[n + 1].filled[:2]) else n
    return None


@dataclass(frozen=True, slots=True)
class _Column:
    """One indicator: its name cell, the levels over it, and the grid columns of its values."""

    row: Row
    name: Cell
    span: Span
    first: Level
    second: Level


@dataclass(slots=True)
class TransposedWalk:
    """The state of one pass: a draft for each row of values."""

    family: Family
    drafts: list[Draft] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    unread: list[Unread] = field(default_factory=list)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Note what a paragraph says about the tables that follow."""
        for spot in facts_in(paragraph.text, self.family)[0]:
            self.lines.note(spot, paragraph.anchor(spot.start, spot.end))

    def chunk(self, chunk: Chunk) -> None:
        """Read a table, if it is such a one."""
        at = levels_row(chunk.rows)
        if at is None or chunk.is_too_wide:
            return
        names = chunk.rows[at + 1]
        columns = list(_columns(chunk.rows, at))
        titles = list(_titles(chunk.rows[: at + 2], columns))
        wanted = [*titles, *(column.name for column in columns)]
        header = [(r, c) for r in chunk.rows[: at + 2] for c in r.filled if c in wanted]
        if columns and not all(column.second.text for column in columns):
            reason = _NO_LEVELS.format("、".join(one_line(column.name.text) for column in columns[:3]) + "等")
            self.unread.append(Unread(anchor_of(names, columns[0].name), reason))
        for row in chunk.rows[at + 2 :]:
            if not row.filled:
                continue
            if is_sum(row, self.family) and self.drafts:
                self.drafts[-1].use(row, *cells_of_sum(row, self.family), kind="sum")
                continue
            reader, where = IndicatorReader(self.family), anchor_of(row, row.filled[0])
            draft = Draft(self.family, reader, inherited=self.lines.facts, opened=(BY_ROW, where))
            for place in header:
                known = self.family.label(place[0].key(place[1]))
                draft.use(*place, kind="value" if known is None else "header")
            self.drafts.append(draft)
            self._read(row, titles, columns, draft)

    def _read(self, row: Row, titles: Sequence[Cell], columns: Sequence[_Column], draft: Draft) -> None:
        reader, amounts = HeadReader(self.family), list[Amount]()
        for title in titles:
            cell = _over(title, row.cells)
            label = self.family.label(row.key(title))
            if cell is None or label is None or is_blank(cell.text):
                continue
            draft.use(row, cell)
            place = Place.of(row, cell)
            reader.take(row, Labelled(title, label), place, draft, amounts)
            if label.field in ("name", "unit") and draft.name is None:
                draft.name = place
        draft.funds.add_row(amounts)
        for column in columns:
            cell = _at(column.span, row.cells)
            if cell is not None and self.family.is_residue(cell.text):
                draft.use(row, cell, kind="residue")
            elif cell is not None:
                draft.entries.append(_entry(row, cell, column))
                draft.use(row, cell)
        draft.fields |= {key for entry in draft.entries for key in _LEVELS if entry.data[key]}
        draft.entries = with_named_levels(draft.entries, self.family)


def _entry(row: Row, cell: Cell, column: _Column) -> Entry:
    data = {
        "first_level": column.first.text,
        "second_level": column.second.text,
        "name": one_line(column.name.text),
        "description": None,
        "horizon": None,
        "weight": None,
        "level_weight": column.first.score or column.second.score,
        "actual": None,
        "target": {"raw": one_line(cell.text)},
    }
    places = {"name": anchor_of(column.row, column.name), "target": anchor_of(row, cell)}
    for key, level in (("first_level", column.first), ("second_level", column.second)):
        if level.anchor is not None:
            places[key] = level.anchor
    return Entry(data, places, (cell,))


def _at(span: Span, cells: Sequence[Cell]) -> Cell | None:
    return next(
        (cell for cell in cells if cell.column <= span[1] and span[0] < cell.column + cell.colspan), None
    )


def _over(title: Cell, cells: Sequence[Cell]) -> Cell | None:
    return next((cell for cell in cells if overlap(title, cell)), None)


def _columns(rows: Sequence[Row], at: int) -> Iterator[_Column]:
    """The indicators of a header; without stated spans levels are known only where they are one to one."""
    names, seconds = rows[at + 1], rows[at]
    firsts = rows[at - 1] if at else None
    is_bare = all(cell.lines for cell in seconds.cells)
    lost = max((row.last for row in rows[at + 2 :]), default=0) - names.last if is_bare else 0
    for n, name in enumerate(names.filled):
        if is_bare:
            second = seconds.filled[n] if len(seconds.filled) == len(names.filled) else None
            first = None
        else:
            second = _over(name, seconds.filled)
            first = _over(name, firsts.filled) if firsts is not None else None
        if second is None and not is_bare:
            continue
        found = first if first is not None and is_first_level(first.text) else None
        yield _Column(
            names,
            name,
            (span_of(name)[0] + max(0, lost), span_of(name)[1] + max(0, lost)),
            level_of(firsts, found) if firsts is not None and found is not None else Level(),
            level_of(seconds, second) if second is not None else Level(),
        )


def _titles(rows: Sequence[Row], columns: Sequence[_Column]) -> Iterator[Cell]:
    """The header cells that are over no indicator."""
    left = min((column.span[0] for column in columns), default=1)
    for row in rows[:-1]:
        for cell in row.filled:
            if cell.column < left and not is_second_level(cell.text):
                yield cell
