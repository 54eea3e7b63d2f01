"""A family of forms: its labels, columns and markers, read from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from auditkit.layouts.spellings import Label, find_label, label_named, spellings
from auditkit.layouts.text import Key, fold, key_of
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["Family", "Label", "Marker", "Patterns", "built_in_families", "read_family"]

_KEYS = frozenset(
    "name title description reads scope markers against floor horizon block labels columns usual_columns tests".split()
)
_NAMING = ("name", "parent_name", "group", "group.annual", "group.midterm")
_MARKS = ("label", "text", "shape")
_PATTERNS = tuple(
    "titles inner_title goal_block placeholder hint degree money_unit money_word remark note year year_line unit_line organisation public_money".split()
)
_LONGEST_LIKELY = 16


@dataclass(frozen=True, slots=True)
class Marker:
    """What speaks for a family, or against it with a weight below zero.

    ``kind``: ``label`` for a cell or line that reads so, ``text`` for words inside one, ``shape`` for a
    fact of the table (see ``shapes``).
    """

    kind: str
    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns for lines outside labels; they see text without blanks (see labels.yaml)."""

    titles: re.Pattern[str]
    inner_title: re.Pattern[str]
    goal_block: re.Pattern[str]
    placeholder: re.Pattern[str]
    hint: re.Pattern[str]
    degree: re.Pattern[str]
    money_unit: re.Pattern[str]
    money_word: re.Pattern[str]
    remark: re.Pattern[str]
    note: re.Pattern[str]
    year: re.Pattern[str]
    year_line: re.Pattern[str]
    unit_line: re.Pattern[str]
    organisation: re.Pattern[str]
    public_money: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Family:
    """One family of forms, ready for the interpreter.

    ``reads`` is how the rows are read: ``card``, ``list``, ``prose`` or ``transposed``. ``scope`` is
    ``department`` where a form that names no project is the form of a whole department.
    ``block_value`` names the field that stands right of the funds block's label, ``block_below``
    the one that stands in the row under it. ``horizon`` is what the form means where it does not
    say. ``usual_columns`` are assumed where the header row is missing. ``likely`` are patterns of
    spellings that no list has; ``own_words`` are what this family adds to the shared lists that tells
    headers of indicators. ``named_levels`` are patterns of indicator names that leave no doubt about
    the second level.
    """

    name: str
    title: str
    reads: str
    scope: str
    markers: tuple[Marker, ...]
    floor: int
    horizon: str | None
    block_value: str | None
    block_below: str | None
    usual_columns: tuple[str, ...]
    labels: Mapping[str, Label]
    columns: Mapping[str, Label]
    inner_columns: Mapping[str, Label]
    own_words: str
    likely: tuple[tuple[re.Pattern[str], Label], ...]
    subtotals: frozenset[str]
    score_totals: frozenset[str]
    residue: frozenset[str]
    operators: frozenset[str]
    directions: frozenset[str]
    named_levels: tuple[tuple[re.Pattern[str], str], ...]
    patterns: Patterns

    @property
    def naming(self) -> frozenset[str]:
        """The fields that name what a row of a list is about: a project, or on lists of departments a unit."""
        of_departments = self.scope == "department" and self.reads == "list"
        return frozenset({"name", "parent_name", "unit"} if of_departments else {"name", "parent_name"})

    def sure_label(self, key: Key) -> Label | None:
        """What a label of the head means by the lists of spellings, or None."""
        return find_label(self.labels, key)

    def label(self, key: Key) -> Label | None:
        """What a label of the head means or most likely means, or None."""
        found = self.sure_label(key)
        if found is not None or not 2 <= len(key.plain) <= _LONGEST_LIKELY:
            return found
        return next((label for pattern, label in self.likely if pattern.fullmatch(key.plain)), None)

    def column(self, key: Key) -> Label | None:
        """What a column header means, or None."""
        return find_label(self.columns, key)

    def inner_column(self, key: Key) -> str | None:
        """What the column of a table inside the head holds, or None."""
        found = find_label(self.inner_columns, key)
        return None if found is None else found.field

    def is_remark(self, key: Key) -> bool:
        """Whether a label under the indicators begins a row of remarks, opinions or signatures."""
        return bool(self.patterns.remark.search(key.plain) or self.patterns.remark.search(key.full))

    def is_residue(self, text: str) -> bool:
        """Whether a cell holds nothing but a blank or what the template printed there."""
        bare = self.patterns.hint.sub("", fold(text))
        return not bare or bare in self.residue or bool(self.patterns.placeholder.search(key_of(bare).full))


