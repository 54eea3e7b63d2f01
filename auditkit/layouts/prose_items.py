"""Take indicators out of sentences: 数量指标：巡护里程≥3200公里；【产出指标-数量指标】 指标1：补助工作队24支。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.layouts.family import Family
from auditkit.layouts.text import squeeze, trim
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["ProseItem", "has_prose", "prose_items"]

_HEAD = re.compile(
    r"[【\[]\s*(?P<first>[^【】\[\]:：;；。\n]{2,14}?)\s*(?:[-—－–·/]+\s*(?P<second>[^【】\[\]:：;；。\n]{2,16}?)\s*)?[】\]]\s*[:：]?"
    r"|(?:(?<=[\n；;。])|\A)[ \t\u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.、．]\s*)?"
    r"(?P<plain>[^\s:：;；。，,]{2,12}(?:指标)?)\s*[:：]"
)
_SETS_OFF = re.compile(r"[:：】\]]")
_ITEM = re.compile(r"[^；;。\n]+")
_ORDINAL = re.compile(r"\s*(?:指标\s*\d{0,2}\s*[:：]|[（(]?\d{1,2}[)）、．]|\d{1,2}\.(?!\d))\s*")
_DATE = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底)?|年底|\d{1,2}月底)(?:之?前|以前)?(?:完成)?\s*\Z|20\d\d年底?前?\s*\Z"
)
_NUMBER = re.compile(r"\d[\d,，.]*\s*(?:[^\d\s，,、]{0,8}|[^\d\s，,、]{1,6}以[上下内])\s*\Z")


@dataclass(frozen=True, slots=True)
class ProseItem:
    """One indicator in a text: its levels, and the half-open ranges of levels, name and value."""

    first: str
    second: str
    levels: tuple[int, int]
    name: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    first: str
    second: str
    start: int
    end: int


def _heads(text: str) -> Iterator[_Head]:
    for found in _HEAD.finditer(text):
        first, second = found["first"] or "", found["second"] or found["plain"] or ""
        if found["first"] and not found["second"]:
            first, second = ("", first) if is_second_level(first) else (first, "")
        if found["plain"] and not normal_level(second).endswith("指标"):
            continue
        if (second and not is_second_level(second)) or (first and not is_first_level(first)):
            continue
        yield _Head(
            normal_level(first) if first else "", normal_level(second) if second else "", *found.span()
        )


def has_prose(text: str) -> bool:
    """Whether a text names the level of at least one indicator and says something of it."""
    if "指标" not in text or not _SETS_OFF.search(text):
        return False
    return any(text[head.end : head.end + 2].strip() for head in _heads(text))


def prose_items(text: str, family: Family) -> Iterator[ProseItem]:
    """The indicators of a text, in order."""
    heads = list(_heads(text))
    for head, end in zip(heads, [*(head.start for head in heads[1:]), len(text)], strict=True):
        for piece in _ITEM.finditer(text, head.end, end):
            begin = piece.start()
            while mark := _ORDINAL.match(text, begin, piece.end()):
                begin = mark.end()
            start, stop = trim(text, begin, piece.end())
            if start < stop and any(char.isalnum() for char in text[start:stop]):
                cut = _value_start(text, start, stop, family)
                yield ProseItem(
                    head.first,
                    head.second,
                    trim(text, head.start, head.end),
                    trim(text, start, cut),
                    (cut, stop),
                )


def _value_start(text: str, start: int, stop: int, family: Family) -> int:
    """Where the value of an item begins: at its sign, its date, its last number or its words of degree."""
    piece = text[start:stop]
    signs = [at for sign in family.operators if (at := piece.find(sign)) > 0]
    if signs:
        return start + min(signs)
    for pattern in (_DATE, _NUMBER, family.patterns.degree):
        found = pattern.search(piece)
        if found and found.start() > 0 and squeeze(piece[: found.start()]):
            return start + found.start()
    return stop
