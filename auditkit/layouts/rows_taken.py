"""Take the indicators of a row into a project, and tell of the columns that have no place in it."""

from __future__ import annotations

from auditkit.document import Cell, Unread
from auditkit.layouts.columns import Header
from auditkit.layouts.draft import Draft
from auditkit.layouts.grid import Row, anchor_of
from auditkit.layouts.indicators import is_level_name
from auditkit.layouts.list_rows import cells_of_sum
from auditkit.layouts.named_levels import lacks_levels, with_named_levels
from auditkit.layouts.text import fold, one_line, squeeze
from auditkit.vocabulary import normal_level

__all__ = ["NO_COLUMN", "take_indicators"]

NO_COLUMN = "指标表“{}”一列不在本表式中，该列内容未审核。"
"""What is said of a column without a place."""
_LEVELS = ("first_level", "second_level")
_PASSED_OVER = frozenset({"ignored", "operator", "direction"})
_PRINTED = _PASSED_OVER | {"unit_column"}
_LONGEST_UNIT = 4


def take_indicators(row: Row, header: Header, draft: Draft) -> None:
    """Read a row under the header of indicators into the draft."""
    entries = [] if draft.outcomes.sums_up(row, draft.family) else draft.reader.read(row, header)
    if entries is None:
        if draft.family.patterns.note.search(fold(row.filled[0].text)):
            draft.use(row, row.filled[0], kind="note")
        return
    first = len(draft.entries)
    entries = [draft.outcomes.with_goal(entry) for entry in entries]
    draft.entries += with_named_levels(entries, draft.family) if lacks_levels(header) else entries
    draft.fields |= {key for entry in entries for key in _LEVELS if entry.data[key]}
    if not entries and row.filled:
        draft.outcomes.see_total(row, header, draft.family)
    if not entries:
        _pass_over_row(row, header, draft)
    for n, entry in enumerate(entries, first):
        draft.use(row, *entry.joined, kind="part", says=f"/indicators/{n}/target")
        draft.use(row, *entry.used)
    idle = [entry.idle for entry in entries if entry.idle is not None]
    draft.use(row, *(cell for cell in idle if _is_direction(cell, draft)), kind="direction")
    for cell in row.filled if entries else ():
        if not draft.has_used(row, cell) and cell not in idle:
            _pass_over(row, cell, header, draft)


def _pass_over_row(row: Row, header: Header, draft: Draft) -> None:
    """Note the cells of a row without an indicator that say nothing of their own: levels, signs, sums."""
    family = draft.family
    if any(squeeze(cell.text) in family.subtotals for cell in row.filled[:1]):
        draft.use(row, *cells_of_sum(row, family), kind="sum")
        return
    for cell in row.filled:
        bare = squeeze(cell.text)
        wordless = not any(char.isalpha() for char in bare) or bare in family.directions | family.operators
        if is_level_name(normal_level(cell.text)):
            draft.use(row, cell, kind="level")
        elif wordless or family.is_residue(cell.text) or _is_printed(cell, header):
            draft.use(row, cell, kind="residue")


def _is_printed(cell: Cell, header: Header) -> bool:
    """Whether a template may have printed the cell although the row is not used: a sign, a unit."""
    return len(squeeze(cell.text)) <= _LONGEST_UNIT and bool(_fields_over(cell, header) & _PRINTED)


def _fields_over(cell: Cell, header: Header) -> set[str]:
    return {column.field for column in header.columns if column.start <= cell.column <= column.end}


def _is_direction(cell: Cell, draft: Draft) -> bool:
    """Whether a cell among signs says nothing that the submission lacks: a direction, a number in the code."""
    text = squeeze(cell.text)
    family = draft.family
    return text in family.directions or text in family.operators or text.isdigit() or family.is_residue(text)


def _pass_over(row: Row, cell: Cell, header: Header, draft: Draft) -> None:
    """Pass over a cell whose column has no place in the submission; tells once a column."""
    over = _fields_over(cell, header)
    if over & {"operator", "direction"} and not _is_direction(cell, draft):
        return
    if over & _PASSED_OVER:
        draft.use(row, cell, kind="ignored" if "ignored" in over else "direction")
        return
    holder = header.holder(cell.column)
    if cell.column < header.left and _says_nothing(row, cell, header, draft):
        draft.use(row, cell, kind="label")
    elif holder is not None and not header.is_read(cell.column):
        title = one_line(holder[1].text)
        draft.strange.setdefault(title, Unread(anchor_of(*holder), NO_COLUMN.format(title)))
        draft.use(row, cell, kind="told", says=title)


def _says_nothing(row: Row, cell: Cell, header: Header, draft: Draft) -> bool:
    """Whether a cell left of the levels is a number, or the general title of the rows beside it."""
    label = draft.family.label(row.key(cell))
    wordless = not any(char.isalpha() for char in squeeze(cell.text))
    return wordless or (label is not None and label.field == "group")
