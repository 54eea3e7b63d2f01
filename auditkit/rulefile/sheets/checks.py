"""What a rule checks, in four columns of a workbook: 检查, 表达式, 字段, 参数."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from auditkit.rulefile.sheets.cells import EXPRESSION, LIST, TEXT, CellError, choices
from auditkit.rulefile.sheets.pairs import pairs
from auditkit_schemas import load_schema

__all__ = ["KINDS", "check_labels", "check_titles", "check_words", "field_key", "read_check", "write_check"]

KINDS: Mapping[str, str] = {"flag_when": "成立则违规", "require": "不成立则违规"}
"""The two ways to judge by an expression, and what the column 检查 calls them."""
_FIELD_KEYS = ("fields", "field")
_Faults = list[tuple[str, str]]


@cache
def check_titles() -> Mapping[str, str]:
    """The Chinese title of each named check."""
    kinds = load_schema("rules")["$defs"]["rule"]["properties"]["check"]["oneOf"]
    return {kind["const"]: kind["title"] for kind in kinds}


def check_words() -> Mapping[str, str]:
    """All that the column 检查 may hold, by the key or check it stands for."""
    return {**KINDS, **check_titles()}


@cache
def _properties(check: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_schema("rules")["$defs"].get(f"check_{check}", {}).get("properties", {})
    return found


def field_key(check: str) -> str:
    """Which key of a named check the column 字段 holds; empty when it has none."""
    return next((key for key in _FIELD_KEYS if key in _properties(check)), "")


def check_labels(check: str) -> Mapping[str, str]:
    """Label by key for the options of a named check, without the key of the column 字段."""
    own = field_key(check)
    return {key: told.get("x-label", key) for key, told in _properties(check).items() if key != own}


def write_check(cells: dict[str, str], rest: dict[str, Any]) -> None:
    """Move what is checked from ``rest`` to the cells, as far as it comes back from there."""
    kinds = [key for key in (*KINDS, "check") if key in rest]
    if len(kinds) != 1:
        return
    kind, value = kinds[0], rest[kinds[0]]
    if kind in KINDS:
        text = EXPRESSION.cell(value)
        if text is not None:
            cells |= {"检查": KINDS[kind], "表达式": text}
            del rest[kind]
    elif isinstance(value, str) and value in check_titles():
        cells["检查"] = check_titles()[value]
        del rest["check"]
        _write_options(value, cells, rest)


def _write_options(check: str, cells: dict[str, str], rest: dict[str, Any]) -> None:
    own = field_key(check)
    field = (LIST if own == "fields" else TEXT).cell(rest[own]) if own in rest else None
    if field is not None:
        cells["字段"] = field
        del rest[own]
    labels = check_labels(check)
    options = {key: item for key, item in rest.items() if key in labels}
    text = pairs(labels).cell(options) if options else None
    if text is not None:
        cells["参数"] = text
        for key in options:
            del rest[key]


def read_check(cells: Mapping[str, str], faults: _Faults) -> dict[str, Any]:
    """The keys that say what is checked; what is wrong is added to ``faults``: heading and sentence."""
    word = cells.get("检查", "").strip()
    try:
        name = choices(check_words()).read(word) if word else ""
    except CellError as error:
        faults.append(("检查", str(error)))
        return {}
    expression = cells.get("表达式", "")
    if name in KINDS:
        faults += _strangers(
            cells, ("字段", "参数"), f"检查为“{KINDS[name]}”时不填这一列，请清空或写进表达式。"
        )
        if not expression.strip():
            faults.append(("表达式", f"检查为“{KINDS[name]}”时要写表达式，如 指标值.数值 ≥ 100%。"))
        return {name: EXPRESSION.read(expression)}
    faults += _strangers(
        cells, ("表达式",), f"要按表达式判断，请把检查改为“{'”或“'.join(KINDS.values())}”；否则请清空。"
    )
    if not name:
        faults += _strangers(cells, ("字段", "参数"), "没有选检查，请先在“检查”一列选一种。")
        return {}
    return {"check": name, **_read_field(name, cells, faults), **_read_options(name, cells, faults)}


def _strangers(
    cells: Mapping[str, str], headings: tuple[str, ...], message: str
) -> Iterator[tuple[str, str]]:
    return ((heading, message) for heading in headings if cells.get(heading, "").strip())


def _read_field(check: str, cells: Mapping[str, str], faults: _Faults) -> dict[str, Any]:
    own, cell = field_key(check), cells.get("字段", "")
    if not cell.strip():
        return {}
    if not own:
        labels = "、".join(check_labels(check).values())
        faults.append(
            ("字段", f"检查“{check_titles()[check]}”不用这一列，请写在“参数”一列，可用：{labels}。")
        )
        return {}
    try:
        return {own: LIST.read(cell) if own == "fields" else TEXT.read(cell)}
    except CellError as error:
        faults.append(("字段", str(error)))
        return {}


def _read_options(check: str, cells: Mapping[str, str], faults: _Faults) -> dict[str, Any]:
    labels = check_labels(check)
    try:
        options: dict[str, Any] = pairs(labels).read(cells.get("参数", ""))
    except CellError as error:
        faults.append(("参数", str(error)))
        return {}
    for key in options:
        if key not in labels:
            near = get_close_matches(key, [*labels.values(), *labels], n=1, cutoff=0.4)
            hint = f"是不是“{near[0]}”？" if near else f"可用：{'、'.join(labels.values())}。"
            faults.append(("参数", f"“{key}”不是检查“{check_titles()[check]}”的参数，{hint}"))
    return options
