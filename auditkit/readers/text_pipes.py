"""Read tables drawn with pipes: markdown, grids, antiword's wrapped cells, striprtf's ended cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.readers.text_lines import Rows, Written, in_cells, is_blank, is_outside
from auditkit.readers.text_wraps import Wraps, wraps_in

__all__ = ["read_pipes", "starts_pipes"]

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_GRID = re.compile(r"\+(?:[-=:]+\+)+")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([|<>*_~\[\]#])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PAD = " \t"
_SAMPLE, _LONGEST_CELL = 64, 50


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
    line = _line(lines, at)
    if _is_grid(line):
        return _is_barred(_line(lines, at + 1))
    if "|" not in line:
        return False
    if _is_barred(line) or _is_rule(_line(lines, at + 1)):
        return True
    ends = line.endswith("|") and "\t" not in line
    return ends and (line.count("|") > 1 or _line(lines, at + 1).endswith("|"))


def read_pipes(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """A table drawn with pipes from its first line; its rows and the index after it."""
    sample: list[str] = []
    for index in range(at, min(at + _SAMPLE, len(lines))):
        line = _line(lines, index)
        if "|" not in line and not _is_grid(line):
            break
        sample.append(line)
    if any(_is_rule(line) for line in sample[:2]):
        return _markdown(lines, at)
    if any(_is_grid(line) for line in sample):
        return _grid(lines, at)
    if all(_is_barred(line) for line in sample):
        return _barred(lines, at, wraps_in(sample))
    return _ended(lines, at)


def _split_barred(line: str) -> list[str]:
    """The texts between the bars, padding included."""
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return _BAR.split(inner)


def _markdown_cell(text: str, line: int) -> Written:
    pieces = [_ESCAPED.sub(r"\1", piece.strip(_PAD)) for piece in _BREAK.split(text)]
    return Written(pieces, [line] * len(pieces))


def _markdown(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """Rows of a markdown table; the line that rules off its header is no row."""
    rows: Rows = []
    ruled = False
    while "|" in (line := _line(lines, at)):
        if not ruled and len(rows) <= 1 and _is_rule(line):
            ruled = True
        else:
            rows.append([_markdown_cell(text, at + 1) for text in _split_barred(line)])
        at += 1
    return rows, at


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
    """Rows between bars; where cells are wrapped (antiword) the lines of a row are put together."""
    rows: Rows = []
    before: list[str] = []
    while _is_barred(line := _line(lines, at)):
        texts = _split_barred(line)
        if wraps is not None and rows and wraps.goes_on(before, texts, rows[-1]):
            for cell, text in zip(rows[-1], texts, strict=True):
                if text.strip(_PAD):
                    cell.add(text.strip(_PAD), at + 1, inferred=True)
        else:
            rows.append(in_cells([text.strip(_PAD) for text in texts], at + 1))
        before = texts
        at += 1
    return rows, at


def _end_of_row(lines: Sequence[str], at: int) -> int | None:
    """The index of the line that ends an open row of striprtf, or None where none is near."""
    for index in range(at, min(at + _LONGEST_CELL, len(lines))):
        line = lines[index]
        if is_blank(line) or (index > at and is_outside(line)):
            return None
        if line.endswith("|"):
            return index
    return None


def _ended(lines: Sequence[str], at: int) -> tuple[Rows, int]:
    """Rows whose every cell ends with a pipe (striprtf); a cell may hold line ends."""
    rows: Rows = []
    while at < len(lines) and "|" in lines[at]:
        last = _end_of_row(lines, at)
        if last is None:
            if rows or not lines[at].rstrip().endswith("|"):
                break
            last = at
        row: list[Written] = []
        for index in range(at, last + 1):
            first, *others = lines[index].rstrip(_PAD if index == last else "").split("|")
            if index == at:
                row.append(Written([first], [index + 1]))
            else:
                row[-1].add(first, index + 1)
            row += in_cells(others, index + 1)
        rows.append(row[:-1])
        at = last + 1
    return rows, at
