"""Derive what the model needs from the raw texts of a form: kinds, numbers, yuan, years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from auditkit.model import TargetValue
from auditkit.target_value import join_split_columns, parse_amount, parse_target_value
from auditkit.vocabulary import kind_of

__all__ = ["complete_project", "target_as_data"]

_AMOUNTS = ("initial", "adjusted", "executed")
_OVERALL_TEXTS = ("duties", *(f"{key}_share" for key in ("income", "spending", "basic_spending", "project_spending")))
_OVERALL = ("income", "spending", "basic_spending", "project_spending", "tasks_total")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def target_as_data(value: TargetValue) -> dict[str, Any]:
    """A target value in the shape of the submission schema."""
    data: dict[str, Any] = {
        "raw": value.raw,
        "kind": value.kind,
        "operator": value.operator,
        "number": _text(value.number),
        "upper": _text(value.upper),
        "unit": value.unit,
        "date": value.date,
    }
    if value.delta:
        data["delta"] = True
    if value.marks:
        data["marks"] = list(value.marks)
    if value.parts:
        data["parts"] = list(value.parts)
    return data


def _money(given: Any, money_unit: str | None) -> dict[str, Any] | None:
    raw = _raw(given)
    if raw is None:
        return None
    return {"raw": raw, "yuan": _yuan(parse_amount(raw, money_unit))}


def _yuan(amount: Decimal | None) -> str | None:
    """Yuan with two decimals, more only where the amount has them."""
    if amount is None:
        return None
    cents = amount.quantize(Decimal("0.01"))
    return format(cents if cents == amount else amount, "f")


def _raw(given: Any) -> str | None:
    """The text of a value given as text, number or ``{"raw": ...}``; blank is None."""
    if isinstance(given, Mapping):
        given = given.get("raw")
    if given is None:
        return None
    text = given if isinstance(given, str) else str(given)
    return text if text.strip() else None


def _parts(given: Iterable[Mapping[str, Any]] | None, money_unit: str | None) -> list[dict[str, Any]]:
    return [
        {"label": part["label"], "amount": money, **({"share": share} if (share := _raw(part.get("share"))) else {})}
        for part in given or ()
        if (money := _money(part.get("amount"), money_unit)) is not None
    ]


def _budget(given: Mapping[str, Any], money_unit: str | None) -> dict[str, Any]:
    parts = _parts(given.get("parts"), money_unit)
    amounts = {key: _money(given.get(key), money_unit) for key in ("total", "fiscal", "other")}
    return {**amounts, "parts": parts}


def _decimal(given: Any) -> str | None:
    raw = _raw(given)
    if raw is None:
        return None
    number = parse_amount(raw.strip().rstrip("分%％"), "元")
    return _text(number)


def _indicator(given: Mapping[str, Any]) -> dict[str, Any]:
    first, second = given.get("first_level") or "", given.get("second_level") or ""
    target = given.get("target") or {}
    raw = target.get("raw", "") if isinstance(target, Mapping) else str(target)
    if isinstance(target, Mapping) and (target.get("operator_cell") or target.get("unit_cell")):
        value_cell = target.get("value_cell", raw)
        raw = join_split_columns(
            target.get("operator_cell") or "", value_cell or "", target.get("unit_cell") or ""
        )
    weight_raw = _raw(given.get("weight"))
    data = {
        "first_level": first,
        "second_level": second,
        "kind": kind_of(first, second),
        "name": given.get("name") or "",
        "description": given.get("description"),
        "horizon": given.get("horizon"),
        "weight": _decimal(given.get("weight")),
        "actual": _raw(given.get("actual")),
        "target": target_as_data(parse_target_value(raw)),
    }
    if weight_raw is not None and data["weight"] is None:
        data["weight_raw"] = weight_raw
    if _raw(given.get("score")) is not None:
        data["score"] = _decimal(given.get("score"))
    for key in ("reason", "goal"):
        if _raw(given.get(key)) is not None:
            data[key] = _raw(given.get(key))
    if _raw(given.get("level_weight")) is not None:
        data["level_weight"] = _decimal(given.get("level_weight"))
    return data


def _additions(given: Mapping[str, Any], money_unit: str | None) -> dict[str, Any]:
    """What only some forms have: mid-term funds by source; money executed and goals reached, self-evaluated."""
    lines = []
    for line in given.get("execution") or ():
        amounts = {key: _money(line.get(key), money_unit) for key in _AMOUNTS}
        texts = {key: _raw(line.get(key)) for key in ("rate", "weight", "score")}
        known = {key: value for key, value in {**amounts, **texts}.items() if value is not None}
        lines.append({"label": line["label"], **known})
    parts = _parts(given.get("midterm_parts"), money_unit)
    found: dict[str, Any] = {"execution": lines} if lines else {}
    found |= {"midterm_parts": parts} if parts else {}
    said = ("nature", "outcome", "total_score")
    found |= {key: text for key in said if (text := _raw(given.get(key))) is not None}
    return found


def _stage(given: Mapping[str, Any], fields: Iterable[str]) -> str:
    """Whether the form tells what came of the targets; one with 实际完成值 or 全年执行数 does."""
    told = bool(given.get("execution")) or not {"actual", "score"}.isdisjoint(fields)
    return str(given.get("stage") or ("self-evaluation" if told else "target"))


def _overall(given: Mapping[str, Any], money_unit: str | None) -> dict[str, Any]:
    """What only a department's form has, with its amounts in yuan."""
    tasks = [
        {
            "name": task.get("name") or "",
            "content": _raw(task.get("content")),
            **{key: _money(task.get(key), money_unit) for key in ("total", "fiscal", "other")},
        }
        for task in given.get("tasks") or ()
    ]
    return {
        **{key: _raw(given.get(key)) for key in _OVERALL_TEXTS},
        **{key: _money(given.get(key), money_unit) for key in _OVERALL},
        **{key: _parts(given.get(key), money_unit) for key in ("income_parts", "spending_parts")},
        "tasks": tasks,
    }


