"""Fields of Word that show text but keep it in their instruction."""

from __future__ import annotations

import re

from auditkit.readers.docx_symbols import symbol_text

__all__ = ["asks_for_choice", "text_in_field"]

_LONGEST = 250
"""An instruction longer than this is none of those that are read here."""
_OVERSTRIKE = re.compile(r"\s*EQ\b.*\\o.*[,;(]([^,;()]*)\)+\s*\Z", re.DOTALL | re.IGNORECASE)
"""Prints signs on top of each other (a ring, a reading) and, as the last, what they belong to."""
_SYMBOL = re.compile(
    r"\s*SYMBOL\s+(0x[0-9A-F]{1,4}|\d{1,5})\b(?:.*?\\f\s+\"?([^\"\\]+))?", re.DOTALL | re.IGNORECASE
)
_FORM_FIELDS = ("FORMCHECKBOX", "FORMDROPDOWN")


def asks_for_choice(instruction: str) -> bool:
    """Whether a field is a box to tick or a list to choose from; what was chosen is no text."""
    return any(name in instruction for name in _FORM_FIELDS)


def text_in_field(instruction: str) -> str:
    """What a field shows that has no result of its own."""
    if len(instruction) > _LONGEST:
        return ""
    if over := _OVERSTRIKE.match(instruction):
        return over[1]
    if symbol := _SYMBOL.match(instruction):
        return symbol_text((symbol[2] or "").strip(), f"{int(symbol[1], 0):x}")
    return ""
