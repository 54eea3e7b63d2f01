"""Join the columns of a form that splits a value into operator, number and unit."""

from __future__ import annotations

import re

from .clean import clean_copy
from .dates import LONGEST
from .marks import MARK
from .numerals import CHINESE_DIGITS

__all__ = ["join_split_columns"]

_DIRECTIONS = frozenset(
    "定性 定量 正向 反向 正向指标 反向指标 定性指标 定量指标 逆向 中性 其他 文字描述".split()
)
_BLANKS = frozenset(("", "/", "\\", "-", "--", "---", "无", "空", "N/A", "—", "*"))
_UNIT_LABEL = re.compile(r"^(?:计量单位|度量单位|单位|数量)\s*[:：]\s*")
_END = re.compile(rf"(?:[0-9{CHINESE_DIGITS}]|\)|十|百|千|万|亿)$")
_NUMBER_THEN_WORD = re.compile(
    r"(.*[0-9])((?:\s*[(（]含[)）])?\s*(?:及|或)?(?:以上|以下|以内|之内|左右|上下))\s*$", re.DOTALL
)


def join_split_columns(operator: str, value: str, unit: str) -> str:
    """One text out of the cells of an operator, a value and a unit column.

    The operator goes in front unless the value brings its own, the unit behind unless the value ends with
    one. Words of direction (正向, 定性) and codes (1) are no operators and are left out; without a value there
    is nothing.
    """
    sign, amount, measure = operator.strip(), value.strip(), unit.strip()
    if not clean_copy(amount[:LONGEST]).text:
        if not re.search(r"[0-9]", sign):
            return ""
        sign, amount = "", sign
    plain = clean_copy(sign[:LONGEST]).text
    if plain in _BLANKS or plain in _DIRECTIONS or plain.isdigit() or _brings_operator(amount):
        sign = ""
    return sign + _with_unit(amount, measure)


def _brings_operator(value: str) -> bool:
    hit = MARK.match(clean_copy(value[:LONGEST]).text)
    return hit is not None and (hit["word"] is None or len(hit[0]) > 1)


def _with_unit(value: str, unit: str) -> str:
    if len(value) > LONGEST:
        return value + unit
    unit = _UNIT_LABEL.sub("", unit)
    plain, measure = clean_copy(value).text, clean_copy(unit[:LONGEST]).text
    if measure in _BLANKS or not re.search(rf"[0-9{CHINESE_DIGITS}]", plain):
        return value
    if worded := _NUMBER_THEN_WORD.fullmatch(value):
        return f"{worded[1]}{unit}{worded[2]}"
    if not _END.search(plain) or plain.endswith(f"({measure})"):
        return value
    return value + unit
