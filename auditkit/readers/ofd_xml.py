"""One XML part of an OFD file: local names only, whatever prefix they have, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from auditkit.readers.ofd_package import damaged, hostile

__all__ = ["Close", "Open", "floats", "number", "walk"]

DEEPEST = 200
"""Elements inside each other."""
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*\?>")
_CHINESE = re.compile(rb"""\bencoding\s*=\s*["'](?:gb2312|gbk|gb18030|cp936)["']""", re.IGNORECASE)
_LONGEST = 5_000_000

Open = Callable[[str, Mapping[str, str]], None]
Close = Callable[[str, str], None]


def walk(data: bytes, start: Open, end: Close) -> None:
    """Call ``start(name, attributes)`` and ``end(name, text right before the end tag)``. Raises ``ReadError``."""
    declaration = _DECLARATION.match(data)
    codec = None
    if declaration and _CHINESE.search(declaration[0]):
        codec, data = "utf-8", data.decode("gb18030", "replace").encode("utf-8")
    parser = expat.ParserCreate(codec)
    parser.buffer_text = True
    pieces: list[str] = []
    names: list[str] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if len(names) >= DEEPEST:
            raise hostile(f"文件内的标记嵌套超过 {DEEPEST} 层")
        local = name[name.rfind(":") + 1 :]
        names.append(local)
        pieces.clear()
        start(local, attributes)

    def on_end(_name: str) -> None:
        end(names.pop(), "".join(pieces))
        pieces.clear()

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise hostile("文件内有文档类型声明（DOCTYPE）")


def number(text: str | None, otherwise: float = 0.0) -> float:
    """A number of the file; ``otherwise`` for none, or one that cannot be."""
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if -_LONGEST < value < _LONGEST else otherwise


def floats(text: str | None, count: int) -> tuple[float, ...] | None:
    """So many numbers set apart by blanks or commas; None if they are not there."""
    parts = (text or "").replace(",", " ").split()
    if len(parts) < count:
        return None
    return tuple(number(part) for part in parts[:count])
