"""Where values stand: every place a field path leads to, with the value and the text as written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from auditkit.finding import Place, Subject, plain
from auditkit.model import (
    Batch,
    Indicator,
    Money,
    Objective,
    Period,
    Project,
    Submission,
    TargetValue,
    Unit,
)
from auditkit.rulefile.language.frame import SCOPES, Frame, Scope, spend
from auditkit.rulefile.language.paths import FieldPath, Root
from auditkit.rulefile.language.readings import plain_value, quantity
from auditkit.rulefile.language.records import Field, enumeration
from auditkit.rulefile.language.values import Missing, Moment, is_blank

__all__ = ["Spot", "called", "item_frames", "naming", "scope_of", "short_label", "spots", "subject_of"]

_CELLS = (TargetValue, Money, Period, Unit)
"""Parts of the model that stand in one cell of the form."""

_LEVELS = ("first_level", "second_level")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: its subject, the field below it, the value as expressions see it.

    ``written`` is the text as filed, empty where nothing is. ``whole`` is the part of the model that
    stands in the cell (a target value, an amount, a text).
    ``frame`` has the innermost subject around the place.
    """

    value: Any
    whole: Any
    written: str
    subject: Subject
    field: str
    label: str
    frame: Frame
    asked: bool = True

    @property
    def place(self) -> Place:
        """The place for a finding."""
        return Place(self.subject, self.field)

    @property
    def blank(self) -> bool:
        """Whether nothing was filled in; what was filled in and cannot be read is not blank."""
        if isinstance(self.value, Missing):
            return not self.value.notes
        return isinstance(self.value, tuple) and not self.value


def subject_of(frame: Frame) -> Subject:
    """The innermost subject of a frame."""
    found = frame.indicator or frame.project or frame.submission or frame.batch
    assert found is not None
    return found


def scope_of(frame: Frame) -> Scope:
    """The scope of the innermost subject of a frame."""
    return next(scope for scope in reversed(SCOPES) if getattr(frame, scope) is not None)


def _enter(frame: Frame, item: Any) -> Frame:
    """The frame around an item of a list, where the item is a subject with a scope."""
    if isinstance(item, Indicator):
        return replace(frame, indicator=item)
    if isinstance(item, Project):
        return replace(frame, project=item)
    return replace(frame, submission=item) if isinstance(item, Submission) else frame


def item_frames(frame: Frame, scope: Scope) -> Iterator[Frame]:
    """A frame for every subject of a deeper scope below the frame's own."""
    own = scope_of(frame)
    if SCOPES.index(own) >= SCOPES.index(scope):
        yield frame
        return
    below: Sequence[Any] = ()
    if frame.project is not None:
        below = frame.project.indicators
    elif frame.submission is not None:
        below = frame.submission.projects
    elif frame.batch is not None:
        below = frame.batch.submissions
    spend(frame, len(below))
    for item in below:
        yield from item_frames(_enter(frame, item), scope)


def spots(path: FieldPath, frame: Frame) -> list[Spot]:
    """Every place the path leads to: one, or one for each item of a list on the way."""
    subject = path.subject(frame)
    start = _Way(subject, subject, (), frame, path)
    return [_spot(way, path) for way in _walk(start, path.steps)]


@dataclass(frozen=True, slots=True)
class _Way:
    """How far a walk along a path has come; ``rest`` is the path from the innermost subject on."""

    value: Any
    subject: Any
    pointer: tuple[str, ...]
    frame: Frame
    rest: FieldPath
    cell: Any = None


def _walk(way: _Way, steps: Sequence[Field]) -> Iterator[_Way]:
    for place, step in enumerate(steps):
        if way.value is None or isinstance(way.value, Missing):
            break
        if isinstance(way.value, Batch) and step.english == "projects":
            for submission in way.value.submissions:
                inner = replace(way, frame=replace(way.frame, submission=submission))
                yield from _over(inner, submission.projects, step, steps[place + 1 :])
            return
        value = step.read(way.value)
        if isinstance(value, tuple) and (place < len(steps) - 1 or _told_apart(value)):
            yield from _over(way, value, step, steps[place + 1 :])
            return
        cell = way.value if isinstance(way.value, _CELLS) else None
        pointer = way.pointer if cell is not None else (*way.pointer, step.english)
        way = replace(way, value=value, pointer=pointer, cell=cell)
    yield way


