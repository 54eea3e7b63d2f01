"""How much of one text is copied out of another."""

from __future__ import annotations

from difflib import SequenceMatcher

__all__ = ["BLOCK", "copied_letters"]

BLOCK = 4
"""Runs of fewer letters than this may agree by chance."""


def copied_letters(text: str, source: str) -> int:
    """How many letters of a text stand in the source in runs of ``BLOCK`` or more."""
    blocks = SequenceMatcher(None, text, source, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= BLOCK)
