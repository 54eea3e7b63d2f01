"""Tell what looks like a form or like data and was not taken: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from auditkit.document import Cell, Unread
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, anchor_of
from auditkit.layouts.lines import inline_label
from auditkit.layouts.marks import Spot3
from auditkit.layouts.recognition import looks_like_form
from auditkit.layouts.text import fold, one_line
from auditkit.vocabulary import is_first_level, is_second_level

__all__ = ["left_in_row", "leftovers"]

_NOT_READ = "像是绩效目标表，但版式未能识别，其中内容未审核，请人工核对。"
_NO_PLACE = "本格内容未能对应到任何栏目，未审核。"
_NOT_KEPT = "“{}”的这一格没有采用（另一处已有内容，或写法无法识别），未审核。"
_NO_FIELD = "栏目“{}”不在本表式中，内容未审核。"
_LONGEST_LABEL = 16


def _word(row: Row, cell: Cell, family: Family) -> str | None:
    """What kind of word of the form a cell holds; None for data."""
    key = row.key(cell)
    if family.label(key) or family.is_remark(key):
        return "label"
    if family.column(key):
        return "header"
    inline = inline_label(cell.text, family)
    if inline is not None and inline[0].field == "ignored":
        return "ignored"
    if family.is_residue(cell.text):
        return "residue"
    if family.patterns.note.search(fold(cell.text)):
        return "note"
    return "level" if is_first_level(cell.text) or is_second_level(cell.text) else None


def left_in_row(
    row: Row, settled: Collection[Spot3], dropped: Mapping[Spot3, str], family: Family
) -> Iterator[tuple[Cell, str, str]]:
    """The cells of a row that are not settled: cell, kind (see ``CellUse``), and the reason where unread.

    ``dropped`` are those taken for the value of a field and not kept, with the field's name.
    """
    data = []
    for cell in row.filled:
        if (spot := (row.table.index, cell.row, cell.column)) in settled:
            continue
        kind = None if spot in dropped else _word(row, cell, family)
        if kind is None:
            data.append(cell)
        else:
            yield cell, kind, ""
    lead = row.filled[0] if row.filled else None
    title = one_line(lead.text) if lead is not None and family.is_remark(row.key(lead)) else None
    if len(data) > 1 and data[0] is row.filled[0] and len(one_line(data[0].text)) <= _LONGEST_LABEL:
        title = one_line(data[0].text)
        yield data.pop(0), "told", title
    for cell in data:
        name = dropped.get((row.table.index, cell.row, cell.column))
        reason = _NOT_KEPT.format(name) if name else _NO_FIELD.format(title) if title else _NO_PLACE
        yield cell, "unread", reason


def leftovers(
    chunks: Sequence[Chunk],
    taken: Collection[int],
    settled: Collection[Spot3],
    dropped: Mapping[Spot3, str],
    family: Family,
) -> Iterator[Unread]:
    """What was left over, in document order: whole tables that look like a form, else single cells.

    ``taken`` are the tables that a project was read from.
    """
    told: set[int] = set()
    for chunk in chunks:
        if chunk.table.index in taken:
            for row in chunk.rows:
                for cell, kind, reason in left_in_row(row, settled, dropped, family):
                    if kind == "unread":
                        yield Unread(anchor_of(row, cell), reason)
        elif chunk.table.index not in told and looks_like_form(chunk, family):
            told.add(chunk.table.index)
            row = next(row for row in chunk.rows if row.filled)
            yield Unread(anchor_of(row, row.filled[0]), _NOT_READ, whole=True)
