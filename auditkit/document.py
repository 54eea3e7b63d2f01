"""A file as it came in, and what stands on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

__all__ = [
    "SURE",
    "Anchor",
    "Cell",
    "Document",
    "Form",
    "Limits",
    "Paragraph",
    "ReadError",
    "Source",
    "Table",
    "Unread",
]


SURE = 0.85
"""A text read with less confidence than this (0 to 1) is shown and not judged."""


class ReadError(Exception):
    """A file that cannot be read as a submission.

    ``kind`` is one of ``empty``, ``unsupported``, ``corrupt``, ``encrypted``, ``hostile``, ``scan``,
    ``no_form``, ``invalid``, ``missing``. The message is one Chinese sentence for the reviewer.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader may take in before it refuses (bytes, counts)."""

    file_bytes: int = 64 * 2**20
    part_bytes: int = 256 * 2**20
    ratio: int = 200
    entries: int = 10_000
    depth: int = 64
    cells: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The untouched input: a display name and its bytes. No open file."""

    name: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a piece of text stands in the file. Counts start at 1.

    ``part`` names the block as people count it (``"table 2"``, ``"paragraph 5"``). ``line`` is the
    line of the first character in line-oriented files. ``span`` is the half-open range of
    characters, counted from 0, inside the text of that cell or paragraph. ``confidence`` is less than
    1 where the text was recognised from a picture.
    """

    part: str
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    line: int | None = None
    span: tuple[int, int] | None = None
    text: str = ""
    confidence: float = field(default=1.0, kw_only=True)

    def as_data(self) -> dict[str, Any]:
        """This anchor in the shape of the public formats; confidence is told only where it is not full."""
        unsure = {} if self.confidence >= 1 else {"confidence": round(self.confidence, 2)}
        return {
            "part": self.part,
            "row": self.row,
            "column": self.column,
            "page": self.page,
            "sheet": self.sheet,
            "line": self.line,
            "span": list(self.span) if self.span else None,
            "text": self.text,
            **unsure,
        }


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables. ``index`` counts paragraphs of the document from 1."""

    index: int
    text: str
    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    confidence: float = field(default=1.0, kw_only=True)

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        """The anchor of ``text[start:end]``."""
        stop = len(self.text) if end is None else end
        line = None if self.line is None else self.line + self.text.count("\n", 0, start)
        part, said = f"paragraph {self.index}", self.text[start:stop]
        return Anchor(
            part, None, None, self.page, self.sheet, line, (start, stop), said, confidence=self.confidence
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; merged cells appear once, at their first row and column.

    ``row`` and ``column`` are grid positions from 1 (a cell after a colspan of 2 is two columns
    on). ``text`` holds its paragraphs joined with ``\\n``, nothing normalised. ``lines[i]`` is the
    source line of the i-th ``\\n``-separated piece of ``text`` in line-oriented files, else empty.
    ``inferred`` marks a position or span that the file does not state (text dumps). ``confidence`` is
    that of the least certain character where the text was recognised from a picture.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    lines: tuple[int, ...] = ()
    page: int | None = None
    inferred: bool = False
    tables: tuple[Table, ...] = ()
    confidence: float = field(default=1.0, kw_only=True)

    def line_at(self, offset: int) -> int | None:
        """Source line of the character at ``offset`` of ``text``."""
        if not self.lines:
            return None
        piece = self.text.count("\n", 0, offset)
        return self.lines[min(piece, len(self.lines) - 1)]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in document order. ``index`` counts tables from 1, nested ones after their host."""

    index: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    page: int | None = None
    sheet: str | None = None

    def anchor(self, cell: Cell, start: int = 0, end: int | None = None) -> Anchor:
        """The anchor of ``cell.text[start:end]``."""
        stop = len(cell.text) if end is None else end
        page = cell.page if cell.page is not None else self.page
        return Anchor(
            f"table {self.index}",
            cell.row,
            cell.column,
            page,
            self.sheet,
            cell.line_at(start),
            (start, stop),
            cell.text[start:stop],
            confidence=cell.confidence,
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a file, in reading order, whatever its format.

    ``data`` is set only by readers of structured submissions (JSON): the decoded object.
    ``warnings`` are Chinese sentences about anything read with less than full certainty. ``pictures`` are
    the pages that hold but a picture, which was not read.
    """

    name: str
    format: str
    blocks: tuple[Paragraph | Table, ...] = ()
    warnings: tuple[str, ...] = ()
    data: Any = None
    pictures: tuple[int, ...] = ()

    def tables(self) -> Iterator[Table]:
        """All tables in document order, nested ones right after their host."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from _with_nested(block)


def _with_nested(table: Table) -> Iterator[Table]:
    yield table
    for cell in table.cells:
        for inner in cell.tables:
            yield from _with_nested(inner)


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the file that looks like a form and was not understood; ``reason`` in Chinese.

    ``whole`` says that it is a whole form: then something was not audited at all.
    """

    anchor: Anchor
    reason: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Data in the shape of the submission schema, not yet trusted.

    ``projects`` hold raw texts only (``target`` is ``{"raw": ...}``, ``budget`` amounts are
    ``{"raw": ...}``); the loader derives kinds, numbers and yuan. ``anchors`` maps JSON pointers
    (``/projects/0/indicators/5/target``) to places.
    """

    layout: str
    projects: tuple[Mapping[str, Any], ...]
    anchors: Mapping[str, Anchor]
    unread: tuple[Unread, ...] = ()
