"""Put two rows of a header together, whether spans are stated or only implied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from auditkit.layouts.text import is_blank

if TYPE_CHECKING:
    from auditkit.layouts.columns import Column
    from auditkit.layouts.grid import Row

__all__ = ["merge_rows"]


def merge_rows(
    upper: tuple[Column, ...], lower: tuple[Column, ...], above: Row, row: Row
) -> tuple[Column, ...]:
    """Two header rows in one: where both speak, the lower one is nearer to the cells.

    In a dump, blanks of the lower row stand for the cells that reach down from the upper one.
    """
    blanks = [cell.column for cell in row.cells if is_blank(cell.text)]
    low_fields = {low.field for low in lower}
    parted = {column.start for column in upper if column.field in low_fields}
    free = [cell.column for cell in above.cells if cell.column not in parted]
    if not row.covering and len(blanks) == len(free):
        places = dict(zip(free, blanks, strict=True))
        kept = [column for column in upper if column.start in places]
        moved = [replace(c, start=places[c.start], end=places[c.start]) for c in kept]
        return tuple(sorted((*moved, *lower), key=lambda column: column.start))
    if not row.covering and not blanks and len(parted) == 1 and row.cells[0].lines:
        return _put_in(upper, lower, parted.pop())
    kept = [c for c in upper if not any(low.start <= c.end and c.start <= low.end for low in lower)]
    return tuple(sorted((*kept, *lower), key=lambda column: column.start))


def _put_in(upper: Sequence[Column], lower: Sequence[Column], at: int) -> tuple[Column, ...]:
    """Lower columns in the place of the one upper column that they are parts of, the others moved on."""
    by = at - min(column.start for column in lower)
    more = max(column.end for column in lower) + by - at
    parts = [replace(column, start=column.start + by, end=column.end + by) for column in lower]
    rest = [column for column in upper if column.start != at]
    moved = [replace(c, start=c.start + more, end=c.end + more) if c.start > at else c for c in rest]
    return tuple(sorted((*parts, *moved), key=lambda column: column.start))
