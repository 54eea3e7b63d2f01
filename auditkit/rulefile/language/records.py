"""The one table of names: the parts of a submission and their fields, from the submission schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from auditkit import model
from auditkit.rulefile.language.readings import SPECIAL, as_moment, as_number
from auditkit.rulefile.language.sorts import DATE, MONEY, NUMBER, QUANTITY, TEXT, TRUTH, Sort, list_of
from auditkit.rulefile.language.values import YUAN
from auditkit_schemas import load_schema

__all__ = [
    "ENUMERATIONS",
    "SUBJECTS",
    "Enumeration",
    "Field",
    "enumeration",
    "record",
    "whole_value",
]

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {"batch": "批次", "submission": "申报", "project": "项目", "indicator": "指标"}
)
"""What the subject of each scope is called."""

ENUMERATIONS = (
    "indicator.kind",
    "indicator.horizon",
    "target.kind",
    "target.operator",
    "objective.horizon",
    "project.stage",
    "project.scope",
)
"""The fields whose values are words of a fixed set."""

_MODELS: Mapping[str, type[Any]] = {
    "submission": model.Submission,
    "project": model.Project,
    "indicator": model.Indicator,
    "target": model.TargetValue,
    "budget": model.Budget,
    "part": model.BudgetPart,
    "money": model.Money,
    "unit": model.Unit,
    "period": model.Period,
    "objective": model.Objective,
    "execution": model.Execution,
    "overall": model.Overall,
    "task": model.Task,
}
_ITEMS = {"objectives": "objective", "parts": "part"}
_SORTS = {
    "money": Sort("money", "money", YUAN),
    "unit": Sort("text", "unit"),
    "period": Sort("text", "period"),
    "objective": Sort("text", "objective"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its names, the sort of its value, and how it is read from the part it belongs to."""

    english: str
    label: str
    aliases: tuple[str, ...]
    sort: Sort
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Words that stand for values, several for a group; ``labels`` is the one Chinese word of each value."""

    words: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]


@cache
def record(name: str) -> Mapping[str, Field]:
    """The fields of a part of the submission by every name they have, Chinese labels first."""
    found = {name: field for field in _fields(name) for name in (field.label, field.english)}
    for field in _fields(name):
        for alias in field.aliases:
            found.setdefault(alias, field)
    return MappingProxyType(found)


@cache
def _fields(name: str) -> tuple[Field, ...]:
    if name == "batch":
        return (
            Field("submissions", "申报", (), list_of(Sort("any", "submission")), attrgetter("submissions")),
            Field(
                "projects", "项目", (), list_of(Sort("any", "project")), lambda batch: tuple(batch.projects())
            ),
        )
    if name == "source":
        return (
            Field("name", "文件名", (), TEXT, attrgetter("source")),
            Field("format", "格式", (), TEXT, attrgetter("format")),
        )
    model_fields = _MODELS[name].__dataclass_fields__
    return tuple(_field(name, key, card) for key, card in _cards(name).items() if key in model_fields)


def _cards(name: str) -> Mapping[str, Any]:
    """The properties of a part in the schema."""
    schema = load_schema("submission")
    if name == "submission":
        return dict(schema["properties"])
    for parent, key in (("project", "objectives"), ("budget", "parts")):
        if _ITEMS[key] == name:
            return dict(schema["$defs"][parent]["properties"][key]["items"]["properties"])
    return dict(schema["$defs"][name]["properties"])


def _field(name: str, key: str, card: Mapping[str, Any]) -> Field:
    aliases = tuple(card.get("x-aliases", ()))
    if (name, key) == ("submission", "source"):
        return Field(key, card["x-label"], aliases, Sort("any", "source"), lambda submission: submission)
    sort = _sort(name, key, card)
    return Field(key, card["x-label"], aliases, sort, SPECIAL.get((name, key)) or _reading(key, sort))


def _sort(name: str, key: str, card: Mapping[str, Any]) -> Sort:
    reference = card.get("$ref") or next(
        (item["$ref"] for item in card.get("anyOf", ()) if "$ref" in item), None
    )
    if reference:
        part = reference.rsplit("/", 1)[-1]
        return _SORTS.get(part) or Sort("any", part)
    if card.get("type") == "array":
        item = Sort("any", _ITEMS[key]) if key in _ITEMS else _sort(name, key, card["items"])
        return list_of(_SORTS.get(item.record, item))
    if "x-words" in card:
        return Sort("text", words=f"{name}.{key}")
    if card.get("x-kind") == "date":
        return DATE
    kinds = card.get("type")
    if kinds == "boolean":
        return TRUTH
    if "integer" in (kinds or ()):
        return NUMBER
    if "0-9" not in card.get("pattern", ""):
        return TEXT
    return {"target": QUANTITY, "money": MONEY}.get(name, NUMBER)


def _reading(key: str, sort: Sort) -> Callable[[Any], Any]:
    get = attrgetter(key)
    if sort == DATE:
        return lambda part: as_moment(get(part))
    if sort == NUMBER:
        return lambda part: as_number(get(part))
    return get


def whole_value(sort: Sort) -> bool:
    """Whether a value of this sort is a part with fields and no value by itself."""
    return sort.kind == "any" and sort.record not in ("", "target", "words")


@cache
def enumeration(name: str) -> Enumeration:
    """The words of an enumeration such as ``indicator.kind``; with and without 指标 at the end."""
    part, key = name.split(".")
    card = _cards(part)[key]
    words = {word: frozenset(values) for word, values in card["x-words"].items()}
    labels: dict[str, str] = {}
    for word, values in card["x-words"].items():
        if len(values) == 1:
            labels.setdefault(values[0], word)
    if name == "indicator.kind":
        words |= {f"{word}指标": values for word, values in words.items()}
    for value in card["enum"]:
        if value is not None:
            words[value] = frozenset({value})
            group = value.partition(".")[0]
            words[group] = words.get(group, frozenset()) | {value}
    return Enumeration(MappingProxyType(words), MappingProxyType(labels))
