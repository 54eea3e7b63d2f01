"""What the styles and fonts of a binary Word file say that changes its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditkit.readers.word_binary_sprms import properties

__all__ = ["Styles", "read_fonts", "read_styles"]

_PARAGRAPH, _CHARACTER = 1, 2
_NO_STYLE = 0x0FFF
VANISH, LIST, LEVEL = 0x083C, 0x460B, 0x260A
_MOST = 4096


@dataclass(slots=True)
class _Style:
    kind: int
    parent: int
    said: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the styles that hide their text, and the lists and levels of those that number it."""

    hidden: frozenset[int] = frozenset()
    lists: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)


def read_styles(data: bytes) -> Styles:
    """The styles of the style sheet, with what they inherit; as many as can be made out."""
    found = {number: style for number, style in enumerate(_styles(data)) if style is not None}

    def said(code: int) -> dict[int, int]:
        answers = ((number, _inherited(found, number, code)) for number in found)
        return {number: answer for number, answer in answers if answer is not None}

    hidden = frozenset(number for number, answer in said(VANISH).items() if answer & 1)
    return Styles(hidden, said(LIST), said(LEVEL))


def _inherited(styles: Mapping[int, _Style], number: int, code: int) -> int | None:
    seen = set()
    while number in styles and number not in seen:
        seen.add(number)
        if code in styles[number].said:
            return styles[number].said[code]
        number = styles[number].parent
    return None


def _styles(data: bytes) -> Iterator[_Style | None]:
    size = int.from_bytes(data[:2], "little")
    count = min(int.from_bytes(data[2:4], "little"), _MOST)
    base = int.from_bytes(data[4:6], "little")
    at = 2 + size
    for _ in range(count):
        length = int.from_bytes(data[at : at + 2], "little")
        yield _style(data[at + 2 : at + 2 + length], base) if length else None
        at += 2 + length


def _style(data: bytes, base: int) -> _Style | None:
    """A style from its entry, of which the fixed part has ``base`` bytes."""
    if len(data) < base + 2 or base < 8:
        return None
    kind_parent, groups = (int.from_bytes(data[at : at + 2], "little") for at in (2, 4))
    style = _Style(kind_parent & 0xF, kind_parent >> 4)
    at = base + 2 + 2 * int.from_bytes(data[base : base + 2], "little") + 2
    for number in range(groups & 0xF):
        at += at & 1
        size = int.from_bytes(data[at : at + 2], "little")
        group = data[at + 2 : at + 2 + size]
        if style.kind == _PARAGRAPH and number == 0:
            group = group[2:]
        for code, value in properties(group):
            if code in (VANISH, LIST, LEVEL):
                style.said[code] = int.from_bytes(value, "little")
        at += 2 + size
    return style if style.kind in (_PARAGRAPH, _CHARACTER) else None


def read_fonts(data: bytes) -> tuple[str, ...]:
    """The names of the fonts in their order; as many as can be made out."""
    names = []
    at = 4
    for _ in range(int.from_bytes(data[:2], "little")):
        if at >= len(data):
            break
        size = data[at]
        entry = data[at + 1 : at + 1 + size]
        names.append(entry[39:].decode("utf-16-le", "replace").partition("\x00")[0])
        at += 1 + size
    return tuple(names)
