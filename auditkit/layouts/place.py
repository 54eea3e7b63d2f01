"""A text inside a cell and where it stands, and the goals made of such texts."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.document import Anchor, Cell, Table
from auditkit.layouts.grid import Row
from auditkit.layouts.text import trim

__all__ = ["Goal", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A text inside a cell, by the half-open range it takes up."""

    table: Table
    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text as filed."""
        return self.cell.text[self.start : self.end]

    @property
    def anchor(self) -> Anchor:
        """Where it stands."""
        return self.table.anchor(self.cell, self.start, self.end)

    @classmethod
    def of(cls, row: Row, cell: Cell, start: int = 0) -> Place:
        """A cell's text from ``start`` on, without white space around it."""
        return cls(row.table, cell, *trim(cell.text, start))


@dataclass(frozen=True, slots=True)
class Goal:
    """One objective: its text, the horizon its label names, and where it stands."""

    text: str
    horizon: str | None
    anchor: Anchor
