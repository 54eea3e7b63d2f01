"""Minimal binary Word files, piece by piece, with whatever properties a test wants."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditkit.document import Document, Limits, Source, Table
from auditkit.readers.word_binary import READER

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams at its top, none of them in small sectors."""
    entries, sectors, fat = [], [], []
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        first, count = len(sectors), len(padded) // _SECTOR
        sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        fat += [*range(first + 1, first + count), _END]
        entries.append(_entry(name, 2, first, max(len(data), 4096)))
    for number, entry in enumerate(entries):
        right = number + 2 if number + 1 < len(entries) else _FREE
        entries[number] = entry[:72] + struct.pack("<I", right) + entry[76:]
    root = _entry("Root Entry", 5, _END, 0, child=1)
    directory = b"".join([root, *entries])
    directory += _entry("", 0, 0, 0) * (-len(directory) % _SECTOR // 128)
    first = len(sectors)
    count = len(directory) // _SECTOR
    sectors += [directory[at : at + _SECTOR] for at in range(0, len(directory), _SECTOR)]
    fat += [*range(first + 1, first + count), _END]
    tables = 1
    while (len(fat) + tables) * 4 > tables * _SECTOR:
        tables += 1
    places = range(len(sectors), len(sectors) + tables)
    fat += [_FAT] * tables + [_FREE] * (-(len(fat) + tables) % 128)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x3I4xI4I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, first, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack(
        "<HBB3I", len(raw) + 2 if name else 0, kind, 1, _FREE, _FREE, child
    )
    return head + bytes(36) + struct.pack("<IQ", start, size)


def sprm(code: int, value: int | bytes, size: int = 1) -> bytes:
    """A property; a value given as bytes gets its length in front where the code asks for it."""
    if isinstance(value, int):
        return struct.pack("<H", code) + value.to_bytes(size, "little", signed=value < 0)
    length = bytes((len(value),)) if code >> 13 == 6 else b""
    return struct.pack("<H", code) + length + value


IN_TABLE = sprm(0x2416, 1)
ROW_END = IN_TABLE + sprm(0x2417, 1)
DELETED, INSERTED, HIDDEN = sprm(0x0800, 1), sprm(0x0801, 1), sprm(0x083C, 1)


def deep(depth: int, extra: bytes = b"") -> bytes:
    """A paragraph in a table inside tables."""
    return IN_TABLE + sprm(0x6649, depth, 4) + extra


INNER_CELL, INNER_ROW = sprm(0x244B, 1), sprm(0x244B, 1) + sprm(0x244C, 1)


def defined(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The definition of a row: its edges, and the merge flags of its cells."""
    count = len(edges) - 1
    body = bytes((count,)) + struct.pack(f"<{count + 1}h", *edges)
    body += b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


@dataclass
class Bit:
    """A stretch of text with one set of character properties; ``narrow`` is one byte a character."""

    text: str
    look: bytes = b""
    narrow: bool = False


@dataclass
class Line:
    """A paragraph with its mark (``\\r``, ``\\x07``, ``\\x0c``), its properties and its style."""

    bits: Sequence[Bit | str]
    properties: bytes = b""
    mark: str = "\r"
    style: int = 0
    mark_look: bytes = b""


def row(
    *cells: str, edges: Sequence[int], flags: Sequence[int] = (), extra: bytes = b"", end_look: bytes = b""
) -> list[Line]:
    """The paragraphs of a row of simple cells."""
    lines = [Line([text], IN_TABLE, "\x07") for text in cells]
    return [*lines, Line([], ROW_END + defined(edges, flags) + extra, "\x07", mark_look=end_look)]


@dataclass
class Word:
    """All that goes into a file. ``stories`` are the lines after the main text, by their place in the head."""

    lines: Sequence[Line]
    fonts: Sequence[str] = ()
    styles: bytes = b""
    data: bytes = b""
    boxes: Sequence[Line] = ()
    parts: Mapping[int, bytes] = field(default_factory=dict)
    flags: int = 0x0200
    version: int = 0xC1
    added: Mapping[int, int] = field(default_factory=dict)
    stored: Sequence[bytes] = ()
    others: Mapping[str, bytes] = field(default_factory=dict)

    def build(self) -> bytes:
        return compound(
            {"WordDocument": self.stream(), "1Table": self._table, "Data": self.data or b"\0", **self.others}
        )

    def stream(self) -> bytes:
        body = bytearray(2048)
        pieces: list[tuple[int, int, bool]] = []
        runs: list[tuple[int, int, bytes]] = []
        paragraphs: list[tuple[int, int, bytes]] = []
        position = 0
        counts = [0] * 7
        for story, lines in ((0, self.lines), (6, self.boxes)):
            begun = position
            for line in lines:
                first = len(body)
                for bit in [*line.bits, Bit(line.mark, line.mark_look)]:
                    bit = Bit(bit) if isinstance(bit, str) else bit
                    if not bit.text:
                        continue
                    raw = bit.text.encode("cp1252" if bit.narrow else "utf-16-le", "surrogatepass")
                    start = len(body)
                    pieces.append((position, start, bit.narrow))
                    position += len(raw) if bit.narrow else len(raw) // 2
                    body += raw
                    runs.append((start, len(body), bit.look))
                paragraphs.append((first, len(body), struct.pack("<H", line.style) + line.properties))
            counts[story] = position - begun
        chpx = _pages(body, runs, 1)
        papx = _pages(body, paragraphs, 13)
        self._table = self._make_table(pieces, position, chpx, papx, counts, body)
        return bytes(body)

    def _make_table(self, pieces, position, chpx, papx, counts, body) -> bytes:  # type: ignore[no-untyped-def]
        clx = b"".join(b"\x01" + struct.pack("<H", len(group)) + group for group in self.stored)
        plc = struct.pack(f"<{len(pieces) + 1}i", *(piece[0] for piece in pieces), position)
        for number, (_, offset, narrow) in enumerate(pieces):
            where = offset * 2 | 0x40000000 if narrow else offset
            plc += struct.pack("<HIH", 0, where, self.added.get(number, 0))
        fonts = struct.pack("<HH", len(self.fonts), 0)
        for name in self.fonts:
            entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
            fonts += bytes((len(entry),)) + entry
        parts = {
            1: self.styles,
            12: chpx,
            13: papx,
            15: fonts,
            33: clx + b"\x02" + struct.pack("<I", len(plc)) + plc,
        }
        table, pairs = b"\0" * 8, [(0, 0)] * 93
        for index, part in {**parts, **self.parts}.items():
            pairs[index] = (len(table), len(part))
            table += part
        head = struct.pack("<HH6xH20xH28xH", 0xA5EC, self.version, self.flags, 14, 22)
        head += bytes(12) + struct.pack("<7i", *counts) + bytes(48) + struct.pack("<H", 93)
        head += b"".join(struct.pack("<II", *pair) for pair in pairs)
        body[: len(head)] = head
        return table


def _pages(body: bytearray, runs: Iterable[tuple[int, int, bytes]], width: int) -> bytes:
    """Write pages of properties behind the text, and return their directory."""
    bounds, numbers = [], []
    for first, last, properties in runs:
        body += bytes(-len(body) % 512)
        if width == 1:
            entry = bytes((len(properties),)) + properties
        else:
            padded = properties + bytes(len(properties) % 2 == 0)
            entry = bytes(((len(padded) + 1) // 2,)) + padded
        page = bytearray(512)
        struct.pack_into("<II", page, 0, first, last)
        at = 511 - len(entry)
        at -= at % 2
        page[8] = at // 2
        page[at : at + len(entry)] = entry
        page[511] = 1
        bounds.append(first)
        numbers.append(len(body) // 512)
        body += page
        end = last
    return struct.pack(f"<{len(bounds) + 1}I{len(numbers)}I", *bounds, end, *numbers)


def read(data: bytes, limits: Limits | None = None) -> Document:
    return READER.read(Source("表.doc", data), limits or Limits())


def read_lines(*lines: Line, **more: object) -> Document:
    return read(Word(lines, **more).build())  # type: ignore[arg-type]


def only_table(document: Document) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def grid(found: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """(row, column) -> (rowspan, colspan, text)."""
    return {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in found.cells}
