"""Say how surely a document holds a family of forms, and which of its tables belong to one."""

from __future__ import annotations

from auditkit.document import Document
from auditkit.layouts.columns import is_wide_list, read_header
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, survey
from auditkit.layouts.lines import facts_in
from auditkit.vocabulary import is_second_level, normal_level

__all__ = ["holds_indicators", "is_form_part", "looks_like_form", "score"]

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


def _is_list_header(row: Row, family: Family) -> bool:
    """Whether a row only names columns of a list (序号, 项目名称, 金额) and no value follows a label."""
    return is_wide_list(row, family) and any(
        label is not None and label.field in ("first_level", "second_level", "value")
        for label in (family.column(row.key(cell)) for cell in row.filled)
    )


def holds_indicators(chunk: Chunk, family: Family) -> bool:
    """Whether a table holds indicator rows: a header that tells, or several second levels."""
    if any(_is_list_header(row, family) for row in chunk.rows):
        return False
    if any(read_header(chunk.rows[n : n + 1], family) for n in range(len(chunk.rows))):
        return True
    return _second_levels(chunk) >= 2


def is_form_part(chunk: Chunk, family: Family) -> bool:
    """Whether a table is, or continues, a form of one project."""
    if holds_indicators(chunk, family):
        return True
    if any(_is_list_header(row, family) for row in chunk.rows):
        return False
    firsts = {_first_label(row, family) for row in chunk.rows if row.filled}
    if firsts & {"objectives"} or ("name" in firsts and firsts & _HEAD):
        return True
    rows = [row for row in chunk.rows if row.filled]
    lines = all(facts_in(cell.text, family)[1] for row in rows for cell in row.filled)
    named = "name" in firsts and len(rows) <= 3
    return bool(rows) and len(rows) <= 6 and (lines or named)


def looks_like_form(chunk: Chunk, family: Family) -> bool:
    """Whether a table that was not taken should be shown to the reviewer."""
    for row in chunk.rows:
        for key in row.keys:
            column, label = family.column(key), family.label(key)
            if column is not None and column.field in ("second_level", "value"):
                return True
            if label is not None and label.field == "objectives" and len(key.plain) > 2:
                return True
    return _second_levels(chunk) >= 2


def score(document: Document, family: Family) -> int:
    """How surely the document holds this family, from 0 to 100.

    Without indicator rows it is 0; else the markers found add up, and ``floor`` is the least.
    """
    surveyed = survey(document)
    if not any(isinstance(block, Chunk) and holds_indicators(block, family) for block in surveyed.blocks):
        return 0
    sure = sum(weight for label, weight in family.markers if label in surveyed.keys)
    return max(family.floor, min(100, sure), 0)
