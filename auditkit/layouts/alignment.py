"""Say which column each cell of an indicator row belongs to, also where cells are missing."""

from __future__ import annotations

from collections.abc import Mapping

from auditkit.document import Cell
from auditkit.layouts.columns import Column, Group, Header
from auditkit.layouts.grid import Row
from auditkit.layouts.text import is_blank, squeeze
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["align"]


def _is_sure_second(text: str) -> bool:
    """A second level beyond doubt: indicator names such as 社会效益 are not."""
    return is_second_level(text) and normal_level(text).removesuffix("等").endswith("指标")


def _anchor_index(cells: tuple[Cell, ...]) -> int | None:
    """The index of the second level among the first cells, blanks and a first level passed over."""
    for index, cell in enumerate(cells[:3]):
        following = cells[index + 1].text if index + 1 < len(cells) else ""
        if _is_sure_second(cell.text) and not (is_first_level(cell.text) and _is_sure_second(following)):
            return index
        if not is_blank(cell.text) and not is_first_level(cell.text):
            return None
    return None


def _spans_both(cell: Cell, header: Header) -> bool:
    """Whether a lone 满意度指标 stands for both levels; a lone 成本指标 is a second level under 产出指标."""
    return normal_level(cell.text) in ("满意度指标", "满意度") and cell.column <= header.left


def _shifts(row: Row, header: Header, group: Group) -> list[int]:
    """How far each cell stands from the column it belongs to."""
    none = [0] * len(row.cells)
    second, name = group.places.get("second_level"), group.places.get("name")
    if len(header.groups) > 1 or second is None or name is None or not row.cells:
        return none
    short = row.last < header.last
    there = [c for c in (*row.cells, *row.covering) if c.column <= second.start < c.column + c.colspan]
    if there and is_second_level(there[0].text) and (not short or there[0].column == second.start):
        return none
    index = _anchor_index(row.cells)
    if index is not None:
        shift = second.start - row.cells[index].column
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
        return _shifted(row, group, n, max(0, name.start - cell.column))
    return none


def _shifted(row: Row, group: Group, index: int, shift: int) -> list[int]:
    """Shifts by which the cells from ``index`` on move, and a first level before them comes home."""
    first = group.places.get("first_level")
    before = [
        first.start - cell.column if first is not None and is_first_level(cell.text) else 0
        for cell in row.cells[:index]
    ]
    return [*before, *[shift] * (len(row.cells) - index)]


def _pull_value(row: Row, columns: list[int], header: Header, group: Group) -> list[int]:
    """In a row short of a cell, the last one before the end is the value rather than the description."""
    value, name = group.places.get("value"), group.places.get("name")
    if value is None or name is None or len(header.groups) > 1 or max(columns, default=0) >= value.start:
        return columns
    after = [n for n, column in enumerate(columns) if name.end < column < value.start]
    between = [c for c in header.columns if name.end < c.start < value.start]
    named = [cell for n, cell in enumerate(row.cells) if name.start <= columns[n] <= name.end]
    if len(after) != 1 or not between or not named:
        return columns
    text = squeeze(row.cells[after[0]].text)
    spans_on = row.cells[after[0]].colspan > 1
    if not text or text == squeeze(named[0].text) or spans_on:
        return columns
    columns[after[0]] = value.start
    return columns


def _pick(row: Row, columns: list[int], column: Column, taken: set[int]) -> Cell | None:
    found = None
    for n, cell in enumerate(row.cells):
        if n in taken or columns[n] > column.end or columns[n] + cell.colspan - 1 < column.start:
            continue
        if found is None or (is_blank(row.cells[found].text) and not is_blank(cell.text)):
            found = n
    if found is None:
        reaching = (c for c in row.covering if c.column <= column.end and column.start < c.column + c.colspan)
        return next(reaching, None)
    taken.add(found)
    return row.cells[found]


def align(row: Row, header: Header, group: Group) -> Mapping[str, Cell]:
    """The cells of a row by field; a cell that reaches down from a row above counts as in this row.

    A first level that is merged across the second stands for both.
    """
    columns = [
        cell.column + shift for cell, shift in zip(row.cells, _shifts(row, header, group), strict=True)
    ]
    if row.last < header.last:
        columns = _pull_value(row, columns, header, group)
    taken: set[int] = set()
    found: dict[str, Cell] = {}
    for field, column in sorted(group.places.items(), key=lambda item: item[1].start):
        cell = _pick(row, columns, column, taken)
        if cell is not None:
            found[field] = cell
    first = found.get("first_level")
    lone = row.owns(first) and "second_level" not in found
    if lone and first is not None and "second_level" in group.places and is_second_level(first.text):
        found["second_level"] = first
    return found
