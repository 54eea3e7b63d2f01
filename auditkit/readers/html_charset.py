"""Which characters the bytes of a web page are."""

from __future__ import annotations

import codecs
import re

from auditkit.readers.encoding import decode_text

__all__ = ["decode_page"]

_HEAD = 4096
_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"utf-8|gb18030|big5|iso8859|cp\d|koi8|shift_jis|euc_")
"""Encodings of texts; Python knows others, of which some take very long."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80", "csgb2312", "hz-gb-2312"))
_TRUSTED = frozenset(("utf-8", "gb18030", "big5", "big5hkscs"))
"""What is believed when a page claims it and its bytes bear it out; others are claimed by default."""


def decode_page(data: bytes, stated: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a page and Chinese warnings. ``stated`` is the encoding told outside of it.

    Tried in turn: byte order mark; what the page declares, then what is stated, if it is an encoding
    that nobody claims by default; the rule for texts; and where that loses characters, any claim.
    """
    if data.startswith(_MARKS):
        return decode_text(data)
    found = _DECLARED.search(data[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    claims = [codec for codec in (_codec(declared), _codec(stated)) if codec]
    trusted = _borne_out(data, [codec for codec in claims if codec in _TRUSTED])
    if trusted is not None:
        return trusted, ()
    text, warnings = decode_text(data)
    other = _borne_out(data, claims) if warnings else None
    return (text, warnings) if other is None else (other, ())


def _borne_out(data: bytes, codecs_claimed: list[str]) -> str | None:
    """The text in the first of these encodings that the bytes are whole in."""
    for codec in codecs_claimed:
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return None


def _codec(claim: str) -> str:
    name = claim.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return found if _PLAIN.match(found) else ""
