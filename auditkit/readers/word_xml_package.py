"""The parts of a .docx that stand in one XML file (Flat OPC), put back into a package."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.parsers.expat import XMLParserType
from xml.sax.saxutils import quoteattr

from auditkit.document import Document, Limits, Source
from auditkit.readers.docx import READER as DOCX
from auditkit.readers.docx_package import damaged, hostile
from auditkit.readers.docx_xml import Names, parse_part
from auditkit.readers.encoding import decode_text

__all__ = ["as_docx"]

_SPACE = "http://schemas.microsoft.com/office/2006/xmlPackage "
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_PIECE = 2**20


class _Parts:
    """Handlers that note where each part begins and ends."""

    def __init__(self, limits: Limits) -> None:
        self.kinds: dict[str, str] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self._limits = limits
        self._name = ""
        self._begin = -1
        self._waits = False

    def attach(self, parser: XMLParserType, _names: Names) -> None:
        """Set the handlers of ``parser``."""
        self._parser = parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._waits:
            self._begin, self._waits = self._parser.CurrentByteIndex, False
        elif name == f"{_SPACE}part":
            self._name = attributes.get(f"{_SPACE}name", "").strip("/")
            self.kinds[self._name] = attributes.get(f"{_SPACE}contentType", "")
            if len(self.kinds) > self._limits.entries:
                raise hostile("文件内的部件过多")
        elif name == f"{_SPACE}xmlData":
            self._waits = True

    def _end(self, name: str) -> None:
        if name == f"{_SPACE}xmlData":
            if self._begin >= 0:
                self.places[self._name] = (self._begin, self._parser.CurrentByteIndex)
            self._begin, self._waits = -1, False


def as_docx(source: Source, kind: str, limits: Limits) -> Document:
    """The document in such a file. Raises ``ReadError``."""
    text = _DECLARATION.sub("", decode_text(source.data.lstrip())[0], count=1)
    data = text.lstrip().encode("utf-8", "replace")
    parts = _Parts(limits)
    parse_part((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), parts.attach)
    if not parts.places:
        raise damaged()
    package = Source(source.name, _zipped(data, parts))
    return replace(DOCX.read(package, limits), format=kind)


def _zipped(data: bytes, parts: _Parts) -> bytes:
    types = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in parts.kinds.items()
    )
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name in parts.kinds:
            begin, end = parts.places.get(name, (0, 0))
            if name and name.lower() != "[content_types].xml":
                archive.writestr(zipfile.ZipInfo(name), data[begin:end])
    return memory.getvalue()
