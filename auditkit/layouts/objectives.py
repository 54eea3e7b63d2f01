"""Split the text of a goal cell into its numbered items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.layouts.text import squeeze, trim

__all__ = ["split_objectives"]

_CHINESE = "一二三四五六七八九十"
_WORD = f"[{_CHINESE}]{{1,3}}"
_NAME = r"(?:总体|年度|中期|绩效|实施期)?目标"
_STYLES = {
    "named": rf"{_NAME}\s*(?P<named>\d{{1,2}})\s*[:：、.．]",
    "named_word": rf"{_NAME}\s*(?P<named_word>{_WORD})\s*[:：、.．]",
    "bracketed": r"[（(]\s*(?P<bracketed>\d{1,2})\s*[)）][、.．]?",
    "bracketed_word": rf"[（(]\s*(?P<bracketed_word>{_WORD})\s*[)）][、.．]?",
    "half_bracketed": r"(?P<half_bracketed>\d{1,2})\s*[)）]",
    "plain": r"(?P<plain>\d{1,2})\s*[.．、,，:：](?=(?P<tight>\d)?)",
    "word": rf"(?P<word>{_WORD})\s*[、.．]",
    "ordinal": rf"第(?P<ordinal>{_WORD})[,，、:：]",
    "circled": r"(?P<circled>[①-⑳])",
    "bullet": r"(?P<bullet>[•●○◆◇■▪►➢➤✓√])",
}
_MARKER = re.compile("|".join(_STYLES.values()))
_YEAR = re.compile(r"20\d\d年")
_ENDED = re.compile(r"[。；;！!]\s*\Z")
_AFTER_PAUSE = re.compile(r"(?:\A|[\n。；;！!：:，,、）)\s])\s*\Z")
_LABEL_ONLY = re.compile(r"\A[^。；;，,]{0,12}[:：]\Z")


@dataclass(frozen=True, slots=True)
class _Mark:
    """The number of an item; ``tight`` when it may as well be the start of a number such as 2.5."""

    start: int
    style: str
    number: int
    opens_line: bool
    tight: bool = False


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text not in _CHINESE:
        return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else 0
    tens, ten, ones = text.rpartition("十")
    high = (_CHINESE.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return high + (_CHINESE.index(ones[0]) + 1 if ones else 0)


def _marks(text: str) -> Iterator[_Mark]:
    for found in _MARKER.finditer(text):
        style = next(name for name in _STYLES if found[name] is not None)
        before = text[max(0, found.start() - 6) : found.start()]
        opens = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip(" \t\u3000\xa0")
        tight = found["tight"] is not None and _YEAR.match(text, found.end()) is None
        if tight and not (opens and _ENDED.search(before)):
            continue
        if opens or _AFTER_PAUSE.search(before):
            yield _Mark(found.start(), style, _number(found.group(style)), opens, tight)


def _starts(text: str) -> list[int]:
    """Where items begin: all of the outermost style at line starts, inline and tight ones only in sequence."""
    marks = list(_marks(text))
    first = next((mark for mark in marks if (mark.opens_line or mark.number == 1) and not mark.tight), None)
    if first is None:
        return []
    same = [mark for mark in marks if mark.style == first.style and mark.start >= first.start]
    if not first.opens_line and not any(mark.number == 2 for mark in same):
        return []
    starts: list[int] = []
    expected = first.number
    for mark in same:
        if mark.number == expected or (mark.opens_line and not mark.tight):
            starts.append(mark.start)
            expected = mark.number + 1
    return starts


def split_objectives(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the items in ``text``; one range when nothing is numbered.

    Text before the first number is an item of its own unless it only announces the list.
    """
    starts = _starts(text)
    if not starts:
        ranges = [trim(text)]
    else:
        head = trim(text, 0, starts[0])
        ranges = [trim(text, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        if head[0] < head[1] and not _LABEL_ONLY.match(squeeze(text[head[0] : head[1]])):
            ranges.insert(0, head)
    return [(start, end) for start, end in ranges if start < end]
