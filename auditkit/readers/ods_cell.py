"""The text of an OpenDocument cell: its paragraphs, or else its bare value."""

from __future__ import annotations

import re

from auditkit.readers.ods_names import OFFICE, TEXT, Attributes, count_of
from auditkit.readers.workbook_numbers import exactly, write_general

__all__ = ["CellText"]

_WHITE = re.compile("[ \t\r\n]+")
_MOST_SPACES = 10_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", re.A)


class CellText:
    """Gathers the text of one cell after another."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._depth = self._paragraphs = 0
        self._value = ""

    def begin(self, attributes: Attributes) -> None:
        """Begin a cell."""
        self._pieces, self._depth, self._paragraphs = [], 0, 0
        self._value = _bare_value(attributes)

    def finish(self) -> str:
        """The text of the cell."""
        return "".join(self._pieces) if self._paragraphs else self._value

    def open_paragraph(self, _attributes: Attributes) -> None:
        """Begin a paragraph."""
        self._depth += 1
        self._paragraphs += 1
        if self._paragraphs > 1:
            self._pieces.append("\n")

    def close_paragraph(self) -> None:
        """End a paragraph."""
        self._depth -= 1

    def characters(self, text: str) -> None:
        """Take in text; white space in the file is one blank."""
        self._add(_WHITE.sub(" ", text))

    def add_spaces(self, attributes: Attributes) -> None:
        """Blanks that count."""
        self._add(" " * count_of(attributes, f"{TEXT}c", _MOST_SPACES))

    def add_tab(self, _attributes: Attributes) -> None:
        """A TAB."""
        self._add("\t")

    def add_break(self, _attributes: Attributes) -> None:
        """A line break."""
        self._add("\n")

    def _add(self, text: str) -> None:
        if self._depth > 0:
            self._pieces.append(text)


def _bare_value(attributes: Attributes) -> str:
    """What a cell without paragraphs holds: some programs write only values."""
    kind = attributes.get(f"{OFFICE}value-type", "")
    if kind == "string":
        return attributes.get(f"{OFFICE}string-value", "")
    if kind in ("date", "time"):
        return attributes.get(f"{OFFICE}{kind}-value", "")
    if kind == "boolean":
        return attributes.get(f"{OFFICE}boolean-value", "").upper()
    value = attributes.get(f"{OFFICE}value", "")
    if not _NUMBER.fullmatch(value):
        return value
    number = exactly(float(value))
    if not number.is_finite():
        return value
    return f"{write_general(number * 100)}%" if kind == "percentage" else write_general(number)
