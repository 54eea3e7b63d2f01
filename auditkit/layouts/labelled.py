"""Find the labels among the cells of a row."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.document import Cell
from auditkit.layouts.family import Family, Label
from auditkit.layouts.grid import Row
from auditkit.layouts.lines import inline_label
from auditkit.layouts.text import squeeze

__all__ = ["Labelled", "labelled"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell that is a label, or holds label and value (``start`` is where the value begins)."""

    cell: Cell
    label: Label
    start: int | None = None

    @property
    def name(self) -> str:
        """The label as filed."""
        return squeeze(self.cell.text[: self.start]).rstrip(":：")


def labelled(row: Row, family: Family) -> list[Labelled]:
    """The labels of a row, in order."""
    found = []
    for cell in row.filled:
        label = family.label(row.key(cell))
        if label is not None:
            found.append(Labelled(cell, label))
            continue
        inline = inline_label(cell.text, family)
        if inline is not None:
            found.append(Labelled(cell, *inline))
    return found
