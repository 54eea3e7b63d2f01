"""What goes wrong with an expression: one Chinese sentence, the line as written, a caret under the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import east_asian_width

from auditkit.rule import PackError

__all__ = ["ExpressionError", "ExpressionFailed", "ExpressionStopped", "Mark", "did_you_mean", "excerpt"]

_SHOWN = 60
"""Characters of the expression that a message shows around the place."""

_ONE_SIGN = 0.15
"""What one wrong character is nearer than its likeness: 指标直 is 指标值, not 指标."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an expression stands: file, line (from 1) and the key of the rule's entry."""

    file: str
    line: int
    key: str

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行 {self.key}"


class ExpressionError(PackError):
    """An expression that cannot be compiled; ``start`` and ``end`` are the place in its text."""

    def __init__(self, message: str, text: str, where: Mark, start: int = 0, end: int | None = None) -> None:
        stop = len(text) if end is None else end
        shown = excerpt(text, start, stop)
        super().__init__(f"{where}：{message}\n{shown}" if shown else f"{where}：{message}")
        self.message = message
        self.where = where
        self.start = start
        self.end = stop


class ExpressionStopped(Exception):
    """An evaluation that used up its steps or its time; one Chinese sentence with the remedy."""


class ExpressionFailed(Exception):
    """An evaluation that met a value of a type it cannot work with; one Chinese sentence."""


def excerpt(text: str, start: int, end: int) -> str:
    """The text around a place and a line of carets under it, by East Asian width."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start + 1), len(text) + 1)
    first = max(0, min(start - _SHOWN // 2, len(text) - _SHOWN))
    last = min(len(text), first + _SHOWN)
    if not text.strip():
        return ""
    head = "…" if first else ""
    line = head + "".join(_visible(char) for char in text[first:last]) + ("…" if last < len(text) else "")
    before = len(head) + sum(_width(char) for char in text[first:start])
    under = sum(_width(char) for char in text[start : min(end, last)]) or 1
    return f"    {line}\n    {' ' * before}{'^' * under}"


def _visible(char: str) -> str:
    """The character, or a stand-in where a terminal would not show it as it is."""
    return char if char.isprintable() else "\u3000" if char == "\u3000" else "?"


def _width(char: str) -> int:
    return 2 if east_asian_width(char) in ("W", "F") else 1


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``，是不是“满意度”？`` for the nearest name, the first of equals; a full stop where none is near."""
    asked = word[:80]
    cutoff = 0.6 if len(asked) > 2 else 0.5
    best, nearest = "", 0.0
    for name in dict.fromkeys(known):
        likeness = SequenceMatcher(None, asked, name, autojunk=False).ratio()
        if len(name) == len(asked) > 2 and sum(map(str.__ne__, name, asked)) == 1:
            likeness += _ONE_SIGN
        if likeness >= cutoff and likeness > nearest:
            best, nearest = name, likeness
    return f"，是不是“{best}”？" if best else "。"