def _of_department(given: Mapping[str, Any], budget: dict[str, Any]) -> dict[str, Any]:
    """The scope, and what a department's form adds; its spending is its budget where it states no total."""
    if given.get("scope") != "department":
        return {"scope": given.get("scope") or "project"}
    overall = _overall(given.get("overall") or {}, given.get("money_unit"))
    told = (overall[key] for key in ("spending", "income", "tasks_total"))
    budget["total"] = budget["total"] or next((amount for amount in told if amount is not None), None)
    return {"scope": "department", "overall": overall}


def _fields(given: Mapping[str, Any]) -> list[str]:
    """What the form has a place for; a submission that does not say is taken at its contents."""
    if given.get("fields") is not None:
        return sorted(given["fields"])
    found = {"budget.total", "objectives", "first_level", "second_level"}
    found |= {
        key for key in ("unit", "department", "year", "period", "money_unit", "purpose") if given.get(key)
    }
    budget = given.get("budget") or {}
    found |= {f"budget.{key}" for key in ("fiscal", "other") if budget.get(key) is not None}
    rows = given.get("indicators") or ()
    found |= {
        key
        for key in ("description", "weight", "actual", "score", "reason")
        if any(row.get(key) for row in rows)
    }
    horizons = {item.get("horizon") for item in given.get("objectives") or () if isinstance(item, Mapping)}
    found |= {f"objectives.{horizon}" for horizon in horizons if horizon}
    return sorted(found)


def complete_project(given: Mapping[str, Any]) -> dict[str, Any]:
    """A project in the full shape of the submission schema, from raw texts."""
    money_unit = given.get("money_unit")
    objectives = [
        {"horizon": None, "text": item} if isinstance(item, str) else {"horizon": None, **item}
        for item in given.get("objectives") or ()
    ]
    fields = _fields(given)
    budget = _budget(given.get("budget") or {}, money_unit)
    return {
        "form": given.get("form") or "",
        "title": given.get("title"),
        "name": given.get("name") or "",
        "unit": given.get("unit"),
        "department": given.get("department"),
        "year": given.get("year"),
        "period": given.get("period"),
        "money_unit": money_unit,
        "budget": budget,
        "midterm_total": _money(given.get("midterm_total"), money_unit),
        "purpose": given.get("purpose"),
        "objectives": objectives,
        "indicators": [_indicator(item) for item in given.get("indicators") or ()],
        "fields": fields,
        "stage": _stage(given, fields),
        **_of_department(given, budget),
        **_additions(given, money_unit),
    }
