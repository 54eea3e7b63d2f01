"""Say what a line of income or of spending is: a total, one of the two kinds of spending, or a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditkit.document import Cell
from auditkit.layouts.family import Family
from auditkit.layouts.funds import Amount
from auditkit.layouts.grid import Row, anchor_of
from auditkit.layouts.text import one_line, squeeze

__all__ = ["SIDES", "Side", "side_amount"]


@dataclass(frozen=True, slots=True)
class Side:
    """Income or spending: the fields of its total and of its parts, and labels that keep their own field."""

    total: str
    part: str
    kept: frozenset[str] = frozenset()


SIDES: Mapping[str, Side] = {
    "income_item": Side("income", "income_part"),
    "spending_item": Side("spending", "spending_part", frozenset({"basic_spending", "project_spending"})),
}
"""The sides by what the title of their lines is called among the inner columns."""


def side_amount(row: Row, side: Side, name: str, group: Sequence[Cell], family: Family) -> Amount:
    """The amount of a line: its label, the amount, and its share; ``name`` is the field of the label."""
    label = squeeze(group[0].text).rstrip(":：")
    is_total = name in ("total", "income", "spending") or any(label.endswith(w) for w in family.subtotals)
    texts = [one_line(cell.text) if not family.is_residue(cell.text) else "" for cell in group[1:]]
    shares = [text for text in texts if text.endswith(("%", "％"))]
    at = next((n for n, text in enumerate(texts) if text and text not in shares), 0)
    raw = texts[at] if texts[at] not in shares else ""
    return Amount(
        side.total if is_total else name if name in side.kept else side.part,
        label,
        raw or None,
        anchor_of(row, group[1 + at]),
        group[0].column,
        share=shares[0] if shares else None,
        share_anchor=anchor_of(row, group[1 + texts.index(shares[0])]) if shares else None,
    )
