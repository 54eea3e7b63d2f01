"""Compare labels the way people read them: without blanks, width of brackets, numbering and extras."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Key", "fold", "is_blank", "key_of", "one_line", "squeeze", "trim"]

_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_EDGE = " \t\r\n\x0b\x0c\u3000\xa0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x07"
_FOLD = str.maketrans("（）［］【】〔〕：﹕／，．", "()[][][]::/,.")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.](?!\d)|\([一二三四五六七八九十\d]+\))")
_MARKS = re.compile(r"[★☆*※▲●◆■□]")
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Key:
    """A label made comparable: ``full`` keeps brackets, ``plain`` drops them; ``extras`` were inside."""

    full: str = ""
    plain: str = ""
    extras: tuple[str, ...] = ()


_NOT_A_LABEL = Key()


def squeeze(text: str) -> str:
    """The text without any white space."""
    return _BLANK.sub("", text)


def fold(text: str) -> str:
    """The text without white space, with brackets and colons at half width."""
    return squeeze(text).translate(_FOLD)


def is_blank(text: str) -> bool:
    """Whether nothing visible stands in the text."""
    return not squeeze(text)


def trim(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """The half-open range of ``text[start:end]`` without white space around it."""
    stop = len(text) if end is None else end
    while start < stop and text[start] in _EDGE:
        start += 1
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    return start, stop


def one_line(text: str) -> str:
    """The text with the line breaks of a narrow cell taken out."""
    pieces = (piece.strip(_EDGE) for piece in text.split("\n"))
    return "".join(piece for piece in pieces if piece)


@lru_cache(maxsize=4096)
def _key(text: str) -> Key:
    folded = _MARKS.sub("", fold(text))
    full = _ORDINAL.sub("", folded).rstrip(":")
    extras: list[str] = []
    plain = full
    while found := _BRACKETS.search(plain):
        extras.append(found.group()[1:-1])
        plain = plain[: found.start()] + plain[found.end() :]
    return Key(full, plain.rstrip(":"), tuple(extras))


def key_of(text: str) -> Key:
    """The comparable form of a label; an empty key for text too long to be one."""
    return _NOT_A_LABEL if len(text) > _LONGEST_LABEL else _key(text)
