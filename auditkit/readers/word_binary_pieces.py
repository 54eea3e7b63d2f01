"""The text of a binary Word file, put together from its pieces."""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from auditkit.readers.docx_package import damaged, hostile
from auditkit.readers.word_binary_file import WordFile
from auditkit.readers.word_binary_sprms import of_piece

__all__ = ["Piece", "Pieces", "read_pieces", "with_pairs"]

_COMPRESSED = 0x40000000
_WESTERN = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(256))
"""One-byte characters; the five that Windows-1252 leaves out stand for themselves."""
_PAIR_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first character, its place in the stream, bytes a character, added properties."""

    start: int
    length: int
    offset: int
    width: int
    added: bytes

    def place(self, position: int) -> int:
        """Where in the stream a character stands."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces in order, and the text they make; a character beyond U+FFFF counts and stands as two."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    text: str

    def at(self, position: int) -> Piece:
        """The piece in which a character stands."""
        return self.pieces[max(bisect_right(self.starts, position) - 1, 0)]


def with_pairs(text: str) -> str:
    """Text with its characters beyond U+FFFF whole again."""
    if not _PAIR_HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_pieces(file: WordFile) -> Pieces:
    """The text of all stories. Raises ``ReadError``."""
    directory, stored = _directory(file.part("pieces"))
    count = (len(directory) - 4) // 12
    if count < 1:
        raise damaged()
    bounds = struct.unpack_from(f"<{count + 1}i", directory)
    if bounds[0] != 0 or any(one > two for one, two in pairwise(bounds)):
        raise damaged()
    if bounds[-1] > len(file.text):
        raise hostile("文件声明的文字比文件本身还长")
    pieces = []
    for number in range(count):
        length = bounds[number + 1] - bounds[number]
        where, brief = struct.unpack_from("<IH", directory, 4 * (count + 1) + 8 * number + 2)
        offset, width = where & 0x3FFFFFFF, 2
        if where & _COMPRESSED:
            offset, width = offset // 2, 1
        if length:
            pieces.append(Piece(bounds[number], length, offset, width, of_piece(brief, stored)))
    if not pieces:
        raise damaged()
    text = "".join(_text(file.text, piece) for piece in pieces)
    return Pieces(tuple(pieces), tuple(piece.start for piece in pieces), text)


def _directory(data: bytes) -> tuple[bytes, list[bytes]]:
    """The list of pieces, and the groups of properties stored before it."""
    stored: list[bytes] = []
    at = 0
    while at < len(data):
        kind = data[at]
        if kind == 1:
            size = int.from_bytes(data[at + 1 : at + 3], "little")
            stored.append(data[at + 3 : at + 3 + size])
            at += 3 + size
        elif kind == 2:
            size = int.from_bytes(data[at + 1 : at + 5], "little")
            return data[at + 5 : at + 5 + size], stored
        else:
            break
    raise damaged()


def _text(stream: bytes, piece: Piece) -> str:
    raw = stream[piece.offset : piece.offset + piece.length * piece.width]
    if len(raw) != piece.length * piece.width:
        raise damaged()
    if piece.width == 1:
        return raw.decode("latin-1").translate(_HIGH)
    text = raw.decode("utf-16-le", "surrogatepass")
    if len(text) == piece.length:
        return text
    units = array("H")
    units.frombytes(raw)
    if struct.pack("=H", 1) != b"\x01\x00":
        units.byteswap()
    return "".join(map(chr, units))


_HIGH = {code: _WESTERN[code] for code in range(0x80, 0xA0)}