def _told_apart(items: tuple[Any, ...]) -> bool:
    """Whether the items of a list are places of their own, and not just words."""
    return any(not isinstance(item, str) for item in items)


def _over(way: _Way, items: Sequence[Any], step: Field, rest: Sequence[Field]) -> Iterator[_Way]:
    spend(way.frame, len(items))
    for number, item in enumerate(items):
        if isinstance(item, Submission | Project | Indicator | Objective):
            path = FieldPath(
                Root(type(item).__name__.lower(), type(item).__name__.lower()), tuple(rest), way.rest.sort
            )
            yield from _walk(_Way(item, item, (), _enter(way.frame, item), path), rest)
        else:
            pointer = (*way.pointer, step.english, str(number))
            yield from _walk(replace(way, value=item, pointer=pointer), rest)


def _spot(way: _Way, path: FieldPath) -> Spot:
    whole = way.cell if way.cell is not None else way.value
    value = plain_value(way.value)
    if isinstance(value, TargetValue) and value.number is not None:
        value = quantity(value.number, value.unit)
    label = short_label(way.rest if way.rest.steps else path)
    last = path.steps[-1].english if path.steps else ""
    asked = way.rest.asked(way.frame) or (way.value is not None and last not in _LEVELS)
    if is_blank(value):
        value = Missing((label,), asked=asked)
    words = (path.sort.item or path.sort).words
    written = _written(value, whole, way.cell is not None)
    return Spot(
        value,
        whole,
        enumeration(words).labels.get(written, written) if words else written,
        way.subject,
        "/".join(way.pointer),
        label,
        way.frame,
        asked,
    )


def _written(value: Any, whole: Any, inside: bool) -> str:
    """The text as filed; of a part inside a cell, such as a unit, that part."""
    if isinstance(value, Moment) and inside:
        return value.iso
    if isinstance(value, str) and inside:
        return value.strip()
    if isinstance(whole, TargetValue | Money | Period):
        return whole.raw.strip()
    if isinstance(whole, Decimal):
        return plain(whole)
    if isinstance(whole, Project | Indicator):
        return whole.name.strip()
    if isinstance(whole, Submission):
        return whole.source
    if whole is None or isinstance(whole, Missing | tuple | Unit):
        return "" if isinstance(value, Missing | tuple) or whole is None else str(value)
    return str(plain_value(whole) or "").strip()


def short_label(path: FieldPath) -> str:
    """What a message calls a field: 预算数 for 预算.预算数, 指标值 for 指标值.数值, 项目期的开始."""
    steps = [step for step in path.steps if step.english not in ("budget", "number")] or list(path.steps)
    words: list[str] = []
    for step in steps:
        if words and step.label.startswith(words[-1]):
            words.pop()
        words.append(step.label)
    return "的".join(words) or path.label


def called(spot: Spot) -> str:
    """What the field of a place is called: 指标名称 for the name of an indicator."""
    return f"指标{spot.label}" if isinstance(spot.subject, Indicator) and spot.field == "name" else spot.label


def naming(spot: Spot, frame: Frame, quotes: bool = True) -> str:
    """What a message calls the place: ``指标“培训人次”的指标值``, or the field alone for the rule's subject.

    Without ``quotes`` the field alone stands bare, before a quotation of what it holds.
    """
    subject, field = spot.subject, called(spot)
    if isinstance(subject, Indicator) and spot.field != "name":
        return f"指标“{subject.name.strip() or '（未命名）'}”的{field}"
    if isinstance(subject, Project) and frame.project is None and spot.field != "name":
        return f"项目“{subject.name.strip() or '（未命名）'}”的{field}"
    if isinstance(subject, Submission) and frame.submission is None:
        return f"申报“{subject.source}”的{field}"
    return f"“{field}”" if quotes else field
