"""Tables over pages: which table of a page goes on with the last one of the page before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditkit.readers.lattice_page import PageTable, Sheet
from auditkit.readers.lattice_text import Line
from auditkit.readers.stitch_furniture import Furniture, find_furniture
from auditkit.readers.stitch_rows import append, repeated_rows

__all__ = ["Stitched", "stitch"]

_SAME = 3.0
_SLACK = 24.0
"""Points by which the room left on a page may exceed the height of the row that went to the next."""
_MARGIN = 105.0
"""Points at the foot of a page that may be left free on every page (the widest usual margin)."""
_SIDEWAYS = 4
"""Rows of equal heights from which two tables are halves of one sheet printed on pages side by side."""


@dataclass(slots=True)
class Stitched:
    """All pages in one: tables and lines in order, each line with its page; and what was met on the way."""

    blocks: list[PageTable | tuple[Line, Sheet]] = field(default_factory=list)
    sideways: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """The last table so far, as long as nothing stands below it; ``end`` is its last part."""

    table: PageTable
    end: PageTable


def stitch(sheets: Sequence[Sheet]) -> Stitched:
    """Put the pages together; page numbers and lines between two halves of a table are left out."""
    furniture = find_furniture(sheets)
    floors: dict[int, float] = {}
    for sheet in sheets:
        size = round(sheet.height)
        floors[size] = max(_floor(sheet, furniture), floors.get(size, sheet.height - _MARGIN))
    result = Stitched()
    last: _Open | None = None
    floor = 0.0
    for sheet in sheets:
        blocks = list(sheet.blocks)
        first = _first_table(blocks, furniture.may_be)
        if last is not None and first is not None:
            skipped = _continues(last, first, floor)
            if skipped is not None:
                _forget_foot(result)
                end = _copy(first)
                append(last.table, first, skipped)
                result.joined.append(sheet.number)
                last.end = end
                blocks = blocks[blocks.index(first) + 1 :]
                if any(not _is_foot(block, furniture) for block in blocks):
                    last = None
            elif _is_sideways(last.end, first):
                result.sideways.append(sheet.number)
        last = _take(blocks, sheet, furniture, result, last if first is not None else None)
        floor = floors[round(sheet.height)]
    return result


def _take(
    blocks: Sequence[PageTable | Line],
    sheet: Sheet,
    furniture: Furniture,
    result: Stitched,
    going_on: _Open | None,
) -> _Open | None:
    """Add blocks to the result; gives the table after which nothing but furniture stands."""
    last = going_on
    for block in blocks:
        if isinstance(block, PageTable):
            result.blocks.append(block)
            last = _Open(block, _copy(block))
        elif not furniture.is_number(block):
            result.blocks.append((block, sheet))
            if not furniture.may_be(block):
                last = None
    return last


def _is_foot(block: PageTable | Line, furniture: Furniture) -> bool:
    return isinstance(block, Line) and furniture.may_be(block)


def _copy(table: PageTable) -> PageTable:
    """The edges of a part, as they stay when the part is put under another."""
    return PageTable(table.page, table.xs, table.ys, [], table.open_top, table.open_bottom)


def _forget_foot(result: Stitched) -> None:
    """Take out the lines that stand under the table that goes on."""
    while result.blocks and not isinstance(result.blocks[-1], PageTable):
        result.blocks.pop()


def _floor(sheet: Sheet, furniture: Furniture) -> float:
    """How far down the contents of a page go."""
    kept = (block for block in sheet.blocks if not _is_foot(block, furniture))
    return max((block.bottom for block in kept), default=0.0)


def _first_table(blocks: Sequence[PageTable | Line], may_be: Callable[[Line], bool]) -> PageTable | None:
    """The first table of a page, unless something other than furniture stands above it."""
    for block in blocks:
        if isinstance(block, PageTable):
            return block
        if not may_be(block):
            return None
    return None


def _continues(last: _Open, part: PageTable, floor: float) -> int | None:
    """How many header rows to leave out where ``part`` goes on with the last table; None if it does not."""
    end = last.end
    if abs(end.xs[0] - part.xs[0]) > _SAME or abs(end.xs[-1] - part.xs[-1]) > _SAME:
        return None
    repeated = repeated_rows(last.table, part)
    if repeated or end.open_bottom or part.open_top:
        return repeated
    if _label(part) and _label(part) == _label(last.table):
        return None
    row = next((cell for cell in part.cells if cell.row == 0 and cell.rowspan == 1), part.cells[0])
    height = part.ys[row.row + row.rowspan] - part.ys[0]
    return 0 if floor - end.bottom < height + _SLACK else None


def _label(table: PageTable) -> str:
    """What stands in the first cell: the same on two pages, a form of the same kind begins on both."""
    first = min(table.cells, key=lambda cell: (cell.row, cell.column))
    return "".join(first.text.split())


def _is_sideways(end: PageTable, part: PageTable) -> bool:
    """Whether two tables have the same rows, as halves of a wide sheet have."""
    if len(end.ys) != len(part.ys) or len(end.ys) <= _SIDEWAYS:
        return False
    return all(abs(one - two) <= _SAME / 2 for one, two in zip(end.ys, part.ys, strict=True))
