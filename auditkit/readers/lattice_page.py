"""One page taken apart: its tables with the text of each cell, and the lines around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditkit.readers.lattice_grid import Box, Lattice, lattice_of
from auditkit.readers.lattice_ink import Ink, Run
from auditkit.readers.lattice_rulings import groups_of
from auditkit.readers.lattice_text import Line, Prose, join_lines, lines_of

__all__ = ["PageCell", "PageTable", "Sheet", "sheet_of"]

_WIDEST_PAD = 8.0
_PALE = 4
"""Cells that a table drawn with pale rulings has at least."""
_FRAME = 0.45
"""Share of the page from which a single cell is a frame around its contents."""
_NOTHING = Prose()
_TABLES = 200
"""Tables on one page above which it is a drawing."""


@dataclass(slots=True, eq=False)
class PageCell:
    """A cell with its text; counts from 0 in its table."""

    row: int
    column: int
    rowspan: int
    colspan: int
    prose: Prose
    page: int
    inferred: bool = False
    inner: list[PageTable] = field(default_factory=list)
    sure: float = 1.0

    @property
    def text(self) -> str:
        """Its text with wrapped lines joined."""
        return self.prose.text


@dataclass(slots=True, eq=False)
class PageTable:
    """A table of a page, or one put together from several pages."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[PageCell]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of its page."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.ys[-1]


@dataclass(slots=True)
class Sheet:
    """One page: tables and lines from its top to its bottom."""

    number: int
    width: float
    height: float
    blocks: list[PageTable | Line]

    @property
    def tables(self) -> list[PageTable]:
        """The tables that do not stand inside others."""
        return [block for block in self.blocks if isinstance(block, PageTable)]


def sheet_of(ink: Ink) -> Sheet:
    """The tables and lines of a page."""
    lattices = _lattices(ink)
    loose: list[Run] = []
    for run in ink.runs:
        _drop(run, lattices, loose)
    tops = _nested(lattices)
    blocks: list[PageTable | Line] = [_table(lattice, ink.number) for lattice in tops if _has_text(lattice)]
    blocks += lines_of(loose)
    blocks.sort(key=lambda block: block.top)
    return Sheet(ink.number, ink.width, ink.height, blocks)


def _lattices(ink: Ink) -> list[Lattice]:
    """The tables of a page, small ones first; pale rulings make tables only where there are no others."""
    found = [lattice for group in groups_of(ink) if (lattice := lattice_of(group))]
    if ink.pale_level and ink.pale_upright:
        pale = [lattice for group in groups_of(ink, pale=True) if (lattice := lattice_of(group))]
        firm = [lattice for lattice in found if len(lattice.boxes) > 1]
        found += [one for one in pale if len(one.boxes) >= _PALE and not any(_meet(one, two) for two in firm)]
    if len(found) > _TABLES:
        ink.notes.add("drawing")
        return []
    found.sort(key=lambda lattice: lattice.area)
    most = _FRAME * ink.width * ink.height
    return [one for one in found if not _is_frame(one, found, most)]


def _meet(one: Lattice, two: Lattice) -> bool:
    """Whether two tables take up the same part of the page."""
    across = min(one.xs[-1], two.xs[-1]) - max(one.xs[0], two.xs[0])
    return across > 0 and min(one.ys[-1], two.ys[-1]) > max(one.ys[0], two.ys[0])


def _is_frame(lattice: Lattice, others: Iterable[Lattice], most: float) -> bool:
    """Whether a single cell is but a frame around whole tables, or around most of the page."""
    if len(lattice.boxes) > 1:
        return False
    return lattice.area > most or any(
        other is not lattice and _encloses(lattice.boxes[0], other) for other in others
    )


def _encloses(box: Box, other: Lattice) -> bool:
    return (
        box.left < other.xs[0]
        and other.xs[-1] < box.right
        and box.top < other.ys[0]
        and other.ys[-1] < box.bottom
    )


def _drop(run: Run, lattices: Sequence[Lattice], loose: list[Run]) -> None:
    """Put each character into the smallest cell under its middle; those under none are loose."""
    last = len(run.texts) - 1
    first_box = _around(run, 0, lattices)
    if not last or _around(run, last, lattices) is first_box:
        (loose if first_box is None else first_box.runs).append(run)
        return
    start, box = 0, first_box
    for at in range(1, last + 1):
        here = _around(run, at, lattices)
        if here is not box:
            (loose if box is None else box.runs).append(run.part(start, at))
            start, box = at, here
    (loose if box is None else box.runs).append(run.part(start, last + 1))


def _around(run: Run, at: int, lattices: Sequence[Lattice]) -> Box | None:
    x, y = (run.lefts[at] + run.rights[at]) / 2, run.middle
    for lattice in lattices:
        if (box := lattice.at(x, y)) is not None:
            return box
    return None


def _nested(lattices: Sequence[Lattice]) -> list[Lattice]:
    """Put each table that stands inside a cell of another there; gives the others."""
    tops = []
    for at, lattice in enumerate(lattices):
        hosts = (box for host in lattices[at + 1 :] for box in host.boxes if _encloses(box, lattice))
        host = next(hosts, None)
        if host is None:
            tops.append(lattice)
        elif _has_text(lattice):
            host.inner.append(lattice)
    return tops


def _has_text(lattice: Lattice) -> bool:
    return any(box.runs or box.inner for box in lattice.boxes)


def _table(lattice: Lattice, page: int) -> PageTable:
    texts = [(box, lines_of(box.runs) if box.runs else []) for box in lattice.boxes]
    pad = _pad(texts)
    cells = []
    for box, lines in texts:
        prose = join_lines(lines, box.left, box.right, pad) if lines else _NOTHING
        cell = PageCell(box.row, box.column, box.rowspan, box.colspan, prose, page, box.inferred)
        if box.inner:
            inner = sorted(box.inner, key=lambda lattice: lattice.ys[0])
            cell.inner = [_table(one, page) for one in inner]
        cell.sure = min((line.sure for line in lines), default=1.0)
        cells.append(cell)
    return PageTable(page, lattice.xs, lattice.ys, cells, lattice.open_top, lattice.open_bottom)


def _pad(texts: Iterable[tuple[Box, list[Line]]]) -> float:
    """How far the text of a table keeps from the sides of its cells."""
    gaps = [line.left - box.left for box, lines in texts for line in lines]
    return min(max(min(gaps, default=0.0), 0.0), _WIDEST_PAD)
