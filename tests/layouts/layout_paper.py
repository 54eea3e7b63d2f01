"""Write forms on invented paper: the same rows as a Word table, as a text dump, and as a poor dump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditkit.document import Cell, Document, Form, Paragraph, Table
from auditkit.layouts import auditkit_layouts


@dataclass(frozen=True)
class Wide:
    """A merged cell: text, rows down and columns across."""

    text: str
    down: int = 1
    across: int = 1


Entry = str | Wide
Rows = Sequence[Sequence[Entry]]
Render = Callable[..., Document]


@dataclass
class _Placed:
    row: int
    column: int
    wide: Wide
    covered_rows: list[int] = field(default_factory=list)


def _place(rows: Rows) -> list[_Placed]:
    """Grid positions; a cell skips what cells above it cover."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(rows, 1):
        column = 1
        for entry in row:
            wide = entry if isinstance(entry, Wide) else Wide(entry)
            while (number, column) in taken:
                column += 1
            for down in range(wide.down):
                taken |= {(number + down, column + n) for n in range(wide.across)}
            placed.append(_Placed(number, column, wide, list(range(number + 1, number + wide.down))))
            column += wide.across
    return placed


def _word_table(rows: Rows, index: int, line: int) -> tuple[Table, int]:
    placed = _place(rows)
    cells = tuple(Cell(p.row, p.column, p.wide.text, p.wide.down, p.wide.across) for p in placed)
    width = max(p.column + p.wide.across - 1 for p in placed)
    return Table(index, cells, len(rows), width), line


def _dump_table(rows: Rows, index: int, line: int, blanks: bool = True) -> tuple[Table, int]:
    """Spans are not printed; a cell merged from above prints as a blank one (or, without ``blanks``, not)."""
    placed = _place(rows)
    cells = []
    for number in range(1, len(rows) + 1):
        own = [(p.column, p.wide.text) for p in placed if p.row == number]
        merged = [(p.column, "") for p in placed if number in p.covered_rows] if blanks else []
        for ordinal, (_, text) in enumerate(sorted(own + merged), 1):
            pieces = text.count("\n") + 1
            cells.append(Cell(number, ordinal, text, lines=tuple(range(line, line + pieces)), inferred=True))
            line += pieces
        line += 1
    return Table(index, tuple(cells), len(rows), max(cell.column for cell in cells)), line


def _poor_table(rows: Rows, index: int, line: int) -> tuple[Table, int]:
    return _dump_table(rows, index, line, blanks=False)


def _everywhere_table(rows: Rows, index: int, line: int) -> tuple[Table, int]:
    """Every place of the grid prints its cell's text, merged or not (python-docx's ``row.cells``)."""
    placed = _place(rows)
    texts = {
        (row, p.column + n): p.wide.text
        for p in placed
        for row in (p.row, *p.covered_rows)
        for n in range(p.wide.across)
    }
    cells = []
    for row, column in sorted(texts):
        text = texts[row, column]
        lines = tuple(range(line, line + text.count("\n") + 1))
        cells.append(Cell(row, column, text, lines=lines))
        line = lines[-1] + 1
    return Table(index, tuple(cells), len(rows), max(cell.column for cell in cells)), line


def _document(blocks: Sequence[str | Rows], make: Callable[..., tuple[Table, int]], kind: str) -> Document:
    found: list[Paragraph | Table] = []
    line, tables, paragraphs = 1, 0, 0
    for block in blocks:
        if isinstance(block, str):
            paragraphs += 1
            found.append(Paragraph(paragraphs, block, line))
            line += 1 + block.count("\n")
            continue
        tables += 1
        table, line = make(block, tables, line)
        found.append(table)
    return Document(f"页.{kind}", kind, tuple(found))


def word(*blocks: str | Rows) -> Document:
    """Tables with their spans, as a Word reader gives them."""
    return _document(blocks, _word_table, "docx")


def dump(*blocks: str | Rows) -> Document:
    """Tables as a text dump prints them: no spans, blank cells where cells are merged downwards."""
    return _document(blocks, _dump_table, "txt")


def poor(*blocks: str | Rows) -> Document:
    """Tables as other tools print them: merged cells are simply absent."""
    return _document(blocks, _poor_table, "txt")


def everywhere(*blocks: str | Rows) -> Document:
    """Tables as tools print them that know no merged cells: the text again in every place."""
    return _document(blocks, _everywhere_table, "txt")


def take(document: Document) -> Form:
    """The form by the layout that is surest of the document."""
    return max(auditkit_layouts(), key=lambda layout: layout.score(document)).take(document)


def rows_of(form: Form, project: int = 0) -> list[tuple[str, str, str, str]]:
    """Levels, name and target of every indicator."""
    found = form.projects[project]["indicators"]
    return [(i["first_level"], i["second_level"], i["name"], i["target"]["raw"]) for i in found]
