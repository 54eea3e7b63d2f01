"""Take the indicators of a row into a project, and tell of the columns that have no place in it."""

from __future__ import annotations

from auditkit.document import Cell, Unread
from auditkit.layouts.columns import Header
from auditkit.layouts.draft import Draft
from auditkit.layouts.grid import Row, anchor_of
from auditkit.layouts.named_levels import lacks_levels, with_named_levels
from auditkit.layouts.text import fold, one_line, squeeze

__all__ = ["NO_COLUMN", "take_indicators"]

NO_COLUMN = "指标表“{}”一列不在本表式中，该列内容未审核。"
"""What is said of a column without a place."""
_LEVELS = ("first_level", "second_level")
_PASSED_OVER = frozenset({"ignored", "operator", "direction", "unit_column"})


def take_indicators(row: Row, header: Header, draft: Draft) -> None:
    """Read a row under the header of indicators into the draft."""
    entries = draft.reader.read(row, header)
    if entries is None:
        if draft.family.patterns.note.search(fold(row.filled[0].text)):
            draft.use(row, *row.filled)
        return
    draft.entries += with_named_levels(entries, draft.family) if lacks_levels(header) else entries
    draft.fields |= {key for entry in entries for key in _LEVELS if entry.data[key]}
    if not entries:
        draft.use(row, *draft.reader.understood_in(row))
    for entry in entries:
        draft.use(row, *entry.used)
    for cell in row.filled if entries else ():
        if not draft.has_used(row, cell):
            _pass_over(row, cell, header, draft)


def _is_direction(cell: Cell, draft: Draft) -> bool:
    """Whether a cell among signs says nothing that the submission lacks: a direction, a number in the code."""
    text = squeeze(cell.text)
    family = draft.family
    return text in family.directions or text in family.operators or text.isdigit() or family.is_residue(text)


def _pass_over(row: Row, cell: Cell, header: Header, draft: Draft) -> None:
    """Pass over a cell whose column has no place in the submission; tells once a column."""
    over = {column.field for column in header.columns if column.start <= cell.column <= column.end}
    if over & {"operator", "direction"} and not _is_direction(cell, draft):
        return
    if cell.column < header.left or over & _PASSED_OVER:
        draft.use(row, cell)
        return
    holder = header.holder(cell.column)
    if holder is not None and not header.is_read(cell.column):
        title = one_line(holder[1].text)
        draft.strange.setdefault(title, Unread(anchor_of(*holder), NO_COLUMN.format(title)))
        draft.use(row, cell)
