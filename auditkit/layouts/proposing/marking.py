"""Choose what a proposed layout is recognised by: what its form has and no other family knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.document import Document, Paragraph, Table
from auditkit.layouts.family import Family
from auditkit.layouts.lines import facts_in
from auditkit.layouts.proposing.blank import blank_family
from auditkit.layouts.proposing.guess import Guess
from auditkit.layouts.text import fold, key_of

__all__ = ["markers_for", "title_of"]

_WEIGHTS = {1: (60,), 2: (50, 30), 3: (40, 30, 20), 4: (40, 30, 20, 10)}
_TITLE, _SHAPE = 30, 20
_LONGEST_TITLE = 40
_YEAR = re.compile(r"\(?(?:20\d\d|[×xX*_]{2,4})年?度?\)?|\(.*?\)")


def markers_for(
    document: Document, guesses: Sequence[Guess], families: Sequence[Family], reads: str
) -> Iterator[tuple[str, str, int]]:
    """The markers as kind, text and weight."""
    own = [guess for guess in guesses if not _is_known(guess.text, families)]
    telling = [guess for guess in own if guess.field != "ignored"] or own
    # What stands in the head and in the header of indicators tells more than either alone.
    labels, columns = ([g for g in telling if g.group == group] for group in ("labels", "columns"))
    chosen = (labels[:2] + columns[:2] if labels and columns else telling)[:4]
    for guess, weight in zip(chosen, _WEIGHTS.get(len(chosen), ()), strict=False):
        yield "label", guess.text, weight
    title = title_of(document)
    words = _YEAR.sub("", fold(title or ""))
    if len(chosen) < 3 and len(words) > 3:
        yield "text", words, _TITLE if chosen else 60
    if reads != "card":
        yield "shape", reads, _SHAPE


def _is_known(text: str, families: Sequence[Family]) -> bool:
    key = key_of(text)
    marks = {mark.text for family in families for mark in family.markers if mark.kind == "label"}
    return key.full in marks or any(family.label(key) or family.column(key) for family in families)


def title_of(document: Document) -> str | None:
    """The first title of a form in the document."""
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else _first_texts(block)
        for text in texts:
            title = next((spot for spot in facts_in(text, blank_family())[0] if spot.field == "title"), None)
            if title is not None:
                return str(title.value)
    first = document.blocks[0] if document.blocks else None
    texts = [first.text] if isinstance(first, Paragraph) else _first_texts(first)[:1] if first is not None else []
    return next((text.strip() for text in texts if 4 < len(text.strip()) <= _LONGEST_TITLE), None)


def _first_texts(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if cell.row <= 3]
