"""Say which cells of a row in a list of indicators speak of the project, and where its header puts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditkit.document import Cell
from auditkit.layouts.alignment import is_sure_second
from auditkit.layouts.columns import Header, groups_of
from auditkit.layouts.edges import Span, span_of, spans_under
from auditkit.layouts.family import Family, Label
from auditkit.layouts.grid import Row
from auditkit.layouts.text import is_blank, squeeze
from auditkit.vocabulary import is_first_level

__all__ = ["ListHeader", "cells_of_sum", "is_sum", "list_header"]


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The header of a list: the columns of indicators, and those that speak of the project by their cells."""

    header: Header
    about: tuple[tuple[Cell, Label], ...]

    def project_cells(self, row: Row) -> Iterator[tuple[Cell, Label, Cell]]:
        """Header cell, meaning and cell of the row for every column about the project."""
        cells = sorted((*row.cells, *row.covering), key=lambda cell: cell.column)
        value = self.header.groups[0].places.get("value")
        spans = spans_under(row, cells, self.header, value)
        if spans is None:
            by = self._shift(row)
            spans = [(start + by, end + by) for start, end in map(span_of, cells)]
        for title, label in self.about:
            found = _under(title, cells, spans)
            if found is not None:
                yield title, label, found

    def _level_at(self, row: Row) -> int | None:
        """In a row short of cells, which of them is the second level."""
        if row.last >= self.header.last:
            return None
        return next((n for n, cell in enumerate(row.cells) if is_sure_second(cell.text)), None)

    def _shift(self, row: Row) -> int:
        """How far the cells of a row stand left of their columns, where cells before them are missing."""
        at, second = self._level_at(row), self.header.groups[0].places.get("second_level")
        return 0 if at is None or second is None else max(0, second.start - row.cells[at].column)

    def indicator_row(self, row: Row) -> Row:
        """The row without the cells about the project, where it is short of cells before them."""
        at = self._level_at(row)
        if not at:
            return row
        start = at - 1 if is_first_level(row.cells[at - 1].text) else at
        cells = row.cells[start:]
        return replace(row, cells=cells, filled=tuple(cell for cell in cells if not is_blank(cell.text)))


def _under(title: Cell, cells: Sequence[Cell], spans: Sequence[Span]) -> Cell | None:
    start, end = span_of(title)
    pairs = zip(cells, spans, strict=True)
    return next((cell for cell, (first, last) in pairs if first <= end and start <= last), None)


def list_header(header: Header, family: Family) -> ListHeader | None:
    """The header parted into columns of the project and of indicators; None without a project's name."""
    left = min(column.start for column in header.columns if column.field in ("first_level", "second_level"))
    inside = [column for column in header.columns if column.start >= left]
    taken = {column.start for column in inside if column.field != "ignored"}
    about = []
    for row, cell in header.cells:
        label = family.label(row.key(cell))
        if label is not None and label.field not in ("ignored", "group") and cell.column not in taken:
            about.append((cell, label))
    if not any(label.field in family.naming for _, label in about):
        return None
    columns = tuple(inside)
    return ListHeader(replace(header, columns=columns, groups=groups_of(columns), left=left), tuple(about))


def is_sum(row: Row, family: Family) -> bool:
    """Whether a row only sums up the rows above: 小计, 某项目小计."""
    lead = squeeze(row.filled[0].text) if row.filled else ""
    return any(lead.endswith(word) for word in family.subtotals)


def cells_of_sum(row: Row, family: Family) -> list[Cell]:
    """The cells of a row of sums that say no more than that: its name, amounts, blanks of the template."""
    lead = squeeze(row.filled[0].text) if row.filled else ""
    return [cell for cell in row.filled if squeeze(cell.text) == lead or _is_amount(cell.text, family)]


def _is_amount(text: str, family: Family) -> bool:
    bare = family.patterns.money_word.sub("", squeeze(text))
    return not any(char.isalpha() for char in bare) or family.is_residue(text) or bare in family.subtotals
