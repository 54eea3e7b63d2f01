"""A family of forms: its labels, columns and markers, read from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from auditkit.layouts.text import Key, fold, key_of
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["Family", "Label", "Marker", "Patterns", "built_in_families", "read_family"]

_KEYS = frozenset(
    "name title description reads markers against floor horizon block labels columns usual_columns tests".split()
)
_NAMING = ("name", "parent_name", "group", "group.annual", "group.midterm")
_MARKS = ("label", "text", "shape")
_PATTERNS = tuple(
    "titles inner_title goal_block placeholder hint degree money_unit money_word remark note year year_line unit_line organisation public_money".split()
)
_LONGEST_LIKELY = 16
_OF_WHICH = "其中:"
_GARBLED = re.compile(r"[?\ufffd]+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label on the form means: a field, and the horizon it speaks of; ``rank`` 0 is the best."""

    field: str
    horizon: str | None = None
    rank: int = 0


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

    ``reads`` is how the rows are read: ``card``, ``list``, ``prose`` or ``transposed``.
    ``block_value`` names the field that stands right of the funds block's label, ``block_below``
    the one that stands in the row under it. ``horizon`` is what the form means where it does not
    say. ``usual_columns`` are assumed where the header row is missing. ``likely`` are patterns of
    spellings that no list has; ``own_words`` are what this family adds to the shared
    lists that tells headers of indicators.
    ``named_levels`` are patterns of indicator names that leave no doubt
    about the second level.
    """

    name: str
    title: str
    reads: str
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

    def sure_label(self, key: Key) -> Label | None:
        """What a label of the head means by the lists of spellings, or None."""
        return _find(self.labels, key)

    def label(self, key: Key) -> Label | None:
        """What a label of the head means or most likely means, or None."""
        found = self.sure_label(key)
        if found is not None or not 2 <= len(key.plain) <= _LONGEST_LIKELY:
            return found
        return next((label for pattern, label in self.likely if pattern.fullmatch(key.plain)), None)

    def column(self, key: Key) -> Label | None:
        """What a column header means, or None."""
        return _find(self.columns, key)

    def inner_column(self, key: Key) -> str | None:
        """What the column of a table inside the head holds, or None."""
        found = _find(self.inner_columns, key)
        return None if found is None else found.field

    def is_remark(self, key: Key) -> bool:
        """Whether a label under the indicators begins a row of remarks, opinions or signatures."""
        return bool(self.patterns.remark.search(key.plain) or self.patterns.remark.search(key.full))

    def is_residue(self, text: str) -> bool:
        """Whether a cell holds nothing but a blank or what the template printed there."""
        bare = self.patterns.hint.sub("", fold(text))
        return not bare or bare in self.residue or bool(self.patterns.placeholder.search(key_of(bare).full))


def _find(table: Mapping[str, Label], key: Key) -> Label | None:
    found = table.get(key.full) or table.get(key.plain) or table.get(key.plain.removeprefix(_OF_WHICH))
    if found is None and ("?" in key.full or "\ufffd" in key.full):
        return _garbled(table, key.full)
    return found


def _garbled(table: Mapping[str, Label], text: str) -> Label | None:
    """The label behind a text that lost characters to a wrong encoding, where only one fits."""
    sound = _GARBLED.sub("", text)
    if len(sound) < 2:
        return None
    pattern = re.compile(".{1,4}".join(map(re.escape, _GARBLED.split(text))) + ".{0,1}")
    fitting = [(len(spelling), label) for spelling, label in table.items() if pattern.fullmatch(spelling)]
    shortest = min((length for length, _ in fitting), default=0)
    nearest = [label for length, label in fitting if length == shortest]
    return nearest[0] if len({label.field for label in nearest}) == 1 else None


def _table(given: Iterable[Mapping[str, Any]]) -> dict[str, Label]:
    """Spellings to labels; the first list that claims a spelling keeps it."""
    found: dict[str, Label] = {}
    for lists in given:
        for name, spellings in lists.items():
            for rank, spelling in enumerate(spellings):
                found.setdefault(key_of(spelling).full, _label(name, rank))
    return found


def _label(name: str, rank: int = 0) -> Label:
    """The label behind a name of the lists: ``field`` or ``field.horizon``."""
    field, _, horizon = name.partition(".")
    return Label(field, horizon or None, rank)


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


def read_family(text: str, name: str) -> Family:
    """The family described by a YAML text; ``name`` is the file named in messages.

    Raises:
        YamlError: when it is not a family description (see ``layout.schema.json``).
    """
    given = load_yaml(text, name)
    if not isinstance(given, dict):
        raise YamlError(f"{name}：表式说明应当是“键: 值”的形式。")
    strange = sorted(set(given) - _KEYS)
    if strange:
        raise YamlError(f"{name}：不认识的键“{strange[0]}”，可用的键有：{'、'.join(sorted(_KEYS))}。")
    missing = [key for key in ("name", "title", "markers") if not given.get(key)]
    if missing:
        raise YamlError(f"{name}：缺少“{missing[0]}”，请补上。")
    shared = _shared()
    block = given.get("block") or {}
    return Family(
        name=given["name"],
        title=given["title"],
        reads=given.get("reads", "card"),
        markers=(*_markers(given["markers"], 1), *_markers(given.get("against") or (), -1)),
        floor=given.get("floor", 0),
        horizon=given.get("horizon"),
        block_value=block.get("value"),
        block_below=block.get("below"),
        usual_columns=tuple(given.get("usual_columns") or ()),
        labels=_table((given.get("labels") or {}, shared["labels"])),
        columns=_table((given.get("columns") or {}, shared["columns"])),
        own_words=repr((given.get("columns"), [(given.get("labels") or {}).get(key) for key in _NAMING])),
        inner_columns=_table((shared["inner_columns"],)),
        likely=tuple((re.compile(pattern), _label(name)) for name, pattern in shared["likely"].items()),
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
