"""Read the table of a department's main tasks: name, content, and their money."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.document import Cell
from auditkit.layouts.department import TaskRow
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.funds import FUND_FIELDS, Amount
from auditkit.layouts.grid import Row, anchor_of, overlap
from auditkit.layouts.text import one_line, squeeze

__all__ = ["TASK_COLUMNS", "TaskTable"]

TASK_COLUMNS = frozenset({"task", "content", "amount"})
"""Inner columns that make a row the header of a table of tasks."""
_AMOUNTS = ("total", "fiscal", "other")


@dataclass(slots=True)
class TaskTable:
    """The columns in force: title cells and what stands under them, a row of 总额, 财政拨款 put in place."""

    family: Family
    columns: list[tuple[Cell, str]]
    begun: bool = False

    def takes(self, row: Row, draft: Draft) -> bool:
        """Whether a row belongs to the table; then it has been read."""
        if not self.begun and self._refines(row, draft):
            return True
        lead = row.filled[0]
        label = self.family.label(row.key(lead))
        if label is not None and label.field not in FUND_FIELDS | {"tasks", "ignored"}:
            return False
        cells = self._cells(row)
        said = {key: one_line(cell.text) for key, cell in cells.items() if not self.family.is_residue(cell.text)}
        if not self._is_row(said):
            return bool(cells) and not said and self._pass_over(row, draft)
        self.begun = True
        titles = [c for c in row.filled if self.family.label(row.key(c)) and not any(c is o for o in cells.values())]
        draft.use(row, *titles, kind="label")
        for key, cell in cells.items():
            draft.use(row, cell, kind="value" if key in said else "residue")
        anchors = {key: anchor_of(row, cell) for key, cell in cells.items()}
        if any(said.get(key, "").endswith(tuple(self.family.subtotals)) for key in ("name", "content")):
            draft.use(row, *(cell for key, cell in cells.items() if key != "total"), kind="sum")
            if "total" in cells:
                draft.whole.tasks_total = Amount("total", "合计", said.get("total"), anchors["total"])
        elif "name" in said or "content" in said:
            named = {**said, "name": said.get("name", "") or said.get("content", "")}
            draft.whole.tasks.append(TaskRow(named, anchors))
        return True

    def _pass_over(self, row: Row, draft: Draft) -> bool:
        """Pass over a row that nobody filled in: ……."""
        draft.use(row, *row.filled, kind="residue")
        return True

    def _refines(self, row: Row, draft: Draft) -> bool:
        """Whether a row says what the amounts are of: 总额, 财政拨款, 其他资金 under 预算金额."""
        labels = {cell: self.family.label(row.key(cell)) for cell in row.filled}
        kinds = [(cell, label.field) for cell, label in labels.items() if label and label.field in FUND_FIELDS]
        if len(kinds) < 2 or any(squeeze(cell.text)[:1].isdigit() for cell in row.filled):
            return False
        named = [(cell, _kind(name)) for cell, name in kinds]
        at = next((n for n, (_, name) in enumerate(self.columns) if name == "amount"), len(self.columns))
        self.columns[at : at + 1] = named
        draft.use(row, *row.filled, kind="header")
        return True

    def _is_row(self, said: dict[str, str]) -> bool:
        """Whether nothing but amounts stands in the columns of amounts, and something at all."""
        amounts = [said[key] for key in _AMOUNTS if key in said]
        return bool(said) and all(text[:1].isdigit() or text[:1] == "-" for text in amounts)

    def _cells(self, row: Row) -> dict[str, Cell]:
        """The cells of a row by field: by shared columns, or counted from the end where nothing says."""
        fields = [(title, _field(name)) for title, name in self.columns]
        if any(cell.lines for cell in row.cells):
            pairs = zip(reversed(fields), reversed(row.cells), strict=False)
            return {name: cell for (_, name), cell in reversed(list(pairs))}
        found = {}
        for title, name in fields:
            cell = next((cell for cell in row.cells if overlap(title, cell)), None)
            if cell is not None:
                found[name] = cell
        return found


def _field(name: str) -> str:
    return {"task": "name", "amount": "total"}.get(name, name)


def _kind(name: str) -> str:
    return {"fiscal_part": "fiscal", "other_part": "other"}.get(name, name)
