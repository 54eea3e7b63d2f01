"""The properties of paragraphs and characters in a binary Word file, by their place in the stream."""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.readers.docx_package import damaged, hostile

__all__ = ["Run", "Runs", "paragraph_runs", "character_runs"]

_PAGE = 512
_PLACE_BYTES = 13
_NOTHING = b""
MOST = 2_000_000
"""Stretches with properties of their own that a file may have."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the stream with one set of properties, from ``start`` up to ``end``."""

    start: int
    end: int
    style: int
    properties: bytes


class Runs:
    """Stretches of the stream in order; those that overlap others are left out."""

    def __init__(self, runs: list[Run]) -> None:
        if len(runs) > MOST:
            raise hostile("文件内的格式段过多")
        runs.sort(key=lambda run: run.start)
        end = 0
        self._runs: list[Run] = []
        for run in runs:
            if end <= run.start < run.end:
                self._runs.append(run)
                end = run.end
        self._starts = [run.start for run in self._runs]

    def at(self, place: int) -> Run | None:
        """The stretch in which a byte stands; None where the file says nothing."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or self._runs[number].end <= place:
            return None
        return self._runs[number]

    def between(self, start: int, end: int) -> Iterator[Run]:
        """The stretches that reach into these bytes."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for number in range(first, bisect_left(self._starts, end)):
            if self._runs[number].end > start:
                yield self._runs[number]


def paragraph_runs(stream: bytes, directory: bytes) -> Runs:
    """The paragraphs of the stream; ``style`` is the number of the paragraph style. Raises ``ReadError``."""
    runs: list[Run] = []
    for page in _pages(stream, directory):
        if len(runs) > MOST:
            break
        bounds = _bounds(page)
        base = 4 * len(bounds)
        for number, start in enumerate(bounds[:-1]):
            at = base + _PLACE_BYTES * number
            where = 2 * page[at] if at < _PAGE - 1 else 0
            style, found = _paragraph(page, where) if where else (0, _NOTHING)
            runs.append(Run(start, bounds[number + 1], style, found))
    return Runs(runs)


def character_runs(stream: bytes, directory: bytes) -> Runs:
    """The runs of characters of the stream that state properties. Raises ``ReadError``."""
    runs: list[Run] = []
    for page in _pages(stream, directory):
        if len(runs) > MOST:
            break
        bounds = _bounds(page)
        base = 4 * len(bounds)
        for number, start in enumerate(bounds[:-1]):
            at = base + number
            where = 2 * page[at] if at < _PAGE - 1 else 0
            if where and where < _PAGE - 1:
                found = page[where + 1 : min(where + 1 + page[where], _PAGE - 1)]
                if found:
                    runs.append(Run(start, bounds[number + 1], 0, found))
    return Runs(runs)


def _pages(stream: bytes, directory: bytes) -> Iterator[bytes]:
    """The pages of properties, each once."""
    count = (len(directory) - 4) // 8
    if count < 1:
        return
    seen = set()
    for number in struct.unpack_from(f"<{count}I", directory, 4 * (count + 1)):
        index = number & 0x3FFFFF
        page = stream[index * _PAGE : (index + 1) * _PAGE]
        if index in seen:
            continue
        seen.add(index)
        if len(page) != _PAGE:
            raise damaged()
        yield page


def _bounds(page: bytes) -> tuple[int, ...]:
    """Where the runs of a page begin, and the last ends."""
    count = min(page[-1], (_PAGE - 5) // 4)
    return struct.unpack_from(f"<{count + 1}I", page)


def _paragraph(page: bytes, where: int) -> tuple[int, bytes]:
    """Style and properties of a paragraph."""
    size = 2 * page[where] - 1 if where < _PAGE - 1 else 0
    start = where + 1
    if size < 0:
        size = 2 * page[start]
        start += 1
    found = page[start : min(start + size, _PAGE - 1)]
    return int.from_bytes(found[:2], "little"), found[2:]
