"""Keep the books of a form: every cell is in a field, a word of the form, or unread with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from auditkit.cell_uses import CellUse
from auditkit.document import Anchor, Cell, Document, Form, Paragraph, Table, Unread
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk
from auditkit.layouts.leftovers import left_in_row
from auditkit.layouts.marks import Mark, Marks, Spot3, merged
from auditkit.layouts.proofs import Proofs, spot_of, unproven
from auditkit.layouts.rows_taken import NO_COLUMN
from auditkit.layouts.text import is_blank, squeeze, trim

__all__ = ["Books", "keep_books", "uses_of"]

_LEVELS = ("/first_level", "/second_level")


@dataclass(frozen=True, slots=True)
class Books:
    """What is known of the cells of a form once it is read.

    ``taken`` are the tables that projects were read from, ``settled`` the cells that need no more word,
    ``dropped`` those taken for a value that came into no field.
    """

    chunks: Sequence[Chunk]
    marks: Marks
    proofs: Proofs
    taken: frozenset[int]
    settled: frozenset[Spot3]
    dropped: Mapping[Spot3, str]


def keep_books(
    chunks: Sequence[Chunk], used: Sequence[Marks], proofs: Proofs, told: Sequence[Unread]
) -> Books:
    """The books of a form: ``used`` are the marks of each project, ``told`` what is unread already."""
    marks, known = _settled(merged(used), told), {spot_of(item.anchor) for item in told}
    dropped = unproven(marks, proofs, known)
    settled = frozenset({*proofs, *known, *marks} - dropped.keys())
    return Books(chunks, marks, proofs, frozenset(table for table, _, _ in marks), settled, dropped)


def _settled(marks: Marks, told: Sequence[Unread]) -> Marks:
    """The marks without titles of columns that nobody has told of; these are left over."""
    reasons = {item.reason for item in told}
    found = dict(marks)
    for spot, mark in marks.items():
        if mark.kind == "title":
            del found[spot]
            if NO_COLUMN.format(mark.says) in reasons:
                found[spot] = Mark("told", mark.says)
    return found


def uses_of(document: Document, books: Books, form: Form, family: Family) -> Iterator[CellUse]:
    """What became of each cell and paragraph that is not blank, in document order."""
    unread = {spot_of(item.anchor): item.reason for item in reversed(form.unread)}
    whole = {spot_of(item.anchor)[0]: item.reason for item in form.unread if item.whole}
    left, printed = _left(books, family), _merged_texts(books)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not is_blank(block.text):
                spot, anchor = (-block.index, 1, 1), block.anchor(*trim(block.text))
                yield _use(anchor, spot, books, unread, {}) or _plain(anchor, "outside")
            continue
        for table in Document("", "", (block,)).tables():
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
                if not is_blank(cell.text):
                    use = _of_cell(table, cell, books, unread, whole, left)
                    again = squeeze(cell.text) in printed.get((table.index, cell.row, cell.column), ())
                    yield replace(use, kind="repeat") if use.kind == "lost" and again else use


def _left(books: Books, family: Family) -> Mapping[Spot3, Mark]:
    """What the cells that nothing has settled were left over as."""
    found: dict[Spot3, Mark] = {}
    for chunk in books.chunks:
        for row in chunk.rows if chunk.table.index in books.taken else ():
            for cell, kind, says in left_in_row(row, books.settled, books.dropped, family):
                found[row.table.index, cell.row, cell.column] = Mark(kind, says)
    return found


def _of_cell(
    table: Table,
    cell: Cell,
    books: Books,
    unread: Mapping[Spot3, str],
    whole: Mapping[int, str],
    left: Mapping[Spot3, Mark],
) -> CellUse:
    anchor, spot = table.anchor(cell, *trim(cell.text)), (table.index, cell.row, cell.column)
    if table.index not in books.taken:
        reason = whole.get(table.index, "")
        return _plain(anchor, "unread" if reason else "outside", reason)
    found = _use(anchor, spot, books, unread, left)
    if found is not None:
        return found
    return _plain(anchor, "lost")


def _use(
    anchor: Anchor, spot: Spot3, books: Books, unread: Mapping[Spot3, str], left: Mapping[Spot3, Mark]
) -> CellUse | None:
    """What a cell was used for; None where the books do not know it."""
    pointers = books.proofs.get(spot, ())
    if pointers:
        kind = "level" if all(pointer.endswith(_LEVELS) for pointer in pointers) else "value"
        return _plain(anchor, kind, "", pointers)
    if spot in unread:
        return _plain(anchor, "unread", unread[spot])
    mark = books.marks.get(spot) if spot not in books.dropped else None
    mark = mark or left.get(spot)
    return None if mark is None else _plain(anchor, mark.kind, mark.says)


def _merged_texts(books: Books) -> Mapping[Spot3, set[str]]:
    """The texts of merged cells by each place they cover, where a dump may have printed them again."""
    found: dict[Spot3, set[str]] = {}
    for chunk in books.chunks:
        table = chunk.table
        for row in chunk.rows:
            for kept in row.cells if chunk.table.index in books.taken else ():
                rows = range(row.number, min(kept.row + kept.rowspan, table.rows + 1))
                columns = range(kept.column, min(kept.column + kept.colspan, table.columns + 1))
                for place in product((table.index,), rows, columns) if len(rows) * len(columns) > 1 else ():
                    found.setdefault(place, set()).add(squeeze(kept.text))
    return found


def _plain(anchor: Anchor, kind: str, says: str = "", pointers: tuple[str, ...] = ()) -> CellUse:
    return CellUse(anchor, kind, says, pointers, len(squeeze(anchor.text)))
