"""The lines of a YAML file and what is to stand in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from auditkit.strict_yaml import MarkedDict, MarkedList

__all__ = ["Edits", "indented", "split_lines"]

_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\\Z)")  # as YAML counts lines
_DASH = re.compile(r"( *)- +(?=\S)")
_COMMENT = re.compile(r"(^|\s)#")


def split_lines(text: str) -> list[str]:
    """The lines with their ends, counted as the YAML parser counts them."""
    return [line for line in _LINE.findall(text) if line]


def indented(lines: Sequence[str], column: int) -> list[str]:
    """The lines moved to the right; blank ones stay blank."""
    return [" " * column + line if line else line for line in lines]


@dataclass(slots=True)
class Edits:
    """Lines of a file from index 0, and what is to stand in place of ranges of them.

    ``lost``: a replaced range held a comment.
    """

    lines: list[str]
    made: list[tuple[int, int, list[str]]] = field(default_factory=list)
    lost: bool = False

    def replace(self, start: int, end: int, new: list[str], old: Any = None) -> None:
        """Put new lines in the place of those that hold ``old``."""
        if old is not None and not isinstance(old, str):
            self.lost |= any(_COMMENT.search(line) for line in self.lines[start:end])
        self.made.append((start, end, new))

    def insert(self, at: int, new: list[str]) -> None:
        """Put new lines before the line with that index."""
        self.made.append((at, at, new))

    def apply(self, newline: str) -> str:
        """The text with all edits made."""
        result: list[str] = []
        position = 0
        for start, end, new in sorted(self.made, key=lambda edit: edit[:2]):
            result += self.lines[position:start]
            result += [line + newline for line in new]
            position = end
        return "".join(result + self.lines[position:])

    def end_of(self, start: int, limit: int, indent: int) -> int:
        """Where a value ends: before the blank lines and comments that belong to what follows it."""
        end = limit
        while end > start + 1 and self._is_between(self.lines[end - 1], indent):
            end -= 1
        return end

    def _is_between(self, line: str, indent: int) -> bool:
        bare = line.lstrip(" \t")
        return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= indent)

    def column_of(self, mapping: MarkedDict) -> int | None:
        """The column in which the keys of a block mapping start; None for anything else."""
        starts = [mapping.lines[key] - 1 for key in mapping]
        if not starts or any(one >= other for one, other in pairwise(starts)):
            return None
        key = next(iter(mapping))
        lead = re.match(r"[ -]*", self.lines[starts[0]])
        column = lead.end() if lead else 0
        if not self.lines[starts[0]].startswith((key, f'"{key}', f"'{key}"), column):
            return None
        others = [self.lines[start] for start in starts[1:]]
        in_line = all(line[:column] == " " * column and line[column : column + 1].strip() for line in others)
        return column if in_line else None

    def dash_column_of(self, items: MarkedList) -> int | None:
        """The column of the dashes of a block list; None for anything else."""
        starts = [line - 1 for line in items.lines]
        found = [_DASH.match(self.lines[start]) for start in starts]
        columns = {len(dash.group(1)) if dash else -1 for dash in found}
        if len(columns) != 1 or -1 in columns or any(one >= other for one, other in pairwise(starts)):
            return None
        return columns.pop()
