"""Put the part of a table on the next page under the part before it, row by row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from auditkit.readers.lattice_page import PageCell, PageTable
from auditkit.readers.lattice_text import Prose, joined

__all__ = ["append", "repeated_rows"]

_SAME = 3.0
_MOST_HEADER_ROWS = 6

Mark = tuple[int, int, str]


def append(table: PageTable, part: PageTable, skipped: int) -> None:
    """Make ``part``, but for its first ``skipped`` rows, the lower end of ``table``."""
    _align(table, part)
    last = max(cell.row + cell.rowspan for cell in table.cells) - 1
    first = [cell for cell in part.cells if cell.row == skipped]
    upper = {cell.column: cell for cell in table.cells if cell.row + cell.rowspan - 1 == last}
    pairs = [(upper.get(cell.column), cell) for cell in first]
    is_tail = _is_tail(pairs, part.open_top or table.open_bottom)
    absorbed = _absorb_tail(pairs) if is_tail else _absorb_merges(pairs)
    shift = last + (0 if is_tail else 1) - skipped
    for cell in part.cells:
        if cell.row < skipped or cell in absorbed:
            continue
        cell.row += shift
        table.cells.append(cell)
    table.cells.sort(key=lambda cell: (cell.row, cell.column))
    table.open_bottom = part.open_bottom


def repeated_rows(table: PageTable, part: PageTable) -> int:
    """How many rows at the top of ``part`` say again what rows of ``table`` say: its header."""
    _align(table, part)
    known, new = _marks(table.cells), _marks(part.cells)
    for start in sorted(known):
        count = 0
        while count < _MOST_HEADER_ROWS and new.get(count) and new[count] == known.get(start + count):
            count += 1
        tops = [cell for cell in part.cells if cell.row < count]
        if count and all(cell.row + cell.rowspan <= count for cell in tops):
            filled = max(sum(1 for mark in new[row] if mark[2]) for row in range(count))
            if filled > 2 and count < max(new) + 1:
                return count
    return 0


def _marks(cells: Sequence[PageCell]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append((cell.column, cell.colspan, "".join(cell.text.split())))
    return found


def _align(table: PageTable, part: PageTable) -> None:
    """Number the columns of both by all the edges that either has."""
    edges: list[float] = []
    for edge in sorted((*table.xs, *part.xs)):
        if not edges or edge - edges[-1] > _SAME:
            edges.append(edge)
    if edges == table.xs and edges == part.xs:
        return
    for owner in (table, part):
        places = [_nearest(edges, edge) for edge in owner.xs]
        for cell in owner.cells:
            end = places[cell.column + cell.colspan]
            cell.column = places[cell.column]
            cell.colspan = end - cell.column
        owner.xs = edges


def _nearest(edges: Sequence[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    if at == len(edges) or (at and edge - edges[at - 1] <= edges[at] - edge):
        return at - 1
    return at


Pair = tuple[PageCell | None, PageCell]


def _is_tail(pairs: Sequence[Pair], is_open: bool) -> bool:
    """Whether the first row of a part is what was left of the last row before it."""
    filled = [(upper, cell) for upper, cell in pairs if cell.text.strip()]
    if any(upper is None or upper.colspan != cell.colspan for upper, cell in pairs) or not filled:
        return False
    if any(upper is not None and not upper.text.strip() for upper, _ in filled):
        return False
    if is_open:
        return True
    if len(filled) == len(pairs):
        return False
    if all(upper is not None and upper.prose.runs_on for upper, _ in filled):
        return True
    if filled[0][1] is pairs[0][1]:
        return False
    if len(pairs) == 2:
        return True
    left_out = [upper for upper, cell in pairs if not cell.text.strip() and upper is not None]
    alone = [upper for upper in left_out if upper.rowspan == 1 and upper.text.strip()]
    return len(filled) == 1 and not pairs[-1][1].text.strip() and len(alone) > 1


def _absorb_tail(pairs: Sequence[Pair]) -> list[PageCell]:
    absorbed = []
    for upper, cell in pairs:
        if upper is not None:
            upper.prose = _continued(upper.prose, cell.prose)
            upper.sure = min(upper.sure, cell.sure)
            upper.rowspan += cell.rowspan - 1
            upper.inner += cell.inner
            absorbed.append(cell)
    return absorbed


def _continued(prose: Prose, more: Prose) -> Prose:
    if not more.text.strip():
        return prose
    text = joined(prose.text, more.text) if prose.runs_on else f"{prose.text}\n{more.text}"
    return Prose(text, f"{prose.printed}\n{more.printed}", True, more.runs_on)


def _absorb_merges(pairs: Sequence[Pair]) -> list[PageCell]:
    """Empty cells at the left go on with the cell above them."""
    absorbed: list[PageCell] = []
    if not any(cell.text.strip() for _, cell in pairs):
        return absorbed
    for upper, cell in pairs:
        if cell.text.strip() or cell.inner or upper is None or upper.colspan != cell.colspan:
            break
        upper.rowspan += cell.rowspan
        absorbed.append(cell)
    return absorbed
