"""Read a table inside the head of a form: amounts by cost item, or planned and executed amounts by source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.document import Cell, Unread
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.funds import FUND_FIELDS, Amount
from auditkit.layouts.grid import Row, anchor_of, overlap
from auditkit.layouts.text import is_blank, one_line, squeeze

__all__ = ["InnerTable"]

_TELLING = frozenset({"item", "initial", "adjusted", "executed"})
_PLANNED = ("adjusted", "initial", "amount")
_NO_PLACE = "栏目“{}”不在本表式中，该列内容未审核。"


@dataclass(slots=True)
class InnerTable:
    """The columns of the inner table being read; none outside one."""

    family: Family
    columns: list[tuple[Cell, str]] = field(default_factory=list)
    titles: Row | None = None

    def opens(self, row: Row, draft: Draft) -> bool:
        """Whether a row is the header of an inner table; then its columns are in force below."""
        found = [(cell, name) for cell in row.filled if (name := self.family.inner_column(row.key(cell)))]
        names = {name for _, name in found}
        if len(names) < 2 or not names & _TELLING:
            return False
        self.columns, self.titles = found, row
        draft.use(row, *(cell for cell, _ in found), kind="header")
        if self.family.patterns.inner_title.search(row.key(row.filled[0]).plain):
            draft.use(row, row.filled[0], kind="label")
        return True

    def takes(self, row: Row, draft: Draft) -> bool:
        """Whether a row belongs to the inner table; then it has been read."""
        if not self.columns:
            return False
        cells = self._cells(row)
        lead = self._lead(row, cells)
        label = self.family.label(row.key(lead)) if lead is not None else None
        by_item = any(name == "item" for _, name in self.columns)
        fits = label is None if by_item else label is not None and label.field in FUND_FIELDS
        if lead is None or not fits or not self._is_amounts(cells):
            self.columns = []
            return False
        self._take(row, lead, "" if label is None else label.field, cells, draft)
        return True

    def _cells(self, row: Row) -> dict[str, Cell]:
        """The cells of a row by column: by what they share, or counted from the end where nothing says."""
        found: dict[str, Cell] = {}
        if any(cell.lines for cell in row.cells) and self.titles is not None:
            ends = {id(cell): n for n, cell in enumerate(reversed(self.titles.cells))}
            own = list(reversed(row.cells))
            places = [(name, ends.get(id(title), len(own))) for title, name in self.columns]
            return {name: own[n] for name, n in places if n < len(own)}
        for title, name in self.columns:
            share = [(overlap(title, cell), -cell.column, cell) for cell in row.cells if overlap(title, cell)]
            if share:
                found[name] = max(share, key=lambda entry: entry[:2])[2]
        return found

    def _lead(self, row: Row, cells: Mapping[str, Cell]) -> Cell | None:
        """The cell that says what the amounts are of: the item, or the last label before the amounts."""
        if "item" in cells:
            return None if is_blank(cells["item"].text) else cells["item"]
        taken = {id(cell) for cell in cells.values()}
        before = [cell for cell in row.filled if id(cell) not in taken]
        labels = [
            c for c in before if (label := self.family.label(row.key(c))) and label.field in FUND_FIELDS
        ]
        return (labels or before)[-1] if before else None

    def _is_amounts(self, cells: Mapping[str, Cell]) -> bool:
        """Whether nothing but amounts and blanks stands in the columns of amounts."""
        texts = [squeeze(cells[name].text) for name in (*_PLANNED, "executed") if name in cells]
        return all(any(c.isdigit() for c in text) or self.family.is_residue(text) for text in texts)

    def _take(self, row: Row, lead: Cell, name: str, cells: Mapping[str, Cell], draft: Draft) -> None:
        draft.use(row, lead, kind="label", says=name or "item")
        for key, cell in cells.items():
            residue = self.family.is_residue(cell.text)
            kind = "residue" if residue else "told" if key == "basis" else "value"
            title = next((cell.text for cell, name in self.columns if name == key), "")
            draft.use(row, cell, kind=kind, says=one_line(title))
        said = {
            key: "" if self.family.is_residue(cell.text) else one_line(cell.text)
            for key, cell in cells.items()
        }
        label = squeeze(lead.text).rstrip(":：")
        if squeeze(lead.text) in self.family.subtotals:
            name = name or "total"
        places = {key: anchor_of(row, cell) for key, cell in cells.items()}
        chosen = next(
            (key for key in _PLANNED if said.get(key)), next((k for k in _PLANNED if k in cells), None)
        )
        if chosen is not None:
            amount = Amount(name or "item", label, said[chosen] or None, places[chosen], lead.column)
            draft.funds.add_row([amount])
        if "executed" in cells:
            texts = {key: text for key, text in said.items() if text}
            draft.outcomes.execution.append(
                ({"label": label, **texts}, {"label": anchor_of(row, lead), **places})
            )
        self._tell_basis(draft, said)

    def _tell_basis(self, draft: Draft, said: Mapping[str, str]) -> None:
        title = next((cell for cell, name in self.columns if name == "basis"), None)
        if title is not None and said.get("basis") and self.titles is not None:
            text = one_line(title.text)
            draft.strange.setdefault(text, Unread(anchor_of(self.titles, title), _NO_PLACE.format(text)))
