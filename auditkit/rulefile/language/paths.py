"""A path to a field: what it is called, how it is read, and what is said where it is blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.readings import plain_value
from auditkit.rulefile.language.records import SUBJECTS, Field, record
from auditkit.rulefile.language.sorts import Sort, list_of
from auditkit.rulefile.language.values import Missing, is_blank

__all__ = ["FieldPath", "Root"]

_LEVELS = frozenset({"first_level", "second_level"})
_PLACES = {
    "project": frozenset(
        "unit department year period money_unit midterm_total purpose objectives "
        "budget.total budget.fiscal budget.other".split()
    ),
    "indicator": frozenset({"description", "weight", "actual", *_LEVELS}),
}
"""Fields of which ``Project.fields`` says whether the form has a place for them."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where a path starts: the subject of a scope, or the item of a running loop (``loop`` is its depth)."""

    name: str
    record: str
    loop: int | None = None

    def read(self, frame: Frame) -> Any:
        """The subject or item; None for a subject that the frame does not have."""
        return getattr(frame, self.name) if self.loop is None else frame.loops[self.loop]

    def project(self, frame: Frame) -> Any:
        """The project the subject belongs to, as far as it can be told."""
        if self.record == "project":
            return self.read(frame)
        return frame.project if self.record == "indicator" else None


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A way from a subject to a field. ``sort`` is the static type of what it leads to."""

    root: Root
    steps: tuple[Field, ...]
    sort: Sort
    _made: list[Callable[[Frame], Any]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def scope(self) -> str:
        """The scope that owns the field; the loop's name for a path that starts at a loop's item."""
        return self.root.name

    @property
    def label(self) -> str:
        """The official Chinese names on the way: ``指标值.数值``."""
        return ".".join(step.label for step in self.steps) or SUBJECTS.get(self.root.name, self.root.name)

    @property
    def path(self) -> str:
        """The English names on the way: ``target.number``; empty for the subject itself."""
        return ".".join(step.english for step in self.steps)

    @property
    def pointer(self) -> str:
        """The JSON pointer below the subject (``budget/total``), down to the first list."""
        names: list[str] = []
        for step in self.steps:
            names.append(step.english)
            if step.sort.kind == "list":
                break
        return "/".join(names)

    @property
    def many(self) -> bool:
        """Whether it leads to a list, with one value an item."""
        return self.sort.kind == "list"

    @property
    def kind(self) -> str:
        """truth, number, money, percent, text, date, list or any."""
        return self.sort.kind

    def subject(self, frame: Frame) -> Any:
        """The subject the field belongs to."""
        return self.root.read(frame)

    def read(self, frame: Frame) -> Any:
        """The value, or ``Missing`` where it is blank; a tuple for a list."""
        return self.reader()(frame)

    def raw(self, frame: Frame) -> Any:
        """What the model holds there: parts of the submission as they are, None where nothing is."""
        value = self.root.read(frame)
        for place, step in enumerate(self.steps):
            if value is None or isinstance(value, Missing):
                return value
            value = step.read(value)
            if step.sort.kind == "list":
                return tuple(_items(value, self.steps[place + 1 :]))
        return value

    def asked(self, frame: Frame) -> bool:
        """Whether the form has a place for the field; True where nobody can tell."""
        if self.path not in _PLACES.get(self.root.record, ()):
            return True
        project = self.root.project(frame)
        return project is None or self.path in project.fields

    def step(self, name: str) -> FieldPath | None:
        """The path one field further; over a list, to that field of every item. None if there is none."""
        inner = self.sort.item if self.sort.item else self.sort
        found = record(inner.record).get(name) if inner.record not in ("", "words") else None
        if found is None:
            return None
        sort = found.sort
        if self.many and sort.kind != "list":
            sort = list_of(sort)
        return replace(self, steps=(*self.steps, found), sort=sort)

    def reader(self) -> Callable[[Frame], Any]:
        """The function that ``read`` calls, for callers that read often."""
        if not self._made:
            lists = any(step.sort.kind == "list" for step in self.steps)
            self._made.append(_list_reader(self) if lists else _reader(self))
        return self._made[0]


def _items(values: Iterable[Any], steps: Sequence[Field]) -> Iterable[Any]:
    """The items of a list, or what the steps lead to from each, lists in lists laid out flat."""
    for item in values:
        value = item
        for place, step in enumerate(steps):
            if value is None or isinstance(value, Missing):
                break
            value = step.read(value)
            if step.sort.kind == "list":
                yield from _items(value, steps[place + 1 :])
                break
        else:
            yield value
            continue
        if value is None or isinstance(value, Missing):
            yield value


def _list_reader(path: FieldPath) -> Callable[[Frame], Any]:
    missing = Missing((path.label,))

    def read(frame: Frame) -> Any:
        found = path.raw(frame)
        if found is None or isinstance(found, Missing):
            return missing if found is None else found
        spend(frame, len(found))
        values = (plain_value(item) for item in found)
        return tuple(missing if is_blank(value) else value for value in values)

    return read


def _reader(path: FieldPath) -> Callable[[Frame], Any]:
    root, gets = path.root.read, tuple(step.read for step in path.steps)
    missing, unasked = Missing((path.label,)), Missing((path.label,), asked=False)
    last = path.steps[-1].english if path.steps else ""
    places = path.path in _PLACES.get(path.root.record, ())

    def absent(frame: Frame, value: Any) -> Missing:
        if places and (value is None or last in _LEVELS) and not path.asked(frame):
            return unasked
        return missing

    def read(frame: Frame) -> Any:
        value = root(frame)
        if value is None:
            return missing
        for get in gets:
            value = get(value)
            if value is None:
                return absent(frame, value)
            if value.__class__ is Missing:
                return value
        value = plain_value(value)
        if value is None or (value.__class__ is str and not value.strip()):
            return absent(frame, value)
        return value

    return read
