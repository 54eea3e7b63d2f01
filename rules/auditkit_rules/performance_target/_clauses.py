"""Clauses of prose: split at the marks between them, list numbers and blanks cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["clauses", "strip_number"]

_NUMBER = re.compile(
    r"\s*(?:(?:年度|总体|中期|长期|当年)?(?:绩效)?目标\s*[\d一二三四五六七八九十]{0,3}\s*[:：、.．]"
    r"|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）][、.．]?"
    r"|\d{1,2}\s*[、)）.．](?=20\d\d\s*年|[^\d\s]|\s+\S|\s*$)"
    r"|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,2}[，,、]|[一二三四五六七八九十]是"
    r"|[①-⑳❶-❿]|[-•·●◆■*]\s)\s*"
)
_ENDS = frozenset("。；;！!？?\n\r")
_OPEN, _CLOSE = frozenset("（(【[《“"), frozenset("）)】]》”")


def strip_number(text: str) -> str:
    """The text without list numbers in front: ``1.``, ``（1）``, ``一、``, ``目标1：``."""
    for _ in range(3):
        hit = _NUMBER.match(text)
        if hit is None:
            break
        text = text[hit.end() :]
    return text.strip()


def _segments(text: str) -> Iterator[str]:
    """Split at marks outside brackets; a comma between digits is part of a number."""
    depth, start = 0, 0
    for at, mark in enumerate(text):
        depth += (mark in _OPEN) - (mark in _CLOSE and depth > 0)
        comma = mark == "，" or (mark == "," and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()))
        if mark in _ENDS or (comma and not depth):
            depth = 0 if mark in _ENDS else depth
            yield text[start:at]
            start = at + 1
    yield text[start:]


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, split at 。；， outside brackets, without list numbers and blanks."""
    return tuple(clause for part in _segments(text) if (clause := strip_number(part)))
