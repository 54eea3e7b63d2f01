"""Change a YAML file only where its data changes: all other lines, comments too, stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from auditkit.rulefile.sheets.yaml_lines import Edits, indented, split_lines
from auditkit.rulefile.sheets.yaml_writer import (
    SCHEMA_COMMENT,
    schema_line,
    write_entry,
    write_flow,
    write_lines,
)
from auditkit.strict_yaml import MarkedDict, MarkedList, YamlError, load_yaml

__all__ = ["ITEM_KEY", "patch_yaml", "same"]

ITEM_KEY = "code"
_LONGEST_FLOW = 120
_NOTE = re.compile(r"[ \t]+#")


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same data: 1 and 1.0 are, 1 and true are not; order of keys is nothing."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return type(one) is type(other) and bool(one == other)


def patch_yaml(text: str, new: Any, name: str, schema: str = "") -> tuple[str, bool]:
    """``text`` changed so that it reads as ``new``, and whether comments may have been lost on the way.

    Items of lists are told apart by their ``code``. What is not in block style is written anew.

    Raises:
        YamlError: when ``text`` is not YAML.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    old = load_yaml(text, name, marks=True)
    if same(old, new):
        return text, False
    lines = split_lines(text)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    edits = Edits(lines)
    if _change(edits, old, new, len(lines)):
        patched = _with_schema_line(edits.apply(newline), schema, newline)
        if _reads_as(patched, new, name):
            return patched, edits.lost
    head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    body = "".join([*lines[:head], *(line + newline for line in write_lines(new))])
    return _with_schema_line(body, schema, newline), any("#" in line for line in lines[head:])


def _with_schema_line(text: str, schema: str, newline: str) -> str:
    if not schema or any(line.startswith(SCHEMA_COMMENT) for line in text.splitlines()[:3]):
        return text
    return schema_line(schema) + newline + text


def _reads_as(text: str, data: Any, name: str) -> bool:
    try:
        return same(load_yaml(text, name), data)
    except YamlError:
        return False


def _change(edits: Edits, old: Any, new: Any, limit: int) -> bool:
    """Note the edits that make ``old`` (lines up to ``limit``) into ``new``; False when that cannot be."""
    made, lost = len(edits.made), edits.lost
    if isinstance(old, MarkedDict) and isinstance(new, Mapping) and new:
        done = _change_mapping(edits, old, new, limit)
    elif isinstance(old, MarkedList) and isinstance(new, list) and new:
        done = _change_list(edits, old, new, limit)
    else:
        done = False
    if not done:
        del edits.made[made:]
        edits.lost = lost
    return done


def _change_mapping(edits: Edits, old: MarkedDict, new: Mapping[str, Any], limit: int) -> bool:
    column = edits.column_of(old)
    if column is None:
        return False
    ends: dict[str, int] = {}
    for key, start, stop in _ranges(old, [old.lines[key] - 1 for key in old], limit):
        end = ends[key] = edits.end_of(start, stop, column)
        if key not in new:
            if edits.lines[start][:column].strip():  # it shares its line with the dash of a list
                return False
            edits.replace(start, end, [])
        elif not same(old[key], new[key]) and not (
            start + 1 < end and _change(edits, old[key], new[key], end)
        ):
            _write_anew(edits, key, (old[key], new[key]), (start, end, column))
    at = max(ends.values())
    for key in new:
        if key in old:
            at = ends[key]
        else:
            edits.insert(at, indented(write_entry(key, new[key]), column))
    return True


def _ranges(keys: Iterable[Any], starts: Sequence[int], limit: int) -> list[tuple[Any, int, int]]:
    return [(key, start, stop) for key, (start, stop) in zip(keys, pairwise([*starts, limit]), strict=True)]


def _write_anew(edits: Edits, key: str, values: tuple[Any, Any], place: tuple[int, int, int]) -> None:
    """Replace a key with its value; what stood on one line stays there, with the comment at its end."""
    old, new = values
    start, end, column = place
    line = edits.lines[start]
    note = ""
    lines = write_entry(key, new)
    if start + 1 == end:
        note = _note(line, column, {key: old})
        if isinstance(old, list | Mapping) and old and isinstance(new, list | Mapping) and new:
            flow = write_flow({key: new})[1:-1]
            lines = [flow] if len(flow) <= _LONGEST_FLOW else lines
    edits.replace(
        start, end, [line[:column] + lines[0] + note, *indented(lines[1:], column)], None if note else old
    )


def _note(line: str, column: int, value: Any) -> str:
    """The comment at the end of a line that holds this value, with the blanks before it."""
    bare = line.rstrip("\r\n")[column:]
    for found in _NOTE.finditer(bare):
        if _reads_as(bare[: found.start()], value, ""):
            return bare[found.start() :]
    return ""


def _change_list(edits: Edits, old: MarkedList, new: list[Any], limit: int) -> bool:
    indent = edits.dash_column_of(old)
    if indent is None:
        return False
    ranges = _ranges(old, [line - 1 for line in old.lines], limit)
    partners = _partners(old, new)
    gaps = [edits.lines[edits.end_of(start, stop, indent) : stop] for _, start, stop in ranges[:-1]]
    spaced = any(not line.strip() for gap in gaps for line in gap)
    at = ranges[0][1]
    position = 0
    for (item, start, stop), partner in zip(ranges, partners, strict=True):
        end = edits.end_of(start, stop, indent)
        if partner is None:
            while spaced and end < stop and not edits.lines[end].strip():
                end += 1
            while spaced and stop == limit and start > at and not edits.lines[start - 1].strip():
                start -= 1
            edits.replace(start, end, [])
        else:
            _insert_items(edits, at, new[position:partner], indent, spaced)
            position = partner + 1
            if not same(item, new[partner]) and not _change(edits, item, new[partner], end):
                edits.replace(start, end, indented(write_lines([new[partner]]), indent), item)
        at = end
    _insert_items(edits, at, new[position:], indent, spaced)
    return True


def _insert_items(edits: Edits, at: int, items: Sequence[Any], indent: int, spaced: bool) -> None:
    for item in items:
        edits.insert(at, [*([""] if spaced else []), *indented(write_lines([item]), indent)])


def _partners(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each old item the index of the new one that it becomes, in rising order, or None."""
    old_codes, new_codes = [_code(item) for item in old], [_code(item) for item in new]
    partners: list[int | None] = [None] * len(old)
    if None not in old_codes and None not in new_codes and len(set(new_codes)) == len(new):
        places = {code: index for index, code in enumerate(new_codes)}
        last = -1
        for index, code in enumerate(old_codes):
            place = places.get(code, -1)
            if place > last:
                partners[index] = last = place
        return partners
    if len(old) == len(new):
        return list(range(len(old)))
    head = 0
    while head < min(len(old), len(new)) and same(old[head], new[head]):
        partners[head] = head
        head += 1
    for tail in range(1, min(len(old), len(new)) - head + 1):
        if not same(old[-tail], new[-tail]):
            break
        partners[-tail] = len(new) - tail
    return partners


def _code(item: Any) -> Any:
    return item.get(ITEM_KEY) if isinstance(item, Mapping) and isinstance(item.get(ITEM_KEY), str) else None
