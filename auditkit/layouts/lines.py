"""Read the lines around a form: its title, the unit, the unit of money, the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditkit.document import Anchor
from auditkit.layouts.family import Family, Label
from auditkit.layouts.text import fold, is_blank, key_of, one_line, trim
from auditkit.layouts.units import code_and_name

__all__ = ["Fact", "Lines", "Spot", "facts_in", "inline_label", "unit_beside_money", "with_code"]

_BOOKMARKS = re.compile(r"\A(?:\s*\[(?:bookmark|image): [^\]]*\])+")
_SEAMS = re.compile(
    r"[ \u3000\xa0]{2,}|[\t\n]+|[ \u3000\xa0](?=(?:金额)?单位\s*[:：])|(?=[（(]\s*(?:金额)?单位\s*[:：])"
    r"|(?=金额单位\s*[:：]\s*[^\s:：]{0,6}元\s*\Z)|(?<![量币额算])(?=单位\s*[:：]\s*[^\s:：]{0,6}元\s*\Z)"
)
"""Where one fact of a line ends; web pages lose the blanks before a 单位：元 at the end of a line."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PAGE_NUMBER = re.compile(r"[.…·\s]\s*\d{1,4}\s*\Z")
_COLON = re.compile(r"[:：]")
_LONGEST_TITLE, _LONGEST_LABEL, _LONGEST_MONEY, _LONGEST_LINE = 120, 24, 20, 400


@dataclass(frozen=True, slots=True)
class Spot:
    """A field found in a line: its value and the half-open range it stands in."""

    field: str
    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and where it stands; ``loose`` when a line above the form says it by a label of its own."""

    value: object
    anchor: Anchor
    loose: bool = False


def with_code(unit: Fact | None, code: Fact) -> Fact:
    """The unit with the code that stands in a field of its own."""
    named = unit.value if unit is not None and isinstance(unit.value, dict) else {"name": None}
    return Fact({**named, "code": str(code.value)}, code.anchor if unit is None else unit.anchor)


@dataclass(slots=True)
class Lines:
    """What lines have said since the last row of a form.

    ``parts_projects``: whether they set a new form apart from the one before; a title and a bare
    unit line do, a labelled unit (填报单位：…) may as well stand under the form before.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    parts_projects: bool = False
    stale: set[str] = field(default_factory=set)

    def note(self, spot: Spot, anchor: Anchor) -> None:
        """Keep what a line says; the first word stands, but what follows a title beats what precedes it."""
        name = spot.field.removeprefix("labelled.")
        if name == "title":
            self.stale = set(self.facts)
        if name == "title" or name not in self.facts or name in self.stale:
            self.facts[name] = Fact(spot.value, anchor, spot.field != name)
            self.stale.discard(name)
        self.parts_projects = self.parts_projects or spot.field in ("title", "unit", "labelled.name")


def inline_label(text: str, family: Family) -> tuple[Label, int] | None:
    """The label and the start of the value where one text holds both: ``项目名称：某项目``."""
    found = None
    for colon in list(_COLON.finditer(text, 0, _LONGEST_LABEL))[:3]:
        key = key_of(text[: colon.start()])
        label = family.label(key)
        if label is not None and label.field == "objectives":
            label = family.sure_label(key)
        if label is not None and not is_blank(text[colon.end() :]):
            found = (label, colon.end())
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for seam in _SEAMS.finditer(text):
        yield trim(text, start, seam.start())
        start = seam.end()
    yield trim(text, start)


def _is_title(text: str, family: Family) -> bool:
    if len(text) > _LONGEST_TITLE or _PAGE_NUMBER.search(text):
        return False
    bare = fold(text)
    while _BRACKETS.search(bare):
        bare = _BRACKETS.sub("", bare)
    return bool(family.patterns.titles.search(bare)) and not bare.startswith(("详见", "见", "注:", "说明"))


def _piece_facts(text: str, start: int, end: int, family: Family) -> Iterator[Spot]:
    """The facts of one piece; nothing when it is not understood."""
    piece = text[start:end]
    bare = fold(piece)
    patterns = family.patterns
    if found := patterns.year_line.search(bare):
        yield Spot("year", int(found.group(1)), start, end)
    elif len(bare) <= _LONGEST_MONEY and (found := patterns.money_unit.search(bare)):
        yield Spot("money_unit", found.group(1), start, end)
    elif patterns.unit_line.search(bare):
        yield Spot("unit", code_and_name(piece), start, end)
    elif (inline := inline_label(piece, family)) and inline[0].field in ("unit", "department", "name"):
        begin, stop = trim(text, start + inline[1], end)
        said = text[begin:stop]
        value = one_line(said) if inline[0].field == "name" else code_and_name(said)
        yield Spot(f"labelled.{inline[0].field}", value, begin, stop)


def _title_facts(text: str, start: int, end: int, family: Family) -> Iterator[Spot]:
    yield Spot("title", one_line(text[start:end]), start, end)
    bare = fold(text[start:end])
    if found := family.patterns.year.search(bare):
        yield Spot("year", int(found.group(1) or found.group(2)), start, end)
    if found := family.patterns.money_unit.search(bare):
        yield Spot("money_unit", found.group(1), start, end)


def facts_in(text: str, family: Family) -> tuple[list[Spot], bool]:
    """The facts of a line, and whether all of it was understood."""
    if len(text) > _LONGEST_LINE:
        return [], False
    marks = _BOOKMARKS.match(text)
    begin, end = trim(text, marks.end() if marks else 0)
    if begin == end:
        return [], False
    if _is_title(text[begin:end], family):
        return list(_title_facts(text, begin, end, family)), True
    found: list[Spot] = []
    strange: list[tuple[int, int]] = []
    for start, stop in _pieces(text[begin:end]):
        if start == stop:
            continue
        piece = text[begin + start : begin + stop]
        make = _title_facts if _is_title(piece, family) else _piece_facts
        facts = list(make(text, begin + start, begin + stop, family))
        if not facts:
            strange.append((begin + start, begin + stop))
        found += facts
    if len(strange) == 1 and any(spot.field == "money_unit" for spot in found):
        spot = unit_beside_money(text, *strange[0], family)
        return ([*found, spot], True) if spot is not None else (found, False)
    return found, not strange


def unit_beside_money(text: str, start: int, end: int, family: Family) -> Spot | None:
    """A unit without code, known only by the 单位：万元 beside it."""
    if not family.patterns.organisation.search(fold(text[start:end])):
        return None
    return Spot("unit", code_and_name(text[start:end]), start, end)
