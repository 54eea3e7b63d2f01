"""Read tables with pipes between the cells, or after each of them, and none around the row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.readers.text_lines import (
    Rows,
    Written,
    follows,
    in_cells,
    is_blank,
    is_item,
    is_outside,
    usual_count,
)

__all__ = ["BAR", "assembled", "bars_in", "end_of_row", "opens_ended", "read_ended", "read_parted"]

BAR = re.compile(r"(?<!\\)\|")
"""A pipe that parts cells; an escaped one belongs to its cell."""

_LONGEST_CELL, _SAMPLE = 50, 64
_SHORT = 7
_LABEL = re.compile(rf"(?!\d)[^:：]{{1,{_SHORT}}}")
_UNIFORM = 0.8


def bars_in(line: str) -> int:
    """How many pipes part cells in a line."""
    return len(BAR.findall(line)) if "|" in line else 0


def assembled(lines: Sequence[str], first: int, last: int) -> list[Written]:
    """The cells between the pipes of a row that takes up these lines; line ends belong to cells."""
    row: list[Written] = []
    for index in range(first, last + 1):
        head, *others = BAR.split(lines[index])
        if row:
            row[-1].add(head, index + 1)
        else:
            row.append(Written([head], [index + 1]))
        row += in_cells(others, index + 1)
    return row


def end_of_row(lines: Sequence[str], at: int) -> int | None:
    """The index of the line with the pipe that ends the row begun at a line, or None where none is near."""
    for index in range(at, min(at + _LONGEST_CELL, len(lines))):
        line = lines[index].rstrip(" \t")
        if is_blank(line) or (index > at and (is_outside(line) or line.startswith("|"))):
            return None
        if line.endswith("|"):
            return index
    return None


def opens_ended(lines: Sequence[str], at: int) -> bool:
    """Whether a line without any pipe begins a table: a short label in it is broken into lines."""
    near = lines[at + 1] if at + 1 < len(lines) else ""
    if not 0 < len(lines[at].strip()) <= _SHORT or not ("|" in near or 0 < len(near.strip()) <= _SHORT):
        return False
    last = end_of_row(lines, at)
    return last is not None and "\t" not in lines[at] and bars_in(lines[last]) > 1 and _opens_row(lines, at)


def _opens_row(lines: Sequence[str], at: int) -> bool:
    """Whether a line without any pipe begins a row: the first cell of the row holds line ends.

    Such a cell is a short label broken into lines, or numbered text that is the only cell of its row.
    """
    last = end_of_row(lines, at)
    if last is None or is_outside(lines[at]):
        return False
    first = next(index for index in range(at, last + 1) if "|" in lines[index])
    if first == last and bars_in(lines[last]) == 1:
        return is_item(lines[at]) or is_item(lines[last])
    return all(_LABEL.fullmatch(line.strip()) for line in lines[at:first])


def read_ended(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """Rows whose every cell ends with a pipe (striprtf); a cell may hold line ends."""
    rows: Rows = []
    while at < len(lines) and ("|" in lines[at] or _opens_row(lines, at)):
        last = end_of_row(lines, at)
        if last is None:
            if rows or not lines[at].rstrip().endswith("|"):
                break
            last = at
        row = assembled(lines, at, last)
        rows.append(row[:-1])
        at = last + 1
    return rows, at


def _last_of_row(lines: Sequence[str], at: int, usual: int) -> int:
    """The last line of a row that lacks pipes, where the lines below it have just these."""
    bars = bars_in(lines[at])
    for index in range(at + 1, min(at + _LONGEST_CELL, len(lines))):
        if bars >= usual or is_blank(lines[index]) or is_outside(lines[index]):
            break
        bars += bars_in(lines[index])
        if bars == usual:
            return index
    return at


def read_parted(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """Rows with pipes between their cells, one row a line but for cells that hold line ends."""
    counts = []
    for index in range(at, min(at + _SAMPLE, len(lines))):
        if is_blank(lines[index]) or is_outside(lines[index]):
            break
        counts.append(bars_in(lines[index]))
    usual, share = usual_count([count for count in counts if count])
    rows: Rows = []
    while at < len(lines) and bars_in(lines[at]):
        last = _last_of_row(lines, at, usual) if share >= _UNIFORM else at
        row = assembled(lines, at, last)
        for cell in row:
            cell.pieces = [piece.strip(" \t") for piece in cell.pieces]
        rows.append(row)
        at = last + 1
        while at < len(lines) and not bars_in(lines[at]) and follows(row[-1], lines[at]):
            row[-1].add(lines[at], at + 1, inferred=True)
            at += 1
    return rows, at
