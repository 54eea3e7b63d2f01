"""The words, groups and texts of an RTF file, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Token", "tokens"]

Token = tuple[str, str, int | None]
"""Kind (``{``, ``}``, ``word``, ``byte``, ``text``), what it says, and the number of a word."""

_TOKEN = re.compile(
    r"(?P<group>[{}])|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})?\x20?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<text>[^\\{}\r\n\x00]+)|[\r\n\x00]+|\\"
)


def tokens(data: str) -> Iterator[Token]:
    """The tokens of a file whose bytes are given as characters; ``\\bin`` data is left out."""
    at = 0
    while True:
        skipped = 0
        for found in _TOKEN.finditer(data, at):
            kind = found.lastgroup
            if kind == "text":
                yield "text", found[0], None
            elif kind == "group":
                yield found[0], "", None
            elif kind == "byte":
                yield "byte", chr(int(found["byte"], 16)), None
            elif kind == "sign":
                yield "word", found["sign"], None
            elif kind is not None:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == "bin" and number:
                    skipped, at = number, found.end()
                    break
                yield "word", found["word"], number
        if skipped <= 0:
            return
        at += skipped
