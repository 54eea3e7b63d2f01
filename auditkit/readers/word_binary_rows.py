"""The shape of a table row in a binary Word file: its edges and its merges."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from auditkit.readers.docx_grid import CONTINUE, RESTART
from auditkit.readers.word_binary_sprms import properties
from auditkit.readers.word_tables import CellShape, RowShape

__all__ = ["row_shape"]

_DEFINITION, _INSERT, _DELETE, _WIDTH, _MERGE, _SPLIT, _DOWN, _LEFT = (
    0xD608, 0x7621, 0x5622, 0x7623, 0x5624, 0x5625, 0xD62B, 0x9601,
)  # fmt: skip
_RESHAPING = (_INSERT, _DELETE, _WIDTH, _LEFT)
_CELL_BYTES = 20
_WIDEST = 63


@dataclass(slots=True)
class _Row:
    """Edges and flags of the cells, while properties are applied to them one by one."""

    edges: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)

    def define(self, value: bytes) -> None:
        """The whole row: number of cells, edges, twenty bytes for each cell (which may be left out)."""
        count = min(value[0], _WIDEST) if value else 0
        at = 1 + 2 * (count + 1)
        if not count or len(value) < at:
            return
        self.edges = list(struct.unpack_from(f"<{count + 1}h", value, 1))
        flags = [
            int.from_bytes(value[place : place + 2], "little")
            for place in range(at, at + _CELL_BYTES * count, _CELL_BYTES)
        ]
        self.across = [flag & 3 for flag in flags]
        self.down = [flag >> 5 & 3 for flag in flags]

    def widths(self) -> list[int]:
        return [two - one for one, two in zip(self.edges, self.edges[1:], strict=False)]

    def lay(self, widths: list[int]) -> None:
        """Set the edges by the widths of the cells."""
        edge = self.edges[0] if self.edges else 0
        self.edges = [edge]
        for width in widths:
            edge += width
            self.edges.append(edge)

    def apply(self, code: int, value: bytes) -> None:
        """Change the row by one property."""
        if code == _DEFINITION:
            self.define(value)
        elif code == _LEFT and self.edges:
            shift = struct.unpack("<h", value)[0] - self.edges[0]
            self.edges = [edge + shift for edge in self.edges]
        elif code == _DOWN and len(value) == 2 and value[0] < len(self.down):
            self.down[value[0]] = value[1] & 3
        elif code in (_MERGE, _SPLIT, _DELETE, _INSERT, _WIDTH):
            self._change(code, value)

    def _change(self, code: int, value: bytes) -> None:
        first, last = value[0], min(value[1], len(self.across))
        widths = self.widths()
        if code == _MERGE and first < last:
            self.across[first:last] = [RESTART] + [CONTINUE] * (last - first - 1)
        elif code == _SPLIT:
            self.across[first:last] = [0] * max(last - first, 0)
        elif code == _DELETE:
            del widths[first:last], self.across[first:last], self.down[first:last]
            self.lay(widths)
        elif code == _INSERT:
            more = min(value[1], _WIDEST - len(self.across))
            first = min(first, len(self.across))
            widths[first:first] = [struct.unpack_from("<h", value, 2)[0]] * more
            self.across[first:first] = self.down[first:first] = [0] * max(more, 0)
            self.lay(widths)
        elif code == _WIDTH:
            width = struct.unpack_from("<h", value, 2)[0]
            widths[first:last] = [width] * max(last - first, 0)
            self.lay(widths)


def row_shape(data: bytes, count: int) -> RowShape | None:
    """The row of ``count`` cells that properties describe; None if they do not define one.

    Newer versions of Word define a row for old ones, and then once more by inserting all its cells; a
    row is what the definition says if that is about so many cells, else what becomes of it.
    """
    plain, changed = _Row(), _Row()
    for code, value in properties(data):
        if code >> 10 & 7 == 5:
            changed.apply(code, value)
            if code not in _RESHAPING:
                plain.apply(code, value)
    row = plain if len(plain.across) == count else changed
    if not row.across:
        return None
    down = ({1: CONTINUE, 3: RESTART}.get(flag, 0) for flag in row.down)
    cells = tuple(CellShape(across, flag) for across, flag in zip(_across(row.across), down, strict=True))
    return RowShape(tuple(row.edges), cells)


def _across(flags: list[int]) -> list[int]:
    """Which cells begin a sideways merge and which go on with it.

    Word's two descriptions of the format say the opposite of each other about the flags 1 and 2; the
    flag that comes first in a row of merged cells is the one that begins a merge.
    """
    merges = []
    begins = 0
    for flag in flags:
        if flag and not begins:
            begins = flag
        elif not flag:
            begins = 0
        merges.append(0 if not flag else RESTART if flag in (begins, 3) else CONTINUE)
    return merges
