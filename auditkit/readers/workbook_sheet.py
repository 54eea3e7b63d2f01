"""A sheet as its reader finds it, and the limits of what is taken in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from auditkit.document import Limits
from auditkit.readers.workbook_refusals import hostile

__all__ = ["LAST_COLUMN", "LAST_ROW", "Budget", "Merge", "Ranges", "Sheet"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CHARACTERS = 64 * 2**20
"""The text of all cells together: one long text may be shared by millions of them."""


class Ranges:
    """Numbers of rows or columns, as ranges added in any order."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []
        self._starts: list[int] = []

    def add(self, first: int, last: int) -> None:
        """Add a closed range."""
        if first <= last:
            if self._ranges and self._ranges[-1][1] + 1 == first:
                self._ranges[-1] = (self._ranges[-1][0], last)
            else:
                self._ranges.append((first, last))
            self._starts = []

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def _range_at(self, number: int) -> tuple[int, int] | None:
        if not self._starts and self._ranges:
            self._unite()
        place = bisect_right(self._starts, number) - 1
        found = self._ranges[place] if place >= 0 else None
        return found if found is not None and number <= found[1] else None

    def _unite(self) -> None:
        united: list[tuple[int, int]] = []
        for first, last in sorted(self._ranges):
            if united and first <= united[-1][1] + 1:
                united[-1] = (united[-1][0], max(last, united[-1][1]))
            else:
                united.append((first, last))
        self._ranges = united
        self._starts = [first for first, _ in united]

    def __contains__(self, number: object) -> bool:
        return bool(self._ranges) and isinstance(number, int) and self._range_at(number) is not None

    def after(self, number: int) -> int:
        """The number itself, or the first one after it that is not in a range."""
        found = self._range_at(number)
        return number if found is None else found[1] + 1


class Merge(NamedTuple):
    """A merged area, closed on all sides."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet. ``rows`` holds what is not blank: row -> column -> text.

    ``boxed`` counts the cells of a row that have lines around them, blank ones too.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    boxed: dict[int, int] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: Ranges = field(default_factory=Ranges)
    hidden_columns: Ranges = field(default_factory=Ranges)

    def put(self, row: int, column: int, text: str) -> None:
        """Set the text of a cell."""
        self.rows.setdefault(row, {})[column] = text

    def box(self, row: int) -> None:
        """Count one more cell with lines around it."""
        self.boxed[row] = self.boxed.get(row, 0) + 1

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged area; what is no area, or only a single cell, is none."""
        bottom, right = min(bottom, LAST_ROW), min(right, LAST_COLUMN)
        if 1 <= top <= bottom and 1 <= left <= right and (top < bottom or left < right):
            self.merges.append(Merge(top, left, bottom, right))


class Budget:
    """Counts what is taken in over the whole workbook. Raises ``ReadError`` when it is too much."""

    def __init__(self, limits: Limits) -> None:
        self._cells = limits.cells
        self._characters = _CHARACTERS
        self._bytes = self._most = limits.part_bytes

    def take(self, cells: int, characters: int = 0) -> None:
        """Count cells (or as much work as they make) and characters."""
        self._cells -= cells
        self._characters -= characters
        if self._cells < 0:
            raise hostile("文件内的单元格过多")
        if self._characters < 0:
            raise hostile("文件内的文字过多")

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks of a part, with all parts together held to the limit for one."""
        for chunk in chunks:
            self._bytes -= len(chunk)
            if self._bytes < 0:
                raise hostile(f"文件解压后超过 {self._most / 2**20:g} MB")
            yield chunk
