"""The body of a Word 2003 XML document, by the handlers of the .docx reader under its older names."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers.expat import XMLParserType
from xml.sax.saxutils import quoteattr

from auditkit.document import Limits
from auditkit.readers.docx_body import BodyReader
from auditkit.readers.docx_numbers import Numbering, read_numbering
from auditkit.readers.docx_runs import Attributes, Closer, Opener
from auditkit.readers.docx_styles import Styles, read_styles
from auditkit.readers.docx_symbols import run_table
from auditkit.readers.docx_xml import Names
from auditkit.readers.word_binary_lists import NUMBER_KINDS

__all__ = ["OlderBodyReader"]

_NAMES = Names(
    {
        "w": ("http://schemas.microsoft.com/office/word/2003/wordml ",),
        "wx": ("http://schemas.microsoft.com/office/word/2003/auxHint ",),
        "aml": ("http://schemas.microsoft.com/aml/2001/core ",),
        "m": ("http://schemas.openxmlformats.org/officeDocument/2006/math ",),
        "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006 ",),
    }
)
_RENAMED = {
    "listDef": "abstractNum", "listDefId": "abstractNumId", "list": "num", "ilst": "abstractNumId",
    "nfc": "numFmt", "ilfo": "numId",
}  # fmt: skip
"""Names of styles and lists here -> in .docx."""


class OlderBodyReader(BodyReader):
    """Handlers for a whole Word 2003 XML document, whose styles and lists stand in front of its body."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits, self._read_styles, self._read_numbering)
        self._parts: dict[str, list[str]] = {"styles": [], "lists": []}
        self._part: list[str] = []
        self._depth_in_part = 0
        self._shown_label: str | None = None
        self._label_font = ""

    def attach(self, parser: XMLParserType, names: Names) -> None:
        super().attach(parser, _NAMES)

    def openers(self) -> dict[tuple[str, str], Opener]:
        return super().openers() | {
            ("w", "vmerge"): self.open_down,
            ("w", "hmerge"): self.open_across,
            ("w", "styles"): lambda _: self._collect("styles"),
            ("w", "lists"): lambda _: self._collect("lists"),
            ("w", "ilfo"): self.open_number,
            ("wx", "t"): self._open_label,
            ("wx", "font"): self._open_label_font,
            ("aml", "annotation"): self._open_annotation,
            ("w", "footnote"): self._open_note,
            ("w", "endnote"): self._open_note,
            **{("w", name): self.skip for name in ("hdr", "ftr", "docPr", "fonts", "docSuppData", "bgPict")},
        }

    def closers(self) -> dict[tuple[str, str], Closer]:
        return super().closers() | {("w", "listPr"): self._close_list_properties}

    def close_paragraph(self) -> None:
        if self._shown_label is not None:
            self._label, self._shown_label = self._shown_label, None
        super().close_paragraph()

    def _open_annotation(self, attributes: Attributes) -> None:
        kind = self.value(attributes, "type") or ""
        if kind == "Word.Deletion":
            self.open_deletion(attributes)
        elif kind == "Word.Insertion":
            self.notes.add("tracked")
        elif kind in ("Word.Formatting", "Word.Comment", "Word.Numbering"):
            self.skip(attributes)

    def _open_note(self, attributes: Attributes) -> None:
        self.notes.add("footnotes")
        self.skip(attributes)

    def _open_label(self, attributes: Attributes) -> None:
        """The number that Word shows, as it was when the file was saved."""
        self._shown_label, self._label_font = _aux(attributes), ""

    def _open_label_font(self, attributes: Attributes) -> None:
        self._label_font = _aux(attributes)

    def _close_list_properties(self) -> None:
        if self._shown_label is not None:
            shown = self._shown_label.translate(run_table(self._label_font, ()) or {})
            self._shown_label = "•" if any("\ue000" <= char <= "\uf8ff" for char in shown) else shown

    def _collect(self, name: str) -> None:
        """Write what comes up to the end of this element down as a part of a .docx."""
        self._part = self._parts[name]
        self._depth_in_part = 1
        self._parser.StartElementHandler = self._collect_start
        self._parser.EndElementHandler = self._collect_end

    def _collect_start(self, name: str, attributes: Attributes) -> None:
        self._depth_in_part += 1
        local = _local(name)
        said = {_local(key): value for key, value in attributes.items()}
        if local == "nfc":
            number = said.get("val", "")
            said["val"] = NUMBER_KINDS.get(int(number) if number.isdecimal() else 0, "unknown")
        shown = "".join(f" {_RENAMED.get(key, key)}={quoteattr(value)}" for key, value in said.items())
        self._part.append(f"<{_RENAMED.get(local, local)}{shown}/>")

    def _collect_end(self, _name: str) -> None:
        self._depth_in_part -= 1
        if not self._depth_in_part:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end

    def _read_styles(self) -> Styles:
        return read_styles(_as_part(self._parts["styles"]))

    def _read_numbering(self) -> Numbering:
        return read_numbering(_as_part(self._parts["lists"]))


def _as_part(tags: list[str]) -> bytes:
    return f"<part>{''.join(tags)}</part>".encode() if tags else b""


def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]


def _aux(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if _local(key) == "val"), "")
