"""Look at all guesses of a head together: what nobody else is, a doubtful label may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditkit.document import Document
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk
from auditkit.layouts.proposing.contents import kind_of_value
from auditkit.layouts.proposing.guess import Guess

__all__ = ["settle"]


def settle(
    guesses: Sequence[Guess], document: Document, chunks: Sequence[Chunk], family: Family
) -> Iterator[Guess]:
    """The guesses; where the form names its project nowhere else, the first doubtful label may be its name."""
    known = {label.field for chunk in chunks for row in chunk.rows for c in row.filled if (label := family.label(row.key(c)))}
    sure = {guess.field.partition(".")[0] for guess in guesses if guess.sure} | known
    nameless = "name" not in sure
    for guess in guesses:
        if guess.sure:
            yield guess
        elif nameless and _may_name(guess, family):
            nameless = False
            reason = guess.reason.replace("看不出是什么，", "没有别的栏目像项目名称，")
            yield replace(guess, field="name", reason=reason, others=(guess.field, *guess.others))
        elif guess.field == "objectives" and "objectives" in sure:
            yield replace(guess, field="purpose", others=(guess.field, *(f for f in guess.others if f != "purpose")))
        else:
            yield guess


def _may_name(guess: Guess, family: Family) -> bool:
    return guess.seen is not None and kind_of_value(guess.seen.text, family) in ("other", "person")
