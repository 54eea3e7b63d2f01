"""Read indicator rows: carry the levels down, join split columns, pass over unused template rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit.document import Anchor, Cell
from auditkit.layouts.alignment import align, is_uncertain
from auditkit.layouts.columns import Group, Header
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Row, anchor_of
from auditkit.layouts.text import fold, is_blank, one_line, squeeze, trim
from auditkit.target_value import join_split_columns
from auditkit.vocabulary import is_first_level, is_second_level, normal_level, score_in_level

__all__ = ["Entry", "IndicatorReader", "Level", "is_level_name", "level_of"]

_SAYING = ("name", "value", "description", "actual")
_TEXTS = ("name", "description", "weight", "actual", "score", "reason")
_OPTIONAL = ("score", "reason")


@dataclass(frozen=True, slots=True)
class Level:
    """A level in force: its text without extras, the score written into it, and where it stands."""

    text: str = ""
    score: str | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator in the submission's shape, and the places of its fields.

    ``joined`` are the cells of sign and unit that were put together with the value, ``idle`` is one
    among the signs that holds none.
    """

    data: Mapping[str, Any]
    anchors: Mapping[str, Anchor]
    used: tuple[Cell, ...]
    has_operator: bool = False
    joined: tuple[Cell, ...] = ()
    idle: Cell | None = None


def _value_text(cell: Cell) -> str:
    """A value as filed; lines that each state something stay apart, a wrapped value is joined."""
    pieces = [one_line(piece) for piece in cell.text.split("\n") if not is_blank(piece)]
    apart = len(pieces) > 1 and all(any(c.isdigit() for c in piece) for piece in pieces)
    return ("\n" if apart else "").join(pieces)


