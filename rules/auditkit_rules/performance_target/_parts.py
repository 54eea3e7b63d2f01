"""Which indicators are parts of which: 其中 lines under their line, and 总数 with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditkit import Indicator, Project
from auditkit_rules.performance_target._matters import matter, nearness
from auditkit_rules.performance_target._measures import base_unit
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._numbers_in_text import Mention, mentions

__all__ = ["families_of", "parts_in_prose", "wholes_of"]

_AMONG = re.compile(r"[，,、；;（(\s]*其中[:：]?[^，。；\d]{0,16}")
_TOTAL = re.compile(r"(?:总数|总量|总人数|总户数|总家数)$")
_HEADS = ("人", "名", "位", "户", "家")


def families_of(project: Project) -> Iterator[tuple[Indicator, list[Indicator]]]:
    """Each indicator with the 其中 lines right below it."""
    parent: Indicator | None = None
    children: list[Indicator] = []
    for item in project.indicators:
        child = normal_name(item.name).startswith("其中")
        if child and parent is not None and item.second_level == parent.second_level:
            children.append(item)
            continue
        if parent is not None and children:
            yield parent, children
        parent, children = (None if child else item), []
    if parent is not None and children:
        yield parent, children


def wholes_of(project: Project) -> Iterator[tuple[Indicator, list[Indicator]]]:
    """Each 总数 of people or households with the other indicators that count the same ones."""
    for total in project.indicators:
        if not _TOTAL.search(normal_name(total.name)) or total.target.unit not in _HEADS:
            continue
        about = matter(_TOTAL.sub("", normal_name(total.name)))
        parts = [
            item
            for item in project.indicators
            if item is not total
            and item.kind == total.kind
            and item.horizon == total.horizon
            and nearness(about, matter(item.name)) >= 0.5
        ]
        if about and parts:
            yield total, parts


def parts_in_prose(text: str) -> Iterator[tuple[Mention, Mention]]:
    """Whole and part of each "200人，其中骨干60人", both in one unit."""
    for whole, part in pairwise(mentions(text)):
        same = base_unit(whole.value.unit or "") == base_unit(part.value.unit or "")
        rates = part.each or part.change or whole.each or whole.change
        if same and not rates and _AMONG.fullmatch(text[whole.end : part.start]):
            yield whole, part