def _markers(given: Iterable[Mapping[str, Any]], sign: int) -> Iterator[Marker]:
    for mark in given:
        kind = next(kind for kind in _MARKS if kind in mark)
        text = {"label": key_of(str(mark[kind])).full, "text": fold(str(mark[kind]))}.get(kind, mark[kind])
        yield Marker(kind, text, sign * mark["weight"])


@cache
def _shared() -> dict[str, Any]:
    text = (files(__package__) / "labels.yaml").read_text(encoding="utf-8")
    shared: dict[str, Any] = load_yaml(text, "labels.yaml")
    return shared


def _of_departments(part: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shared spellings that only the forms of departments have."""
    found: Mapping[str, Any] = _shared()[f"department_{part}"] if given.get("scope") == "department" else {}
    return found


def _own_words(given: Mapping[str, Any]) -> str:
    """What of a description decides how headers of indicators are told."""
    labels = given.get("labels") or {}
    return repr((given.get("columns"), [labels.get(key) for key in _NAMING], given.get("scope"), given.get("reads")))


def _check_keys(given: Mapping[str, Any], name: str) -> None:
    """Refuse a description with a key that nobody knows, or without one that it needs."""
    strange = sorted(set(given) - _KEYS)
    if strange:
        raise YamlError(f"{name}：不认识的键“{strange[0]}”，可用的键有：{'、'.join(sorted(_KEYS))}。")
    missing = [key for key in ("name", "title", "markers") if not given.get(key)]
    if missing:
        raise YamlError(f"{name}：缺少“{missing[0]}”，请补上。")


def read_family(text: str, name: str) -> Family:
    """The family described by a YAML text; ``name`` is the file named in messages.

    Raises:
        YamlError: when it is not a family description (see ``layout.schema.json``).
    """
    given = load_yaml(text, name)
    if not isinstance(given, dict):
        raise YamlError(f"{name}：表式说明应当是“键: 值”的形式。")
    _check_keys(given, name)
    shared = _shared()
    block = given.get("block") or {}
    more = [_of_departments(part, given) for part in ("labels", "inner_columns")]
    return Family(
        name=given["name"],
        title=given["title"],
        reads=given.get("reads", "card"),
        scope=given.get("scope", "project"),
        markers=(*_markers(given["markers"], 1), *_markers(given.get("against") or (), -1)),
        floor=given.get("floor", 0),
        horizon=given.get("horizon"),
        block_value=block.get("value"),
        block_below=block.get("below"),
        usual_columns=tuple(given.get("usual_columns") or ()),
        labels=spellings((given.get("labels") or {}, more[0], shared["labels"])),
        columns=spellings((given.get("columns") or {}, shared["columns"])),
        own_words=_own_words(given),
        inner_columns=spellings((more[1], shared["inner_columns"])),
        likely=tuple((re.compile(pattern), label_named(name)) for name, pattern in shared["likely"].items()),
        subtotals=frozenset(shared["subtotals"]),
        score_totals=frozenset(shared["score_totals"]),
        residue=frozenset(shared["residue"]),
        operators=frozenset(shared["operators"]),
        directions=frozenset(shared["directions"]),
        named_levels=tuple((re.compile(item), name) for name, item in shared["named_levels"].items()),
        patterns=Patterns(**{key: re.compile(shared[key]) for key in _PATTERNS}),
    )


@cache
def built_in_families() -> tuple[Family, ...]:
    """The families that come with the program, by file name."""
    folder = files(__package__) / "families"
    found = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(read_family((folder / name).read_text(encoding="utf-8"), name) for name in found)
