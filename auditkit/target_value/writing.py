"""Write a target value in its canonical spelling."""

from __future__ import annotations

from dataclasses import replace

from auditkit.model import TargetValue

from .numerals import write_number
from .reading import parse_target_value

__all__ = ["write_target_value"]

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


def write_target_value(value: TargetValue) -> str:
    """The canonical text of a value: ``≥1400000页``, ``85%-90%``, ``≤2023年12月31日``.

    Reading the text again gives the same value apart from ``raw`` and ``marks``; where no canonical
    spelling says the same, the text is the one filed.
    """
    if value.kind == "empty":
        return ""
    if value.kind in ("qualitative", "unparsed"):
        return value.raw
    text = _written_date(value) if value.number is None else _written_number(value)
    if value.raw and _essence(parse_target_value(text)) != _essence(value):
        return value.raw
    return text


def _essence(value: TargetValue) -> TargetValue:
    return replace(value, raw="", marks=())


def _written_number(value: TargetValue) -> str:
    assert value.number is not None
    unit = value.unit or ""
    before = f"{_date_words(value.date)}前" if value.date else ""
    if value.delta:
        before += "较上年变化"
    if value.operator == "range" and value.upper is not None:
        return f"{before}{write_number(value.number)}{unit}-{write_number(value.upper)}{unit}"
    return f"{before}{_SIGNS.get(value.operator or '', '')}{write_number(value.number)}{unit}"


def _written_date(value: TargetValue) -> str:
    if value.date is None:
        return _SIGNS.get(value.operator or "", "") + "年底前"
    words = _date_words(value.date)
    if value.operator == "range":
        return f"{words}-{words}"
    return _SIGNS.get(value.operator or "", "") + words


def _date_words(iso: str) -> str:
    """2023年12月31日 for 2023-12-31, 12月31日 for 12-31, 12月底 for 12."""
    parts = iso.split("-")
    if len(parts[0]) == 4:
        signs = "年月日"
    elif len(parts) == 1:
        return f"{int(parts[0])}月底"
    else:
        signs = "月日"
    return "".join(f"{int(part)}{sign}" for part, sign in zip(parts, signs, strict=False))