@dataclass(slots=True)
class IndicatorReader:
    """Reads the rows of one project in order; levels stay in force until the next one."""

    family: Family
    first: Level = Level()
    seconds: dict[int, Level] = field(default_factory=dict)
    block_horizon: str | None = None

    def read(self, row: Row, header: Header) -> list[Entry] | None:
        """The indicators of a row (one a horizon); None when it is not an indicator row."""
        self.see_block(row, header)
        if self._is_remark(row, header):
            return [] if self._heads_rows(row) else None
        if is_uncertain(row, header):
            return []
        entries = []
        before = self.first, dict(self.seconds)
        for nth, group in enumerate(header.groups):
            cells = align(row, header, group, self.family.operators)
            self._see_levels(row, nth, cells)
            entry = self._entry(row, nth, cells, group)
            if entry is not None:
                entries.append(entry)
        if not entries and not all(is_level_name(level.text) for level in (self.first, *self.seconds.values())):
            self.first, self.seconds = before
        return self._without_echo(entries)

    @staticmethod
    def _without_echo(entries: list[Entry]) -> list[Entry]:
        """Without halves that have no value of their own where both halves share one name cell."""
        if len(entries) < 2 or len({entry.anchors.get("name") for entry in entries}) > 1:
            return entries
        return [entry for entry in entries if entry.data["target"]["raw"]] or entries[:1]

    def see_block(self, row: Row, header: Header) -> None:
        """A cell left of the levels may say which horizon the rows are for."""
        for cell in (*row.filled, *row.covering):
            if cell.column >= header.left:
                continue
            label = self.family.label(row.key(cell))
            if label is not None and label.field == "group" and label.horizon:
                self.block_horizon = label.horizon

    def _is_remark(self, row: Row, header: Header) -> bool:
        """Whether the row is a remark under the table: by its label, or a single cell that is no indicator."""
        lead = row.filled[0] if row.filled else None
        if lead is not None and lead.column <= max(header.left, 1) and self.family.is_remark(row.key(lead)):
            return True
        if len(row.filled) != 1:
            return not row.filled
        cell, name = row.filled[0], header.groups[0].places.get("name")
        wide = name is not None and cell.column <= name.start and cell.column + cell.colspan > header.last
        lone = len(row.cells) == 1 and not row.covering and header.last > 1
        return (wide and name is not None and header.last > name.end) or lone

    def _heads_rows(self, row: Row) -> bool:
        """Whether a row is nothing but a level over the rows below it; the level comes into force."""
        cell = row.filled[0] if len(row.filled) == 1 else None
        if cell is None or not normal_level(cell.text).endswith("指标"):
            return False
        if is_first_level(cell.text):
            self.first = level_of(row, cell)
            self.seconds.clear()
        elif is_second_level(cell.text):
            self.seconds = dict.fromkeys(range(2), level_of(row, cell))
        else:
            return False
        return True

    def _is_title(self, row: Row, cell: Cell) -> bool:
        """Whether a cell in the column of first levels is the general title that reaches down there."""
        label = self.family.label(row.key(cell))
        reaches = not row.owns(cell) and not is_level_name(normal_level(cell.text))
        return reaches or (label is not None and label.field == "group")

    def _see_levels(self, row: Row, nth: int, cells: Mapping[str, Cell]) -> None:
        first, second = cells.get("first_level"), cells.get("second_level")
        if first is not None and self._is_title(row, first):
            first = None
        text_first = first.text if first is not None else ""
        text_second = second.text if second is not None else ""
        if first is not None and not is_blank(text_first) and is_blank(text_second):
            if is_second_level(text_first) and not is_first_level(text_first):
                first, second, text_first, text_second = None, first, "", text_first
        elif is_blank(text_first) and is_first_level(text_second) and not is_second_level(text_second):
            first, second, text_first, text_second = second, None, text_second, ""
        if first is not None and not is_blank(text_first):
            level = level_of(row, first)
            if level.text != self.first.text:
                self.seconds.clear()
            if level.text != self.first.text or row.owns(first):
                self.first = level
        if second is not None and not is_blank(text_second) and not self.family.is_residue(text_second):
            self.seconds[nth] = level_of(row, second)

    def _texts(self, cells: Mapping[str, Cell]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for key in _TEXTS:
            cell = cells.get(key)
            if cell is None:
                found[key] = None
            elif key == "description":
                found[key] = cell.text[slice(*trim(cell.text))]
            else:
                found[key] = one_line(cell.text)
        return found

    def _target(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        parts = {key: cells.get(key) for key in ("operator", "value", "unit_column")}
        texts = {key: "" if cell is None else _value_text(cell) for key, cell in parts.items()}
        sign, value, unit = texts["operator"], texts["value"], texts["unit_column"]
        whole = not value and any(c.isdigit() for c in sign)
        if not self._is_operator(sign) and not whole:
            sign = ""
        if not sign and not unit:
            return {"raw": value}
        raw = join_split_columns(sign, value, unit)
        return {"raw": raw, "operator_cell": sign, "value_cell": value, "unit_cell": unit}

    def _is_operator(self, text: str) -> bool:
        """指标性质 may hold an operator or a direction (正向): its contents decide, never its label."""
        return squeeze(text) in self.family.operators or fold(text) in self.family.operators

    def _entry(self, row: Row, nth: int, cells: Mapping[str, Cell], group: Group) -> Entry | None:
        own = {key: cell for key, cell in cells.items() if row.owns(cell)}
        if not any(key in own and not is_blank(own[key].text) for key in _SAYING):
            return None
        texts, target = self._texts(cells), self._target(cells)
        if self._is_unused(cells, texts, target["raw"]):
            return None
        second = self.seconds.get(nth, Level())
        scores = (self.first.score, second.score)
        data = {
            "first_level": self.first.text,
            "second_level": second.text,
            "name": texts["name"] or "",
            "description": texts["description"] or None,
            "horizon": group.horizon or self.block_horizon,
            "weight": texts["weight"] or None,
            "level_weight": next((score for score in scores if score), None),
            "actual": texts["actual"] or None,
            "target": target,
        }
        data |= {key: texts[key] for key in _OPTIONAL if texts[key]}
        anchors = _anchors(row, cells)
        for key, level in (("first_level", self.first), ("second_level", second)):
            if level.anchor is not None:
                anchors[key] = level.anchor
        sign = cells.get("operator")
        has_sign = sign is not None and self._is_operator(sign.text)
        used = tuple(cell for cell in cells.values() if cell is not sign or has_sign)
        joined = tuple(cells[key] for key in ("operator", "value", "unit_column") if cells.get(key) in used)
        return Entry(data, anchors, used, has_sign, joined, None if has_sign else sign)

    def _is_unused(self, cells: Mapping[str, Cell], texts: Mapping[str, str | None], value: str) -> bool:
        """Whether a row is template residue or a subtotal rather than an indicator."""
        leading = [cells[key].text for key in ("first_level", "second_level", "name") if key in cells]
        if any(squeeze(text) in self.family.subtotals for text in leading):
            return True
        residue = self.family.is_residue
        return residue(texts["name"] or "") and residue(value) and residue(texts["description"] or "")


def is_level_name(text: str) -> bool:
    """Whether a text is a level's name, an official one or one that looks it; so is a level not said."""
    return not text or text.endswith("指标") or is_first_level(text) or is_second_level(text)


def level_of(row: Row, cell: Cell) -> Level:
    """The level that a cell names."""
    return Level(normal_level(cell.text), score_in_level(cell.text), anchor_of(row, cell))


def _anchors(row: Row, cells: Mapping[str, Cell]) -> dict[str, Anchor]:
    """The places of the fields that stand in this row; a blank cell has a place, too."""
    found = {key: anchor_of(row, cell) for key, cell in cells.items() if key in _TEXTS}
    value = _first_filled(cells.get(key) for key in ("value", "operator", "unit_column"))
    if value is not None:
        found["target"] = anchor_of(row, value)
    elif "value" in cells:
        found["target"] = anchor_of(row, cells["value"])
    return found


def _first_filled(cells: Iterable[Cell | None]) -> Cell | None:
    return next((cell for cell in cells if cell is not None and not is_blank(cell.text)), None)
