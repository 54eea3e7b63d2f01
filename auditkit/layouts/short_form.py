"""A project in the short form of the manual, and how it differs from what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditkit.document import Anchor, Form
from auditkit.layouts.text import one_line, squeeze

__all__ = ["Difference", "ROW_KEYS", "differences", "short_form"]

Difference = tuple[str, str, str, Anchor | None]
"""Field, what was expected, what was read, and where the latter stands."""

ROW_KEYS = {
    3: ("second_level", "name", "value"),
    4: ("second_level", "name", "description", "value"),
    5: ("first_level", "second_level", "name", "description", "value"),
}
"""What the texts of an indicator in short form are, by how many there are."""
_AMOUNTS = ("total", "fiscal", "other")


def short_form(project: Mapping[str, Any]) -> dict[str, Any]:
    """What the manual shows of a project: only what is there, amounts and units by their texts."""
    found: dict[str, Any] = {key: project.get(key) for key in ("form", "title", "year", "name")}
    for key in ("unit", "department"):
        held = project.get(key) or {}
        found[key] = "".join(part for part in (held.get("code"), held.get("name")) if part)
    period = project.get("period") or {}
    found |= {"period": period.get("raw"), "nature": project.get("nature"), "money_unit": project.get("money_unit")}
    budget = project.get("budget") or {}
    found |= {key: (budget.get(key) or {}).get("raw") for key in _AMOUNTS}
    found["midterm"] = (project.get("midterm_total") or {}).get("raw")
    found["purpose"] = project.get("purpose")
    found["objectives"] = [goal["text"] for goal in project["objectives"]]
    found["outcome"] = project.get("outcome")
    described = any(row.get("description") for row in project["indicators"])
    keys = ROW_KEYS[4 if described else 3]
    found["indicators"] = [[_of_row(row, key) for key in keys] for row in project["indicators"]]
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _of_row(row: Mapping[str, Any], key: str) -> str:
    value = row["target"]["raw"] if key == "value" else row.get(key)
    return "" if value is None else str(value)


def differences(expected: Sequence[Mapping[str, Any]], form: Form) -> Iterator[Difference]:
    """Where a form is not as expected; only what the expectation states is compared."""
    if len(expected) != len(form.projects):
        yield "项目", f"{len(expected)} 个", f"{len(form.projects)} 个", None
    for number, (wanted, project) in enumerate(zip(expected, form.projects, strict=False)):
        pointer = f"/projects/{number}"
        read = short_form(project)
        for key, value in wanted.items():
            if key == "indicators":
                yield from _rows(value, project, pointer, form)
            elif not _same(value, read.get(key)):
                anchor = form.anchors.get(f"{pointer}/{_POINTERS.get(key, key)}")
                yield f"{pointer}/{key}", _shown(value), _shown(read.get(key)), anchor


_POINTERS = {**{key: f"budget/{key}" for key in _AMOUNTS}, "midterm": "midterm_total"}


def _rows(wanted: Sequence[Any], project: Mapping[str, Any], pointer: str, form: Form) -> Iterator[Difference]:
    rows = project["indicators"]
    if len(wanted) != len(rows):
        yield f"{pointer}/indicators", f"{len(wanted)} 个指标", f"{len(rows)} 个", form.anchors.get(f"{pointer}/indicators")
    for n, (want, row) in enumerate(zip(wanted, rows, strict=False)):
        given = want if isinstance(want, Mapping) else dict(zip(ROW_KEYS.get(len(want), ()), want, strict=False))
        for key, value in given.items():
            read = _of_row(row, key)
            if not _same(value, read):
                field = "target" if key == "value" else key
                place = f"{pointer}/indicators/{n}"
                anchor = form.anchors.get(f"{place}/{field}") or form.anchors.get(place)
                yield f"{place}/{key}", _shown(value), _shown(read), anchor


def _same(one: Any, other: Any) -> bool:
    """Whether two values are alike, blanks and the difference of number and text apart."""
    if isinstance(one, list | tuple) or isinstance(other, list | tuple):
        first, second = list(one or ()), list(other or ())
        return len(first) == len(second) and all(map(_same, first, second))
    return squeeze(_text(one)) == squeeze(_text(other))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "；".join(map(_shown, value)) or "（空）"
    return one_line(_text(value)) or "（空）"
