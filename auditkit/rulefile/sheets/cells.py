"""What stands in one cell of a workbook and the value it stands for: each way back is exact.

A value that would not come back from its cell as it was has no cell text (None) and is kept
elsewhere by the caller. So nothing is lost, whatever it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from auditkit.rulefile.sheets.yaml_writer import write_flow
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = [
    "EXPRESSION",
    "JSON",
    "LIST",
    "SCALAR",
    "TEXT",
    "CellError",
    "Codec",
    "choices",
    "exact",
    "quoted_text",
    "read_scalar",
    "read_text",
    "split_outside",
    "write_scalar",
    "write_text",
]

MOST = 32_000
_TYPED = re.compile(r"[-+]?\d+(\.\d+)?|true|false|null|~", re.IGNORECASE | re.ASCII)
# Workbooks lose or misread these: controls, line breaks of other kinds, and what looks like an escape.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|_(?=x)|(?<=x005F)_",
    re.IGNORECASE,
)
_LIST_MARKS = "、，,；;\n"


class CellError(ValueError):
    """A cell that cannot be understood; a Chinese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Codec:
    """Two ways: a value as cell text (None where it has none), and back (may raise ``CellError``)."""

    write: Callable[[Any], str | None]
    read: Callable[[str], Any]

    def cell(self, value: Any) -> str | None:
        """The text, or None when the value would not come back as it is."""
        try:
            text = self.write(value)
            if not text or len(text.encode("utf-16-le")) > 2 * MOST or _UNSAFE.search(text):
                return None
            return text if text == text.strip() and exact(self.read(text), value) else None
        except ValueError:
            return None


def exact(one: Any, other: Any) -> bool:
    """Whether two values are equal with all types inside; the order of keys does not count."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(exact(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(exact, one, other))
    return type(one) is type(other) and bool(one == other)


def split_outside(text: str, marks: str) -> list[str]:
    """The parts between marks that stand outside of ``"..."``, ``[...]`` and ``{...}``.

    Quotes and brackets count where a value starts, not inside a word.

    Raises:
        CellError: when one of them is not closed.
    """
    parts, start, depth, quoted, fresh = [], 0, 0, False, True
    index = 0
    while index < len(text):
        char = text[index]
        if quoted:
            index += char == "\\"
            quoted = char != '"'
        elif char == '"' and fresh:
            quoted = True
        elif char in "[{" and (fresh or depth):
            depth += 1
        elif char in "]}" and depth:
            depth -= 1
        elif depth == 0 and char in marks:
            parts.append(text[start:index])
            start = index + 1
        if not char.isspace() or char in marks:
            fresh = char in marks or char in "=＝[{,:"
        index += 1
    if quoted or depth:
        raise CellError("引号或括号没有成对；如果它是文字的一部分，请把整个值放进英文双引号里。")
    return [*parts, text[start:]]


def quoted_text(text: str) -> str:
    """The text in quotes, with all that a workbook cannot hold written as ``\\uXXXX``."""
    body = json.dumps(text, ensure_ascii=False)[1:-1]
    return f'"{_UNSAFE.sub(_escape, body)}"'


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _unquote(text: str) -> str | None:
    """The text inside quotes; None when it is not one quoted text."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def read_text(cell: str) -> str:
    """Free text: as it stands, or in quotes where blanks at its ends matter."""
    bare = cell.strip()
    inner = _unquote(bare)
    return bare if inner is None else inner


def write_text(value: Any) -> str | None:
    """Free text as it stands, in quotes only where it would not come back otherwise."""
    if not isinstance(value, str):
        return None
    plain = value and not _UNSAFE.search(value) and not value.startswith("<r>") and read_text(value) == value
    return value if plain else quoted_text(value)


def read_scalar(cell: str) -> Any:
    """A value: number, true, false, null, text, or a list or mapping in brackets."""
    bare = cell.strip()
    inner = _unquote(bare)
    if inner is not None:
        return inner
    if bare[:1] in ("[", "{"):
        return _read_nested(bare)
    return load_yaml(bare, "") if _TYPED.fullmatch(bare) else bare


def _read_nested(text: str) -> Any:
    value: Any = None
    try:
        value = load_yaml(text, "")
    except YamlError:
        try:
            value = json.loads(text, parse_float=Decimal)
        except ValueError:
            value = None
    if isinstance(value, list | dict):
        return value
    raise CellError(
        f"“{text[:40]}”以括号开头但不成列表，请检查括号和引号；若它就是文字，请放进英文双引号里。"
    )


def write_scalar(value: Any, marks: str = "") -> str:
    """A value on one line, in quotes where one of ``marks`` stands in it."""
    if isinstance(value, str):
        plain = write_text(value) == value and "\n" not in value and read_scalar(value) == value
        return value if plain and not any(mark in value for mark in marks) else quoted_text(value)
    if isinstance(value, list | Mapping):
        line = write_flow(value)
        whole = not _UNSAFE.search(line) and len(split_outside(line, marks or "\n")) == 1
        return line if whole and exact(read_scalar(line), value) else _write_json(value)
    return write_flow(value)


def _write_json(value: Any) -> str:
    if isinstance(value, str):
        return quoted_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted_text(k)}: {_write_json(item)}" for k, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_write_json, value)) + "]"
    return write_flow(value)


def _read_expression(cell: str) -> Any:
    return {"true": True, "false": False}.get(cell.strip(), read_text(cell))


def _write_expression(value: Any) -> str | None:
    return write_flow(value) if isinstance(value, bool) else write_text(value)


def _read_list(cell: str) -> list[Any]:
    bare = cell.strip()
    if bare.startswith("[") and len(split_outside(bare, _LIST_MARKS)) == 1:
        return list(_read_nested(bare))
    return [read_scalar(part) for part in split_outside(bare, _LIST_MARKS) if part.strip()]


def _write_list(value: Any) -> str | None:
    if not isinstance(value, list):
        return None
    return "、".join(write_scalar(item, _LIST_MARKS) for item in value) or "[]"


TEXT = Codec(write_text, read_text)
SCALAR = Codec(write_scalar, read_scalar)
EXPRESSION = Codec(_write_expression, _read_expression)
LIST = Codec(_write_list, _read_list)
JSON = Codec(_write_json, read_scalar)


def choices(labels: Mapping[str, str]) -> Codec:
    """A drop-down: values by their labels. The value itself is understood too."""
    values = {label: value for value, label in labels.items()}

    def read(cell: str) -> str:
        bare = cell.strip()
        if bare in labels:
            return bare
        if bare in values:
            return values[bare]
        near = get_close_matches(bare, [*values, *labels], n=1, cutoff=0.5)
        offered = f"只能是 {'、'.join(values)}" if len(values) < 10 else "请从下拉列表中选择"
        raise CellError(f"“{bare[:40]}”不是可选的内容，{f'是不是“{near[0]}”？' if near else f'{offered}。'}")

    return Codec(lambda value: labels.get(value) if isinstance(value, str) else None, read)
