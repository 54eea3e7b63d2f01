"""Tell the column of comparison signs from one of directions: 指标性质 is the title of both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from auditkit.layouts.text import squeeze

if TYPE_CHECKING:
    from auditkit.layouts.columns import Column
    from auditkit.layouts.grid import Row

__all__ = ["without_idle_signs"]

_MOST_ROWS = 40


def without_idle_signs(
    columns: tuple[Column, ...], rows: Sequence[Row], operators: Collection[str]
) -> tuple[Column, ...]:
    """The columns, where more may hold signs than there are values: only those with the most signs do."""
    counts = {column.start: 0 for column in columns if column.field == "operator"}
    if len(counts) <= sum(column.field == "value" for column in columns):
        return columns
    for row in rows[:_MOST_ROWS]:
        for cell in row.cells:
            if cell.column in counts and squeeze(cell.text) in operators:
                counts[cell.column] += 1
    most = max(counts.values())
    idle = {start for start, count in counts.items() if count < most}
    return tuple(replace(column, field="direction") if column.start in idle else column for column in columns)
