"""Gather one project while its rows are read, and put it into the submission's shape at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.document import Anchor, Cell, Unread
from auditkit.layouts.columns import Header
from auditkit.layouts.department import Whole
from auditkit.layouts.family import Family, Label
from auditkit.layouts.funds import Funds
from auditkit.layouts.grid import Row
from auditkit.layouts.indicators import Entry, IndicatorReader
from auditkit.layouts.lines import Fact, with_code
from auditkit.layouts.marks import Mark, Marks
from auditkit.layouts.objectives import split_objectives
from auditkit.layouts.outcomes import Outcomes
from auditkit.layouts.place import Goal, Place
from auditkit.layouts.text import fold, is_blank, one_line
from auditkit.layouts.units import period_of

__all__ = ["Draft"]

_COLUMN_FIELDS = {
    "first_level": "first_level",
    "second_level": "second_level",
    "description": "description",
    "weight": "weight",
    "actual": "actual",
    "score": "score",
    "reason": "reason",
    "unit_column": "unit_column",
}
_FACTS = ("title", "name", "unit", "department", "year", "money_unit")


@dataclass(slots=True)
class Draft:
    """One project in the making. ``used`` holds what each cell was taken for; ``opened`` why it is one."""

    family: Family
    reader: IndicatorReader
    facts: dict[str, Fact] = field(default_factory=dict)
    inherited: Mapping[str, Fact] = field(default_factory=dict)
    name_label: str = ""
    name: Place | None = None
    parent_name: Place | None = None
    nature: Place | None = None
    purpose: Place | None = None
    period: dict[str, Place] = field(default_factory=dict)
    funds: Funds = field(default_factory=Funds)
    whole: Whole = field(default_factory=Whole)
    outcomes: Outcomes = field(default_factory=Outcomes)
    goals: list[Goal] = field(default_factory=list)
    goal_label: Anchor | None = None
    goal_order: list[str] = field(default_factory=list)
    goal_place: Anchor | None = None
    money_unit: Fact | None = None
    entries: list[Entry] = field(default_factory=list)
    header: Header | None = None
    fields: set[str] = field(default_factory=set)
    used: Marks = field(default_factory=dict)
    opened: tuple[str, Anchor | None] = ("", None)
    strange: dict[str, Unread] = field(default_factory=dict)

    @property
    def has_goals_or_rows(self) -> bool:
        """Whether anything beyond the head of a form has been met."""
        return self.header is not None or self.goal_label is not None or bool(self.funds.amounts)

    @property
    def is_form(self) -> bool:
        """Whether this is a project's form, not some other table with a name in it."""
        named = self.name is not None or "name" in self.facts or (self.is_department and bool(self.known()))
        return bool(self.entries) or (named and (self.header or self.goal_label) is not None)

    @property
    def is_department(self) -> bool:
        """Whether this is the form of a whole department: of such a family, and no project named."""
        named = any(place is not None and place.text for place in (self.name, self.parent_name))
        return self.family.scope == "department" and not named and "name" not in self.facts

    def use(self, row: Row, *cells: Cell, kind: str = "value", says: str = "") -> None:
        """Note that these cells have been understood, and as what (see ``Mark``)."""
        for cell in cells:
            spot = (row.table.index, cell.row, cell.column)
            if self.used.get(spot, Mark()).kind == "value":
                self.used[spot] = Mark(kind, says)

    def has_used(self, row: Row, cell: Cell) -> bool:
        """Whether a cell has been understood."""
        return (row.table.index, cell.row, cell.column) in self.used

    def disuse(self, row: Row, cell: Cell) -> None:
        """Take back that a cell has been understood."""
        self.used.pop((row.table.index, cell.row, cell.column), None)

    def _count(self, says: str, *places: Place) -> None:
        """Note that all these places are in one field, of which only the first is the anchor."""
        for place in places:
            self.used[place.table.index, place.cell.row, place.cell.column] = Mark("part", says)

    def put(self, name: str, fact: Fact) -> bool:
        """Keep a fact of the head; the first one that says something stands. False where another one does.

        Who filed a form (填报单位：… above it) stands back behind the unit that the form itself names.
        """
        kept = self.facts.get(name)
        if kept is None or kept.value is None or (kept.loose and not fact.loose and fact.value is not None):
            self.facts[name] = fact
        return fact.value is None or self.facts[name].value == fact.value

    def add_goals(self, place: Place, label: Label) -> None:
        """Take in a goal cell, one objective for each numbered item."""
        self.fields.add("objectives")
        horizon = label.horizon
        if self.goal_place is None or is_blank(self.goal_place.text):
            self.goal_place = place.anchor
        for start, end in split_objectives(place.text):
            item = Place(place.table, place.cell, place.start + start, place.start + end)
            if not self.family.is_residue(item.text):
                self.goals.append(Goal(item.text, horizon, item.anchor))

    def add_header(self, header: Header) -> None:
        """Take in the header of the indicator table, or its repetition after a page break.

        Two halves that do not say which horizon they are for follow the goals above them.
        """
        sides = self.goal_order
        if len(header.groups) == len(sides) == 2 and all(group.horizon is None for group in header.groups):
            halves = zip(header.groups, sides, strict=True)
            header = replace(header, groups=tuple(replace(group, horizon=side) for group, side in halves))
        self.header = header
        self.fields |= {name for key, name in _COLUMN_FIELDS.items() if key in header.fields}
        for row, cell in header.cells:
            field = header.field_of(row, cell, self.family)
            self.use(row, cell, kind="title" if field is None else "header", says=field or one_line(cell.text))
            self.reader.see_block(row, header)

    def _horizon(self, given: str | None) -> str | None:
        """A label's horizon; 总体 means mid-term only beside an annual goal."""
        if given == "overall":
            return "midterm" if any(goal.horizon == "annual" for goal in self.goals) else self.family.horizon
        return given or self.family.horizon

    def _objectives(self, anchors: dict[str, Anchor]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for number, goal in enumerate(self.goals):
            anchors[f"/objectives/{number}"] = goal.anchor
            found.append({"horizon": self._horizon(goal.horizon), "text": goal.text})
        place = self.goal_place or self.goal_label
        if place is not None:
            anchors["/objectives"] = place
        return found

    def _default_horizon(self) -> str | None:
        """The horizon of indicators that do not say: that of the goals, where these have only one."""
        horizons = {self._horizon(goal.horizon) for goal in self.goals}
        both = {"objectives.annual", "objectives.midterm"} <= self.fields
        return horizons.pop() if len(horizons) == 1 and not both else self.family.horizon

    def _indicators(self, anchors: dict[str, Anchor]) -> list[dict[str, Any]]:
        default = self._default_horizon()
        found: list[dict[str, Any]] = []
        for number, entry in enumerate(self.entries):
            found.append({**entry.data, "horizon": entry.data["horizon"] or default})
            for key, anchor in entry.anchors.items():
                anchors[f"/indicators/{number}/{key}"] = anchor
            start = entry.anchors.get("name") or entry.anchors.get("target")
            if start is not None:
                anchors[f"/indicators/{number}"] = start
            if entry.has_operator:
                self.fields.add("operator_column")
        if self.header is not None and self.header.anchor is not None:
            anchors["/indicators"] = self.header.anchor
        return found

    def _period(self, anchors: dict[str, Anchor]) -> dict[str, str | None] | None:
        places = [self.period[key] for key in ("period", "period_start", "period_end") if key in self.period]
        if not places:
            return None
        self.fields.add("period")
        self._count("/period", *places)
        anchors["/period"] = places[0].anchor
        if "period" in self.period:
            return period_of(self.period["period"].text)
        texts = {key: one_line(place.text) for key, place in self.period.items()}
        start = period_of(texts.get("period_start", "") + "开始") or {}
        end = period_of(texts.get("period_end", "") + "止") or {}
        raw = "—".join(text for text in texts.values() if text)
        return {"raw": raw, "start": start.get("start"), "end": end.get("end")} if raw else None

    def known(self) -> dict[str, Fact]:
        """The facts of the head; a year that belongs to the project's name is not the form's year."""
        facts = {**self.inherited, **self.facts}
        if self.money_unit is not None:
            facts["money_unit"] = self.money_unit
        if (code := facts.pop("unit_code", None)) is not None:
            facts["unit"] = with_code(facts.get("unit"), code)
        place = self.name or self.parent_name
        if place is not None:
            facts["name"] = Fact(one_line(place.text), place.anchor)
        year, title, name = facts.get("year"), facts.get("title"), facts.get("name")
        if year is not None and title is not None and year.anchor == title.anchor and name is not None:
            rest = fold(str(title.value)).replace(fold(str(name.value)) or "\n", "")
            if not self.family.patterns.year.search(rest):
                del facts["year"]
        return facts

    def _facts(self, anchors: dict[str, Anchor]) -> dict[str, Any]:
        facts = self.known()
        for key, fact in facts.items():
            anchors[f"/{key}"] = fact.anchor
        self.fields |= set(facts) - {"title", "name"}
        return {key: facts[key].value if key in facts else None for key in _FACTS}

    def finish(self, pointer: str) -> tuple[dict[str, Any], dict[str, Anchor]]:
        """The project, and the anchors of all its fields with ``pointer`` before them."""
        anchors: dict[str, Anchor] = {}
        if self.purpose is not None:
            anchors["/purpose"] = self.purpose.anchor
        budget, places, fields = self.funds.settle()
        anchors.update(places)
        self.fields |= fields
        project: dict[str, Any] = {"form": self.family.name, **self._facts(anchors)}
        project |= {"name": project["name"] or "", "period": self._period(anchors)}
        project["budget"], project["midterm_total"] = budget, self._midterm(anchors)
        project["purpose"] = (self.purpose.text or None) if self.purpose is not None else None
        if self.nature is not None and self.nature.text:
            project["nature"], anchors["/nature"] = one_line(self.nature.text), self.nature.anchor
        self._count("/outcome", *self.outcomes.goals)
        project["objectives"] = self._objectives(anchors)
        project["indicators"] = self._indicators(anchors)
        project |= {**self.outcomes.settle(anchors), **self.funds.midterm_parts(anchors)}
        if self.is_department:
            project |= self.whole.as_department(project, self.funds, anchors, self.fields)
        self.fields |= {f"objectives.{item['horizon']}" for item in project["objectives"] if item["horizon"]}
        project["fields"] = sorted(self.fields)
        start = anchors.get("/title") or anchors.get("/name")
        found = {"": start, **anchors} if start is not None else anchors
        return project, {pointer + key: anchor for key, anchor in found.items() if anchor is not None}

    def _midterm(self, anchors: dict[str, Anchor]) -> dict[str, str] | None:
        if (amount := self.funds.midterm()) is None:
            return None
        self.fields.add("midterm_total")
        anchors["/midterm_total"] = amount.anchor
        return None if amount.raw is None else {"raw": amount.raw}
