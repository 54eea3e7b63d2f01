"""Gather what only the form of a whole department has: duties, income, spending, main tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit.document import Anchor
from auditkit.layouts.funds import OVERALL_FIELDS, Amount, Funds
from auditkit.layouts.objectives import split_objectives
from auditkit.layouts.place import Place
from auditkit.layouts.text import one_line

__all__ = ["TaskRow", "Whole"]

_SINGLE = ("income", "spending", "basic_spending", "project_spending")
_INCOME = frozenset({"income", "income_part", "fiscal", "fiscal_part", "other", "other_part"})
_AMOUNTS = ("total", "fiscal", "other")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A main task: its texts and raw amounts by field, and where they stand."""

    data: Mapping[str, str | None]
    anchors: Mapping[str, Anchor]


@dataclass(slots=True)
class Whole:
    """The department's part of a form in the making; the amounts are gathered with the funds."""

    duties: Place | None = None
    tasks: list[TaskRow] = field(default_factory=list)
    tasks_total: Amount | None = None
    fields: set[str] = field(default_factory=set)

    def take_text(self, name: str, place: Place | None) -> None:
        """Take in what stands beside a label: the duties, or tasks told in one cell."""
        self.fields.add(f"overall.{name}")
        if place is None:
            return
        if name == "duties":
            self.duties = self.duties if self.duties is not None and self.duties.text else place
            return
        for start, end in split_objectives(place.text):
            item = Place(place.table, place.cell, place.start + start, place.start + end)
            self.tasks.append(TaskRow({"name": one_line(item.text)}, {"name": item.anchor}))

    def as_department(
        self, project: Mapping[str, Any], funds: Funds, anchors: dict[str, Anchor], fields: set[str]
    ) -> dict[str, Any]:
        """What differs from a project: the department is the name, its spending the budget unless told apart."""
        overall = self.settle(funds, anchors)
        fields |= self.fields
        unit = project["unit"] or project["department"]
        place = anchors.get("/unit") or anchors.get("/department")
        if place is not None:
            anchors |= {"/unit": place, "/name": place}
        total = project["budget"]["total"]
        told = next((key for key in ("spending", "income", "tasks_total") if overall[key] is not None), None)
        if total is None and told is not None:
            total, anchors["/budget/total"] = overall[told], anchors[f"/overall/{told}"]
        for key in [key for key in anchors if key.startswith(("/budget/parts", "/budget/other"))]:
            del anchors[key]
        budget = {**project["budget"], "total": total, "other": None, "parts": []}
        name = (unit or {}).get("name") or ""
        return {"scope": "department", "name": name, "unit": unit, "budget": budget, "overall": overall}

    def settle(self, funds: Funds, anchors: dict[str, Anchor]) -> dict[str, Any]:
        """The part in the submission's shape; ``anchors`` receives the places."""
        found: dict[str, Any] = {"duties": None}
        if self.duties is not None:
            anchors["/overall/duties"] = self.duties.anchor
            found["duties"] = self.duties.text or None
        chosen: list[Amount] = []
        for name in _SINGLE:
            same = [amount for amount in funds.amounts if amount.field == name]
            best = next((amount for amount in same if amount.raw is not None), same[0] if same else None)
            found[name] = None if best is None or best.raw is None else {"raw": best.raw}
            if best is not None:
                anchors[f"/overall/{name}"] = best.anchor
                self.fields.add(f"overall.{name}")
                chosen.append(best)
            if best is not None and best.share and best.share_anchor is not None:
                anchors[f"/overall/{name}_share"] = best.share_anchor
                found[f"{name}_share"] = best.share
        rest = [a for a in funds.amounts if a.raw is not None and not any(a is each for each in chosen)]
        income = [a for a in rest if a.field in _INCOME]
        spending = [a for a in rest if a.field in OVERALL_FIELDS - _INCOME]
        for name, parts in (("income_parts", income), ("spending_parts", spending)):
            found[name] = _parts(name, parts, anchors)
        return {**found, **self._tasks(anchors)}

    def _tasks(self, anchors: dict[str, Anchor]) -> dict[str, Any]:
        tasks = []
        for number, row in enumerate(self.tasks):
            anchors |= {f"/overall/tasks/{number}/{key}": anchor for key, anchor in row.anchors.items()}
            money = {key: {"raw": raw} if (raw := row.data.get(key)) else None for key in _AMOUNTS}
            tasks.append({"name": row.data["name"], "content": row.data.get("content"), **money})
        total = self.tasks_total
        if total is not None:
            anchors["/overall/tasks_total"] = total.anchor
        return {"tasks": tasks, "tasks_total": None if total is None or not total.raw else {"raw": total.raw}}


def _parts(name: str, amounts: Iterable[Amount], anchors: dict[str, Anchor]) -> list[dict[str, Any]]:
    found = []
    for number, part in enumerate(amounts):
        anchors[f"/overall/{name}/{number}"] = part.anchor
        share = {"share": part.share} if part.share else {}
        if part.share_anchor is not None:
            anchors[f"/overall/{name}/{number}/share"] = part.share_anchor
        found.append({"label": part.label, "amount": {"raw": part.raw}, **share})
    return found
