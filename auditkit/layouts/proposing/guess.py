"""A guess of what a label or a column means, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.document import Anchor

__all__ = ["Guess", "Proposal"]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text of the form probably means.

    ``group`` is labels or columns, ``field`` the key there; ``sure`` guesses are put in force, the others
    are left to the reader with ``others``, the further fields it could be. ``reason`` is the evidence in
    Chinese, ``anchor`` the label itself, ``seen`` the cell that speaks for the guess. ``in_list``: the
    label heads a column of a table with many projects.
    """

    group: str
    field: str
    text: str
    anchor: Anchor
    reason: str
    seen: Anchor | None = None
    sure: bool = True
    others: tuple[str, ...] = ()
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A layout proposed: how it reads, the guesses, and markers as (kind, text, weight)."""

    reads: str
    guesses: tuple[Guess, ...]
    markers: tuple[tuple[str, str, int], ...]
