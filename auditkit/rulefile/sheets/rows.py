"""One rule's entry and its row of cells: each way back is exact, whatever the entry holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditkit.rulefile.sheets.cells import JSON, TEXT, CellError, exact
from auditkit.rulefile.sheets.checks import read_check, write_check
from auditkit.rulefile.sheets.columns import CASE_COLUMNS, COLUMNS, Column
from auditkit.rulefile.sheets.pairs import cases

__all__ = ["REST", "SheetError", "read_row", "write_row"]

REST = "其他"
_WHOLE, _SPELLED, _ORDER = "@原样", "@写法", "@次序"
_MARKS = (_WHOLE, _SPELLED, _ORDER)
_KEYS = (
    *"code name title severity confidence dimension basis for_each where flag_when require check".split(),
    *"message suggest at related evidence options default overrides formerly explain tests".split(),
)
_BEFORE_OPTIONS = _KEYS.index("check") + 1


class SheetError(ValueError):
    """A pack that fits no workbook, or a workbook that cannot be used; one Chinese sentence."""


def write_row(entry: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a rule by heading.

    Raises:
        SheetError: when the entry is too long for the cells of a workbook.
    """
    cells: dict[str, str] = {}
    rest = dict(entry)
    spelled: dict[str, Any] = {}
    write_check(cells, rest)
    for column in COLUMNS:
        if column.key in rest and column.codec is not None:
            _write_column(column, cells, rest, spelled)
    order = _write_cases(cells, rest)
    rest |= {_SPELLED: spelled} if spelled else {}
    rest |= {_ORDER: order} if order else {}
    if rest:
        cells[REST] = _write_rest(rest, entry)
    found, faults = read_row(cells)
    if not faults and exact(found, entry):
        return cells
    code = TEXT.cell(entry.get("code"))
    return ({"编号": code} if code else {}) | {REST: _write_rest({_WHOLE: dict(entry)}, entry)}


def _write_rest(rest: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    text = JSON.cell(rest)
    if text is None:
        raise SheetError(
            f"规则 {entry.get('code')} 的内容太长，一个单元格装不下；请把长的词语列表改放到词表里。"
        )
    return text


def _write_column(
    column: Column, cells: dict[str, str], rest: dict[str, Any], spelled: dict[str, Any]
) -> None:
    value = rest[column.key]
    other = column.spellings.get(value) if isinstance(value, str) else None
    text = column.codec.cell(value if other is None else other) if column.codec else None
    if text is not None:
        cells[column.heading] = text
        del rest[column.key]
        if other is not None and not exact(value, other):
            spelled[column.key] = value


def _write_cases(cells: dict[str, str], rest: dict[str, Any]) -> list[str]:
    """Write the examples by kind; the order of kinds, where it is not that of the columns."""
    tests = rest.get("tests")
    if not isinstance(tests, list) or not tests:
        return []
    kinds = [_kind(case) for case in tests]
    found = {}
    for kind, heading in CASE_COLUMNS.items():
        mine = [case for case, its in zip(tests, kinds, strict=True) if its == kind]
        if mine:
            found[heading] = cases(kind).cell(mine)
    if "" in kinds or None in found.values():
        return []
    cells |= {heading: text for heading, text in found.items() if text}
    del rest["tests"]
    usual = [kind for kind in CASE_COLUMNS for its in kinds if its == kind]
    return [] if kinds == usual else kinds


def _kind(case: Any) -> str:
    found = [kind for kind in CASE_COLUMNS if kind in case] if isinstance(case, Mapping) else []
    return found[0] if len(found) == 1 else ""


def read_row(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The entry of a row of cells, and what is wrong: heading and a Chinese sentence each."""
    faults: list[tuple[str, str]] = []
    entry: dict[str, Any] = {}
    rest = _attempt(faults, REST, _read_rest, cells.get(REST, "")) or {}
    if _WHOLE in rest:
        return rest[_WHOLE], faults
    spelled = rest.get(_SPELLED) or {}
    for column in COLUMNS:
        cell = cells.get(column.heading, "")
        if column.key and column.codec is not None and cell.strip():
            value = _attempt(faults, column.heading, _reader(column), cell)
            own = spelled.get(column.key)
            entry[column.key] = own if isinstance(own, str) and column.spellings.get(own) == value else value
    entry |= read_check(cells, faults)
    tests = _read_cases(cells, faults, rest.get(_ORDER))
    if tests:
        entry["tests"] = tests
    for key, value in rest.items():
        if key not in _MARKS:
            if key in entry:
                faults.append((REST, f"“{key}”已经有自己的列，请写在那一列里，从这里删去。"))
            entry[key] = value
    return _ordered(entry), faults


def _ordered(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with its keys in the usual order; a check's own keys follow it."""
    others = [key for key in entry if key not in _KEYS]
    keys = (*_KEYS[:_BEFORE_OPTIONS], *others, *_KEYS[_BEFORE_OPTIONS:])
    return {key: entry[key] for key in keys if key in entry}


def _attempt(faults: list[tuple[str, str]], heading: str, read: Any, cell: str) -> Any:
    try:
        return read(cell)
    except CellError as error:
        faults.append((heading, str(error)))
        return None


def _read_rest(cell: str) -> dict[str, Any]:
    value = JSON.read(cell) if cell.strip() else {}
    whole = value.get(_WHOLE, {}) if isinstance(value, dict) else None
    if not isinstance(whole, dict) or not isinstance(value.get(_SPELLED, {}), dict):
        raise CellError("应是花括号里的内容，请照导出时的原样恢复。")
    return value


def _reader(column: Column) -> Any:
    def read(cell: str) -> Any:
        word = cell.strip()
        return column.spellings.get(word) or (column.codec.read(cell) if column.codec else None)

    return read


def _read_cases(cells: Mapping[str, str], faults: list[tuple[str, str]], order: Any) -> list[dict[str, Any]]:
    found = {
        kind: _attempt(faults, heading, cases(kind).read, cells[heading]) or []
        for kind, heading in CASE_COLUMNS.items()
        if cells.get(heading, "").strip()
    }
    kinds = [kind for kind in order if kind in list(CASE_COLUMNS)] if isinstance(order, list) else []
    tests = [found[kind].pop(0) for kind in kinds if found.get(kind)]
    return tests + [case for kind in CASE_COLUMNS for case in found.get(kind, ())]
