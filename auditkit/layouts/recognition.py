"""Say how surely a document holds a family of forms, and which of its tables belong to one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from auditkit.cell_uses import Spoken, Weighed
from auditkit.document import Document
from auditkit.layouts.columns import Header, header_kind
from auditkit.layouts.family import Family, Marker
from auditkit.layouts.grid import Chunk, Row, Survey, survey
from auditkit.layouts.lines import facts_in
from auditkit.layouts.shapes import shapes_of
from auditkit.layouts.text import is_blank
from auditkit.layouts.transposed import levels_row
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["goes_on", "holds_indicators", "is_form_part", "looks_like_form", "score", "weigh"]

_MOST_LINES = 6
_TELLING = frozenset({"objectives", "block", "purpose", "duties", "tasks"})
_HEAD = frozenset("unit department nature period year total block objectives purpose fiscal midterm".split())


def _second_levels(chunk: Chunk) -> int:
    """How many different second levels stand among the first cells of the rows."""
    found = set()
    for row in chunk.rows:
        for cell in row.filled[:3]:
            level = normal_level(cell.text) if len(cell.text) <= 40 else ""
            if level.endswith("指标") and is_second_level(level):
                found.add(level)
    return len(found)


def _first_label(row: Row, family: Family) -> str | None:
    label = family.label(row.key(row.filled[0])) if row.filled else None
    return None if label is None else label.field


def _header_kind(chunk: Chunk, family: Family) -> str | None:
    """The kind of the first header row of a table, or None without one."""
    return next((kind for row in chunk.rows if (kind := header_kind(row, family))), None)


def holds_indicators(chunk: Chunk, family: Family) -> bool:
    """Whether a table holds indicator rows of a card: a header that tells, or several second levels."""
    kind = _header_kind(chunk, family)
    return kind == "card" or (kind is None and _second_levels(chunk) >= 2 and levels_row(chunk.rows) is None)


def is_form_part(chunk: Chunk, family: Family) -> bool:
    """Whether a table is, or continues, a form of one project."""
    if chunk.is_too_wide:
        return False
    kind = _header_kind(chunk, family)
    if kind is not None:
        return kind == "card"
    firsts = {_first_label(row, family) for row in chunk.rows if row.filled}
    if firsts & _TELLING or ("name" in firsts and firsts & _HEAD) or _second_levels(chunk) >= 2:
        return True
    rows = [row for row in chunk.rows if row.filled]
    if not rows or len(rows) > _MOST_LINES:
        return False
    if "name" in firsts and len(rows) <= _MOST_LINES // 2:
        return True
    return all(facts_in(cell.text, family)[1] for row in rows for cell in row.filled)


def goes_on(chunk: Chunk, header: Header, family: Family) -> bool:
    """Whether a table straight after indicators is their rest after a page break, header and all lost."""
    rows = [row for row in chunk.rows if row.filled]
    if not rows or chunk.is_too_wide or any(_first_label(row, family) for row in rows):
        return False
    if _header_kind(chunk, family) is not None:
        return False
    return _second_levels(chunk) > 0 or all(_is_like(row, header) for row in rows)


def _is_like(row: Row, header: Header) -> bool:
    """Whether a row has as many cells as the header and begins where levels are carried down."""
    lead = row.cells[0].text
    is_level = is_blank(lead) or is_first_level(lead) or is_second_level(lead)
    return is_level and len(row.cells) + len(row.covering) == len(header.leaves)


def looks_like_form(chunk: Chunk, family: Family) -> bool:
    """Whether a table that was not taken should be shown to the reviewer."""
    for row in chunk.rows:
        for key in row.keys.values():
            column, label = family.column(key), family.sure_label(key)
            if column is not None and column.field in ("second_level", "value"):
                return True
            if label is not None and label.field == "objectives" and len(key.plain) > 2:
                return True
    return any(len(row.cells) > 2 for row in chunk.rows) and _second_levels(chunk) > 0


def score(document: Document, family: Family) -> int:
    """How surely the document holds this family, from 0 to 100.

    Without indicator rows it is 0; else the markers found add up, and ``floor`` is the least.
    """
    surveyed = survey(document)
    told = sum(mark.weight for mark in _words(family) if _is_said(mark, surveyed))
    hope = told + sum(mark.weight for mark in _facts(family) if mark.weight > 0)
    return weigh(document, family).score if max(family.floor, hope) > 0 else 0


def weigh(document: Document, family: Family) -> Weighed:
    """How the document's score for this family comes about."""
    surveyed = survey(document)
    facts = {mark.text for mark in _facts(family)}
    chunks = [block for block in surveyed.blocks if isinstance(block, Chunk)]
    wanted = {*facts, family.reads} - {"card"} | ({"card"} & facts)
    shapes = shapes_of(surveyed, family, "prose" in wanted) if wanted else frozenset()
    spoken = [mark for mark in _words(family) if _is_said(mark, surveyed)]
    spoken += [mark for mark in _facts(family) if mark.text in shapes]
    can_read = _can_read(surveyed, chunks, shapes, family)
    sure = max(family.floor, min(100, sum(mark.weight for mark in spoken)), 0)
    told = tuple(Spoken(mark.kind, mark.text, mark.weight) for mark in spoken)
    return Weighed(sure if can_read else 0, told, family.floor, can_read)


def _words(family: Family) -> list[Marker]:
    return [mark for mark in family.markers if mark.kind != "shape"]


def _facts(family: Family) -> list[Marker]:
    return [mark for mark in family.markers if mark.kind == "shape"]


def _is_said(mark: Marker, surveyed: Survey) -> bool:
    return mark.text in (surveyed.keys if mark.kind == "label" else surveyed.text)


def _can_read(surveyed: Survey, chunks: Sequence[Chunk], shapes: Collection[str], family: Family) -> bool:
    """Whether the document has anything that the family's way of reading could read."""
    if family.reads == "card":
        return any(holds_indicators(chunk, family) for chunk in chunks)
    return family.reads in shapes
