"""Which units a name asks for: its family by the longest noun it ends in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["Family", "family_of", "is_known_unit", "is_percentage", "needs_no_unit", "unit_in_name"]

_FAMILIES = words("unit_families")
_UNITLESS = words("unitless")
_BRACKETED = re.compile(r"[（(【\[](?:单位[:：]?)?([^（）()【】\[\]]{1,8})[）)】\]]\s*$")
_MAGNITUDE = re.compile(r"^[十百千万亿]+(?=[^分米克瓦伏卡焦])")
_KNOWN = frozenset(unit for group in words("units").groups.values() for unit in group)
_COUNTED = frozenset(words("units").groups["count"])
_AS_COUNT = {"人数": "人", "人员数": "人", "人员数量": "人", "人口数": "人", "次数": "次", "频次": "次"}


@dataclass(frozen=True, slots=True)
class Family:
    """What a name may be counted in: ``units`` empty means any; ``noun`` is the ending that told."""

    noun: str
    units: tuple[str, ...]
    money: bool
    date: bool


def _index() -> dict[str, Mapping[str, Any]]:
    return {noun: entry for entry in _FAMILIES.entries for noun in entry["nouns"]}


_BY_NOUN = _index()
_NOUNS = sorted(_BY_NOUN, key=len, reverse=True)


def family_of(name: str) -> Family | None:
    """The family of the longest listed noun the name ends in, or None."""
    bare = normal_name(name)
    noun = next((noun for noun in _NOUNS if bare.endswith(noun)), None)
    if noun is None:
        return None
    entry = _BY_NOUN[noun]
    return Family(noun, tuple(entry["units"]), "money" in entry, "date" in entry)


def is_percentage(name: str) -> bool:
    """Whether the name is a share that is written with a per cent sign (合格率, 占比, 满意度)."""
    if any(normal_name(name).endswith(word) for word in _UNITLESS.groups["ratios"]):
        return False
    family = family_of(name)
    return family is not None and "%" in family.units


def needs_no_unit(name: str) -> bool:
    """Whether the name is a ratio, an index, a score or the like."""
    bare = normal_name(name)
    return _UNITLESS.ends(bare) is not None or any(bare.endswith(w) for w in _UNITLESS.groups["ratios"])


def is_known_unit(unit: str) -> bool:
    """Whether the unit stands in the list of units, magnitude words aside."""
    return _MAGNITUDE.sub("", unit) in _KNOWN or unit in _KNOWN


def unit_in_name(name: str) -> tuple[str, bool] | None:
    """The unit a name gives away, and whether it says so in brackets: ``培训人数（人）``, ``扫描页数``."""
    found = _BRACKETED.search(name.strip())
    if found and is_known_unit(found.group(1).split("/")[0]):
        return found.group(1), True
    bare = normal_name(name)
    for ending, unit in _AS_COUNT.items():
        if bare.endswith(ending):
            return unit, False
    stem = bare.removesuffix("量") if bare.endswith("数量") else bare
    stem = stem.removesuffix("数")
    unit = max((unit for unit in _COUNTED if stem.endswith(unit)), key=len, default="")
    if unit and (stem != bare or len(unit) > 1):
        return unit, False
    return None
