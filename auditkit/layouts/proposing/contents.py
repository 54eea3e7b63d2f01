"""Tell what kind of thing a cell holds: an amount, a target value, a period, an organisation, a long text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from auditkit.layouts.family import Family
from auditkit.layouts.objectives import split_objectives
from auditkit.layouts.text import fold, is_blank, squeeze
from auditkit.layouts.units import period_of
from auditkit.strict_yaml import load_yaml
from auditkit.target_value import parse_target_value
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["hints", "is_level", "is_long", "is_target", "is_word", "kind_of_value"]

_AMOUNT = re.compile(r"[\d,，]+(?:\.\d+)?(?:亿元|万元|千元|元)?")
_YEAR = re.compile(r"20\d\d年?度?")
_PHONE = re.compile(r"(?:\+?86)?[\d-]{7,15}")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DEGREE = re.compile(r"[\d≥≤＞＜=＝><]")
_LONG = 16
_LONGEST_WORD = 14


@cache
def hints() -> Mapping[str, re.Pattern[str]]:
    """What words in a label, or the whole of a value, most likely mean: patterns by field."""
    text = (files(__package__) / "hints.yaml").read_text(encoding="utf-8")
    return {name: re.compile(pattern) for name, pattern in load_yaml(text, "hints.yaml").items()}


def is_level(text: str) -> bool:
    """Whether a text is the official name of a level, such as 数量指标."""
    bare = normal_level(text)
    return bare.endswith("指标") and (is_first_level(text) or is_second_level(text))


def is_target(text: str, family: Family) -> bool:
    """Whether a text is a target value: a sign, a number with unit, a date, or words of degree."""
    bare = squeeze(text)
    if not bare or len(bare) > 30 or is_level(text):
        return False
    if _DEGREE.search(bare) and parse_target_value(bare).kind in ("quantity", "percent", "money", "date"):
        return True
    return family.patterns.degree.fullmatch(bare) is not None or any(bare.startswith(s) for s in family.operators)


def is_word(text: str) -> bool:
    """Whether a text could be a label: short, of words, no sentence."""
    bare = fold(text).rstrip(":")
    short = 1 < len(bare) <= _LONGEST_WORD and not re.search(r"[。；;，,！？]|[≥≤＞＜=]", bare)
    return short and sum(char.isalpha() for char in bare) > len(bare) / 2 and not bare[0].isdigit()


def is_long(text: str) -> bool:
    """Whether a text is one of sentences."""
    return len(squeeze(text)) >= _LONG or len(split_objectives(text)) > 1 or squeeze(text).endswith("。")


def kind_of_value(text: str, family: Family) -> str:
    """What a value beside a label is: amount, year, period, unit, nature, phone, person, goals, long, blank, other."""
    bare = fold(text)
    if is_blank(text) or family.is_residue(text):
        return "blank"
    if _YEAR.fullmatch(bare):
        return "year"
    if _AMOUNT.fullmatch(bare):
        return "amount"
    if _PHONE.fullmatch(bare):
        return "phone"
    if hints()["nature"].fullmatch(bare):
        return "nature"
    if len(split_objectives(text)) > 1:
        return "goals"
    period = period_of(text)
    if len(bare) <= 40 and period is not None and (period["start"] or period["end"]):
        return "period"
    if len(bare) <= 30 and family.patterns.organisation.search(re.sub(r"\(.*\)|\[.*\]|^\d+[-—]?", "", bare)):
        return "unit"
    if is_long(text):
        return "long"
    return "person" if _PERSON.fullmatch(bare) else "other"
