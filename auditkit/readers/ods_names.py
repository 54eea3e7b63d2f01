"""The vocabularies of OpenDocument, as the XML parser spells them before a local name."""

from __future__ import annotations

__all__ = ["DRAW", "FO", "OFFICE", "STYLE", "TABLE", "TEXT", "Attributes", "count_of"]

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
DRAW = f"{_SPACE}drawing:1.0 "
OFFICE = f"{_SPACE}office:1.0 "
STYLE = f"{_SPACE}style:1.0 "
TABLE = f"{_SPACE}table:1.0 "
TEXT = f"{_SPACE}text:1.0 "
FO = f"{_SPACE}xsl-fo-compatible:1.0 "

Attributes = dict[str, str]


def count_of(attributes: Attributes, name: str, most: int) -> int:
    """A count such as of repetitions: at least 1, at most ``most``."""
    text = attributes.get(name)
    if text is None or not (text.isascii() and text.isdigit()):
        return 1
    return min(max(int(text[:9]), 1), most) if len(text) < 10 else most
