"""Make a comparison copy of a value: one spelling a sign, no blanks, each character traced to the source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["BULLET", "Clean", "clean_copy"]

BULLET = "•"
"""Stands for circled and bracketed item numbers, which are no digits here."""

UNREADABLE = "\ufffd"

_ENTITY = re.compile(r"&(gt|lt|ge|le|amp|nbsp|#160|#8805|#8804|#62|#60);?", re.IGNORECASE)
_ENTITIES = {"gt": ">", "lt": "<", "ge": "≥", "le": "≤", "amp": "&", "nbsp": "", "#160": ""}
_ENTITIES |= {"#8805": "≥", "#8804": "≤", "#62": ">", "#60": "<"}

_BY_SPELLING = {
    "m²": "㎡",
    "m³": "㎥",
    "%": "℅٪﹪",
    "℃": "℃",
    "...": "…⋯",
    "-": "‐‑‒–—―−─━﹘﹣⸺⸻－ｰ➖",
    "~": "〜∼˜～∽",
    "·": "•‧∙・●⋅･",
    "≥": "≧⩾≮≳⪰≽⪖",
    "≤": "≦⩽≯≲⪯≼⪕",
    ">": "〉⟩›〉≻≫",
    "<": "〈⟨‹〈≺≪",
    "=": "═﹦＝⩵゠",
    "*": "﹡∗✱",
    "×": "✕✖╳⨯",
    "(": "【〔[{〖「『",
    ")": "】〕]}〗」』",
    ":": "∶︰ː",
    "/": "∕⁄╱",
    "": "“”‘’\"'`′″＂＇★☆※◆◇■□▲△▼▽√✓✔☑☐►▶➢❖❤†‡",
    "于": "於",
    "万": "萬",
    "亿": "億",
    "个": "個",
    "内": "內",
    "过": "過",
    "达": "達",
    "减": "減",
    "长": "長",
}
_MAP = {char: spelling for spelling, chars in _BY_SPELLING.items() for char in chars}
_KEPT = frozenset("²³⁄‰‱°℃")
_PERCENT_WORD = re.compile(r"(?<=[0-9)(])个?百分(?:比|号|率|数)|(?<=[0-9])[.,。、]%")


@dataclass(frozen=True, slots=True)
class Clean:
    """``text`` to read; character i stands for ``raw[start[i]:stop[i]]``; ``breaks`` are line ends."""

    raw: str
    text: str
    start: tuple[int, ...]
    stop: tuple[int, ...]
    breaks: frozenset[int]

    def written(self, begin: int, end: int) -> str:
        """The source of ``text[begin:end]`` without the blanks around it."""
        if begin >= end:
            return ""
        return self.raw[self.start[begin] : self.stop[end - 1]].strip()

    def cut(self, begin: int, end: int) -> Clean:
        """The copy of a part of the text."""
        breaks = frozenset(place - begin for place in self.breaks if begin < place < end)
        return Clean(self.raw, self.text[begin:end], self.start[begin:end], self.stop[begin:end], breaks)


def clean_copy(raw: str) -> Clean:
    """Read ``raw`` once from left to right; the time is linear in its length."""
    chars: list[str] = []
    start: list[int] = []
    stop: list[int] = []
    breaks: set[int] = set()
    position = 0
    while position < len(raw):
        char, length = _spelling(raw, position)
        if not char and raw[position] in "\n\r\v\f\x07\u2028\u2029":
            breaks.add(len(chars))
        for single in char:
            chars.append(single)
            start.append(position)
            stop.append(position + length)
        position += length
    return _with_percent_signs(Clean(raw, "".join(chars), tuple(start), tuple(stop), frozenset(breaks)))


def _spelling(raw: str, position: int) -> tuple[str, int]:
    """What one source character (or entity) is read as, and how long it is."""
    char = raw[position]
    if ("\u4e00" <= char <= "\u9fff" and char not in _MAP) or ("!" < char < "~" and char not in "&\"'`[]{}"):
        return char, 1
    if char == "&" and (entity := _ENTITY.match(raw, position)):
        return _ENTITIES[entity[1].lower()], entity.end() - position
    if char in _MAP:
        return _MAP[char], 1
    if char in _KEPT:
        return char, 1
    category = unicodedata.category(char)
    if char.isspace() or category in ("Cc", "Cf") or char in "\u3164\u115f\u2800":
        return "", 1
    if category == "No":
        return _number_like(char), 1
    plain = unicodedata.normalize("NFKC", char)
    return "".join(_MAP.get(single, single) for single in plain if not single.isspace()), 1


def _number_like(char: str) -> str:
    """Superscripts, item numbers and vulgar fractions must not turn into digits of their neighbours."""
    if "SUBSCRIPT" in (name := unicodedata.name(char, "")):
        return unicodedata.normalize("NFKC", char)
    if "FRACTION" in name or "SUPERSCRIPT" in name:
        return UNREADABLE
    return BULLET


def _with_percent_signs(copy: Clean) -> Clean:
    """Turn 百分比 after a number into %, before 百 can be taken for a magnitude; ``95.%`` is 95 %."""
    if not _PERCENT_WORD.search(copy.text):
        return copy
    chars: list[str] = []
    start: list[int] = []
    stop: list[int] = []
    at = 0
    moved: list[int] = []
    for word in _PERCENT_WORD.finditer(copy.text):
        moved.extend(len(chars) + place for place in range(word.start() - at + 1))
        chars.extend((*copy.text[at : word.start()], "%"))
        start.extend(copy.start[at : word.start() + 1])
        stop.extend((*copy.stop[at : word.start()], copy.stop[word.end() - 1]))
        moved.extend([len(chars) - 1] * (word.end() - word.start() - 1))
        at = word.end()
    moved.extend(len(chars) + place for place in range(len(copy.text) - at + 1))
    chars.extend(copy.text[at:])
    start.extend(copy.start[at:])
    stop.extend(copy.stop[at:])
    breaks = frozenset(moved[place] for place in copy.breaks)
    return Clean(copy.raw, "".join(chars), tuple(start), tuple(stop), breaks)
