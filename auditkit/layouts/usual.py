"""Make up for a header that is lost or cut off, in a dump that begins in the middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from auditkit.layouts.alignment import second_level_in
from auditkit.layouts.columns import Column, Header, groups_of, left_of
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Row
from auditkit.vocabulary import is_first_level

__all__ = ["usual_header", "whole_header"]


def _level_place(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The last column of the widest rows with a second level, and the column it mostly stands in."""
    cells = [(row.last, cell) for row in rows if (cell := second_level_in(row)) is not None]
    sure = [pair for pair in cells if not is_first_level(pair[1].text)] or cells
    found = [(last, cell.column) for last, cell in sure]
    last = max((last for last, _ in found), default=0)
    columns = Counter(column for width, column in found if width == last)
    return (last, columns.most_common(1)[0][0]) if columns else None


def usual_header(rows: Sequence[Row], family: Family) -> Header | None:
    """The header that a table of this family would have over these rows; None if the first is no indicator.

    Only second levels say where the columns are, in the widest rows most surely.
    """
    place = _level_place(rows) if second_level_in(rows[0]) is not None else None
    if place is None or "second_level" not in family.usual_columns:
        return None
    last, level = place
    fields = list(family.usual_columns)
    wanted = fields.index("second_level") + last - level + 1
    if "description" in fields and wanted == len(fields) - 1:
        fields.remove("description")
    elif "description" not in fields and wanted == len(fields) + 1:
        fields.insert(fields.index("name") + 1, "description")
    shift = level - fields.index("second_level")
    columns = tuple(Column(field, shift + n, shift + n) for n, field in enumerate(fields))
    return Header(groups_of(columns), columns, left_of(columns), columns[-1].end)


def whole_header(header: Header, rows: Sequence[Row]) -> Header:
    """A header whose first cells are cut off, put where the rows under it say; any other as it is."""
    first = rows[0].cells[0]
    begins = bool(first.lines) and (rows[0].table.index, first.row) == (1, 1)
    place = _level_place(rows[header.height :]) if begins else None
    by = place[0] - header.last if place is not None else 0
    if place is None or by <= 0:
        return header
    moved = [replace(column, start=column.start + by, end=column.end + by) for column in header.columns]
    seconds = [column.start for column in moved if column.field == "second_level"]
    if seconds and seconds != [place[1]]:
        return header
    lost = {"first_level": place[1] - 1, "second_level": place[1]}
    levels = [Column(field, at, at) for field, at in lost.items() if at and field not in header.fields]
    columns = (*levels, *moved)
    return replace(
        header, groups=groups_of(columns), columns=columns, left=left_of(columns), last=place[0], leaves=()
    )
