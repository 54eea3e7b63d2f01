"""Labels whose values stand below them, and which of these a text below belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.document import Cell
from auditkit.layouts.family import Label
from auditkit.layouts.funds import FUND_FIELDS
from auditkit.layouts.grid import Row, overlap
from auditkit.layouts.text import is_blank, squeeze

__all__ = ["LONGEST_FUND", "Waiting", "above"]

LONGEST_FUND = 24
"""How long an amount, or the label of one, may be."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label whose value stands below; ``goes_on`` when it also has something to its right."""

    cell: Cell
    label: Label
    goes_on: bool = False

    def takes(self, row: Row) -> bool:
        """Whether an unlabelled row belongs to this label; a row that begins anew does not go on."""
        return not self.goes_on or len(row.cells) == 1 or self.stands_beside(row)

    def accepts(self, text: str) -> bool:
        """Whether a text can be the value: an amount has a digit and is short."""
        bare = squeeze(text)
        is_amount = len(bare) <= LONGEST_FUND and any(char.isdigit() for char in bare)
        return self.label.field not in FUND_FIELDS or is_amount or len(bare) <= 2

    def stands_beside(self, row: Row) -> bool:
        """Whether the label's cell reaches down into the row, by its span or by a blank first cell."""
        first = row.cells[0]
        return row.reached_by(self.cell) or (is_blank(first.text) and first.column <= self.cell.column)


def above(cell: Cell, owners: Sequence[Waiting]) -> Waiting | None:
    """The label that stands over most of a cell, the last one of equals."""
    shares = [overlap(entry.cell, cell) for entry in owners]
    most = max(shares, default=0)
    return owners[len(shares) - 1 - shares[::-1].index(most)] if most else None
