"""Which characters the bytes of an RTF text are: the code pages of its fonts, and its symbol fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.readers.docx_symbols import run_table

__all__ = ["Font", "codec_of", "decoded", "symbols_of"]

_CHARSETS = {
    77: "mac-roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    65001: "utf-8",
    10000: "mac-roman",
    1361: "johab",
    10008: "gb18030",
}
_KNOWN = frozenset((437, 708, 850, 852, 860, 862, 863, 864, 865, 866, 874, 932, 949, 950, *range(1250, 1259)))
_SYMBOL = 2


@dataclass(slots=True)
class Font:
    """An entry of the table of fonts."""

    charset: int = 1
    page: int = 0
    name: str = ""


def codec_of(page: int) -> str:
    """The codec of a code page by its number, ``""`` if it is none that is read here."""
    return _PAGES.get(page) or (f"cp{page}" if page in _KNOWN else "")


def symbols_of(font: Font | None) -> Mapping[int, str] | None:
    """What the characters of a font stand for, if it is a symbol font that is known."""
    return run_table(font.name.strip(), ()) if font is not None else None


def decoded(data: bytes, font: Font | None, page: str) -> str:
    """The text of bytes in a font; ``page`` is the codec of the whole file.

    Where the code page of the font does not fit, that of the file is tried, and last the Chinese one.
    """
    if data.isascii():
        return data.decode("ascii")
    own = ""
    if font is not None:
        if font.charset == _SYMBOL:
            return data.decode("latin-1")
        own = codec_of(font.page) or _CHARSETS.get(font.charset, "")
    codecs = [codec for codec in (own, page, "gb18030", "cp1252") if codec]
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(codecs[0], "replace")
