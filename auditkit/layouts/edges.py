"""Match the cells of a row to header cells whose edges they need not meet.

The edges of hand-drawn rows seldom meet those of the header exactly: so cells are told by their order,
or by what they share with each header cell where order does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.document import Cell
from auditkit.layouts.columns import Column, Header
from auditkit.layouts.grid import Row, overlap

__all__ = ["Span", "span_of", "spans_under"]

Span = tuple[int, int]
"""The first and the last grid column of a cell."""


def span_of(cell: Cell) -> Span:
    """The grid columns of a cell as the file has them."""
    return cell.column, cell.column + cell.colspan - 1


def _in_order(row: Row, cells: Sequence[Cell], header: Header, value: Column | None) -> list[Span] | None:
    """The header columns of a row, told by the order of its cells.

    A row may have more cells, where values stand in several under their one header cell, or fewer,
    where one cell reaches over several columns. In a table that only goes on with the one of the
    header, columns are counted anew.
    """
    leaves, extra = header.leaves, len(cells) - len(header.leaves)
    if not leaves or not cells:
        return None
    if extra > 0:
        split = next((n for n, leaf in enumerate(leaves) if value and leaf.column == value.start), None)
        if split is None:
            return None
        spans = [span_of(leaf) for leaf in leaves]
        spans[split:split] = [spans[split]] * extra
        tries = [spans]
    else:
        tries = [_merged_at(leaves, n, -extra) for n in range(len(cells) if extra else 1)]
    if extra == 0 and header.is_elsewhere(row):
        return tries[0]
    fitting = [spans for spans in tries if all(map(_meets, cells, spans))]
    return max(fitting, key=lambda spans: sum(map(_shared, cells, spans)), default=None)


def _merged_at(leaves: Sequence[Cell], at: int, more: int) -> list[Span]:
    """The columns of cells of which one takes up ``more`` header cells besides its own."""
    spans = [span_of(leaf) for leaf in leaves]
    return [*spans[:at], (spans[at][0], spans[at + more][1]), *spans[at + more + 1 :]]


def _shared(cell: Cell, span: Span) -> int:
    """How many grid columns a cell has in common with a span."""
    return min(cell.column + cell.colspan - 1, span[1]) - max(cell.column, span[0]) + 1


def _meets(cell: Cell, span: Span) -> bool:
    return _shared(cell, span) > 0


def _by_share(cells: Sequence[Cell], leaves: Sequence[Cell]) -> list[Span]:
    """The header columns of each cell by the most it shares with them; its own where it shares none."""
    owned: dict[int, list[Span]] = {}
    for leaf in leaves:
        shares = [overlap(cell, leaf) for cell in cells]
        if any(shares):
            owned.setdefault(shares.index(max(shares)), []).append(span_of(leaf))
    return [
        (owned[n][0][0], owned[n][-1][1]) if n in owned else span_of(cell) for n, cell in enumerate(cells)
    ]


def spans_under(row: Row, cells: Sequence[Cell], header: Header, value: Column | None) -> list[Span] | None:
    """The header columns of all cells in a row, those from above too; None where the grid says nothing."""
    is_drawn = any(cell.colspan > 1 for cell in (*cells, *header.leaves)) and row.last >= header.last
    spans = None
    if is_drawn or len(cells) == len(header.leaves):
        spans = _in_order(row, cells, header, value)
    if spans is None and is_drawn and header.leaves:
        spans = _by_share(cells, header.leaves)
    return spans
