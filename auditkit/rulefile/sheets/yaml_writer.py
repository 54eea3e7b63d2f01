"""Write YAML that our strict loader reads back as it was: block style, Chinese as it is.

A text is quoted only where the loader would read it otherwise: that is asked of the loader itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["SCHEMA_COMMENT", "dump_yaml", "schema_line", "write_entry", "write_flow", "write_lines"]

SCHEMA_COMMENT = "# yaml-language-server: $schema="
_SIMPLE = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*\Z")
_TYPED = {"true", "false", "null"}
# What a file cannot hold as it is: controls, the line breaks only YAML knows, marks of byte order.
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_LONGEST_KEY = 1000
_WIDTH = 90


def schema_line(place: str) -> str:
    """The comment by which editors find the schema of a file; ``place`` is its path or URL."""
    return f"{SCHEMA_COMMENT}{place}"


def dump_yaml(value: Any, schema: str = "") -> str:
    """The value as a YAML document; with ``schema`` (a path or URL), its first line names that.

    Values: mappings with text keys, lists, texts, numbers, truth values and None.

    Raises:
        ValueError: for what YAML cannot hold, such as NaN or half a surrogate pair.
    """
    lines = write_lines(value)
    if isinstance(value, str):
        lines = [_quote(value)]
    return "\n".join([*([schema_line(schema)] if schema else []), *lines]) + "\n"


def write_lines(value: Any) -> list[str]:
    """The lines of a value in block style, not indented."""
    if isinstance(value, Mapping) and value:
        return [line for key, item in value.items() for line in write_entry(key, item)]
    if _is_list(value) and value and not _fits_one_line(value):
        return [line for item in value for line in _item(item)]
    if isinstance(value, str):
        return _text_lines(value)
    return [write_flow(value)]


def write_entry(key: str, value: Any) -> list[str]:
    """The lines of one key with its value, not indented."""
    name = _key(key, flow=False)
    long = len(name) > _LONGEST_KEY
    head = [f"? {name}"] if long else []
    colon = ":" if long else f"{name}:"
    lines = write_lines(value)
    if isinstance(value, Mapping) and value:
        return [*head, colon, *_indent(lines)]
    if _is_list(value) and value and not _fits_one_line(value):
        return [*head, colon, *lines]
    return [*head, f"{colon} {lines[0]}", *lines[1:]]


def write_flow(value: Any) -> str:
    """The value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(_flow_pairs(value)) + "}"
    if _is_list(value):
        return "[" + ", ".join(write_flow(item) for item in value) + "]"
    if isinstance(value, str):
        return value if _is_plain(value, "value") and _is_plain(value, "flow value") else _quote(value)
    return _number(value)


def _flow_pairs(value: Mapping[str, Any]) -> Iterator[str]:
    for key, item in value.items():
        name = _key(key, flow=True)
        yield f"? {name} : {write_flow(item)}" if len(name) > _LONGEST_KEY else f"{name}: {write_flow(item)}"


def _number(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if not isinstance(exact, Decimal) or not exact.is_finite():
        raise ValueError(f"YAML cannot hold {value!r}")
    text = format(exact, "f")
    return text if "." in text else f"{text}.0"


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fits_one_line(value: Sequence[Any]) -> bool:
    """Whether a list is short and holds nothing but scalars of one line."""
    if any(isinstance(item, Mapping) or _is_list(item) for item in value):
        return False
    if any(isinstance(item, str) and "\n" in item for item in value):
        return False
    return sum(2 + sum(1 if char < "\u2000" else 2 for char in str(item)) for item in value) <= _WIDTH


def _item(value: Any) -> list[str]:
    first, *others = write_lines(value)
    return [f"- {first}", *_indent(others)]


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _text_lines(text: str) -> list[str]:
    """A text as plain, as a literal block or in quotes, whichever reads back and is easiest on the eye."""
    if "\n" in text:
        body = text.removesuffix("\n").split("\n")
        lines = ["|" if text.endswith("\n") else "|-", *_indent(body)]
        if not _UNPRINTABLE.search(text) and _reads(["k: " + lines[0], *lines[1:]], {"k": text}):
            return lines
        return [_quote(text)]
    return [text if _is_plain(text, "value") else _quote(text)]


def _key(text: str, flow: bool) -> str:
    return text if _is_plain(text, "flow key" if flow else "key") else _quote(text)


@lru_cache(maxsize=8192)
def _is_plain(text: str, place: str) -> bool:
    """Whether the text may stand without quotes as ``key``, ``value``, ``flow key`` or ``flow value``."""
    if _SIMPLE.match(text) and len(text) < _LONGEST_KEY:
        return text.lower() not in _TYPED or place.endswith("key")
    if not text or "\n" in text or _UNPRINTABLE.search(text):
        return False
    shape, expected = {
        "key": (f"{text}: 0\n", {text: 0}),
        "value": (f"- {text}\n- k: {text}\n", [text, {"k": text}]),
        "flow key": (f"[{{{text}: 0}}, {{k: 0, {text}: 1}}]", [{text: 0}, {"k": 0, text: 1}]),
        "flow value": (f"[{text}, {{k: {text}}}]", [text, {"k": text}]),
    }[place]
    return _reads([shape], expected)


def _reads(lines: Sequence[str], expected: Any) -> bool:
    try:
        found = load_yaml("\n".join(lines) + "\n", "")
    except (YamlError, ValueError):
        return False
    return repr(found) == repr(expected)


def _quote(text: str) -> str:
    if ('"' in text or "\\" in text) and not _UNPRINTABLE.search(text) and not re.search(r"[\n\t]", text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    if "\ud800" <= char <= "\udfff":
        raise ValueError("YAML cannot hold half a surrogate pair")
    return _SHORT.get(char) or f"\\u{ord(char):04x}"
