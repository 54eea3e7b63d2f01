"""The names of fields, Chinese and English: ``指标值.数值`` and ``target.number`` are one path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from auditkit.rulefile.language.faults import ExpressionError, Mark, did_you_mean
from auditkit.rulefile.language.frame import SCOPES, Names, Scope
from auditkit.rulefile.language.paths import FieldPath, Root
from auditkit.rulefile.language.records import SUBJECTS, record
from auditkit.rulefile.language.scan import read_path
from auditkit.rulefile.language.sorts import Sort

__all__ = ["FieldPath", "field_names", "known_names", "resolve_field", "start_path", "unknown_field"]


@lru_cache(maxsize=4096)
def start_path(name: str, own: Scope) -> FieldPath | None:
    """The path a first name stands for: a field or subject of the scope, else of the scopes around it.

    A name one step below stands for itself where only one field has it: 财政资金 is 预算.财政资金.
    """
    for scope in around(own):
        subject = FieldPath(Root(scope, scope), (), Sort("any", scope))
        found = subject.step(name)
        if found is not None:
            return found
        if name in (SUBJECTS[scope], scope):
            return subject
    for scope in around(own):
        below = inner_fields(scope).get(name, ())
        if below:
            path = FieldPath(Root(scope, scope), (), Sort("any", scope)).step(below[0])
            return path.step(name) if path is not None and len(below) == 1 else None
    return None


def around(scope: Scope) -> tuple[Scope, ...]:
    """The scope and those around it, from the inside out."""
    return tuple(reversed(SCOPES[: SCOPES.index(scope) + 1]))


@cache
def inner_fields(scope: Scope) -> Mapping[str, tuple[str, ...]]:
    """The names of fields one step below a subject, with the labels of the fields they may belong to."""
    found: dict[str, tuple[str, ...]] = {}
    for outer in dict.fromkeys(item.label for item in record(scope).values()):
        part = record(scope)[outer].sort
        for name in record(part.record) if part.record and part.kind != "list" else ():
            found[name] = (*found.get(name, ()), outer)
    return MappingProxyType(found)


def known_names(names: Names) -> tuple[str, ...]:
    """Everything a path may start with, for suggestions: the nearest scope first."""
    found: dict[str, None] = {}
    for scope in around(names.scope):
        found.update(dict.fromkeys((*record(scope), SUBJECTS[scope], scope)))
    for scope in around(names.scope):
        found.update(dict.fromkeys(name for name, below in inner_fields(scope).items() if len(below) == 1))
    return tuple(found)


def field_names(scope: Scope) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """English name, Chinese label and other words of each field of a subject."""
    fields = {item.english: item for item in record(scope).values()}
    return tuple((item.english, item.label, item.aliases) for item in fields.values())


def unknown_field(name: str, names: Names, more: Iterable[str] = ()) -> str:
    """``未知字段“满意庋”，是不是“满意度”？``, or the fields that a short name might mean."""
    for scope in around(names.scope):
        below = inner_fields(scope).get(name, ())
        if len(below) > 1:
            return f"“{name}”有几处，请写全：{'、'.join(f'{outer}.{name}' for outer in below)}。"
    return f"未知字段“{name}”{did_you_mean(name, [*known_names(names), *more])}"


def resolve_field(text: str, names: Names, where: Mark) -> FieldPath:
    """The path that a field's name in a rule stands for.

    Raises:
        ExpressionError: if there is no such field.
    """
    written = text.strip()
    parts = read_path(written, where)
    first = parts[0]
    path = start_path(first.text, names.scope)
    if path is None:
        raise ExpressionError(unknown_field(first.text, names), written, where, first.start, first.end)
    for part in parts[1:]:
        further = path.step(part.text)
        if further is None:
            inner = path.sort.item or path.sort
            known = record(inner.record) if inner.record else ()
            message = f"“{path.label}”没有字段“{part.text}”{did_you_mean(part.text, known)}"
            raise ExpressionError(message, written, where, part.start, part.end)
        path = further
    return path
