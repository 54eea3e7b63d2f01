"""Find the header of an indicator table and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from auditkit.document import Anchor, Cell
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Row, anchor_of, leaves_of
from auditkit.layouts.header_rows import merge_rows
from auditkit.layouts.operators import without_idle_signs
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["Column", "Group", "Header", "groups_of", "header_kind", "left_of", "read_header"]

_TELLING = frozenset({"first_level", "second_level", "name", "value", "description", "actual"})
_LEADING = frozenset({"first_level", "second_level", "name"})
_ONCE = tuple(
    "first_level second_level name description operator unit_column weight actual score reason".split()
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, the grid columns it takes up, and what its label adds."""

    field: str
    start: int
    end: int
    horizon: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The columns that make up one indicator; forms with two horizons side by side have two groups."""

    places: Mapping[str, Column]
    horizon: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows of an indicator table.

    ``left`` is the first grid column that holds a level or a name, ``last`` the last column at all;
    ``height`` is how many rows the header takes up. ``leaves`` are its lowest cells, blank ones too.
    """

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    left: int
    last: int
    height: int = 1
    anchor: Anchor | None = None
    cells: tuple[tuple[Row, Cell], ...] = ()
    leaves: tuple[Cell, ...] = ()

    def holder(self, column: int) -> tuple[Row, Cell] | None:
        """The lowest header cell over a grid column."""
        over = [(row, c) for row, c in self.cells if c.column <= column < c.column + c.colspan]
        return over[-1] if over else None

    def field_of(self, row: Row, cell: Cell, family: Family) -> str | None:
        """What a cell of the header is the title of, if it is a known word of the form; else None."""
        key, end = row.key(cell), cell.column + cell.colspan - 1
        known = family.column(key) or family.label(key)
        if known is not None:
            return known.field
        first = any(c.field == "first_level" and c.start <= end and cell.column <= c.end for c in self.columns)
        return "first_level" if first else "ignored" if family.is_residue(cell.text) else None

    def is_elsewhere(self, row: Row) -> bool:
        """Whether a row stands in another table than this header."""
        return bool(self.cells) and self.cells[0][0].table.index != row.table.index

    def is_read(self, column: int) -> bool:
        """Whether the cells of a grid column go into the submission."""
        places = (place for group in self.groups for place in group.places.values())
        return any(place.start <= column <= place.end for place in places)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table has a column for."""
        return frozenset(column.field for column in self.columns)


def _columns(row: Row, family: Family) -> tuple[Column, ...]:
    found = []
    for cell in row.filled:
        label = family.column(row.key(cell))
        if label is not None:
            end = cell.column + cell.colspan - 1
            found.append(Column(label.field, cell.column, end, label.horizon, label.rank))
    named = any(column.field == "name" for column in found)
    loose = [column for column in found if column.field == "name_or_group"]
    fields = {column.field for column in found}
    if loose and not named and "value" in fields:
        found = [replace(c, field="name") if c is loose[-1] else c for c in found]
    if "second_level" in fields and "first_level" not in fields:
        found = _with_first_level(row, found)
    return tuple(column for column in _with_one_name(found) if column.field != "name_or_group")


def _with_first_level(row: Row, columns: list[Column]) -> list[Column]:
    """Whatever its title, the column left of the second levels is where first levels would stand."""
    start = min(column.start for column in columns if column.field == "second_level")
    left = next((cell for cell in row.cells if cell.column + cell.colspan == start), None)
    if left is None or any(c.start == left.column and c.field != "name_or_group" for c in columns):
        return columns
    others = [column for column in columns if column.start != left.column]
    return [Column("first_level", left.column, start - 1), *others]


def _with_one_name(columns: Sequence[Column]) -> list[Column]:
    """Where two columns could be the name of the one value, the better spelling is; one after it describes."""
    names = [column for column in columns if column.field == "name"]
    values = [column for column in columns if column.field == "value"]
    if len(names) < 2 or len(values) != 1:
        return list(columns)
    best = min(names, key=lambda column: column.rank)
    spare = [column for column in names if column.start > best.start]
    described = any(column.field == "description" for column in columns)
    taken = spare[:1] if not described else []
    kept = [column for column in columns if column.field != "name" or column is best or column in taken]
    return [replace(column, field="description") if column in taken else column for column in kept]


def _is_header(row: Row, columns: Sequence[Column], family: Family) -> bool:
    fields = {column.field for column in columns} & _TELLING
    strangers = sum(1 for cell in row.filled if family.column(row.key(cell)) is None)
    return len(fields) >= 2 and bool(fields & {"name", "value"}) and strangers <= len(columns)


def header_kind(row: Row, family: Family) -> str | None:
    """``card`` for a header row, ``list`` when it also has a column for the project, else None."""
    columns = _columns(row, family) if len(row.filled) > 1 else ()
    if len(columns) < 2 or not _is_header(row, columns, family):
        return None
    labels = [family.label(row.key(cell)) for cell in row.filled]
    of_many = any(label is not None and label.field in family.naming for label in labels)
    return "list" if of_many else "card"


def _continues(row: Row, family: Family) -> bool:
    """Whether a row under a header row still belongs to the header."""
    known = 0
    for cell in row.filled:
        if is_first_level(cell.text) or is_second_level(cell.text):
            return False
        if family.column(row.key(cell)) is not None:
            known += 1
            continue
        label = family.label(row.key(cell))
        if label is None or label.field != "group":
            return False
    return known > 0


def _nearest(columns: Sequence[Column], field: str, value: Column, nth: int, of: int) -> Column | None:
    """The column of ``field`` that goes with the nth of ``of`` value columns."""
    same = [column for column in columns if column.field == field]
    if not same:
        return None
    if len(same) == of:
        return same[nth]
    before = [column for column in same if column.start <= value.start]
    return before[-1] if before else same[0]


def left_of(columns: Sequence[Column]) -> int:
    """The first grid column that holds a level or a name."""
    return min((column.start for column in columns if column.field in _LEADING), default=1)


def groups_of(columns: Sequence[Column], tops: Sequence[Column] = ()) -> tuple[Group, ...]:
    """The columns that belong together; ``tops`` as in ``read_header``."""
    values = [column for column in columns if column.field == "value"]
    names = [column for column in columns if column.field == "name"]
    pivots = values or names
    if len(values) > 1 and len(names) <= 1 and all(column.horizon is None for column in values):
        pivots = [min(values, key=lambda column: column.rank)]
    groups = []
    for nth, pivot in enumerate(pivots):
        found = {field: _nearest(columns, field, pivot, nth, len(pivots)) for field in _ONCE}
        places = {field: column for field, column in found.items() if column is not None}
        if pivot.field == "value":
            places["value"] = pivot
        first = min(
            (places[key] for key in ("second_level", "name") if key in places),
            default=pivot,
            key=lambda column: column.start,
        )
        above = [top for top in tops if top.start <= pivot.end and first.start <= top.end and top.horizon]
        if len(above) != 1 and len(tops) == len(pivots):
            above = [tops[nth]]
        horizon = pivot.horizon or (above[0].horizon if len(above) == 1 else None)
        groups.append(Group(places, horizon))
    return tuple(groups)


def read_header(
    rows: Sequence[Row], family: Family, tops: Sequence[Column] = (), kind: str = "card"
) -> Header | None:
    """The header of this kind that begins with the first of these rows, or None.

    ``tops`` are cells of a row above that say which half of the table is for which horizon.
    """
    if header_kind(rows[0], family) != kind:
        return None
    columns = _columns(rows[0], family)
    extra = list(takewhile(lambda row: bool(row.filled) and _continues(row, family), rows[1:4]))
    merged = columns
    for above, row in pairwise((rows[0], *extra)):
        merged = merge_rows(merged, _columns(row, family), above, row)
    if not any(column.field in ("name", "value") for column in merged):
        merged, extra = columns, []
    used = rows[: 1 + len(extra)]
    merged = without_idle_signs(merged, rows[len(used) :], family.operators)
    cells = tuple((row, cell) for row in used for cell in row.filled)
    width = max(row.last for row in used)
    starts = {column.start for column in columns}
    anchor_cell = next(cell for cell in rows[0].filled if cell.column in starts)
    return Header(
        groups=groups_of(merged, tops),
        columns=merged,
        left=left_of(merged),
        last=max(width, *(column.end for column in merged)),
        height=len(used),
        anchor=anchor_of(rows[0], anchor_cell),
        cells=cells,
        leaves=leaves_of(used) if all(column.end <= width for column in merged) else (),
    )
