"""What the properties in a binary Word file mean for its text: hidden, deleted, symbols, places in tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table, symbol_text
from auditkit.readers.word_binary_sprms import properties

__all__ = ["CharacterLook", "ParagraphLook", "character_look", "paragraph_look"]

_DELETED, _INSERTED, _VANISH, _STYLE, _SYMBOL, _PLAIN = 0x0800, 0x0801, 0x083C, 0x4A30, 0x6A09, 0x2A33
_FONTS = (0x4A4F, 0x4A51, 0x4A50)
"""The font of plain letters, of other Western ones, of Chinese ones."""
_IN_TABLE, _ROW_END, _DEPTH, _DEEPER = 0x2416, 0x2417, 0x6649, 0x664A
_INNER_CELL, _INNER_ROW = 0x244B, 0x244C
_LIST, _LEVEL = 0x460B, 0x260A
_ELSEWHERE = (0x6645, 0x6646, 0x646B)
"""Properties that stand in the data stream; the value is where."""


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """Properties of characters. ``vanish`` is None, 0, 1, or 128 and 129 relative to the style."""

    deleted: bool = False
    inserted: bool = False
    vanish: int | None = None
    style: int | None = None
    symbol: str | None = None
    table: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Properties of a paragraph; ``row`` is all of them where it ends a row."""

    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    list: int | None = None
    level: int | None = None
    row: bytes = b""


_NO_LOOK = CharacterLook()


def character_look(data: bytes, fonts: tuple[str, ...]) -> CharacterLook | None:
    """The look that properties give; None if they change nothing of the text."""
    deleted = inserted = False
    vanish = style = symbol = None
    named: dict[int, str] = {}
    for code, value in properties(data):
        number = int.from_bytes(value[:2], "little")
        if code == _DELETED:
            deleted = bool(number)
        elif code == _INSERTED:
            inserted = bool(number)
        elif code == _VANISH:
            vanish = number
        elif code == _STYLE:
            style = number
        elif code == _PLAIN:
            vanish, named = None, {}
        elif code == _SYMBOL:
            font = fonts[number] if number < len(fonts) else ""
            symbol = symbol_text(font, value[:1:-1].hex())
        elif code in _FONTS:
            named[code] = fonts[number] if number < len(fonts) else ""
    table = None
    if not SYMBOL_FONTS.isdisjoint(named.values()):
        main, *others = (named.get(font, "") for font in _FONTS)
        table = run_table(main, others)
    look = CharacterLook(deleted, inserted, vanish, style, symbol, table)
    return None if look == _NO_LOOK else look


def paragraph_look(data: bytes, elsewhere: Callable[[int], bytes]) -> ParagraphLook:
    """The look that properties give; ``elsewhere`` fetches those kept in the data stream."""
    said: dict[int, int] = {}
    whole = data
    for code, value in properties(data):
        number = int.from_bytes(value, "little", signed=code in (_DEPTH, _DEEPER))
        if code in _ELSEWHERE:
            more = elsewhere(number)
            whole = data + more if code == _ELSEWHERE[-1] else more
            for inner, held in properties(more):
                said[inner] = int.from_bytes(held, "little", signed=inner in (_DEPTH, _DEEPER))
        elif code == _DEEPER:
            said[_DEPTH] = said.get(_DEPTH, 1 if said.get(_IN_TABLE) else 0) + number
        else:
            said[code] = number
    depth = max(said.get(_DEPTH, 0), 1 if said.get(_IN_TABLE) else 0)
    row, inner = bool(said.get(_ROW_END)), bool(said.get(_INNER_ROW))
    return ParagraphLook(
        depth,
        row,
        bool(said.get(_INNER_CELL)),
        inner,
        said.get(_LIST),
        said.get(_LEVEL),
        whole if row or inner else b"",
    )
