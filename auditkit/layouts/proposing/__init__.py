"""Propose a layout for a form nobody has described: guess what its unknown labels and columns mean."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.document import Document
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, survey
from auditkit.layouts.proposing.blank import blank_family
from auditkit.layouts.proposing.guess import Guess, Proposal
from auditkit.layouts.proposing.heads import guess_labels
from auditkit.layouts.proposing.marking import markers_for
from auditkit.layouts.proposing.tables import IndicatorTable, find_table, guess_columns
from auditkit.layouts.proposing.writing import as_yaml
from auditkit.layouts.repeats import unrepeated
from auditkit.layouts.shapes import shapes_of

__all__ = ["Proposal", "as_yaml", "blank_family", "propose"]

_WAYS = ("list", "transposed", "prose", "card")
"""The ways of reading whose shape may be met where no table of indicators tells itself by its contents."""


def propose(document: Document, families: Sequence[Family]) -> Proposal | None:
    """The layout proposed for a document; None where nothing in it looks like a form.

    ``families`` are those already known: a marker of theirs is no marker of the new one.
    """
    base = blank_family()
    surveyed = survey(document)
    chunks = [unrepeated(block, base) for block in surveyed.blocks if isinstance(block, Chunk)]
    chunks = [chunk for chunk in chunks if not chunk.is_too_wide]
    table = find_table(chunks, base)
    shapes = shapes_of(surveyed, base, with_prose=True)
    way = next((name for name in _WAYS if name in shapes), None)
    if table is None and way is None:
        return None
    columns = guess_columns(table, base) if table is not None else []
    labels = [] if way == "transposed" else list(guess_labels(document, chunks, table, base))
    reads = "card" if table is not None else way or "card"
    if table is not None and _is_list(table, base, labels):
        reads = "list"
    found = [*labels, *columns]
    return Proposal(reads, tuple(found), tuple(markers_for(document, found, families, reads)))


def _is_list(table: IndicatorTable, base: Family, labels: Sequence[Guess]) -> bool:
    """Whether the header of indicators also has a column for the project's name."""
    known = [base.label(table.header.key(cell)) for cell in table.header.filled]
    named = any(label is not None and label.field in ("name", "parent_name") for label in known)
    return named or any(guess.field == "name" and guess.in_list for guess in labels)
