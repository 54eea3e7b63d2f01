"""Read tables with one row a line and TABs between cells (Word and Excel text, catdoc)."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.readers.text_lines import Rows, Written, follows, in_cells, is_blank, is_outside, mend_counts
from auditkit.readers.text_pipes import starts_pipes
from auditkit.readers.text_tabs import is_spaced

__all__ = ["opens_quoted_row", "read_plain"]

_LONG = 15


def _closing_quote(line: str, at: int) -> int:
    """The index of the next quote that is not doubled, or -1."""
    while (at := line.find('"', at)) >= 0 and line.startswith('""', at):
        at += 2
    return at


def _quoted(lines: Sequence[str], at: int, start: int) -> tuple[Written, int, int] | None:
    """The quoted cell that opens at ``start`` of a line: the cell, and line and index after it.

    Excel quotes cells that hold line ends, TABs or quotes. A cell that holds both line ends and TABs
    would rather be a stray quote swallowing rows, and quotes around anything else are its text.
    """
    cell = Written([], [])
    index, begin = at, start + 1
    while index < len(lines):
        line = lines[index]
        end = _closing_quote(line, begin)
        text = line[begin:] if end < 0 else line[begin:end]
        cell.add(text.replace('""', '"'), index + 1)
        if len(cell.pieces) > 1 and "\t" in text:
            return None
        if end >= 0:
            needed = len(cell.pieces) > 1 or "\t" in text or '""' in text
            closed = end + 1 == len(line) or line[end + 1] == "\t"
            return (cell, index, end + 1) if closed and needed else None
        if "\t" in text:
            return None
        index, begin = index + 1, 0
    return None


def _row(lines: Sequence[str], at: int) -> tuple[list[Written], int]:
    """The row that begins at a line, and the index after it."""
    if '"' not in lines[at]:
        return in_cells(lines[at].split("\t"), at + 1), at + 1
    row: list[Written] = []
    start = 0
    while True:
        line = lines[at]
        found = _quoted(lines, at, start) if line.startswith('"', start) else None
        if found is not None:
            cell, at, end = found
        else:
            end = line.find("\t", start)
            end = len(line) if end < 0 else end
            cell = Written([line[start:end]], [at + 1])
        row.append(cell)
        start = end + 1
        if start > len(lines[at]):
            return row, at + 1


def opens_quoted_row(lines: Sequence[str], at: int) -> bool:
    """Whether a row begins here whose first cell is quoted and holds a line end."""
    if not lines[at].startswith('"') or "\t" in lines[at]:
        return False
    found = _quoted(lines, at, 0)
    return found is not None and found[2] < len(lines[found[1]])


def _goes_on(cell: Written, line: str) -> bool:
    """Whether a line without TAB is a further paragraph of the cell before it."""
    return follows(cell, line) or (len(line) >= _LONG and len(cell.pieces[-1]) >= _LONG)


def read_plain(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """A table with one row a line; its rows and the index after it.

    Lines without TAB inside it are further paragraphs of the last cell, where numbering or length
    speak for it, or a row merged into one cell; both are marked as inferred.
    """
    rows: Rows = []
    spaced = is_spaced(lines, at)
    while at < len(lines):
        line = lines[at]
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if "\t" in line or opens_quoted_row(lines, at):
            if rows and line.count("\t") and not line.startswith("\t") and follows(rows[-1][-1], line):
                first, *others = line.split("\t")
                rows[-1][-1].add(first, at + 1, inferred=True)
                rows[-1] += in_cells(others, at + 1)
                at += 1
                continue
            row, at = _row(lines, at)
            rows.append(row)
            continue
        if is_blank(line):
            if not (spaced and "\t" in after):
                break
        elif is_outside(line) or starts_pipes(lines, at):
            break
        elif _goes_on(rows[-1][-1], line):
            rows[-1][-1].add(line, at + 1, inferred=True)
        elif "\t" in after:
            rows.append([Written([line], [at + 1], inferred=True)])
        else:
            break
        at += 1
    return mend_counts(rows), at
