"""Feeding one XML part to expat: namespaces, encodings, and what is refused."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NoReturn, TypeVar
from xml.parsers import expat

from auditkit.readers.docx_package import damaged, hostile

__all__ = ["Attach", "Names", "parse_part", "walk_part"]

VOCABULARIES = {
    "w": (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    "m": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
}
"""Our short word for a vocabulary -> its namespaces (transitional, ISO strict)."""

TOKEN_BYTES = 16 * 2**20
"""The longest tag, comment or attribute: expat reads an unfinished one again with each chunk."""

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([\w.:-]+)["']""")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[A-Za-z_][\w.-]*:document\b([^>]*)>")
_BINDING = re.compile(rb"""\sxmlns:([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"<&]*)"|'([^'<&]*)')""")
_TWO_BYTE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "big5": "big5"}


Handler = TypeVar("Handler")


@dataclass(frozen=True, slots=True)
class Names:
    """How the parser at hand spells qualified names.

    ``prefixes`` maps our short word for a vocabulary to what stands before a local name in it.
    """

    prefixes: Mapping[str, tuple[str, ...]]

    def spelled(self, handlers: Mapping[tuple[str, str], Handler]) -> dict[str, Handler]:
        """Handlers by (vocabulary, local name) as handlers by the names the parser reports."""
        found = {}
        for (vocabulary, local), handler in handlers.items():
            for prefix in self.prefixes[vocabulary]:
                found[prefix + local] = handler
        return found


Attach = Callable[[expat.XMLParserType, Names], None]
"""Sets the handlers of a new parser."""

_EXPANDED = Names({word: tuple(f"{uri} " for uri in uris) for word, uris in VOCABULARIES.items()})


def parse_part(chunks: Iterable[bytes], attach: Attach) -> None:
    """Parse a part with the handlers that ``attach`` sets. Raises ``ReadError``.

    A part that comes in one chunk and binds all its namespaces on its root is parsed without
    namespace processing, which is faster; any other part with it. Handlers see no difference.
    """
    stream = iter(chunks)
    head = next(stream, b"")
    second = next(stream, None)
    if second is None:
        _parse(head, (head,), attach, _bound_on_root(head))
    else:
        _parse(head, chain((head, second), stream), attach, None)


def walk_part(data: bytes, visit: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``visit(local name, attributes by local name)`` at each start tag. Raises ``ReadError``."""

    def start(name: str, attributes: dict[str, str]) -> None:
        visit(name[name.rfind(" ") + 1 :], {key[key.rfind(" ") + 1 :]: attributes[key] for key in attributes})

    def attach(parser: expat.XMLParserType, _names: Names) -> None:
        parser.StartElementHandler = start

    _parse(data, (data,), attach, None)


def _parse(head: bytes, chunks: Iterable[bytes], attach: Attach, names: Names | None) -> None:
    codec = _two_byte_codec(head)
    parser = expat.ParserCreate("utf-8" if codec else None, None if names else " ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    attach(parser, names or _EXPANDED)
    _feed(parser, _recoded(chunks, codec) if codec else chunks)


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > TOKEN_BYTES:
                raise hostile("文件内有过长的标记")
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise hostile("文件内有文档类型声明（DOCTYPE）")


def _bound_on_root(data: bytes) -> Names | None:
    """The prefixes of a UTF-8 part whose namespaces are all bound on its root, else None."""
    start = 0
    if declaration := _DECLARATION.match(data):
        encoding = _ENCODING.search(declaration[0])
        if encoding and encoding[1].lower() != b"utf-8":
            return None
        start = declaration.end()
    root = _ROOT.match(data, start)
    if root is None:
        return None
    bindings = _BINDING.findall(root[1])
    if len(bindings) != data.count(b"xmlns"):
        return None
    bound = [(prefix.decode(), (one or other).decode("utf-8", "replace")) for prefix, one, other in bindings]
    found = {
        word: tuple(f"{prefix}:" for prefix, uri in bound if uri in uris)
        for word, uris in VOCABULARIES.items()
    }
    return Names(found) if found["w"] else None


def _two_byte_codec(head: bytes) -> str:
    """The codec of a part in a Chinese double-byte encoding, which expat does not know; else ``""``."""
    declaration = _DECLARATION.match(head)
    encoding = _ENCODING.search(declaration[0]) if declaration else None
    return _TWO_BYTE.get(encoding[1].decode("ascii", "replace").lower(), "") if encoding else ""


def _recoded(chunks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8")
    decoder.decode(b"", True)
