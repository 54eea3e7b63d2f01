"""How rules read names: normal form, head noun, likeness, and which kind an indicator is."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from auditkit import Indicator, Project
from auditkit_rules.lexicon import Lexicon
from auditkit_rules.performance_target.lists import words

__all__ = [
    "asks_satisfaction",
    "head_of",
    "likeness",
    "normal_name",
    "normal_text",
    "taxonomy_of",
]

_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]{0,30}[）)】\]]")
_NOT_WORD = re.compile(r"[\W_]+")
_SATISFACTION = words("satisfaction")


def normal_text(text: str | None) -> str:
    """Width-folded text without blanks, punctuation and symbols, for comparison only."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text or ""))


def normal_name(name: str | None) -> str:
    """A name for comparison: no blanks, marks, bracketed remarks, nor a trailing 指标."""
    bare = normal_text(_BRACKETS.sub("", name or "")) or normal_text(name)
    return bare.removesuffix("指标") or bare


def head_of(name: str, lexicon: Lexicon) -> str | None:
    """The longest word of the list that the name ends with, brackets and marks aside."""
    return lexicon.ends(normal_name(name))


def likeness(one: str | None, other: str | None) -> float:
    """How alike two texts are, from 0 to 1, by matching blocks of their normal form."""
    return SequenceMatcher(None, normal_text(one), normal_text(other), autojunk=False).ratio()


def asks_satisfaction(indicator: Indicator) -> bool:
    """Whether the indicator is about satisfaction, by its class or its own name."""
    return indicator.kind == "satisfaction" or _SATISFACTION.ends(normal_name(indicator.name)) is not None


def taxonomy_of(project: Project, chosen: str = "auto") -> str:
    """``2015`` or ``2021``: as chosen, else 2021 when 成本指标 stands on the first level."""
    if chosen in ("2015", "2021"):
        return chosen
    return "2021" if any(i.first_level.startswith("成本") for i in project.indicators) else "2015"
