"""Read tables drawn with pipes: markdown, grids, antiword's wrapped cells, striprtf's ended cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.readers.text_lines import Rows, Written, in_cells, is_blank, is_outside, usual_count
from auditkit.readers.text_marks import bare_cell
from auditkit.readers.text_parted import (
    BAR,
    assembled,
    bars_in,
    end_of_row,
    opens_ended,
    read_ended,
    read_parted,
)
from auditkit.readers.text_wraps import Wraps, wraps_in

__all__ = ["read_pipes", "starts_pipes"]

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_GRID = re.compile(r"\+(?:[-=:]+\+)+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PAD = " \t"
_SAMPLE, _UNIFORM = 64, 0.8


def _line(lines: Sequence[str], at: int) -> str:
    """The line without blanks around it; empty beyond the end."""
    return lines[at].strip(_PAD) if at < len(lines) else ""


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and _RULE.fullmatch(line) is not None


def _is_grid(line: str) -> bool:
    return line.startswith("+") and _GRID.fullmatch(line) is not None


def _is_barred(line: str) -> bool:
    return len(line) > 1 and line.startswith("|") and line.endswith("|")


def starts_pipes(lines: Sequence[str], at: int) -> bool:
    """Whether a table drawn with pipes begins at this line."""
    line, after = _line(lines, at), _line(lines, at + 1)
    if _is_grid(line):
        return _is_barred(after)
    if "|" not in line:
        return opens_ended(lines, at)
    if _is_barred(line) or _is_rule(after):
        return True
    if "\t" in line or not bars_in(line):
        return False
    if line.endswith("|"):
        return line.count("|") > 1 or after.endswith("|")
    bars, below = bars_in(line), 0 if "\t" in after or _is_barred(after) else bars_in(after)
    return (below > 0 and (bars == below or min(bars, below) > 1)) or end_of_row(lines, at) is not None


def read_pipes(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """A table drawn with pipes from its first line; its rows and the index after it."""
    sample: list[str] = []
    for index in range(at, min(at + _SAMPLE, len(lines))):
        line = _line(lines, index)
        if is_blank(line) or (is_outside(line) and "|" not in line):
            break
        if "|" in line or _is_grid(line):
            sample.append(line)
    if any(_is_rule(line) for line in sample[:2]):
        return _barred(lines, at, None)
    if any(_is_grid(line) for line in sample):
        return _grid(lines, at)
    if all(_is_barred(line) for line in sample):
        return _barred(lines, at, wraps_in(sample))
    half = len(sample) / 2
    if sample[0].startswith("|") and sum(line.startswith("|") for line in sample) > half:
        return _barred(lines, at, None)
    return read_ended(lines, at) if _are_ended(sample) else read_parted(lines, at)


def _are_ended(sample: Sequence[str]) -> bool:
    """Whether a pipe ends every cell, rather than standing between two; a last cell may be empty."""
    usual, share = usual_count([bars_in(line) for line in sample])
    first = sample[0].endswith("|")
    if sum(line.endswith("|") for line in sample) > len(sample) / 2:
        return first or bars_in(sample[0]) < usual
    return first and share < _UNIFORM


def _split_barred(line: str) -> list[str]:
    """The texts between the bars, padding included."""
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return BAR.split(inner)


def _bare(cell: Written) -> Written:
    """A cell without its padding and markdown's marks, in the lines that ``<br>`` makes of it."""
    bare = Written([], [], cell.inferred)
    for text, line in zip(cell.pieces, cell.lines, strict=True):
        for piece in _BREAK.split(text):
            bare.add(bare_cell(piece.strip(_PAD)), line)
    return bare


def _within_bars(lines: Sequence[str], at: int, last: int) -> list[Written]:
    """The cells of a row with bars around it, which takes up these lines."""
    row = assembled(lines, at, last)
    if len(row) > 1 and not row[0].pieces[0].strip(_PAD) and len(row[0].pieces) == 1:
        del row[0]
    if len(row) > 1 and lines[last].rstrip(_PAD).endswith("|") and not row[-1].pieces[-1].strip(_PAD):
        del row[-1]
    return [_bare(cell) for cell in row]


def _take_grid_line(row: list[Written], texts: Sequence[str], line: int) -> None:
    """Add a line of a grid row to its cells; padding below a cell's text is none of it."""
    for number, text in enumerate(texts):
        if number == len(row):
            row.append(Written([text], [line]))
        elif text:
            cell = row[number]
            if cell.pieces == [""]:
                row[number] = Written([text], [line])
                continue
            for missing in range(cell.lines[-1] + 1, line):
                cell.add("", missing)
            cell.add(text, line)


def _grid(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """Rows of a grid, which stand between ruled lines and may be several lines high."""
    rows: Rows = []
    row: list[Written] = []
    while True:
        line = _line(lines, at)
        if _is_barred(line):
            _take_grid_line(row, [text.strip(_PAD) for text in _split_barred(line)], at + 1)
        else:
            if row:
                rows.append(row)
            row = []
            if not _is_grid(line):
                return rows, at
        at += 1


def _barred(lines: Sequence[str], at: int, wraps: Wraps | None) -> tuple[Rows, int]:
    """Rows between bars; a line that only rules off other rows is none.

    Where cells are wrapped (antiword) the lines of a row are put together.
    """
    rows: Rows = []
    before: list[str] = []
    while "|" in (line := _line(lines, at)):
        last = at if _is_barred(line) else end_of_row(lines, at) or at
        if wraps is None and not (_is_rule(line) and (len(rows) <= 1 or "---" in line)):
            rows.append(_within_bars(lines, at, last))
        elif wraps is not None:
            texts = _split_barred(line)
            if rows and wraps.goes_on(before, texts, rows[-1]):
                for cell, text in zip(rows[-1], texts, strict=True):
                    if text.strip(_PAD):
                        cell.add(text.strip(_PAD), at + 1, inferred=True)
            else:
                rows.append(in_cells([text.strip(_PAD) for text in texts], at + 1))
            before = texts
        at = last + 1
    return rows, at
