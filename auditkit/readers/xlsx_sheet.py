"""One worksheet: cells with what Excel shows of them, merged areas, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers.expat import XMLParserType

from auditkit.readers.docx_xml import Names
from auditkit.readers.workbook_dates import serial_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_refusals import damaged
from auditkit.readers.workbook_sheet import LAST_COLUMN, LAST_ROW, Budget, Sheet
from auditkit.readers.workbook_style import PLAIN, Place, Style, number_shown, text_shown
from auditkit.readers.xlsx_strings import Attributes, Strings, TextGatherer, plain_text, set_handlers

__all__ = ["Setting", "SheetReader"]

_DIGITS = "0123456789"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.I | re.A)
_LETTERS = re.compile("[A-Z]{1,3}", re.I | re.A)
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.A)
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sheets of a workbook share."""

    strings: Strings
    styles: Sequence[Style]
    is_1904: bool
    notes: Notes
    budget: Budget


class SheetReader:
    """Handlers that fill ``sheet``."""

    def __init__(self, name: str, setting: Setting) -> None:
        self.sheet = Sheet(name)
        self._setting = setting
        self._columns: dict[str, int] = {}
        self._styles = {str(number): style for number, style in enumerate(setting.styles)}
        self._numbers: dict[tuple[str, Style], str] = {}
        self._inline = TextGatherer()
        self._row = self._column = 0
        self._row_name = ""
        self._kind = ""
        self._pieces: list[str] = []
        self._style = PLAIN
        self._has_formula = self._has_value = self._in_value = self._in_cell = False
        self._shows_zeros = True

    def attach(self, parser: XMLParserType, _names: Names) -> None:
        """Set the handlers of a parser."""
        openers = self._inline.openers() | {
            "row": self._open_row,
            "c": self._open_cell,
            "v": self._open_value,
            "f": self._open_formula,
            "is": self._open_inline,
            "col": self._open_column,
            "mergeCell": self._open_merge,
            "sheetView": self._open_view,
        }
        closers = self._inline.closers() | {"c": self._close_cell, "v": self._close_value}
        set_handlers(parser, openers, closers)
        parser.CharacterDataHandler = self._characters

    def _open_view(self, attributes: Attributes) -> None:
        if attributes.get("showZeros") in ("0", "false"):
            self._shows_zeros = False

    def _open_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or _is_flat(attributes, "width", "customWidth"):
            first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
            self.sheet.hidden_columns.add(max(first, 1), min(last, LAST_COLUMN))

    def _open_row(self, attributes: Attributes) -> None:
        name = attributes.get("r")
        self._row = _whole(name) if name else self._row + 1
        if not 1 <= self._row <= LAST_ROW:
            raise damaged()
        self._row_name, self._column = str(self._row), 0
        if attributes.get("hidden") in _TRUE or _is_flat(attributes, "ht", "customHeight"):
            self.sheet.hidden_rows.add(self._row, self._row)

    def _open_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip(_DIGITS)
            self._column = self._columns.get(letters) or self._new_column(letters)
            if reference[len(letters) :] != self._row_name:
                self._row = _whole(reference[len(letters) :])
                self._row_name = str(self._row)
        else:
            self._column += 1
        if not (1 <= self._column <= LAST_COLUMN and 1 <= self._row <= LAST_ROW):
            raise damaged()
        self._kind = attributes.get("t", "n")
        self._pieces.clear()
        self._has_formula = self._has_value = False
        self._in_cell = True
        self._style = self._styles.get(attributes.get("s", ""), PLAIN)
        if self._style.boxed:
            self.sheet.box(self._row)

    def _new_column(self, letters: str) -> int:
        if not _LETTERS.fullmatch(letters):
            raise damaged()
        column = self._columns[letters] = _column_number(letters)
        return column

    def _open_value(self, _attributes: Attributes) -> None:
        self._in_value = self._has_value = self._in_cell

    def _close_value(self) -> None:
        self._in_value = False

    def _open_formula(self, _attributes: Attributes) -> None:
        self._has_formula = True

    def _open_inline(self, _attributes: Attributes) -> None:
        self._inline.begin()
        self._has_value = True

    def _characters(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)
        else:
            self._inline.characters(text)

    def _close_cell(self) -> None:
        self._in_cell = False
        setting = self._setting
        text = ""
        if self._has_value:
            raw = "".join(self._pieces)
            text = self._number(raw) if self._kind == "n" else self._other(raw)
        elif self._has_formula:
            setting.notes.add("uncalculated", *self._place())
        setting.budget.take(1, len(text))
        if text and not text.isspace():
            self.sheet.put(self._row, self._column, text)

    def _place(self) -> Place:
        return self.sheet.name, self._row, self._column

    def _number(self, raw: str) -> str:
        style = self._style
        if style.format.is_general and len(raw) < 12 and raw.isdigit() and raw.isascii() and raw[0] != "0":
            return raw
        known = self._numbers.get((raw, style))
        if known is not None:
            return known
        if not _NUMBER.fullmatch(raw):
            return raw.strip()
        number, setting = float(raw), self._setting
        if not number and not self._shows_zeros:
            return ""
        before = setting.notes.total
        text = number_shown(number, style, setting.is_1904, setting.notes, self._place())
        if setting.notes.total == before:
            self._numbers[(raw, style)] = text
        return text

    def _other(self, raw: str) -> str:
        """What is shown of a cell that holds no number."""
        kind, style, setting = self._kind, self._style, self._setting
        if kind == "s" and not raw.strip():
            return ""
        if kind == "s":
            number = _whole(raw.strip())
            if not 0 <= number < len(setting.strings.texts):
                raise damaged()
            text, has_fonts = setting.strings.texts[number], number in setting.strings.rich
        elif kind == "inlineStr":
            text, has_fonts = self._inline.finish(), self._inline.has_fonts
        elif kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw.strip().upper())
        elif kind == "d":
            return self._date(raw)
        else:
            text, has_fonts = plain_text(raw), False
        if style is PLAIN or (style.glyphs is None and style.format.text is None):
            return text
        return text_shown(text, style, setting.notes, self._place(), has_fonts)

    def _date(self, raw: str) -> str:
        """A date that is stored as ISO text; without a format it stays so."""
        setting = self._setting
        serial = serial_of(raw, setting.is_1904)
        if serial is None or self._style.format.is_general:
            return raw.strip()
        return number_shown(float(serial), self._style, setting.is_1904, setting.notes, self._place())

    def _open_merge(self, attributes: Attributes) -> None:
        found = _REFERENCE.fullmatch(attributes.get("ref", ""))
        if found is not None and found[3]:
            top, left = int(found[2]), _column_number(found[1])
            self.sheet.merge(top, left, int(found[4]), _column_number(found[3]))


def _is_flat(attributes: Attributes, size: str, flag: str) -> bool:
    """Whether somebody made a row or column so small that it cannot be seen."""
    return attributes.get(size) in ("0", "0.0") and attributes.get(flag) in _TRUE


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _whole(text: str) -> int:
    """The number in a text of few digits, -1 for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
