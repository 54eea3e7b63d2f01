"""Compound files, the container of .xls, .doc and encrypted files: names at the top, and streams."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["MAGIC", "stream_of", "top_names"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
_MOST_ENTRIES = 100_000
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks."""

Step = Callable[[int], int]
"""From a sector to the next one of its chain."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or folder of the directory."""

    name: str
    start: int
    size: int


class _Container:
    """A compound file. Its methods raise ``struct.error`` or ``ValueError`` when it is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._shift: int
        self._mini_shift: int
        self._shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if not (7 <= self._shift <= 16 and 4 <= self._mini_shift < self._shift):
            raise ValueError
        self._size = 1 << self._shift
        self._mini_limit, self._mini_table = struct.unpack_from("<II", data, 56)
        self._tables = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
        self._add_tables(struct.unpack_from("<I", data, 68)[0])
        first = struct.unpack_from("<I", data, 48)[0]
        most = _MOST_ENTRIES * _ENTRY // self._size
        self._directory = b"".join(self._sectors(self._chain(first, self._after, most)))

    def _add_tables(self, sector: int) -> None:
        """Take in where the further parts of the allocation table are, for files above 7 MB."""
        seen: set[int] = set()
        count = self._size // 4 - 1
        most = len(self._data) // (self._size * count) + 110
        while sector < _END and sector not in seen and len(self._tables) < most:
            seen.add(sector)
            *found, sector = struct.unpack_from(f"<{count + 1}I", self._data, self._place(sector))
            self._tables += [number for number in found if number < _END]

    def _place(self, sector: int) -> int:
        return (sector + 1) << self._shift

    def _after(self, sector: int) -> int:
        table, place = divmod(sector, self._size // 4)
        if table >= len(self._tables):
            raise ValueError
        where = self._place(self._tables[table]) + 4 * place
        return int(struct.unpack_from("<I", self._data, where)[0])

    def _chain(self, sector: int, after: Step, most: int) -> Iterator[int]:
        """The sectors from one on, at most so many; a chain that bites its tail ends there."""
        seen: set[int] = set()
        while sector < _END and sector not in seen and len(seen) < most:
            seen.add(sector)
            yield sector
            sector = after(sector)

    def _sectors(self, chain: Iterator[int]) -> Iterator[bytes]:
        for sector in chain:
            start = self._place(sector)
            if start >= len(self._data):
                return
            yield self._data[start : start + self._size]

    def _entry(self, number: int) -> _Entry:
        start = number * _ENTRY
        length = min(struct.unpack_from("<H", self._directory, start + 64)[0], 64)
        name = self._directory[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
        return _Entry(name.lower(), *struct.unpack_from("<II", self._directory, start + 116))

    def top(self) -> Iterator[_Entry]:
        """The children of the root, which are a tree of left and right neighbours."""
        waiting = [struct.unpack_from("<I", self._directory, 76)[0]]
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number in seen or (number + 1) * _ENTRY > len(self._directory):
                continue
            seen.add(number)
            yield self._entry(number)
            waiting += struct.unpack_from("<II", self._directory, number * _ENTRY + 68)

    def read(self, entry: _Entry) -> bytes:
        """The bytes of a stream, as many as there are."""
        if entry.size >= self._mini_limit:
            most = -(-entry.size // self._size)
            return b"".join(self._sectors(self._chain(entry.start, self._after, most)))[: entry.size]
        root = self._entry(0)
        whole = self._sectors(self._chain(root.start, self._after, -(-root.size // self._size)))
        host = b"".join(whole)
        table = b"".join(self._sectors(self._chain(self._mini_table, self._after, len(self._data))))

        def after(sector: int) -> int:
            return int(struct.unpack_from("<I", table, 4 * sector)[0])

        width = 1 << self._mini_shift
        chain = self._chain(entry.start, after, -(-entry.size // width))
        return b"".join(host[n * width : (n + 1) * width] for n in chain)[: entry.size]


def _open(data: bytes) -> _Container | None:
    if not data.startswith(MAGIC):
        return None
    try:
        return _Container(data)
    except (struct.error, ValueError):
        return None


def top_names(data: bytes) -> frozenset[str]:
    """Lower-case names of the streams and folders at the top; as many as can be made out."""
    container = _open(data)
    try:
        return frozenset(entry.name for entry in container.top()) if container else frozenset()
    except struct.error:
        return frozenset()


def stream_of(data: bytes, *names: str) -> bytes:
    """The bytes of the first stream at the top that has one of these lower-case names, ``b""`` without one."""
    container = _open(data)
    try:
        found = {entry.name: entry for entry in container.top()} if container else {}
        entry = next((found[name] for name in names if name in found), None)
        return container.read(entry) if container and entry else b""
    except (struct.error, ValueError):
        return b""
