"""Tell what looks like a form or like data and was not taken: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from auditkit.document import Cell, Unread
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, anchor_of
from auditkit.layouts.lines import inline_label
from auditkit.layouts.recognition import looks_like_form
from auditkit.layouts.text import fold, one_line
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["leftovers"]

_NOT_READ = "像是绩效目标表，但版式未能识别，其中内容未审核，请人工核对。"
_NO_PLACE = "本格内容未能对应到任何栏目，未审核。"
_LONGEST_LABEL = 16


def _is_label(row: Row, cell: Cell, family: Family) -> bool:
    """Whether a cell holds words of the form rather than data."""
    key = row.key(cell)
    if family.label(key) or family.column(key) or family.is_remark(key):
        return True
    inline = inline_label(cell.text, family)
    if inline is not None and inline[0].field == "ignored":
        return True
    residue = family.is_residue(cell.text) or bool(family.patterns.note.search(fold(cell.text)))
    return residue or is_first_level(cell.text) or is_second_level(cell.text)


def _left_in_row(row: Row, used: Collection[tuple[int, int, int]], family: Family) -> Iterator[Unread]:
    free = [cell for cell in row.filled if (row.table.index, cell.row, cell.column) not in used]
    data = [cell for cell in free if not _is_label(row, cell, family)]
    lead = row.filled[0] if row.filled else None
    title = one_line(lead.text) if lead is not None and family.is_remark(row.key(lead)) else None
    if len(data) > 1 and data[0] is row.filled[0] and len(one_line(data[0].text)) <= _LONGEST_LABEL:
        title, data = one_line(data[0].text), data[1:]
    for cell in data:
        reason = f"栏目“{title}”不在本表式中，内容未审核。" if title else _NO_PLACE
        yield Unread(anchor_of(row, cell), reason)


def leftovers(
    chunks: Sequence[Chunk], used: Collection[tuple[int, int, int]], family: Family
) -> Iterator[Unread]:
    """What was left over, in document order: whole tables that look like a form, else single cells."""
    taken = {table for table, _, _ in used}
    told: set[int] = set()
    for chunk in chunks:
        if chunk.table.index in taken:
            for row in chunk.rows:
                yield from _left_in_row(row, used, family)
        elif chunk.table.index not in told and looks_like_form(chunk, family):
            told.add(chunk.table.index)
            row = next(row for row in chunk.rows if row.filled)
            yield Unread(anchor_of(row, row.filled[0]), _NOT_READ, whole=True)
