"""Undo dumps that print a merged cell again in every place it covers, with spans put in instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditkit.document import Cell
from auditkit.layouts.columns import header_kind
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, rows_of
from auditkit.layouts.lines import facts_in
from auditkit.layouts.text import squeeze
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["unrepeated"]

_AMOUNT = re.compile(r"[\d.,，%—-]+")
Place = tuple[int, int]
Edges = frozenset[int]
"""Columns at which a cell begins whatever stands before it."""


def _is_level(text: str) -> bool:
    return is_first_level(text) or is_second_level(text)


def _same(row: Row, index: int) -> bool:
    """Whether a cell says what the one before it says."""
    text = squeeze(row.cells[index].text)
    return bool(text) and text == squeeze(row.cells[index - 1].text)


def _is_whole(row: Row) -> bool:
    """Whether a row says one thing in all of its three cells or more."""
    return len(row.cells) > 2 and all(_same(row, n) for n in range(1, len(row.cells)))


def _is_bare(chunk: Chunk) -> bool:
    """Whether nothing states spans, as in every text dump."""
    return all(cell.lines and cell.rowspan == cell.colspan == 1 for row in chunk.rows for cell in row.cells)


def _repeats(chunk: Chunk, family: Family) -> bool:
    """Whether a row that is no indicator says something twice in a row: no form does that by itself."""
    for row in chunk.rows:
        if _is_whole(row) and squeeze(row.cells[0].text):
            return True
        if any(_is_level(cell.text) for cell in row.cells[:3]):
            continue
        twice = [n for n in range(1, len(row.cells)) if _same(row, n)]
        texts = [squeeze(row.cells[n].text) for n in twice]
        if not any(not text[-1].isdigit() and not family.is_residue(text) for text in texts):
            continue
        if header_kind(row, family) or _is_head(row, family):
            return True
    return False


def _is_head(row: Row, family: Family) -> bool:
    """Whether a row begins with a label of the head, or is nothing but lines about the form."""
    if not row.filled or _is_level(row.filled[0].text):
        return False
    label = family.label(row.key(row.filled[0]))
    if label is not None:
        return label.field != "group"
    return all(facts_in(text, family)[1] for text in {cell.text for cell in row.filled})


def _edges_under(row: Row, family: Family) -> Edges:
    """Where cells begin under a row of nothing but labels; nowhere under any other."""
    cells = row.cells[row.cells.index(row.filled[0]) :] if row.filled else ()
    starts = [cell.column for n, cell in enumerate(row.cells) if cell in cells and not (n and _same(row, n))]
    all_labels = all(family.label(row.key(cell)) is not None for cell in cells)
    return frozenset(starts) if all_labels and len(starts) > 1 else frozenset()


def _joined(row: Row, edges: Edges) -> list[Cell]:
    """The cells of a row with repeated ones put together, but for those that begin at an edge."""
    found: list[Cell] = []
    for n, cell in enumerate(row.cells):
        if n and cell.column not in edges and _same(row, n):
            found[-1] = replace(found[-1], colspan=found[-1].colspan + 1, inferred=True)
        else:
            found.append(cell)
    return found


def _upper(cell: Cell, above: Sequence[Cell]) -> Cell | None:
    """The cell of the row above with the same text over the same columns."""
    text, place = squeeze(cell.text), (cell.column, cell.colspan)
    same = (c for c in above if (c.column, c.colspan) == place and squeeze(c.text) == text)
    return next(same, None) if text else None


@dataclass(slots=True)
class _Weaver:
    """Puts a table together again row by row; ``owners`` says which cell a repeated one belongs to."""

    family: Family
    cells: dict[Place, Cell] = field(default_factory=dict)
    owners: dict[Place, Place] = field(default_factory=dict)
    above: list[Cell] = field(default_factory=list)
    columns: Edges | None = None
    inner: Edges = frozenset()

    def add(self, row: Row, before: Row | None) -> None:
        """Take in the next row."""
        is_whole = _is_whole(row)
        is_header = header_kind(row, self.family) is not None
        if not is_header and _is_head(row, self.family):
            self.columns = None
        if self.columns is not None and not is_whole and not is_header:
            self._keep(_joined(row, self.columns), [])
            return
        edges = _edges_under(before, self.family) if before is not None and not is_header else frozenset()
        edges |= self._inner_edges(row)
        joined = _joined(row, edges)
        self._keep(joined, [] if is_header else self._continued(row, joined))
        if is_header:
            self.columns = frozenset(cell.column for cell in joined)

    def _inner_edges(self, row: Row) -> Edges:
        """Where cells begin in a table inside the head: as in its header, while rows of amounts go on."""
        titles = [cell for cell in row.cells if self.family.inner_column(row.key(cell))]
        if len({squeeze(cell.text) for cell in titles}) > 1:
            self.inner = frozenset(c.column for n, c in enumerate(row.cells) if n == 0 or not _same(row, n))
        elif not any(_AMOUNT.fullmatch(squeeze(cell.text)) for cell in row.cells):
            self.inner = frozenset()
        return self.inner

    def _continued(self, row: Row, joined: Sequence[Cell]) -> list[Cell]:
        """Cells that go on with the one above: labels, and values beside such a label."""
        found: list[Cell] = []
        for n, cell in enumerate(joined):
            beside = bool(found) and n > 0 and found[-1] is joined[n - 1]
            if (beside or self.family.label(row.key(cell))) and _upper(cell, self.above) is not None:
                found.append(cell)
        return found

    def _keep(self, joined: list[Cell], continued: Sequence[Cell]) -> None:
        for cell in joined:
            place = (cell.row, cell.column)
            upper = _upper(cell, self.above) if any(cell is other for other in continued) else None
            if upper is None:
                self.cells[place] = cell
                continue
            owner = self.owners.get((upper.row, upper.column), (upper.row, upper.column))
            self.owners[place] = owner
            self.cells[owner] = replace(self.cells[owner], rowspan=cell.row - owner[0] + 1, inferred=True)
        self.above = joined


def unrepeated(chunk: Chunk, family: Family) -> Chunk:
    """The rows of a table, each merged cell once; the same rows where nothing was printed twice."""
    if chunk.is_too_wide or not _is_bare(chunk) or not _repeats(chunk, family):
        return chunk
    weaver = _Weaver(family)
    before: Row | None = None
    for row in chunk.rows:
        weaver.add(row, before)
        before = row
    table = replace(chunk.table, cells=tuple(weaver.cells.values()))
    return Chunk(table, tuple(rows_of(table)))
