"""Gather the amounts of a funds block and say which is total, fiscal, other or a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.document import Anchor

__all__ = ["FUND_FIELDS", "OVERALL_FIELDS", "Amount", "Funds"]

OVERALL_FIELDS = frozenset("income income_part spending spending_part basic_spending project_spending".split())
"""What the amounts of a department's form may be, besides those of a project's."""
FUND_FIELDS = OVERALL_FIELDS | {"total", "midterm", "fiscal", "fiscal_part", "other", "other_part"}


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount cell: what its label means, the label as filed, the raw text (None when blank).

    ``share`` is the percentage that stands beside it, as filed.
    """

    field: str
    label: str
    raw: str | None
    anchor: Anchor
    column: int = 0
    midterm: bool = False
    share: str | None = None
    share_anchor: Anchor | None = None


@dataclass(slots=True)
class Funds:
    """The amounts of one project in the order of the form.

    Where mid-term and annual totals stand side by side, the amounts under them belong to the
    total of their own column.
    """

    amounts: list[Amount] = field(default_factory=list)
    totals: list[Amount] = field(default_factory=list)

    def add_row(self, row: Iterable[Amount]) -> None:
        """Take in the amounts of one row."""
        given = list(row)
        totals = [amount for amount in given if amount.field in ("total", "midterm")]
        self.totals = totals or self.totals
        for amount in given:
            self.amounts.append(self._placed(amount, given))

    def _placed(self, amount: Amount, row: list[Amount]) -> Amount:
        if amount.field in ("total", "midterm") or not self.totals:
            return amount
        same = [other for other in row if (other.field, other.label) == (amount.field, amount.label)]
        if len(same) == len(self.totals):
            owner = self.totals[same.index(amount)]
        else:
            annual = [total for total in self.totals if total.field == "total"]
            own = [total for total in self.totals if total.column == amount.column]
            owner = (own or annual or self.totals)[-1]
        return replace(amount, midterm=owner.field == "midterm")

    def _annual(self, name: str) -> list[Amount]:
        """Amounts of one meaning; mid-term ones only where the form has no annual ones."""
        same = [amount for amount in self.amounts if amount.field == name]
        annual = [amount for amount in same if not amount.midterm]
        has_annual_total = any(amount.field == "total" for amount in self.amounts)
        return annual if annual or has_annual_total else same

    def settle(self) -> tuple[dict[str, Any], dict[str, Anchor], set[str]]:
        """The budget in the submission's shape, the places by pointer, and the fields of the form."""
        budget: dict[str, Any] = {"total": None, "fiscal": None, "other": None, "parts": []}
        anchors: dict[str, Anchor] = {}
        fields: set[str] = set()
        spare: list[Amount] = []
        for name in ("total", "fiscal", "other"):
            found, lesser = self._annual(name), self._annual(f"{name}_part")
            if not found and len(lesser) == 1:
                found, lesser = lesser, []
            chosen = next((a for a in found if a.raw is not None), found[0] if found else None)
            if name != "total":
                spare += [amount for amount in (*found, *lesser) if amount is not chosen]
            if chosen is not None:
                budget[name] = None if chosen.raw is None else {"raw": chosen.raw}
                anchors[f"/budget/{name}"] = chosen.anchor
                fields.add(f"budget.{name}")
        spare += [amount for amount in self.amounts if amount.field == "item"]
        for part in sorted((a for a in spare if a.raw is not None), key=self.amounts.index):
            anchors[f"/budget/parts/{len(budget['parts'])}"] = part.anchor
            budget["parts"].append({"label": part.label, "amount": {"raw": part.raw}})
        return budget, anchors, fields

    def midterm_parts(self, anchors: dict[str, Anchor]) -> dict[str, Any]:
        """What the mid-term total is made of, where the form has an annual budget besides."""
        if not any(amount.field == "total" for amount in self.amounts):
            return {}
        parts = [a for a in self.amounts if a.midterm and a.raw is not None and a.field != "item"]
        anchors.update({f"/midterm_parts/{n}": part.anchor for n, part in enumerate(parts)})
        found = [{"label": part.label, "amount": {"raw": part.raw}} for part in parts]
        return {"midterm_parts": found} if found else {}

    def midterm(self) -> Amount | None:
        """The mid-term total, or None where the form has no place for it."""
        return next((amount for amount in self.amounts if amount.field == "midterm"), None)
