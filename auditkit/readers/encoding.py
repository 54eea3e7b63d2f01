"""Tell text from other formats by its bytes, and decode it without guessing more than needed."""

from __future__ import annotations

import re

__all__ = ["decode_text", "is_other_format"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"{\\rtf",
    b"Rar!\x1a",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"II*\x00",
    b"MM\x00*",
)
_MARKUP = re.compile(
    r"<(?:!doctype\s|html\b|head\b|body\b|meta\b|table\b|\?xml\b|\?mso-)|mime-version:", re.IGNORECASE
)
_HEAD = 4096
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030"}
_COMMON = re.compile(
    "[\t\n\r\x20-\x7e\u00b7\u2010-\u2026\u2460-\u2473\u2264\u2265\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_ENOUGH = 0.8


def _wide_codec(data: bytes) -> str | None:
    """The UTF-16 variant of bytes without a mark, told by their NULs, or None.

    The right byte order yields Chinese and ASCII; the wrong one scatters over all of Unicode.
    """
    if b"\x00" not in data:
        return None
    head = data[: min(_HEAD, len(data) - len(data) % 2)]
    scores = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, errors="replace")
        scores[codec] = 0.0 if "\x00" in text or not text else len(_COMMON.findall(text)) / len(text)
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= _ENOUGH else None


def _decode(data: bytes, codec: str) -> tuple[str, tuple[str, ...]]:
    """The text in a known encoding; what does not decode is replaced, with a warning."""
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
    return text, (_warning(text, codec),)


def _warning(text: str, codec: str) -> str:
    name = _NAMES.get(codec, codec.upper())
    count = text.count("\ufffd")
    return f"文件有 {count} 处内容不能按 {name} 编码读出，已用“\ufffd”代替，请对照原文核对。"


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in ``data`` and Chinese warnings; never fails, removes nothing but a byte order mark.

    Tried in turn: byte order mark, strict UTF-8, UTF-16 told by its NULs, strict GB18030, and last
    whichever of UTF-8 and GB18030 needs fewer replacements, with a warning.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], codec)
    plain = _strictly(data, "utf-8")
    if plain is not None and "\x00" not in plain:
        return plain, ()
    wide = _wide_codec(data)
    if wide is not None:
        return _decode(data, wide)
    if plain is not None:
        return plain, ()
    chinese = _strictly(data, "gb18030")
    if chinese is not None:
        return chinese, ()
    tries = [(codec, data.decode(codec, errors="replace")) for codec in ("utf-8", "gb18030")]
    codec, text = min(tries, key=lambda pair: pair[1].count("\ufffd"))
    return text, (_warning(text, codec),)


def is_other_format(data: bytes) -> bool:
    """Whether the bytes begin as some known format that is not plain text, or as no text at all."""
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_MAGIC):
        return True
    marked = data.startswith(tuple(mark for mark, _ in _BOMS))
    wide = None if marked else _wide_codec(data)
    if not marked and wide is None and b"\x00" in data[:_HEAD]:
        return True
    head = data[:_HEAD].decode(wide, errors="replace") if wide else decode_text(data[:_HEAD])[0]
    return _MARKUP.match(head.lstrip()) is not None
