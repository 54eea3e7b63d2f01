"""Check what people write against its schema, and answer in sentences with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from auditkit.strict_yaml import MarkedDict, MarkedList
from auditkit_schemas import load_schema

__all__ = ["complaints", "near_name"]

_MOST = 20
_TYPES = {
    "object": "“键: 值”",
    "array": "列表",
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "null": "空",
}


def near_name(word: str, known: Sequence[str]) -> str:
    """``是不是“x”？`` for the nearest known word, or what can be written."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else f"可用：{'、'.join(known)}。"


@cache
def _validator(name: str) -> Any:
    import jsonschema
    from referencing import Registry

    # An empty registry, since jsonschema otherwise fetches whatever a $ref names.
    return jsonschema.Draft202012Validator(load_schema(name), registry=Registry())


def complaints(data: Any, schema: str, file: str) -> list[str]:
    """What is wrong with marked data by the schema of that name, one sentence each, by line."""
    if not isinstance(data, MarkedDict):
        return [f"{file}：应为“键: 值”形式的 YAML，现在是{_kind(data)}。"]
    said: dict[tuple[int, str], None] = {}
    for error in _validator(schema).iter_errors(data):
        for line, sentence in _sentences(error, data):
            said[line, f"{file} 第{line}行：{sentence}"] = None
    return [sentence for _, sentence in sorted(said)][:_MOST]


def _kind(value: Any) -> str:
    if value is None:
        return "空的"
    return "列表" if isinstance(value, list) else "一段文字" if isinstance(value, str) else f"“{value}”"


def _place(data: Any, path: Sequence[Any]) -> tuple[int, Any]:
    """The line of the value at a path, and the value."""
    line = data.line
    for step in path:
        if isinstance(data, MarkedDict):
            line = data.lines.get(step, line)
        elif isinstance(data, MarkedList):
            line = data.lines[step]
        data = data[step]
    return line, data


def _named(path: Sequence[Any]) -> str:
    return ".".join(f"第{step + 1}项" if isinstance(step, int) else str(step) for step in path)


def _sentences(error: Any, data: MarkedDict) -> Iterator[tuple[int, str]]:
    path = list(error.absolute_path)
    line, value = _place(data, path)
    where = f"“{_named(path)}”" if path else "文件"
    if error.validator == "additionalProperties":
        yield from _unknown(error, value, line)
    elif error.validator == "required":
        wanted = [key for key in error.validator_value if key not in value]
        yield (value.line or line if path else line), f"{where}缺少“{'、'.join(wanted)}”，请补上。"
    elif error.validator == "enum":
        known = [str(item) for item in error.validator_value if item is not None]
        yield line, f"{where}写的是“{value}”，{near_name(str(value), known)}"
    elif error.validator == "const":
        yield line, f"{where}应为 {error.validator_value}，写的是“{value}”。"
    elif error.validator == "type":
        wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        allowed = "或".join(_TYPES[kind] for kind in wanted)
        yield line, f"{where}应为{allowed}，写的是{_kind(value)}。"
    elif isinstance(value, MarkedDict) and isinstance(error.instance, str):  # a key that will not do
        says = error.schema.get("x-says") or "写得不合规定。"
        yield value.lines.get(error.instance, line), f"“{_named([*path, error.instance])}”{says}"
    else:
        says = error.schema.get("x-says") if isinstance(error.schema, Mapping) else None
        yield line, f"{where}{says or f'写得不合规定（{error.message}）'}"


def _unknown(error: Any, value: MarkedDict, line: int) -> Iterator[tuple[int, str]]:
    known = list(error.schema.get("properties", ()))
    for key in value:
        if key not in known:
            yield value.lines.get(key, line), f"不认识“{key}”，{near_name(key, known)}"
