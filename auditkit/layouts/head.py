"""Read the head of a form: labels with their values to the right, in the same cell, or below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditkit.document import Cell
from auditkit.layouts.choices import chosen
from auditkit.layouts.department_tables import DepartmentTables
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family, Label
from auditkit.layouts.funds import FUND_FIELDS, Amount
from auditkit.layouts.grid import Row
from auditkit.layouts.inner_table import InnerTable
from auditkit.layouts.labelled import Labelled
from auditkit.layouts.lines import Fact
from auditkit.layouts.place import Place
from auditkit.layouts.text import fold, is_blank, one_line, squeeze
from auditkit.layouts.units import code_and_name, year_of
from auditkit.layouts.waiting import LONGEST_FUND, Waiting, above

__all__ = ["HeadReader"]

_AMOUNT = re.compile(r"\d[\d,，.]*(?:亿元|万元|千元|元)?\Z")


@dataclass(slots=True)
class HeadReader:
    """Reads head rows into a draft; labels without a value wait for the row below."""

    family: Family
    waiting: list[Waiting] = field(default_factory=list)
    waiting_cells: int = 0
    tops: list[tuple[Cell, str]] = field(default_factory=list)
    inner: InnerTable | DepartmentTables = field(init=False)

    def __post_init__(self) -> None:
        of_department = self.family.scope == "department"
        self.inner = DepartmentTables(self.family) if of_department else InnerTable(self.family)

    def read(self, row: Row, labels: Sequence[Labelled], draft: Draft) -> None:
        """Take in one row."""
        if self.inner.opens(row, draft) or self.inner.takes(row, draft):
            for cell in row.filled:
                self._see_money_unit(row, cell, draft)
            return
        if not labels:
            if not self._read_unnamed_funds(row, draft):
                self._read_below(row, draft)
            return
        self.waiting = [entry for entry in self.waiting if entry.goes_on and entry.stands_beside(row)]
        self.waiting_cells = len(row.cells)
        values = self._values(row, labels)
        amounts: list[Amount] = []
        for item, place in values:
            kind = "ignored" if item.label.field == "ignored" else "value"
            if item.start is None:
                draft.use(row, item.cell, kind="label", says=item.label.field)
            else:
                draft.use(row, item.cell, kind=kind, says=item.name)
            if place is not None and item.label.field != "group":
                draft.use(row, place.cell, kind=kind, says=item.name)
            self.take(row, item, place, draft, amounts)
        draft.funds.add_row(amounts)

    def _values(self, row: Row, labels: Sequence[Labelled]) -> list[tuple[Labelled, Place | None]]:
        """The values of a row's labels; where amounts stand below their labels, a blank beside one is none."""
        values = [(item, self._value(row, item, labels)) for item in labels]
        funds = [place for item, place in values if item.label.field in FUND_FIELDS]
        if None not in funds or any(place is not None and place.text for place in funds):
            return values
        return [(item, None if item.label.field in FUND_FIELDS else place) for item, place in values]

    def _value(self, row: Row, item: Labelled, labels: Sequence[Labelled]) -> Place | None:
        """The value of a label: in its own cell, else the next cell that is no label; None without one."""
        if item.start is not None:
            return Place.of(row, item.cell, item.start)
        here = item.cell.column
        stop = min((other.cell.column for other in labels if other.cell.column > here), default=10**9)
        cells = [cell for cell in row.cells if here < cell.column < stop]
        filled = [cell for cell in cells if not is_blank(cell.text)]
        return Place.of(row, (filled or cells)[0]) if cells else None

    def take(
        self, row: Row, item: Labelled, place: Place | None, draft: Draft, amounts: list[Amount]
    ) -> None:
        """Take in what one label says; amounts of the row are only gathered."""
        name = item.label.field
        if name == "block":
            self._take_block(row, item, place, draft, amounts)
        elif name in FUND_FIELDS:
            self._take_amount(row, item, place, draft, amounts)
        elif name == "objectives":
            self._take_goals(row, item, place, draft)
        elif name == "group":
            self.tops += [(item.cell, item.label.horizon)] if item.label.horizon else []
        elif name == "outcome":
            self._take_outcome(item, place, draft)
        elif name == "purpose":
            self._take_purpose(item.cell, item.label, place, draft)
        elif name in ("duties", "tasks"):
            draft.whole.take_text(name, place)
        elif place is not None:
            self._take_fact(row, item, place, draft)

    def _take_block(
        self, row: Row, item: Labelled, place: Place | None, draft: Draft, amounts: list[Amount]
    ) -> None:
        self._see_money_unit(row, item.cell, draft)
        if self.family.block_below == "purpose":
            draft.fields.add("purpose")
            self.waiting.append(Waiting(item.cell, Label("purpose"), goes_on=True))
        if place is not None and self.family.block_value == "purpose":
            self._take_purpose(item.cell, Label("purpose"), place, draft)
        elif place is not None and self.family.block_value:
            total = Labelled(item.cell, Label(self.family.block_value))
            self._take_amount(row, total, place, draft, amounts)

    def _take_amount(
        self, row: Row, item: Labelled, place: Place | None, draft: Draft, amounts: list[Amount]
    ) -> None:
        self._see_money_unit(row, item.cell, draft)
        if place is None:
            self.waiting.append(Waiting(item.cell, item.label))
        else:
            amounts.append(self._amount(row, item, place))

    @staticmethod
    def _amount(row: Row, item: Labelled, place: Place | None) -> Amount:
        where = Place.of(row, item.cell) if place is None else place
        raw = "" if place is None else one_line(place.text)
        return Amount(item.label.field, item.name, raw or None, where.anchor, item.cell.column)

    def _see_money_unit(self, row: Row, cell: Cell, draft: Draft) -> None:
        """A label such as 项目资金（万元） is nearer to the amounts than a line above the table."""
        for extra in row.key(cell).extras:
            found = self.family.patterns.money_word.search(fold(extra))
            if found and draft.money_unit is None:
                draft.money_unit = Fact(found.group(1), Place.of(row, cell).anchor)

    def _take_goals(self, row: Row, item: Labelled, place: Place | None, draft: Draft) -> None:
        draft.fields.add("objectives")
        if item.label.horizon in ("annual", "midterm"):
            draft.fields.add(f"objectives.{item.label.horizon}")
            draft.goal_order.append(item.label.horizon)
        if self.family.patterns.goal_block.search(row.key(item.cell).plain):
            # Goals one under another before any rows are no blocks: 目标1, 目标2.
            alone = draft.goal_label is None or draft.entries
            draft.outcomes.block = Place.of(row, item.cell) if alone else None
        if draft.goal_label is None:
            draft.goal_label = Place.of(row, item.cell).anchor
        said = place is not None and bool(place.text)
        self.waiting.append(Waiting(item.cell, item.label, goes_on=said))
        if place is not None:
            draft.add_goals(place, item.label)

    def _take_outcome(self, item: Labelled, place: Place | None, draft: Draft) -> None:
        if place is None:
            self.waiting.append(Waiting(item.cell, item.label))
        elif place.text:
            draft.outcomes.goals.append(place)

    @staticmethod
    def _take_purpose(cell: Cell, label: Label, place: Place | None, draft: Draft) -> None:
        draft.fields.add("purpose")
        if place is not None and (draft.purpose is None or not draft.purpose.text):
            draft.purpose = place

    def _take_fact(self, row: Row, item: Labelled, place: Place, draft: Draft) -> None:
        name, text = item.label.field, place.text
        takers: dict[str, Callable[[str], object]] = {
            "unit": code_and_name,
            "department": code_and_name,
            "unit_code": squeeze,
            "year": year_of,
        }
        if name == "name":
            if draft.name is None or not draft.name.text:
                draft.name, draft.name_label = place, row.key(item.cell).plain
        elif name == "parent_name":
            draft.parent_name = draft.parent_name or place
        elif name in ("period", "period_start", "period_end"):
            draft.period.setdefault(name, place)
        elif name == "nature":
            draft.fields.add("nature")
            draft.nature = draft.nature or chosen(row, place, draft)
        elif name in takers:
            said = takers[name](text)
            if not draft.put(name, Fact(said, place.anchor)) or (said is None and text):
                draft.disuse(row, place.cell)
            elif name == "unit_code":
                draft.use(row, place.cell, kind="part", says="/unit")

    def _read_unnamed_funds(self, row: Row, draft: Draft) -> bool:
        """Whether a row under the amounts states one more, by a label of its own (本年彩票公益金 12)."""
        if not draft.funds.amounts or draft.goal_label is not None or len(row.filled) != 2:
            return False
        label, value = row.filled
        if not _AMOUNT.match(squeeze(value.text)) or len(squeeze(label.text)) > LONGEST_FUND:
            return False
        name = (
            "fiscal_part" if self.family.patterns.public_money.search(squeeze(label.text)) else "other_part"
        )
        amount = self._amount(row, Labelled(label, Label(name)), Place.of(row, value))
        draft.funds.add_row([amount])
        draft.use(row, label, kind="label", says=name)
        draft.use(row, value, says=squeeze(label.text))
        return True

    def _read_below(self, row: Row, draft: Draft) -> None:
        """Give the texts of a row without labels to the labels that wait above."""
        owners = [entry for entry in self.waiting if entry.takes(row)]
        owners = [entry for entry in owners if not row.reached_by(entry.cell)] or owners
        by_column = len(row.cells) >= self.waiting_cells or bool(row.covering)
        in_order = zip(row.cells, owners, strict=True) if len(row.cells) == len(owners) else ()
        paired = {id(cell): entry for cell, entry in in_order}
        amounts: list[Amount] = []
        for back, cell in zip(range(len(row.filled) - 1, -1, -1), row.filled, strict=True):
            fitting = [entry for entry in owners if entry.accepts(cell.text)]
            found = paired.get(id(cell))
            if found not in fitting:
                found = above(cell, fitting) if by_column else None
            if found is None and back < len(fitting):
                found = fitting[-1 - back]
            if found is not None:
                is_residue = self.family.is_residue(cell.text)
                draft.use(row, cell, kind="residue" if is_residue else "value", says=squeeze(found.cell.text))
                if not is_residue:
                    self._give(row, cell, found, draft, amounts)
        draft.funds.add_row(amounts)
        self.waiting = [entry for entry in self.waiting if entry.label.field == "objectives"]

    def _give(self, row: Row, cell: Cell, owner: Waiting, draft: Draft, amounts: list[Amount]) -> None:
        place = Place.of(row, cell)
        if owner.label.field == "objectives":
            draft.add_goals(place, owner.label)
        elif owner.label.field == "outcome":
            draft.outcomes.goals.append(place)
        elif owner.label.field == "purpose":
            self._take_purpose(owner.cell, owner.label, place, draft)
        elif owner.label.field in FUND_FIELDS:
            amounts.append(self._amount(row, Labelled(owner.cell, owner.label), place))
