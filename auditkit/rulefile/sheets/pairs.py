"""Cells that hold pairs ``名=值; 名=值``: options, examples, bases and evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditkit.rulefile.sheets.cells import (
    CellError,
    Codec,
    quoted_text,
    read_scalar,
    read_text,
    split_outside,
    write_scalar,
    write_text,
)

__all__ = ["BASIS", "BASIS_LABELS", "CASE_LABELS", "EVIDENCE", "cases", "pairs"]

_MARKS = ";；\n"
_EQUALS = "=＝"
_AWKWARD = re.compile(r'[=＝;；\n"\[{]|^@')
CASE_LABELS: Mapping[str, str] = {"title": "@名称", "says": "@提示", "at": "@位置", "options": "@参数"}
"""What an example may hold beside the fields of the form."""
BASIS_LABELS: Mapping[str, str] = {
    "key": "编号",
    "document": "文件",
    "number": "文号",
    "clause": "条款",
    "certainty": "可信度",
    "kind": "类别",
    "says": "内容",
}


def pairs(labels: Mapping[str, str] | None = None) -> Codec:
    """A mapping as ``名=值; 名=值``, with labels for some of its keys."""
    told = labels or {}
    keys = {label: key for key, label in told.items()}
    return Codec(lambda value: _write_pairs(value, told), lambda cell: _read_pairs(cell, keys))


def _read_pairs(cell: str, keys: Mapping[str, str]) -> dict[str, Any]:
    if cell.lstrip().startswith("{"):
        value = read_scalar(cell)
        if isinstance(value, dict):
            return value
    return dict(_parts(split_outside(cell, _MARKS), keys))


def _parts(parts: Iterable[str], keys: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Key and value of each part; ``keys`` gives the key for a label."""
    seen = set()
    for part in parts:
        if not part.strip():
            continue
        name = (
            split_outside(part, _EQUALS)[0] if part.lstrip().startswith('"') else re.split(r"[=＝]", part)[0]
        )
        value = part[len(name) :]
        label = read_text(name)
        if not value or not name.strip():
            raise CellError(f"“{part.strip()[:40]}”应写成“名=值”，如 指标值=≥100%，各项之间用分号隔开。")
        key = keys.get(label, label)
        if key in seen:
            raise CellError(f"“{label}”写了两次，请只留一个。")
        seen.add(key)
        yield key, read_scalar(value[1:])


def _write_pairs(value: Any, labels: Mapping[str, str]) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return "; ".join(_pair(labels.get(key, key), item) for key, item in value.items()) or "{}"


def _pair(label: str, value: Any) -> str:
    plain = write_text(label) == label and not _AWKWARD.search(label)
    return f"{label if plain else quoted_text(label)}={write_scalar(value, _MARKS)}"


def cases(kind: str) -> Codec:
    """The examples of one kind, one a line: ``类别=满意度; 指标值=≥100%; @提示=过于绝对``."""
    return Codec(lambda value: _write_cases(kind, value), lambda cell: _read_cases(kind, cell))


def _write_cases(kind: str, value: Any) -> str | None:
    lines = []
    for case in value:
        given = case[kind]
        first = "null" if given is None else _write_pairs(given, {})
        if first is None or not case.keys() <= {kind, *CASE_LABELS}:
            return None
        beside = [
            f"{CASE_LABELS[key]}={write_scalar(item, _MARKS)}" for key, item in case.items() if key != kind
        ]
        lines.append("; ".join([first, *beside]))
    return "\n".join(lines)


def _read_cases(kind: str, cell: str) -> list[dict[str, Any]]:
    found = []
    keys = {label: key for key, label in CASE_LABELS.items()}
    for line in split_outside(cell, "\n"):
        parts = [part.strip() for part in split_outside(line, ";；") if part.strip()]
        if not parts:
            continue
        given = [part for part in parts if not part.startswith("@")]
        beside = dict(_parts((part for part in parts if part.startswith("@")), keys))
        _refuse_strange(beside)
        found.append({kind: _given(given), **beside})
    return found


def _given(parts: Sequence[str]) -> Any:
    if len(parts) == 1 and (parts[0].startswith("{") or parts[0] == "null"):
        return read_scalar(parts[0])
    return dict(_parts(parts, {}))


def _refuse_strange(beside: Mapping[str, Any]) -> None:
    strange = [key for key in beside if key not in CASE_LABELS]
    if strange:
        raise CellError(f"示例里不认识“{strange[0]}”，以 @ 开头的只能是 {'、'.join(CASE_LABELS.values())}。")


def _write_bases(value: Any) -> str | None:
    if not isinstance(value, list):
        return None
    lines = []
    for item in value:
        line = (
            _write_pairs(item, BASIS_LABELS)
            if isinstance(item, Mapping)
            else write_scalar(item, "\n=＝;；{、")
        )
        lines.append(line or "")
    return "\n".join(lines) or "[]"


def _read_bases(cell: str) -> list[Any]:
    keys = {label: key for key, label in BASIS_LABELS.items()}
    if cell.strip() == "[]":
        return []
    found: list[Any] = []
    for line in filter(str.strip, split_outside(cell, "\n")):
        whole = len(split_outside(line, _EQUALS)) == 1 and line.strip() != "{}"
        found += (
            [read_scalar(part) for part in split_outside(line, "、；;")]
            if whole
            else [_read_pairs(line, keys)]
        )
    return found


def _write_evidence(value: Any) -> str | None:
    if not isinstance(value, list):
        return None
    lines = []
    for item in value:
        if not isinstance(item, Mapping) or list(item) != ["label", "value"]:
            return None
        lines.append(_pair(str(item["label"]), item["value"]))
    return "\n".join(lines) or "[]"


def _read_evidence(cell: str) -> list[Any]:
    if cell.strip() == "[]":
        return []
    lines = filter(str.strip, split_outside(cell, "\n"))
    return [{"label": key, "value": value} for line in lines for key, value in _parts([line], {})]


BASIS = Codec(_write_bases, _read_bases)
EVIDENCE = Codec(_write_evidence, _read_evidence)
