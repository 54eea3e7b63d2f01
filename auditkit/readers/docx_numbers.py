"""Automatic numbering: the numbers that Word shows and that stand in no text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.readers.docx_numerals import HIGHEST, written
from auditkit.readers.docx_symbols import run_table
from auditkit.readers.docx_xml import walk_part

__all__ = ["Numbering", "read_numbering", "with_label"]

LEVELS = 9
"""Word's limit of levels in a list."""
_PLACE = re.compile(r"%([1-9])")
_RUNS_ON = re.compile("[0-9A-Za-z\u4e00-\u9fff]")


@dataclass(slots=True)
class _Level:
    """How one level of a list counts; ``style`` is the paragraph style tied to it."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    font: str = ""
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list as paragraphs refer to it: the definition whose count it shares, and what it changes."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted; paragraphs must come in their order."""

    definitions: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, number: str, style: str) -> int:
        """The level of a list that is tied to a paragraph style; 0 where none is."""
        levels = self._levels(number) or {}
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def count(self, number: str, depth: int) -> str | None:
        """The label of the next paragraph of a list; None when the list or its style is not known."""
        levels = self._levels(number)
        level = levels.get(depth) if levels else None
        if levels is None or level is None:
            return None
        chosen = self.lists[number]
        counts = self.counts.setdefault(chosen.definition, {})
        if depth in chosen.starts and (number, depth) not in self.begun:
            counts[depth] = chosen.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number, depth))
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        return _label(levels, depth, counts)

    def _levels(self, number: str) -> Mapping[int, _Level] | None:
        chosen = self.lists.get(number)
        if chosen is None or chosen.definition not in self.definitions:
            return None
        return {**self.definitions[chosen.definition], **chosen.levels}


def with_label(label: str, text: str) -> str:
    """A paragraph with its number; a blank parts them only where they would run together."""
    if not label or not text.strip():
        return text
    glued = _RUNS_ON.match(label[-1]) or (label[-1] in ".．" and text[0].isdigit())
    return f"{label} {text}" if glued else label + text


def _label(levels: Mapping[int, _Level], depth: int, counts: Mapping[int, int]) -> str | None:
    level = levels[depth]
    if level.kind == "none":
        return ""
    if level.kind == "bullet":
        shown = level.text.translate(run_table(level.font, ()) or {})
        return "•" if any("\ue000" <= char <= "\uf8ff" for char in shown) else shown
    numbers: list[str | None] = []

    def place(found: re.Match[str]) -> str:
        named = int(found[1]) - 1
        other = levels.get(named, level)
        numbers.append(written(counts.get(named, other.start), other.kind))
        return numbers[-1] or ""

    label = _PLACE.sub(place, level.text)
    return None if None in numbers else label


class _Builder:
    """Follows the start tags of ``numbering.xml``."""

    def __init__(self) -> None:
        self.found = Numbering()
        self.levels: dict[int, _Level] = {}
        self.level = _Level()
        self.chosen = _List()
        self.depth = 0

    def visit(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one start tag."""
        value = attributes.get("val", "")
        if name == "abstractNum":
            self.levels = self.found.definitions.setdefault(attributes.get("abstractNumId", ""), {})
        elif name == "num":
            self.chosen = self.found.lists.setdefault(attributes.get("numId", ""), _List())
            self.levels = self.chosen.levels
        elif name == "abstractNumId":
            self.chosen.definition = value
        elif name == "lvlOverride":
            self.depth = _whole(attributes.get("ilvl", ""), LEVELS)
        elif name == "startOverride":
            self.chosen.starts[self.depth] = _whole(value, HIGHEST)
        elif name == "lvl":
            self.level = self.levels.setdefault(_whole(attributes.get("ilvl", ""), LEVELS), _Level())
        else:
            self._see_property(name, value, attributes)

    def _see_property(self, name: str, value: str, attributes: Mapping[str, str]) -> None:
        if name == "start":
            self.level.start = _whole(value, HIGHEST)
        elif name == "numFmt":
            self.level.kind = value
        elif name == "lvlText":
            self.level.text = value
        elif name == "pStyle":
            self.level.style = value
        elif name == "rFonts":
            self.level.font = attributes.get("ascii", "")


def _whole(text: str, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 10 else 0


def read_numbering(data: bytes) -> Numbering:
    """The lists of ``numbering.xml``. Raises ``ReadError``."""
    builder = _Builder()
    if data:
        walk_part(data, builder.visit)
    return builder.found
