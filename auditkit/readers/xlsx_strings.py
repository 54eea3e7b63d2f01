"""The shared strings of a workbook: rich text in one piece, readings of characters left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from xml.parsers.expat import XMLParserType

from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table
from auditkit.readers.docx_xml import Names, parse_part
from auditkit.readers.workbook_sheet import Budget

__all__ = [
    "Attributes",
    "Closer",
    "Opener",
    "Strings",
    "TextGatherer",
    "plain_text",
    "read_strings",
    "set_handlers",
]

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
"""What stands before a local name of the vocabulary (transitional, ISO strict)."""

Attributes = dict[str, str]
Opener = Callable[[Attributes], None]
Closer = Callable[[], None]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain_text(text: str) -> str:
    """A text with escaped characters (``_x000D_``) and line ends as they are meant."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: _character(found[1]), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _character(code: str) -> str:
    number = int(code, 16)
    return "" if number == 0 else "\ufffd" if 0xD800 <= number <= 0xDFFF else chr(number)


class TextGatherer:
    """Handlers for the inside of a rich text: ``si`` among shared strings, ``is`` in a cell."""

    def __init__(self) -> None:
        self.has_fonts = False
        self._pieces: list[str] = []
        self._font = ""
        self._in_reading = self._in_text = False

    def openers(self) -> dict[str, Opener]:
        """Handlers of start tags by local name."""
        return {
            "t": self._open_text,
            "r": self._open_run,
            "rPh": self._open_reading,
            "rFont": self._open_font,
        }

    def closers(self) -> dict[str, Closer]:
        """Handlers of end tags by local name."""
        return {"t": self._close_text, "rPh": self._close_reading}

    def begin(self) -> None:
        """Begin a text."""
        self._pieces.clear()
        self._font = ""
        self.has_fonts = self._in_reading = self._in_text = False

    def finish(self) -> str:
        """The text that was gathered; ``has_fonts`` when its parts have fonts of their own."""
        return plain_text("".join(self._pieces))

    def characters(self, text: str) -> None:
        """Take in text, if it belongs to the string."""
        if not self._in_text:
            return
        glyphs = run_table(self._font, ()) if self._font in SYMBOL_FONTS else None
        self._pieces.append(text if glyphs is None else text.translate(glyphs))

    def _open_run(self, _attributes: Attributes) -> None:
        self._font = ""

    def _open_font(self, attributes: Attributes) -> None:
        self._font, self.has_fonts = attributes.get("val", ""), True

    def _open_reading(self, _attributes: Attributes) -> None:
        self._in_reading = True

    def _close_reading(self) -> None:
        self._in_reading = False

    def _open_text(self, _attributes: Attributes) -> None:
        self._in_text = not self._in_reading

    def _close_text(self) -> None:
        self._in_text = False


def set_handlers(parser: XMLParserType, openers: Mapping[str, Opener], closers: Mapping[str, Closer]) -> None:
    """Call these handlers, given by local names, for the elements of the vocabulary."""
    starts = {uri + name: handler for name, handler in openers.items() for uri in MAIN}
    ends = {uri + name: handler for name, handler in closers.items() for uri in MAIN}
    opener_of, closer_of = starts.get, ends.get

    def start(name: str, attributes: Attributes) -> None:
        handler = opener_of(name)
        if handler is not None:
            handler(attributes)

    def end(name: str) -> None:
        handler = closer_of(name)
        if handler is not None:
            handler()

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end


class Strings:
    """The shared strings; ``rich`` are the numbers of those whose parts have fonts of their own."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self.rich: set[int] = set()
        self._budget = budget
        self._gatherer = TextGatherer()

    def attach(self, parser: XMLParserType, _names: Names) -> None:
        """Set the handlers of a parser."""
        openers = self._gatherer.openers() | {"si": self._open}
        set_handlers(parser, openers, self._gatherer.closers() | {"si": self._close})
        parser.CharacterDataHandler = self._gatherer.characters

    def _open(self, _attributes: Attributes) -> None:
        self._gatherer.begin()

    def _close(self) -> None:
        self._budget.take(1)
        if self._gatherer.has_fonts:
            self.rich.add(len(self.texts))
        self.texts.append(self._gatherer.finish())


def read_strings(chunks: Iterable[bytes], budget: Budget) -> Strings:
    """The shared strings of a part. Raises ``ReadError``."""
    strings = Strings(budget)
    parse_part(chunks, strings.attach)
    return strings
