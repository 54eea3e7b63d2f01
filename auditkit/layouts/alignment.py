"""Say which column each cell of an indicator row belongs to, also where cells are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from auditkit.document import Cell
from auditkit.layouts.columns import Column, Group, Header
from auditkit.layouts.edges import Span, span_of, spans_under
from auditkit.layouts.grid import Row
from auditkit.layouts.text import is_blank, squeeze
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["align", "is_sure_second", "is_uncertain", "second_level_in"]

_NUMBER = re.compile(r"\W{0,2}[\d.,，]+")


def is_sure_second(text: str) -> bool:
    """A second level beyond doubt: indicator names such as 社会效益 are not."""
    return is_second_level(text) and normal_level(text).removesuffix("等").endswith("指标")


def _anchor_index(cells: tuple[Cell, ...]) -> int | None:
    """The index of the second level among the first cells, blanks and a first level passed over."""
    for index, cell in enumerate(cells[:3]):
        following = cells[index + 1].text if index + 1 < len(cells) else ""
        if is_sure_second(cell.text) and not (is_first_level(cell.text) and is_sure_second(following)):
            return index
        if not is_blank(cell.text) and not is_first_level(cell.text):
            return None
    return None


def second_level_in(row: Row) -> Cell | None:
    """The second level among the first cells of a row, or None."""
    index = _anchor_index(row.cells)
    return None if index is None else row.cells[index]


def _spans_both(cell: Cell, header: Header) -> bool:
    """Whether a lone 满意度指标 stands for both levels; a lone 成本指标 is a second level under 产出指标."""
    return normal_level(cell.text) in ("满意度指标", "满意度") and cell.column <= header.left


def _shifts(row: Row, header: Header, group: Group) -> list[int]:
    """How far each cell stands from the column it belongs to."""
    none = [0] * len(row.cells)
    second, name = group.places.get("second_level"), group.places.get("name")
    short = row.last < header.last
    if short and row.cells and (len(header.groups) > 1 or second is None):
        return [_cut_off(row, header)] * len(row.cells)
    if len(header.groups) > 1 or second is None or name is None or not row.cells:
        return none
    there = [c for c in (*row.cells, *row.covering) if c.column <= second.start < c.column + c.colspan]
    if there and is_second_level(there[0].text) and (not short or there[0].column == second.start):
        return none
    index = _anchor_index(row.cells)
    lost = header.last - row.last
    if index is not None:
        shift = second.start - row.cells[index].column
        if index == 0 and short and lost < shift and is_first_level(row.cells[0].text):
            return [lost] * len(row.cells)
        if index == 0 and short and shift > 0 and _spans_both(row.cells[0], header):
            return _shifted(row, group, 1, shift)
        if shift > 0 and short:
            return _shifted(row, group, index, shift)
        return [shift] * len(row.cells) if shift < 0 and row.last > header.last else none
    if not short:
        return none
    for n, cell in enumerate(row.cells):
        if is_blank(cell.text) or (n == 0 and is_first_level(cell.text)):
            continue
        return _shifted(row, group, n, max(0, min(name.start - cell.column, lost)))
    return none


def _cut_off(row: Row, header: Header) -> int:
    """How many cells a dump has left out before the first of a row; 0 where nothing says so."""
    lost = header.last - row.last
    spare = header.left - 1 if len(header.groups) == 1 else header.last
    return lost if row.cells[0].lines and not row.covering and lost <= spare else 0


def is_uncertain(row: Row, header: Header) -> bool:
    """Whether a row with two halves is short of cells so that nothing says which column the rest are of."""
    if len(header.groups) < 2 or row.last >= header.last or not row.cells:
        return False
    by = _cut_off(row, header)
    places = {group.places["second_level"].start for group in header.groups if "second_level" in group.places}
    seconds = {cell.column + by for cell in row.cells if is_sure_second(cell.text)}
    firsts = {cell.column + by for cell in row.cells[:1] if is_first_level(cell.text)}
    return len(places) < 2 or not places <= seconds | firsts


def _shifted(row: Row, group: Group, index: int, shift: int) -> list[int]:
    """Shifts by which the cells from ``index`` on move, and a first level before them comes home."""
    first = group.places.get("first_level")
    before = [
        first.start - cell.column if first is not None and is_first_level(cell.text) else 0
        for cell in row.cells[:index]
    ]
    return [*before, *[shift] * (len(row.cells) - index)]


def _spans(row: Row, header: Header, group: Group) -> dict[int, Span]:
    """The grid columns that each cell means to take up, by the identity of the cell."""
    cells = sorted((*row.cells, *row.covering), key=lambda cell: cell.column)
    spans = spans_under(row, cells, header, group.places.get("value"))
    if spans is not None:
        return {id(cell): span for cell, span in zip(cells, spans, strict=True)}
    shifts = {id(cell): by for cell, by in zip(row.cells, _shifts(row, header, group), strict=True)}
    raw = {id(cell): span_of(cell) for cell in cells}
    return {key: (span[0] + shifts.get(key, 0), span[1] + shifts.get(key, 0)) for key, span in raw.items()}


def _pull_value(row: Row, spans: dict[int, Span], header: Header, group: Group) -> None:
    """In a row short of a cell, the last one before the end is the value rather than the description."""
    value, name = group.places.get("value"), group.places.get("name")
    starts = [spans[id(cell)][0] for cell in row.cells]
    if value is None or name is None or len(header.groups) > 1 or max(starts, default=0) >= value.start:
        return
    after = [cell for cell in row.cells if name.end < spans[id(cell)][0] < value.start]
    between = [c for c in header.columns if name.end < c.start < value.start]
    named = [cell for cell in row.cells if name.start <= spans[id(cell)][0] <= name.end]
    if len(after) != 1 or not between or not named:
        return
    text = squeeze(after[0].text)
    if text and text != squeeze(named[0].text) and after[0].colspan == 1:
        spans[id(after[0])] = (value.start, value.start)


def _value_end(column: Column, header: Header) -> int:
    """The last grid column under the header cell of values, and under blank header cells right of it."""
    end = column.end
    for leaf in header.leaves:
        if leaf.column == end + 1 and is_blank(leaf.text):
            end = span_of(leaf)[1]
    return end


def _parts_of_value(row: Row, value: Cell, end: int, operators: Collection[str]) -> dict[str, Cell]:
    """Sign, number and unit where several cells of a row stand under the one header cell of values."""
    rest = [c for c in row.cells if value.column < c.column <= end and not is_blank(c.text)]
    if squeeze(value.text) in operators and len(rest) in (1, 2):
        return dict(zip(("operator", "value", "unit_column"), (value, *rest), strict=False))
    return {"unit_column": rest[0]} if _NUMBER.fullmatch(squeeze(value.text)) and len(rest) == 1 else {}


def _pick(row: Row, spans: Mapping[int, Span], column: Column, taken: set[int]) -> Cell | None:
    """The cell of a column: one of the row, a filled one rather than a blank, else one from above."""
    found = None
    for cell in row.cells:
        start, end = spans[id(cell)]
        if id(cell) in taken or start > column.end or end < column.start:
            continue
        if found is None or (is_blank(found.text) and not is_blank(cell.text)):
            found = cell
    if found is None:
        reaching = ((cell, spans[id(cell)]) for cell in row.covering)
        return next(
            (cell for cell, (start, end) in reaching if start <= column.end and column.start <= end), None
        )
    taken.add(id(found))
    return found


def align(row: Row, header: Header, group: Group, operators: Collection[str]) -> Mapping[str, Cell]:
    """The cells of a row by field; a cell that reaches down from a row above counts as in this row.

    A first level that is merged across the second stands for both. ``operators`` are the signs that
    may stand in a cell of their own before a number.
    """
    spans = _spans(row, header, group)
    if row.last < header.last:
        _pull_value(row, spans, header, group)
    taken: set[int] = set()
    found: dict[str, Cell] = {}
    for field, column in sorted(group.places.items(), key=lambda item: item[1].start):
        cell = _pick(row, spans, column, taken)
        if cell is not None:
            found[field] = cell
    if "value" in found and not {"operator", "unit_column"} & set(group.places):
        end = _value_end(group.places["value"], header)
        beyond = row.last if end >= header.last else end
        found |= _parts_of_value(row, found["value"], beyond, operators)
    first = found.get("first_level")
    lone = row.owns(first) and "second_level" not in found
    if lone and first is not None and "second_level" in group.places and is_second_level(first.text):
        found["second_level"] = first
    return found
