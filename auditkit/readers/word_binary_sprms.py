"""The property codes of binary Word files, one after another."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["of_piece", "properties"]

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of a value by the upper three bits of its code; 0 is stated in front of the value."""
_TABLE, _OLD_TABLE, _TABS = 0xD608, 0xD606, 0xC615
_BRIEF = {0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x43: 0x0802, 0x5C: 0x083C}
"""The one-byte codes that a piece of text may state, as far as they matter here, as full codes."""


def properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and value of each property, up to the first that is not whole."""
    at, end = 0, len(data)
    while at + 2 < end:
        code = data[at] | data[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if code in (_TABLE, _OLD_TABLE):
                size = int.from_bytes(data[at : at + 2], "little") - 1
                at += 2
            else:
                size = data[at]
                at += 1
                if code == _TABS and size == 255:
                    size = _tabs(data, at)
        if size < 0 or at + size > end:
            return
        yield code, data[at : at + size]
        at += size


def _tabs(data: bytes, at: int) -> int:
    """Bytes of a change of tab stops that is longer than its length can say."""
    if at >= len(data):
        return -1
    deleted = 1 + 4 * data[at]
    if at + deleted >= len(data):
        return -1
    return deleted + 1 + 3 * data[at + deleted]


def of_piece(brief: int, longer: list[bytes]) -> bytes:
    """The properties that a piece of text adds to what stands there: one brief code, or a stored group."""
    if brief & 1:
        number = brief >> 1
        return longer[number] if number < len(longer) else b""
    code = _BRIEF.get(brief >> 1 & 0x7F)
    return code.to_bytes(2, "little") + bytes((brief >> 8,)) if code and brief else b""
