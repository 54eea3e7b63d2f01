"""See a document as rows of cells, whether spans are stated (Word) or only implied (text dumps)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditkit.document import Anchor, Cell, Document, Paragraph, Table
from auditkit.layouts.text import Key, is_blank, key_of, trim

__all__ = ["Chunk", "Row", "Survey", "anchor_of", "leaves_of", "overlap", "rows_of", "survey"]

_WIDEST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells that begin in it, in order, and those of rows above that reach into it.

    ``keys`` are the comparable texts of its own cells by their identity.
    """

    table: Table
    number: int
    cells: tuple[Cell, ...]
    covering: tuple[Cell, ...] = ()
    keys: Mapping[int, Key] = field(default_factory=dict)
    filled: tuple[Cell, ...] = ()

    @property
    def last(self) -> int:
        """The last grid column that any cell of the row takes up; 0 for an empty row."""
        return max((cell.column + cell.colspan - 1 for cell in (*self.cells, *self.covering)), default=0)

    def key(self, cell: Cell) -> Key:
        """The comparable text of a cell of this row."""
        return self.keys.get(id(cell)) or key_of(cell.text)

    def reached_by(self, cell: Cell) -> bool:
        """Whether the cell begins in a row above and reaches into this one."""
        return any(above is cell for above in self.covering)

    def owns(self, cell: Cell | None) -> bool:
        """Whether the cell begins in this row."""
        return any(own is cell for own in self.cells)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of one table that stand together (a nested table interrupts its host)."""

    table: Table
    rows: tuple[Row, ...]

    @property
    def is_too_wide(self) -> bool:
        """Whether a row has more cells than any form has: nobody's table, and slow to look at closely."""
        return any(len(row.cells) > _WIDEST for row in self.rows)


@dataclass(frozen=True, slots=True)
class Survey:
    """A document in reading order, with every short text of it as a label key, and all of them in one text."""

    blocks: tuple[Paragraph | Chunk, ...]
    keys: frozenset[str]
    text: str


def overlap(one: Cell, other: Cell) -> int:
    """How many grid columns two cells share, whatever their rows."""
    ends = min(one.column + one.colspan, other.column + other.colspan)
    return max(0, ends - max(one.column, other.column))


def anchor_of(row: Row, cell: Cell) -> Anchor:
    """The anchor of a cell's text without the white space around it."""
    return row.table.anchor(cell, *trim(cell.text))


def leaves_of(rows: Sequence[Row]) -> tuple[Cell, ...]:
    """The cells of some rows that have none below them, from left to right."""
    found = [*rows[0].cells, *rows[0].covering]
    for row in rows[1:]:
        found = [cell for cell in found if not any(overlap(cell, low) for low in row.cells)] + [*row.cells]
    return tuple(sorted(found, key=lambda cell: cell.column))


def rows_of(table: Table) -> Iterator[Row]:
    """The rows that hold cells or are reached by cells from above."""
    starting: dict[int, list[Cell]] = {}
    for cell in table.cells:
        starting.setdefault(cell.row, []).append(cell)
    active: list[Cell] = []
    for number in sorted(starting):
        active = [cell for cell in active if cell.row + cell.rowspan > number]
        own = tuple(sorted(starting[number], key=lambda cell: cell.column))
        filled = tuple(cell for cell in own if not is_blank(cell.text))
        yield Row(table, number, own, tuple(active), {id(cell): key_of(cell.text) for cell in own}, filled)
        active += [cell for cell in own if cell.rowspan > 1]


def _chunks(table: Table) -> Iterator[Chunk]:
    gathered: list[Row] = []
    for row in rows_of(table):
        gathered.append(row)
        inner = [nested for cell in row.cells for nested in cell.tables]
        if inner:
            yield Chunk(table, tuple(gathered))
            gathered = []
            for nested in inner:
                yield from _chunks(nested)
    if gathered:
        yield Chunk(table, tuple(gathered))


_last: tuple[Document, Survey] | None = None


def survey(document: Document) -> Survey:
    """The survey of a document; the last one is kept, since every family asks for the same."""
    global _last
    kept = _last
    if kept is not None and kept[0] is document:
        return kept[1]
    blocks: list[Paragraph | Chunk] = []
    keys: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(block)
            keys |= {key_of(block.text).full, key_of(block.text).plain}
            continue
        for chunk in _chunks(block):
            blocks.append(chunk)
            keys |= {
                text for row in chunk.rows for key in row.keys.values() for text in (key.full, key.plain)
            }
    found = Survey(tuple(blocks), frozenset(keys - {""}), "\n".join(sorted(keys)))
    _last = (document, found)
    return found
