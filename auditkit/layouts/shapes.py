"""Facts about the shape of a document's indicator tables, by which families are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit.document import Paragraph
from auditkit.layouts.columns import Header, header_kind, read_header
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Survey
from auditkit.layouts.lines import facts_in
from auditkit.layouts.prose_items import has_prose
from auditkit.layouts.transposed import levels_row

__all__ = ["is_list", "shapes_of"]

_LEVELS = frozenset({"first_level", "second_level"})


def is_list(header: Header | None) -> bool:
    """Whether a header that also names projects is one of indicators by level."""
    return header is not None and bool(header.fields & _LEVELS)


def _of_header(header: Header) -> Iterator[str]:
    named = [group for group in header.groups if {"name", "value"} <= set(group.places)]
    if len(named) > 1 and len({group.places["name"].start for group in named}) > 1:
        yield "side-by-side"
    if named and not header.fields & _LEVELS:
        yield "no-levels"
    if "actual" in header.fields:
        yield "actual-values"


_last: tuple[Survey, dict[str, frozenset[str]]] | None = None


def shapes_of(surveyed: Survey, family: Family, with_prose: bool = False) -> frozenset[str]:
    """The shapes met (see ``layout.schema.json``); kept for the other families with the same words.

    ``prose`` is looked for only on demand, and only where no table has a header of indicators.
    """
    global _last
    if _last is None or _last[0] is not surveyed:
        _last = (surveyed, {})
    known = _last[1]
    chunks = [block for block in surveyed.blocks if isinstance(block, Chunk)]
    if family.own_words not in known:
        known[family.own_words] = frozenset(_shapes(chunks, family))
    found = known[family.own_words]
    if not with_prose or "card" in found:
        return found
    lines = [block for block in surveyed.blocks if isinstance(block, Paragraph)]
    return found | frozenset(_prose(chunks, lines, family))


def _prose(chunks: Sequence[Chunk], lines: Sequence[Paragraph], family: Family) -> Iterator[str]:
    """Whether indicators stand in sentences: in a cell of a table, or in lines under a project's name."""
    narrow = [chunk for chunk in chunks if not chunk.is_too_wide]
    if any(has_prose(cell.text) for chunk in narrow for row in chunk.rows for cell in row.filled):
        yield "prose"
    elif any(has_prose(line.text) for line in lines):
        facts = (spot for line in lines for spot in facts_in(line.text, family)[0])
        if any(spot.field == "labelled.name" for spot in facts):
            yield "prose"


def _shapes(chunks: Sequence[Chunk], family: Family) -> set[str]:
    found: set[str] = set()
    for chunk in chunks:
        if not chunk.is_too_wide and levels_row(chunk.rows) is not None:
            found.add("transposed")
        for n, row in enumerate(chunk.rows if not chunk.is_too_wide else ()):
            kind = header_kind(row, family)
            found |= {"card"} if kind == "card" else set()
            if kind == "card":
                header = read_header(chunk.rows[n:], family)
                found |= set(_of_header(header)) if header is not None else set()
            elif kind == "list" and is_list(read_header(chunk.rows[n:], family, kind="list")):
                found.add("list")
    return found
