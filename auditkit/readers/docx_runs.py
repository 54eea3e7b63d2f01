"""The text of one paragraph: runs, fields, symbols, and all that does not show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from auditkit.document import ReadError
from auditkit.readers.docx_styles import NO_STYLES, Styles, is_on
from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table, symbol_text
from auditkit.readers.docx_xml import Names

__all__ = ["Attributes", "RunReader"]

Attributes = dict[str, str]
Opener = Callable[[Attributes], None]
Closer = Callable[[], None]

_RESULT = -1
"""In the stack of open fields: what comes now is the field's result, no longer its instruction."""


class RunReader:
    """Handlers for what stands inside a paragraph; ``pieces`` is its text so far.

    ``notes`` names what was met and not read, or read in one of two possible ways.
    """

    def __init__(self, styles: Callable[[], Styles]) -> None:
        self.notes: set[str] = set()
        self.pieces: list[str] = []
        self.add = self.pieces.append
        self.fields: list[int] = []
        self.hidden = self.hidden_style = False
        self.symbols: Mapping[int, str] | None = None
        self._symbols_from = 0
        self._styles = styles
        self._known_styles: Styles | None = None
        self._skipped_depth = 0
        self._alternatives: list[tuple[int, ...]] = []

    @property
    def styles(self) -> Styles:
        """The styles of the document, read when the first one is used."""
        if self._known_styles is None:
            self._known_styles = self._styles() or NO_STYLES
        return self._known_styles

    def attach(self, parser: expat.XMLParserType, names: Names) -> None:
        """Set the handlers of ``parser``."""
        self._parser = parser
        self._prefixes = names.prefixes["w"]
        find_opener = names.spelled(self.openers()).get

        def start(name: str, attributes: Attributes) -> None:
            opener = find_opener(name)
            if opener is not None:
                opener(attributes)

        find_closer = names.spelled(self.closers()).get

        def end(name: str) -> None:
            closer = find_closer(name)
            if closer is not None:
                closer()

        self._start, self._end = start, end
        parser.StartElementHandler, parser.EndElementHandler = start, end

    def openers(self) -> dict[tuple[str, str], Opener]:
        """What to do at start tags, by vocabulary and local name."""
        skipped = (
            "delText delInstrText instrText rt sdtPr sdtEndPr tabs numberingChange pPrChange rPrChange "
            "sectPrChange tblGridChange tblPrChange tblPrExChange tcPrChange trPrChange"
        )
        return {
            ("w", "r"): self.open_run,
            ("m", "r"): self.open_run,
            ("w", "t"): self.open_text,
            ("m", "t"): self.open_text,
            ("m", "den"): lambda _: self.write("/"),
            ("w", "tab"): lambda _: self.write("\t"),
            ("w", "ptab"): lambda _: self.write("\t"),
            ("w", "br"): lambda _: self.write("\n"),
            ("w", "cr"): lambda _: self.write("\n"),
            ("w", "noBreakHyphen"): lambda _: self.write("-"),
            ("w", "sym"): self.open_symbol,
            ("w", "rFonts"): self.open_fonts,
            ("w", "vanish"): self.open_vanish,
            ("w", "rStyle"): self.open_run_style,
            ("w", "fldChar"): self.open_field_mark,
            ("mc", "AlternateContent"): lambda _: self._alternatives.append(self.progress()),
            ("mc", "Choice"): self.open_alternative,
            ("mc", "Fallback"): self.open_alternative,
            ("w", "footnoteReference"): lambda _: self.notes.add("footnotes"),
            ("w", "endnoteReference"): lambda _: self.notes.add("footnotes"),
            ("w", "checkBox"): lambda _: self.notes.add("form fields"),
            ("w", "ddList"): lambda _: self.notes.add("form fields"),
            ("w", "cellDel"): lambda _: self.notes.add("tracked"),
            ("w", "ins"): lambda _: self.notes.add("tracked"),
            ("w", "moveTo"): lambda _: self.notes.add("tracked"),
            **{("w", name): self.skip for name in skipped.split()},
        }

    def closers(self) -> dict[tuple[str, str], Closer]:
        """What to do at end tags, by vocabulary and local name."""
        return {
            ("w", "t"): self.close_text,
            ("m", "t"): self.close_text,
            ("mc", "AlternateContent"): self.close_alternatives,
        }

    def value(self, attributes: Attributes, local: str) -> str | None:
        """The attribute ``w:local``."""
        for prefix in self._prefixes:
            if (found := attributes.get(prefix + local)) is not None:
                return found
        return None

    def skip(self, _attributes: Attributes) -> None:
        """Read nothing up to the end of the element that has just begun."""
        self._skipped_depth = 1
        self._parser.StartElementHandler = self._skip_start
        self._parser.EndElementHandler = self._skip_end

    def _skip_start(self, _name: str, _attributes: Attributes) -> None:
        self._skipped_depth += 1

    def _skip_end(self, _name: str) -> None:
        self._skipped_depth -= 1
        if not self._skipped_depth:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end

    def progress(self) -> tuple[int, ...]:
        """Changes whenever something has been read at this place."""
        return (len(self.pieces),)

    def open_alternative(self, attributes: Attributes) -> None:
        """Of alternatives that show the same, take the first that has anything in it."""
        if self._alternatives and self._alternatives[-1] != self.progress():
            self.skip(attributes)

    def close_alternatives(self) -> None:
        self._alternatives.pop()

    def open_run(self, _attributes: Attributes) -> None:
        self.hidden = self.hidden_style
        self.symbols = None

    def open_text(self, attributes: Attributes) -> None:
        if self.hidden:
            self.notes.add("hidden")
            self.skip(attributes)
            return
        if self.symbols is not None:
            self._symbols_from = len(self.pieces)
        self._parser.CharacterDataHandler = self.add

    def close_text(self) -> None:
        self._parser.CharacterDataHandler = None
        if self.symbols is not None:
            table = self.symbols
            self.pieces[self._symbols_from :] = [
                piece.translate(table) for piece in self.pieces[self._symbols_from :]
            ]

    def write(self, text: str) -> None:
        """Add ``text`` unless the run is hidden."""
        if not self.hidden:
            self.add(text)

    def open_symbol(self, attributes: Attributes) -> None:
        font, code = self.value(attributes, "font"), self.value(attributes, "char")
        self.write(symbol_text(font or "", code or ""))

    def open_fonts(self, attributes: Attributes) -> None:
        if SYMBOL_FONTS.isdisjoint(attributes.values()):
            return
        others = (self.value(attributes, slot) or "" for slot in ("hAnsi", "eastAsia", "cs"))
        self.symbols = run_table(self.value(attributes, "ascii") or "", others)

    def open_vanish(self, attributes: Attributes) -> None:
        self.hidden = is_on(self.value(attributes, "val"))

    def open_run_style(self, attributes: Attributes) -> None:
        """Hiding is a toggle: a hidden run style in a hidden paragraph style shows again."""
        self.hidden = self.hidden_style != (self.value(attributes, "val") in self.styles.hidden)

    def open_field_mark(self, attributes: Attributes) -> None:
        """Drop what a field says between its begin and its separator; keep its result."""
        kind = self.value(attributes, "fldCharType")
        if kind == "begin":
            self.fields.append(len(self.pieces))
        elif self.fields and kind in ("separate", "end"):
            mark = self.fields.pop()
            if mark != _RESULT:
                del self.pieces[mark:]
            if kind == "separate":
                self.fields.append(_RESULT)

    def malformed(self) -> ReadError:
        """The error for elements that stand where none may."""
        return ReadError("corrupt", "文件内部结构不合规范，请用 Word 打开后另存为新的 .docx 文件再提交。")
