"""Read a budget amount in yuan, as budget cells of forms hold it."""

from __future__ import annotations

import re
from decimal import Decimal

from .clean import clean_copy
from .numerals import CHINESE_DIGITS, chinese_number, product, read_magnitude, read_number, shifted, tidy

__all__ = ["parse_amount"]

_LONGEST = 200
_LABEL = re.compile(r"[^0-9:]*:|(?:共计?|合计|总计|约|人民币|RMB|总额|计)*[¥]?")
_UNIT = re.compile(r"(?:人民币)?([百千万亿十]*)(?:元|圆)")
_TAIL = re.compile(r"(?:整|正|人民币)?(?:\(.*\)|[,;。、](?![0-9]).*|其中.*)?", re.DOTALL)
_CHINESE = re.compile(f"[{CHINESE_DIGITS}]+")


def parse_amount(raw: str, money_unit: str | None) -> Decimal | None:
    """The amount of a cell in yuan, or None if it is blank or cannot be read.

    Args:
        raw: the cell as filed: ``42.00``, ``1,234.5``, ``10000万元``.
        money_unit: the unit of the form (``万元``, ``单位：元``), for a cell that states none.
    """
    if len(raw) > _LONGEST:
        return None
    text = clean_copy(raw).text
    label = _LABEL.match(text)
    at = label.end() if label else 0
    negative = text.startswith("-", at)
    read = _number_at(text, at + negative)
    if read is None:
        return None
    number, at = read
    if negative:
        number = product(number, Decimal(-1))
    return _in_yuan(number, text[at:], money_unit, spelled=text[at - 1] in "万亿")


def _number_at(text: str, position: int) -> tuple[Decimal, int] | None:
    if read := read_number(text, position):
        return read
    figures = _CHINESE.match(text, position)
    number = chinese_number(figures[0]) if figures else None
    return None if figures is None or number is None else (tidy(number), figures.end())


def _in_yuan(number: Decimal, rest: str, money_unit: str | None, *, spelled: bool) -> Decimal | None:
    bracketed = re.match(r"\(([百千万亿]*元)\)", rest)
    if bracketed:
        rest = bracketed[1] + rest[bracketed.end() :]
    own = _UNIT.match(rest)
    if spelled and not own:
        power, end = 0, 0
    elif own:
        power, end = read_magnitude(own[1], 0)[0], own.end()
    else:
        power, end = read_magnitude(rest, 0)
        if not power:
            outer = _UNIT.search(
                clean_copy((money_unit or "")[:_LONGEST]).text.replace("美元", "").replace("欧元", "")
            )
            magnitude = re.fullmatch(r"[百千万亿]+", (money_unit or "").strip())
            if not outer and not magnitude:
                return None
            power = read_magnitude(outer[1] if outer else (money_unit or "").strip(), 0)[0]
    if not _TAIL.fullmatch(rest, end):
        return None
    return shifted(number, power)
