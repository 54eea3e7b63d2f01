"""From checked data to the typed model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from auditkit.model import (
    Budget,
    BudgetPart,
    Execution,
    Indicator,
    Money,
    Objective,
    Overall,
    Period,
    Project,
    Submission,
    TargetValue,
    Task,
    Unit,
)

__all__ = ["build_submission"]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _money(data: Mapping[str, Any] | None) -> Money | None:
    return None if data is None else Money(data["raw"], _decimal(data["yuan"]))


def _unit(data: Mapping[str, Any] | None) -> Unit | None:
    return None if data is None else Unit(data.get("code"), data.get("name"))


def _target(data: Mapping[str, Any]) -> TargetValue:
    return TargetValue(
        raw=data["raw"],
        kind=data["kind"],
        operator=data["operator"],
        number=_decimal(data["number"]),
        upper=_decimal(data["upper"]),
        unit=data["unit"],
        date=data["date"],
        delta=data.get("delta", False),
        marks=tuple(data.get("marks", ())),
        parts=tuple(data.get("parts", ())),
    )


def _indicator(data: Mapping[str, Any], pointer: str) -> Indicator:
    return Indicator(
        first_level=data["first_level"],
        second_level=data["second_level"],
        kind=data["kind"],
        name=data["name"],
        description=data["description"],
        target=_target(data["target"]),
        horizon=data["horizon"],
        weight=_decimal(data["weight"]),
        weight_raw=data.get("weight_raw"),
        level_weight=_decimal(data.get("level_weight")),
        actual=data["actual"],
        score=_decimal(data.get("score")),
        reason=data.get("reason"),
        goal=data.get("goal"),
        pointer=pointer,
    )


def _execution(data: Mapping[str, Any]) -> Execution:
    initial, adjusted, executed = (_money(data.get(key)) for key in ("initial", "adjusted", "executed"))
    return Execution(
        data["label"], initial, adjusted, executed, data.get("rate"), data.get("weight"), data.get("score")
    )


def _parts(data: Iterable[Mapping[str, Any]]) -> tuple[BudgetPart, ...]:
    return tuple(BudgetPart(p["label"], Money(**_amount(p["amount"])), p.get("share")) for p in data)


def _task(data: Mapping[str, Any]) -> Task:
    amounts = (_money(data.get(key)) for key in ("total", "fiscal", "other"))
    return Task(data["name"], data.get("content"), *amounts)


def _overall(data: Mapping[str, Any]) -> Overall:
    return Overall(
        duties=data.get("duties"),
        basic_spending_share=data.get("basic_spending_share"),
        project_spending_share=data.get("project_spending_share"),
        income_parts=_parts(data.get("income_parts", ())),
        spending_parts=_parts(data.get("spending_parts", ())),
        tasks=tuple(_task(item) for item in data.get("tasks", ())),
        **{key: _money(data.get(key)) for key in ("income", "spending", "basic_spending", "project_spending", "tasks_total")},
    )


def _project(data: Mapping[str, Any], pointer: str) -> Project:
    budget, period = data["budget"], data["period"]
    return Project(
        name=data["name"],
        form=data["form"],
        title=data["title"],
        unit=_unit(data["unit"]),
        department=_unit(data["department"]),
        year=data["year"],
        period=None if period is None else Period(period["raw"], period.get("start"), period.get("end")),
        money_unit=data["money_unit"],
        budget=Budget(
            _money(budget["total"]),
            _money(budget["fiscal"]),
            _money(budget["other"]),
            _parts(budget["parts"]),
        ),
        midterm_total=_money(data["midterm_total"]),
        purpose=data["purpose"],
        objectives=tuple(
            Objective(item["text"], item["horizon"], f"{pointer}/objectives/{n}")
            for n, item in enumerate(data["objectives"])
        ),
        indicators=tuple(
            _indicator(item, f"{pointer}/indicators/{n}") for n, item in enumerate(data["indicators"])
        ),
        fields=frozenset(data["fields"]),
        stage=data.get("stage", "target"),
        execution=tuple(_execution(line) for line in data.get("execution", ())),
        outcome=data.get("outcome"),
        total_score=data.get("total_score"),
        scope=data.get("scope", "project"),
        overall=None if data.get("overall") is None else _overall(data["overall"]),
        pointer=pointer,
    )


def _amount(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"raw": data["raw"], "yuan": _decimal(data["yuan"])}


def build_submission(data: Mapping[str, Any]) -> Submission:
    """The model of data that passed the submission schema."""
    source = data["source"]
    projects = tuple(_project(item, f"/projects/{n}") for n, item in enumerate(data["projects"]))
    return Submission(source["name"], source["format"], projects)
