"""Read the tables inside the head of a department's form: income beside spending, and the main tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditkit.document import Cell
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.funds import FUND_FIELDS
from auditkit.layouts.grid import Row
from auditkit.layouts.sides import SIDES, Side, side_amount
from auditkit.layouts.tasks import TASK_COLUMNS, TaskTable
from auditkit.layouts.text import squeeze

__all__ = ["DepartmentTables"]


@dataclass(slots=True)
class DepartmentTables:
    """The table being read: halves of income and spending, one side under another, or tasks."""

    family: Family
    tasks: TaskTable | None = None
    sides: list[Side] = field(default_factory=list)
    width: int = 0

    def opens(self, row: Row, draft: Draft) -> bool:
        """Whether a row is the header of a table; then it is in force below."""
        found = [(cell, name) for cell in row.filled if (name := self.family.inner_column(row.key(cell)))]
        names = [name for _, name in found]
        if "task" in names and len(set(names) & TASK_COLUMNS) > 1:
            self.tasks, self.sides = TaskTable(self.family, found), []
            draft.whole.fields.add("overall.tasks")
        elif any(name in SIDES for name in names) and not _has_digits(row.filled):
            sides = [SIDES[name] for name in names if name in SIDES]
            titles = len(names) - len([name for name in names if name in SIDES])
            self.tasks, self.sides = None, sides
            self.width = 2 if not titles else len(names) // len(sides)
        else:
            return False
        draft.use(row, *(cell for cell, _ in found), kind="header")
        draft.use(row, row.filled[0], kind="label")
        return True

    def takes(self, row: Row, draft: Draft) -> bool:
        """Whether a row belongs to the table; then it has been read."""
        if self.tasks is not None:
            if self.tasks.takes(row, draft):
                return True
            self.tasks = None
        return self._is_under_another(row, draft) or self._takes_halves(row, draft)

    def _takes_halves(self, row: Row, draft: Draft) -> bool:
        """A row of one or two halves: label, amount and perhaps a share in each."""
        if not self.sides or not self.width:
            return False
        if not _has_digits(row.filled) and any(
            self.family.inner_column(row.key(cell)) == "amount" for cell in row.filled
        ):
            draft.use(row, *row.filled, kind="header")
            return True
        cells = row.cells[-len(self.sides) * self.width :]
        groups = [cells[n : n + self.width] for n in range(0, len(cells), self.width)]
        if len(groups) != len(self.sides) or not all(map(self._fits, groups)) or not any(map(_is_said, groups)):
            self.sides = []
            return False
        for side, group in zip(self.sides, groups, strict=True):
            self._take(row, side, group, draft)
        return True

    def _is_under_another(self, row: Row, draft: Draft) -> bool:
        """A row where the side stands left of its lines: 收入构成 | 事业收入 | 12."""
        own = [cell for cell in row.filled if not self._is_lead(row, cell)]
        named = [name for cell in row.filled if (name := self.family.inner_column(row.key(cell)) or "") in SIDES]
        if named:
            self.sides, self.width = [SIDES[named[0]]], 0
        if len(self.sides) != 1 or self.width or not 2 <= len(own) <= 3 or not self._fits(own):
            self.sides = [] if not self.width else self.sides
            return False
        draft.use(row, *(cell for cell in row.filled if self._is_lead(row, cell)), kind="label")
        self._take(row, self.sides[0], own, draft)
        return True

    def _is_lead(self, row: Row, cell: Cell) -> bool:
        """Whether a cell is the title of the whole block or of a side."""
        label = self.family.label(row.key(cell))
        title = label is not None and label.field in ("block", "ignored")
        return title or self.family.inner_column(row.key(cell)) in SIDES

    def _fits(self, group: Sequence[Cell]) -> bool:
        """Whether a label is followed by nothing but amounts and blanks."""
        label, *amounts = (squeeze(cell.text) for cell in group)
        is_label = not label[:1].isdigit()
        numeric = all(text[:1].isdigit() or text[:1] == "-" or self.family.is_residue(text) for text in amounts)
        return bool(amounts) and is_label and numeric and (bool(label) or all(map(self.family.is_residue, amounts)))

    def _take(self, row: Row, side: Side, group: Sequence[Cell], draft: Draft) -> None:
        draft.use(row, group[0], kind="label")
        for cell in group[1:]:
            draft.use(row, cell, kind="residue" if self.family.is_residue(cell.text) else "value")
        label = self.family.label(row.key(group[0]))
        name = label.field if label is not None and label.field in FUND_FIELDS else ""
        if squeeze(group[0].text):
            draft.funds.add_row([side_amount(row, side, name, group, self.family)])


def _has_digits(cells: Sequence[Cell]) -> bool:
    return any(squeeze(cell.text)[:1].isdigit() for cell in cells)


def _is_said(group: Sequence[Cell]) -> bool:
    return any(squeeze(cell.text) for cell in group)
