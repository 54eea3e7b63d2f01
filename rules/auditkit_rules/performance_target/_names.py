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
    "is_bounded_rate",
    "is_cost",
    "is_negative",
    "is_saving",
    "is_unwanted",
    "likeness",
    "measure_of",
    "opening_verb",
    "normal_name",
    "normal_text",
    "taxonomy_of",
]

_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]{0,30}[）)】\]]")
_NOT_WORD = re.compile(r"[\W_]+")
_SATISFACTION = words("satisfaction")
_BOUNDED, _UNBOUNDED = words("bounded_rate"), words("unbounded_rate")
_NEGATIVE, _SPARED = words("negative_nouns"), words("negative_exceptions")
_READING = words("negative_reading")
_SLOGANS = words("slogan_verbs")
_LEADS = sorted(_SLOGANS.groups["leads"], key=len, reverse=True)
_COST, _SAVING, _TAILS = words("cost"), words("saving_words"), words("metric_tails")
_PLAIN_SPARED = frozenset(_COST.groups["positive_exceptions"]) - {"融资"}


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


def is_bounded_rate(name: str) -> bool:
    """Whether the name ends in a rate that cannot exceed 100%; the longer of two endings decides."""
    bare = normal_name(name)
    low, high = _BOUNDED.ends(bare) or "", _UNBOUNDED.ends(bare) or ""
    return len(low) > len(high)


def is_negative(name: str) -> bool:
    """Whether less is better: the name ends in a negative noun (安全事故发生次数) nothing turns round."""
    bare = normal_name(name)
    if _SPARED.ends(bare) is not None:
        return False
    stems = {bare, *(pattern.sub("", bare, count=1) for pattern in _READING.patterns)}
    for stem in stems:
        noun = _NEGATIVE.ends(stem)
        if noun is not None and not _READING.excepts(stem.removesuffix(noun)):
            return True
    return False


def is_unwanted(name: str) -> bool:
    """Whether the name speaks of something no one wants more of (信访件数), however it ends."""
    bare = normal_name(name)
    unwanted = any(word in bare for word in _READING.groups["unwanted"])
    return is_negative(name) or (unwanted and not any(word in bare for word in _READING.groups["turned"]))


def is_saving(name: str) -> bool:
    """Whether money in the name is wanted (节约, 带动, 自筹) or is a standard, not a cost to cap."""
    bare = normal_name(name)
    return (
        _SAVING.longest(bare) is not None
        or any(bare.endswith(word) for word in _SAVING.groups["standards"])
        or any(word in bare for word in _PLAIN_SPARED)
    )


def is_cost(name: str) -> bool:
    """Whether the name ends in a cost word (成本, 单价, …费) and none of its money is wanted."""
    bare = normal_name(name)
    return (_COST.ends(bare) is not None or _SAVING.matches(bare)) and not is_saving(name)


def measure_of(name: str, *, weak: bool = True) -> str | None:
    """The measuring word a name ends in (率, 人数, 面积); ``weak`` ones (情况, 水平) only if asked."""
    bare = normal_name(name)
    if any(bare.endswith(word) for word in _TAILS.groups["not_tails"]):
        return None
    found = _TAILS.ends(bare)
    if found is None and _TAILS.matches(bare):
        found = bare[-1]
    if found is None and weak:
        found = max((w for w in _TAILS.groups["weak"] if bare.endswith(w)), key=len, default=None)
    return found


def opening_verb(name: str) -> str | None:
    """The slogan verb a name opens with (保障…, 有效提高…, 为…提供); None for a noun that only looks so."""
    if _SLOGANS.excepts(name):
        return None
    for lead in _LEADS:
        name = name.removeprefix(lead)
    if _SLOGANS.matches(name):
        return "为…提供"
    return next((verb for verb in _SLOGANS.words if name.startswith(verb)), None)
