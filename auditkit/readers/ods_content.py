"""The content part of an OpenDocument spreadsheet: its sheets, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers.expat import XMLParserType

from auditkit.readers.docx_xml import Names
from auditkit.readers.ods_cell import CellText
from auditkit.readers.ods_names import DRAW, OFFICE, STYLE, TABLE, TEXT, Attributes
from auditkit.readers.ods_rows import RowPlacer
from auditkit.readers.ods_styles import OdsStyles
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_sheet import Budget, Sheet

__all__ = ["ContentReader"]

_COMMENT, _SHAPES, _PARAGRAPH = f"{OFFICE}annotation", f"{TABLE}shapes", f"{TEXT}p"
_PASSED_OVER = frozenset(
    [f"{TABLE}{name}" for name in ("tracked-changes", "named-expressions", "database-ranges", "dde-links")]
    + [f"{TEXT}ruby-text", f"{OFFICE}forms", _COMMENT, _SHAPES]
)


class ContentReader:
    """Handlers that gather ``sheets``; ``is_book`` tells whether there was a spreadsheet at all."""

    def __init__(self, notes: Notes, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self.is_book = False
        self._notes = notes
        self._budget = budget
        self._text = CellText()
        self._styles = OdsStyles()
        self._placer: RowPlacer | None = None
        self._in_cell = self._is_hidden = False
        self._cell: Attributes = {}
        self._depth = 0
        self._passed = ""

    def attach(self, parser: XMLParserType, _names: Names) -> None:
        """Set the handlers of a parser."""
        openers, closers = self._openers(), self._closers()

        def start(name: str, attributes: Attributes) -> None:
            if self._depth or name in _PASSED_OVER or name.startswith(DRAW) or self._is_nested(name):
                self._pass_over(name)
            elif handler := openers.get(name):
                handler(attributes)

        def end(name: str) -> None:
            if self._depth:
                self._depth -= 1
            elif handler := closers.get(name):
                handler()

        def characters(text: str) -> None:
            if not self._depth:
                self._text.characters(text)

        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters

    def _openers(self) -> dict[str, Callable[[Attributes], None]]:
        return {
            f"{OFFICE}spreadsheet": self._open_book,
            f"{STYLE}style": self._styles.open_style,
            f"{STYLE}table-cell-properties": self._styles.open_cell_properties,
            f"{STYLE}table-properties": self._styles.open_table_properties,
            f"{TABLE}table": self._open_sheet,
            f"{TABLE}table-column": self._open_column,
            f"{TABLE}table-row": self._open_row,
            f"{TABLE}table-cell": self._open_cell,
            f"{TABLE}covered-table-cell": self._open_cell,
            _PARAGRAPH: self._text.open_paragraph,
            f"{TEXT}s": self._text.add_spaces,
            f"{TEXT}tab": self._text.add_tab,
            f"{TEXT}line-break": self._text.add_break,
        }

    def _closers(self) -> dict[str, Callable[[], None]]:
        return {
            f"{TABLE}table": self._close_sheet,
            f"{TABLE}table-row": self._close_row,
            f"{TABLE}table-cell": self._close_cell,
            f"{TABLE}covered-table-cell": self._close_cell,
            _PARAGRAPH: self._text.close_paragraph,
        }

    def _is_nested(self, name: str) -> bool:
        """Whether this is a table inside a cell."""
        return self._in_cell and name.startswith(TABLE)

    def _pass_over(self, name: str) -> None:
        """Leave out an element with all that is in it, and note what a reviewer may miss."""
        if not self._depth:
            self._passed = name
            if name == _COMMENT:
                self._notes.add("comments")
        elif name == _PARAGRAPH and (self._passed == _SHAPES or self._passed.startswith(DRAW)):
            self._notes.add("drawings")
        self._depth += 1

    def _open_book(self, _attributes: Attributes) -> None:
        self.is_book = True

    def _open_sheet(self, attributes: Attributes) -> None:
        name = attributes.get(f"{TABLE}name", "")
        self._is_hidden = attributes.get(f"{TABLE}style-name", "") in self._styles.hiding
        self._placer = RowPlacer(name, self._styles.boxed, self._notes, self._budget)

    def _close_sheet(self) -> None:
        if self._placer is not None:
            if self._is_hidden:
                self._notes.add("hidden sheets", self._placer.sheet.name)
            else:
                self.sheets.append(self._placer.sheet)
        self._placer = None

    def _open_column(self, attributes: Attributes) -> None:
        if self._placer is not None:
            self._placer.add_column(attributes)

    def _open_row(self, attributes: Attributes) -> None:
        if self._placer is not None:
            self._placer.open_row(attributes)

    def _close_row(self) -> None:
        if self._placer is not None:
            self._placer.close_row()

    def _open_cell(self, attributes: Attributes) -> None:
        self._in_cell, self._cell = True, attributes
        self._text.begin(attributes)

    def _close_cell(self) -> None:
        self._in_cell = False
        if self._placer is not None:
            self._placer.add_cell(self._cell, self._text.finish())
