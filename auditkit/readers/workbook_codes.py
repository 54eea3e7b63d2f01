"""Take a number format code of a spreadsheet apart: sections, conditions, placeholders, literals."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Section", "Token", "sections_of"]

Token = tuple[str, str]
"""What a piece of a code is, and its text.

Kinds: ``literal``, ``digit`` (0 # ?), ``mark`` (``. , % /``), ``exponent``, ``date``, ``elapsed``,
``noon`` (AM/PM), ``general``, ``text`` (@).
"""

LONGEST_CODE = 255
"""The longest code that Excel allows; a longer one is read up to here."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | (?P<padding>[_*].?)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>general|G/通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)
    | (?P<digit>[0\#?])
    | (?P<mark>[.,%/])
    | (?P<text>@)
    | (?P<end>;)
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*([-+]?\d{1,30}(?:\.\d{1,30})?)")
_ELAPSED = re.compile(r"h{1,9}|m{1,9}|s{1,9}", re.IGNORECASE)
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SYSTEM = {
    "f800": 'yyyy"年"m"月"d"日"',
    "x-sysdate": 'yyyy"年"m"月"d"日"',
    "f400": "h:mm:ss",
    "x-systime": "h:mm:ss",
}
"""Locales that mean the long date and the long time of the machine."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a code.

    ``kind`` is ``general``, ``number``, ``date``, ``text`` or ``literal``. ``is_chinese`` is whether
    names of months and days are Chinese, ``odd`` whether numerals are asked for that we do not write.
    """

    kind: str
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    is_chinese: bool = False
    odd: bool = False

    def meets(self, value: Decimal) -> bool:
        """Whether the value fulfils the condition of the section."""
        return self.condition is not None and _COMPARE[self.condition[0]](value, self.condition[1])

    @property
    def drops_sign(self) -> bool:
        """Whether the condition lets only negative numbers in, so that no sign is shown."""
        return self.condition is not None and self.condition[0] in ("<", "<=") and self.condition[1] <= 0


def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code; at least one."""
    lower = code.lower()
    for locale, pattern in _SYSTEM.items():
        if f"[$-{locale}]" in lower:
            code = pattern
    return tuple(_section(part) for part in _parts(code[:LONGEST_CODE]))


def _parts(code: str) -> Iterator[list[Token]]:
    part: list[Token] = []
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "quoted"
        if kind == "end":
            yield part
            part = []
        elif kind in ("quoted", "escaped"):
            part.append(("literal", found[kind] or ""))
        elif kind != "padding":
            part.append((kind, found["bracket"] if kind == "bracket" else found[0]))
    yield part


def _section(part: list[Token]) -> Section:
    tokens: list[Token] = []
    condition = None
    is_chinese = odd = False
    for kind, text in part:
        if kind != "bracket":
            tokens.append((kind, text.lower() if kind == "date" else text))
        elif _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", text.lower()))
        elif found := _CONDITION.fullmatch(text.strip()):
            condition = (found[1], Decimal(found[2]))
        elif text.startswith("$"):
            symbol, _, locale = text[1:].rpartition("-") if "-" in text else (text[1:], "", "")
            tokens.append(("literal", symbol))
            is_chinese = is_chinese or locale[-3:] in ("804", "404", "C04", "c04")
        elif text.lower().startswith("dbnum"):
            odd = True
    return Section(_kind(tokens), tuple(tokens), condition, is_chinese, odd)


def _kind(tokens: list[Token]) -> str:
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed"}:
        return "date"
    for kind in ("general", "text"):
        if kind in kinds:
            return kind
    return "number" if "digit" in kinds else "literal"
