"""Opening a binary Word file: its streams, its head, and what cannot be read at all."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.document import Limits, ReadError
from auditkit.readers.docx_package import damaged, hostile

__all__ = ["WordFile", "open_word"]

WORD_97 = 0x00C1
"""The version number of the oldest layout of the file that is read here (Word 97)."""
_IDENTIFIERS = (0xA5EC, 0xA5DC)
_COMPLEX, _ENCRYPTED, _OTHER_TABLE = 0x0004, 0x0100, 0x0200
_PAIRS = 0x9A
"""Where the head begins to list the parts of the table stream."""
_PLACES = {
    "styles": 1,
    "sections": 6,
    "characters": 12,
    "paragraphs": 13,
    "fonts": 15,
    "pieces": 33,
    "shapes": 40,
    "boxes": 56,
    "lists": 73,
    "list overrides": 74,
}
_COUNTS = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes")
_COUNTS_AT = 0x4C


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a file, and from its head where everything stands in them.

    ``counts`` is how many characters each story of the text has; the stories follow one another in
    this order. ``places`` maps parts of the table stream to offset and length.
    """

    text: bytes = field(repr=False)
    table: bytes = field(repr=False)
    data: bytes = field(repr=False)
    counts: Mapping[str, int]
    places: Mapping[str, tuple[int, int]]
    has_macros: bool
    has_objects: bool

    def part(self, name: str) -> bytes:
        """A part of the table stream; ``b""`` when the file has none."""
        start, length = self.places.get(name, (0, 0))
        return self.table[start : start + length]

    def story(self, name: str) -> tuple[int, int]:
        """First character of a story and the one after its last, counted over all stories."""
        start = 0
        for story in _COUNTS:
            if story == name:
                break
            start += self.counts[story]
        return start, start + self.counts[name]


def open_word(data: bytes, limits: Limits) -> WordFile:
    """The streams and the head of a file. Raises ``ReadError``."""
    import olefile  # type: ignore[import-untyped]

    if len(data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = {"/".join(path).lower(): path for path in container.listdir(storages=True)}

            def stream(name: str) -> bytes:
                path = names.get(name)
                is_stream = path is not None and container.get_type(path) == olefile.STGTY_STREAM
                return bytes(container.openstream(path).read()) if is_stream else b""

            head = stream("worddocument")
            if not head:
                raise _foreign(names, stream("contents"))
            _vet(head)
            flags = struct.unpack_from("<H", head, 0x0A)[0]
            table = stream("1table" if flags & _OTHER_TABLE else "0table")
            content = stream("data")
    except ReadError:
        raise
    except Exception as error:
        # olefile raises what it stumbles over: its own errors, OSError, IndexError, struct.error.
        raise damaged() from error
    counts, places = _contents(head)
    macros = any(name.partition("/")[0] in ("macros", "_vba_project_cur") for name in names)
    objects = any(name.startswith("objectpool/") for name in names)
    return WordFile(head, table, content, counts, places, macros, objects)


def _vet(head: bytes) -> None:
    if len(head) < _PAIRS:
        raise damaged()
    identifier, version = struct.unpack_from("<HH", head)
    if identifier not in _IDENTIFIERS:
        raise damaged()
    if version < WORD_97:
        raise ReadError(
            "unsupported",
            "文件是 Word 6.0/95 的旧格式，不能直接读取，请用 Word 或 WPS 打开后另存为 .docx 再提交。",
        )
    if struct.unpack_from("<H", head, 0x0A)[0] & _ENCRYPTED:
        raise ReadError("encrypted", "文件设有打开密码，无法读取，请去掉密码后重新提交。")


def _contents(head: bytes) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The lengths of the stories, and where the parts of the table stream stand."""
    try:
        lengths = struct.unpack_from("<7i", head, _COUNTS_AT)
        number = struct.unpack_from("<H", head, _PAIRS - 2)[0]
        places = {
            name: struct.unpack_from("<II", head, _PAIRS + 8 * index)
            for name, index in _PLACES.items()
            if index < number
        }
    except struct.error as error:
        raise damaged() from error
    return {name: max(length, 0) for name, length in zip(_COUNTS, lengths, strict=True)}, places


def _foreign(names: Mapping[str, object], contents: bytes) -> ReadError:
    if "mn0" in names or contents.startswith(b"CHNK"):
        return ReadError(
            "unsupported",
            "文件是 Microsoft Works 文档，不能直接读取，请用能打开它的软件另存为 .docx 再提交。",
        )
    return ReadError("unsupported", "文件里没有 Word 正文，请用 Word 或 WPS 打开后另存为 .docx 再提交。")
