"""Numbers in the styles of Word's automatic numbering."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["HIGHEST", "written"]

HIGHEST = 9999
"""Above this a number is written in digits whatever its style."""

_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"}
_ROMAN |= {10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


def _spoken(number: int, digits: str, units: str) -> str:
    """A number from 1 to 9999 in Chinese words; 十 stands without 一 before it in plain numerals."""
    text, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN.items():
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """a to z, then aa to zz, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(first: str, most: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= most else str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(char) + 0xFEE0) for char in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(char) + 0xFEE0) for char in str(number)),
    "chineseCounting": lambda number: _spoken(number, _CHINESE, "十百千"),
    "chineseCountingThousand": lambda number: _spoken(number, _CHINESE, "十百千"),
    "taiwaneseCountingThousand": lambda number: _spoken(number, _CHINESE, "十百千"),
    "japaneseCounting": lambda number: _spoken(number, _CHINESE, "十百千"),
    "chineseLegalSimplified": lambda number: _spoken(number, _LEGAL, "拾佰仟"),
    "ideographDigital": lambda number: "".join(_CHINESE[int(char)] for char in str(number)),
    "ideographTraditional": lambda number: _STEMS[number - 1] if number <= len(_STEMS) else str(number),
    "decimalEnclosedCircle": _circled("①", 20),
    "decimalEnclosedCircleChinese": _circled("①", 20),
    "decimalEnclosedParen": _circled("⑴", 20),
    "decimalEnclosedFullstop": _circled("⒈", 20),
    "ideographEnclosedCircle": _circled("㊀", 10),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}


def written(number: int, kind: str) -> str | None:
    """A number in a style of Word's; None for a style not known here."""
    writer = _WRITERS.get(kind)
    if writer is None:
        return None
    return writer(number) if 0 < number <= HIGHEST else str(number)
