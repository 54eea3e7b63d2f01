"""The names of files in a zip archive, which Chinese programs write in one of two encodings."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator

__all__ = ["name_of"]

_UTF_8, _UNICODE_PATH = 0x800, 0x7075
_TWO = struct.Struct("<HH")


def name_of(entry: zipfile.ZipInfo) -> str:
    """The path of an entry with forward slashes, as the program that wrote it meant it.

    Tried in turn: the Unicode path of some packers, the flag for UTF-8, strict UTF-8 (macOS sets no
    flag), strict GB18030 (Windows); last the code page of the format.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF_8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _stated(entry.extra, raw) or _guessed(raw) or name
    path = name.partition("\0")[0].replace("\\", "/").strip("/")
    return "".join(char if char.isprintable() else "\ufffd" for char in path)


def _guessed(raw: bytes) -> str:
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def _stated(extra: bytes, raw: bytes) -> str:
    """The name in the extra field for it, if that field is about the name at hand."""
    for kind, data in _fields(extra):
        is_name = kind == _UNICODE_PATH and len(data) > 5 and data[0] == 1
        if is_name and int.from_bytes(data[1:5], "little") == zlib.crc32(raw):
            return data[5:].decode("utf-8", "replace")
    return ""


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + _TWO.size <= len(extra):
        kind, size = _TWO.unpack_from(extra, at)
        at += _TWO.size
        yield kind, extra[at : at + size]
        at += size
