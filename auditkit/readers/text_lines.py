"""Look at single lines of a text dump: blank, title, numbered item; and hold cells in the making."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditkit.document import Cell, Table
from auditkit.strict_yaml import load_yaml

__all__ = [
    "Rows",
    "Written",
    "follows",
    "in_cells",
    "is_blank",
    "is_item",
    "is_marker",
    "is_outside",
    "mend_counts",
    "split_lines",
    "table_of",
    "usual_count",
]

_ITEM = re.compile(
    r"\s*(?:(?P<bracket>[（(])(?P<inner>\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<number>\d{1,2})(?P<stop>[.．、)）])(?:(?!\d)|(?=20\d\d年))"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3})(?P<comma>[、.．])"
    r"|(?P<circle>[①-⑳]))\s*"
)
_NAMED = re.compile(r"\s*[^\W\d]{0,4}目标\s*[\d一二三四五六七八九十]{1,2}\s*[:：、.．]")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_UNIFORM, _FEWEST = 0.8, 4


@dataclass(slots=True)
class Written:
    """A cell in the making: its lines of text and their line numbers, counted from 1."""

    pieces: list[str]
    lines: list[int]
    inferred: bool = False

    def add(self, text: str, line: int, inferred: bool = False) -> None:
        """Append a line of text."""
        self.pieces.append(text)
        self.lines.append(line)
        self.inferred = self.inferred or inferred


Rows = list[list[Written]]


def split_lines(text: str) -> list[str]:
    r"""The lines, each ended by ``\r\n``, ``\r`` or ``\n`` and by nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_blank(line: str) -> bool:
    """Whether a line holds nothing, not even a TAB (a TAB may be an empty cell)."""
    return not line or (not line.strip() and "\t" not in line)


@cache
def _outside() -> tuple[int, re.Pattern[str]]:
    place = files("auditkit.readers").joinpath("text_lines.yaml")
    data = load_yaml(place.read_text(encoding="utf-8"), place.name)
    return int(data["longest"]), re.compile("|".join(f"(?:{pattern})" for pattern in data["outside"]))


def is_outside(line: str) -> bool:
    """Whether a line without TAB reads as a title or a note beside a table."""
    longest, pattern = _outside()
    if len(line) > longest:
        return False
    return pattern.search("".join(line.split())) is not None


def _value(word: str) -> int:
    """The number a Chinese numeral below 100 or a few digits stand for."""
    if word.isascii():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _item(text: str) -> tuple[str, int] | None:
    """The style and number of a list item, or None."""
    found = _ITEM.match(text)
    if found is None:
        return None
    if found["circle"]:
        return "circle", ord(found["circle"]) - ord("①") + 1
    if found["bracket"]:
        return f"bracket{found['inner'].isascii()}", _value(found["inner"])
    if found["number"]:
        return f"number{found['stop']}", int(found["number"])
    return "chinese", _value(found["chinese"])


def is_item(text: str) -> bool:
    """Whether a text begins with the number of a list item, or says that it is goal 1, 2, …"""
    return _ITEM.match(text) is not None or _NAMED.match(text) is not None


def is_marker(text: str) -> bool:
    """Whether a text is nothing but the number of a list item."""
    return _ITEM.fullmatch(text) is not None


def follows(cell: Written, text: str) -> bool:
    """Whether ``text`` is the list item after the last one of the cell."""
    item = _item(text)
    if item is None:
        return False
    last = next((found for piece in reversed(cell.pieces) if (found := _item(piece))), None)
    return last == (item[0], item[1] - 1)


def in_cells(texts: Sequence[str], line: int) -> list[Written]:
    """One cell for each text of a line."""
    return [Written([text], [line]) for text in texts]


def usual_count(counts: Sequence[int]) -> tuple[int, float]:
    """The most frequent count (the smaller of equals) and its share; 0 for no counts."""
    if not counts:
        return 0, 0.0
    count, times = min(Counter(counts).items(), key=lambda pair: (-pair[1], pair[0]))
    return count, times / len(counts)


def _joined(row: Sequence[Written], excess: int) -> list[Written]:
    """A row with up to ``excess`` false cells, numbered items cut apart by TABs, put back together."""
    kept: list[Written] = []
    for cell in row:
        held = kept[-1] if kept else None
        same = held is not None and is_marker(held.pieces[-1]) and not is_marker(cell.pieces[0])
        if held is None or not excess or not (same or follows(held, cell.pieces[0])):
            kept.append(cell)
            continue
        excess -= 1
        whole = Written(list(held.pieces), list(held.lines), True)
        kept[-1] = whole
        rest = list(zip(cell.pieces, cell.lines, strict=True))
        if rest[0][1] == whole.lines[-1]:
            whole.pieces[-1] += "\t" + rest.pop(0)[0]
        else:
            rest[0] = ("\t" + rest[0][0], rest[0][1])
        for text, line in rest:
            whole.add(text, line)
    return kept


def mend_counts(rows: Rows) -> Rows:
    """Rows checked against the usual number of cells, since a TAB inside a cell begins a false one.

    Where the numbering of items shows which cells belong together they are joined; else the cells
    of a row too long for a uniform table, or cut off by the start of the file, are marked as inferred.
    """
    usual, share = usual_count([len(row) for row in rows])
    mended: Rows = []
    for row in rows:
        excess = len(row) - usual
        if excess > 0 and len(rows) > 1:
            joined = _joined(row, excess)
            if len(joined) == usual:
                row = joined
        cut_off = len(row) < usual and row[0].lines[0] == 1
        uniform = share >= _UNIFORM and len(rows) >= _FEWEST and usual > 2
        if uniform and (cut_off or len(row) > usual):
            for cell in row:
                cell.inferred = True
        mended.append(row)
    return mended


def table_of(rows: Rows, index: int) -> Table:
    """The table; rows and columns are counted as dumped, since spans are not in the file."""
    cells = tuple(
        Cell(row, column, "\n".join(cell.pieces), lines=tuple(cell.lines), inferred=cell.inferred)
        for row, written in enumerate(rows, 1)
        for column, cell in enumerate(written, 1)
    )
    return Table(index, cells, len(rows), max(len(row) for row in rows))
