"""Read tables as Apache Tika prints them: one cell a line (classic), or one row a line (events)."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.readers.text_lines import (
    Rows,
    Written,
    follows,
    in_cells,
    is_blank,
    is_outside,
    mend_counts,
    usual_count,
)
from auditkit.readers.text_pipes import starts_pipes

__all__ = ["read_classic", "read_led"]

_SAMPLE = 64


def _is_row(line: str) -> bool:
    """Whether a line holds several cells in the fashion of the layouts with one row a line."""
    return "\t" in line[1:]


def _begins_rows(lines: Sequence[str], at: int) -> bool:
    """Whether a table with one row a line begins here: two lines with equally many TABs."""
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    return _is_row(line) and _is_row(after) and line.count("\t") == after.count("\t")


def _belongs(lines: Sequence[str], at: int, cell: Written) -> bool:
    """Whether a line without TAB straight after a row's end is still text of that row's last cell."""
    line = lines[at]
    if is_blank(line) or is_outside(line) or starts_pipes(lines, at):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else ""
    rows = "\t" in line and "\t" in after and not after.startswith("\t")
    return not rows or follows(cell, line)


def read_classic(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """A table of Tika's classic extractor from its first line; its rows and the index after it.

    A cell is a TAB, its first paragraph and further ones at column 0. An empty line ends the row, a
    second one the table; text after the first one shows that the empty line was part of the cell.
    """
    rows: Rows = []
    ended = True
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            if ended and rows and _begins_rows(lines, at):
                break
            if ended:
                rows.append([])
            ended = False
            rows[-1].append(Written([line[1:]], [at + 1]))
        elif not line:
            if ended:
                at += 1
                break
            ended = True
        elif ended:
            cell = rows[-1][-1]
            if not _belongs(lines, at, cell):
                break
            cell.add("", at)
            cell.add(line, at + 1, inferred=True)
            ended = False
        elif line.lstrip().startswith("[bookmark: ") and is_outside(line.partition("]")[2]):
            break
        else:
            rows[-1][-1].add(line, at + 1)
        at += 1
    return mend_counts(rows), at


def _resumes(lines: Sequence[str], at: int, rows: Rows) -> bool:
    """Whether a cell goes on after the empty line at ``at``, its row being short by just these cells."""
    after = lines[at + 1] if at + 1 < len(lines) else ""
    if after.startswith("\t") or "\t" not in after or len(rows) < 2:
        return False
    usual, share = usual_count([len(row) for row in rows[-_SAMPLE - 1 : -1]])
    return share > 0.5 and len(rows[-1]) < usual == len(rows[-1]) + after.count("\t")


def read_led(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """A table of Tika's event-based extractor: each row a line with a TAB before every cell.

    Further paragraphs of a cell stand at column 0; TABs in them begin the cells after it. An empty
    line ends the table.
    """
    rows: Rows = []
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            rows.append(in_cells(line[1:].split("\t"), at + 1))
        elif not line:
            if not _resumes(lines, at, rows):
                break
            rows[-1][-1].add("", at + 1, inferred=True)
        elif is_outside(line) or starts_pipes(lines, at):
            break
        else:
            first, *others = line.split("\t")
            rows[-1][-1].add(first, at + 1)
            rows[-1] += in_cells(others, at + 1)
        at += 1
    return mend_counts(rows), at
