"""The lists of a binary Word file, told in the words of ``numbering.xml``."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from auditkit.readers.word_binary_file import WordFile
from auditkit.readers.word_binary_sprms import properties
from auditkit.readers.word_binary_styles import read_fonts

__all__ = ["NUMBER_KINDS", "numbering_part"]

NUMBER_KINDS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}
"""Names of the styles of numbers by the codes that binary Word files and RTF use."""

_LIST, _LEVEL, _OVERRIDE = 28, 28, 16
_MOST = 4096
_FONTS = (0x4A4F, 0x4A51)
_PLACES = {chr(level): f"%{level + 1}" for level in range(9)}


def numbering_part(file: WordFile) -> bytes:
    """The lists as a part of a .docx; as many as can be made out, ``b""`` if there are none."""
    fonts = read_fonts(file.part("fonts"))
    start, _ = file.places.get("lists", (0, 0))
    if not file.part("lists"):
        return b""
    made = [*_definitions(file.table, start, fonts), *_overrides(file.part("list overrides"), fonts)]
    return f"<numbering>{''.join(made)}</numbering>".encode()


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _definitions(table: bytes, start: int, fonts: tuple[str, ...]) -> Iterator[str]:
    """The lists, whose levels stand one after another behind them."""
    count = min(_number(table, start, 2), _MOST)
    at = start + 2 + _LIST * count
    for number in range(count):
        entry = start + 2 + _LIST * number
        levels = []
        for depth in range(1 if _number(table, entry + 26, 1) & 1 else 9):
            level, at = _level(table, at, depth, fonts)
            levels.append(level)
        yield f'<abstractNum abstractNumId="{_number(table, entry, 4)}">{"".join(levels)}</abstractNum>'


def _level(table: bytes, at: int, depth: int, fonts: tuple[str, ...]) -> tuple[str, int]:
    """One level, and where the next one begins."""
    begin, kind = _number(table, at, 4), _number(table, at + 4, 1)
    looks, places = _number(table, at + 24, 1), _number(table, at + 25, 1)
    look = at + _LEVEL + places
    font = ""
    for code, value in properties(table[look : look + looks]):
        if code in _FONTS and (index := _number(value, 0, 2)) < len(fonts):
            font = fonts[index]
    text = look + looks
    length = _number(table, text, 2)
    shown = table[text + 2 : text + 2 + 2 * length].decode("utf-16-le", "replace")
    shown = "".join(_PLACES.get(char, char if char >= " " else "") for char in shown)
    named = NUMBER_KINDS.get(kind, "unknown")
    return (
        f'<lvl ilvl="{depth}"><start val="{begin}"/><numFmt val="{named}"/>'
        f"<rFonts ascii={quoteattr(font)}/><lvlText val={quoteattr(_legal(shown))}/></lvl>",
        text + 2 + 2 * length,
    )


def _legal(text: str) -> str:
    """Text without what XML may not hold."""
    return "".join(char for char in text if char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff")


def _overrides(data: bytes, fonts: tuple[str, ...]) -> Iterator[str]:
    """The lists as paragraphs refer to them, by numbers from 1, each with the levels it changes."""
    count = min(_number(data, 0, 4), _MOST)
    at = 4 + _OVERRIDE * count
    for number in range(count):
        entry = 4 + _OVERRIDE * number
        at += 4
        changes = []
        for _ in range(_number(data, entry + 12, 1)):
            flags = _number(data, at + 4, 4)
            depth, begin = flags & 0xF, _number(data, at, 4)
            at += 8
            start = f'<startOverride val="{begin}"/>' if flags & 0x10 else ""
            level = ""
            if flags & 0x20:
                level, at = _level(data, at, depth, fonts)
            changes.append(f'<lvlOverride ilvl="{depth}">{start}{level}</lvlOverride>')
        definition = f'<abstractNumId val="{_number(data, entry, 4)}"/>'
        yield f'<num numId="{number + 1}">{definition}{"".join(changes)}</num>'
