"""Levels of indicators in tables that have no columns for them: from the name where it says so, else unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditkit.document import Anchor, Unread
from auditkit.layouts.columns import Header
from auditkit.layouts.family import Family
from auditkit.layouts.indicators import Entry
from auditkit.layouts.text import fold
from auditkit.vocabulary import FIRST_LEVELS_2015, FIRST_LEVELS_2021, canonical_second_level

__all__ = ["lacks_levels", "levels_statement", "levels_told", "with_named_levels"]

_PREFIX = re.compile(r"\A[\[【(]?([^:\[\]【】()—-]{2,12}指标)(?:[\]】)]:?|[:—-]+)(?=.)")


def lacks_levels(header: Header | None) -> bool:
    """Whether a table has no column for levels."""
    return header is not None and not header.fields & {"first_level", "second_level"}


def levels_told(name: str, family: Family) -> tuple[str, str] | None:
    """First and second level where the name of an indicator leaves no doubt; the first may be unknown."""
    bare = fold(name)
    prefix = _PREFIX.match(bare)
    second = canonical_second_level(prefix.group(1)) if prefix else None
    if second is None:
        second = next((level for pattern, level in family.named_levels if pattern.search(bare)), None)
    if second is None:
        return None
    tables = (FIRST_LEVELS_2015, FIRST_LEVELS_2021)
    firsts = {first for table in tables for first, seconds in table.items() if second in seconds}
    return (firsts.pop() if len(firsts) == 1 else "", second)


def with_named_levels(entries: Sequence[Entry], family: Family) -> list[Entry]:
    """The indicators without a level, given the one that their names tell beyond doubt."""
    found = []
    for entry in entries:
        told = None
        if not entry.data["first_level"] and not entry.data["second_level"]:
            told = levels_told(entry.data["name"], family)
        if told is not None:
            levels = {
                key: text for key, text in zip(("first_level", "second_level"), told, strict=True) if text
            }
            places = {key: entry.anchors["name"] for key in levels if "name" in entry.anchors}
            entry = replace(entry, data={**entry.data, **levels}, anchors={**entry.anchors, **places})
        found.append(entry)
    return found


def levels_statement(name: str, entries: Sequence[Entry], place: Anchor | None) -> Unread | None:
    """What the reviewer must know of a table without levels, or None where nothing is in doubt."""
    unknown = sum(1 for entry in entries if not (entry.data["first_level"] or entry.data["second_level"]))
    told = len(entries) - unknown
    if place is None or not entries:
        return None
    by_name = f"{told} 个按指标名称认定级次" if told else ""
    in_doubt = f"{unknown} 个无法确定级次，按级次核查的规则未审核" if unknown else ""
    says = "，".join(part for part in (by_name, in_doubt) if part)
    return Unread(place, f"“{name}”的指标表没有一级、二级指标栏：{says}。")
