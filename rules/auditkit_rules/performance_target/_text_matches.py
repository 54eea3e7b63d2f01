"""Numbers in prose matched with the one indicator that states the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Indicator, Objective, Project, TargetValue
from auditkit_rules.performance_target._amounts import annual
from auditkit_rules.performance_target._kinship import matter_of
from auditkit_rules.performance_target._matters import matter, nearness
from auditkit_rules.performance_target._measures import EACH, base_unit, cost_unit
from auditkit_rules.performance_target._money_in_text import texts_of
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._numbers_in_text import Mention, mentions
from auditkit_rules.performance_target._spending_gaps import main_matter

__all__ = ["Match", "in_base", "matches_of"]

_ASIDE = re.compile(
    "累计|现有|目前|截至|截止|历年|存量|上年|去年|往年|以来|其中|分别|季度|上半年|下半年|每月|每周|每天|每季|阶段"
    "|分批|首批|第[一二三四]|十四五|十五五|三年|五年|规划|另|剩余|已完成|已有|已建|共有|面积约|人口|在册|现存"
)
_RATE = re.compile(r"([\u4e00-\u9fff]{0,12}(?:率|度|比例|占比|比重))[^，。；率度]{0,8}$")
_ANYTHING = frozenset("个 次 项 件 人 名 位 人次 场 期 份 批 套 台 条 点".split())


@dataclass(frozen=True, slots=True)
class Match:
    """A number in prose and the indicator it can be compared with; place as of the text.

    ``near`` is how much of what the number counts the indicator's name speaks of, from 0 to 1;
    ``sole`` when it is the only number in that unit, as the indicator is the only one counted in it.
    """

    label: str
    subject: Project | Objective
    field: str
    mention: Mention
    indicator: Indicator
    near: float
    sole: bool = False


def in_base(value: TargetValue) -> Decimal:
    """The number in base units; 0 without one."""
    return (value.number or Decimal(0)) * base_unit(value.unit or "")[1]


def _about(mention: Mention) -> str:
    """What the number counts: its segment, or the one before where that tells nothing."""
    if matter(mention.segment):
        return mention.segment
    return re.split("[，,、]", mention.earlier.rstrip("，,、"))[-1]


def _same_rate(mention: Mention, indicator: Indicator) -> bool:
    found = _RATE.search(mention.segment.partition(mention.raw)[0])
    name = normal_name(indicator.name)
    if found is None or not name:
        return False
    told = normal_name(found[1])
    return told == name or (len(name) > 4 and told.endswith(name)) or (len(told) > 4 and name.endswith(told))


def _same(mention: Mention, indicator: Indicator) -> bool:
    """Whether the number in prose is the one the indicator states."""
    target = indicator.target
    if target.kind != mention.value.kind or target.number is None or target.delta:
        return False
    if EACH.search(normal_name(indicator.name)) or (target.kind == "money" and cost_unit(indicator) is not None):
        return False
    if base_unit(target.unit or "")[0] != base_unit(mention.value.unit or "")[0]:
        return False
    if target.kind == "percent":
        return _same_rate(mention, indicator)
    text, name = matter(_about(mention)), matter(indicator.name)
    larger = in_base(mention.value) >= in_base(target)
    return nearness(name, text) >= 0.5 and (larger or nearness(text, name) >= 0.6)


def _compared(text: str) -> list[Mention]:
    """The numbers of a text that may stand for the year's target."""
    return [item for item in mentions(text) if not (item.each or item.change or _ASIDE.search(item.segment))]


def _sole(project: Project, rows: Sequence[Indicator], told: Sequence[Mention]) -> dict[int, Indicator]:
    """The indicator of each mention that alone is counted in a unit, where the unit tells the thing: 改造户数 and 260户."""
    main = main_matter(project)
    found = {}
    for mention in told:
        unit = mention.value.unit or ""
        counted = [row for row in rows if row.target.kind == "quantity" and row.target.unit == unit]
        if len(counted) != 1 or unit in _ANYTHING or sum(item.value.unit == unit for item in told) != 1:
            continue
        name, number = normal_name(counted[0].name), counted[0].target.number or Decimal(0)
        akin = name.endswith(f"{unit}数") and matter_of(name) & main
        if akin and number / 2 <= mention.number <= number * 2:
            found[id(mention)] = counted[0]
    return found


def matches_of(project: Project) -> list[Match]:
    """Each number of the texts with the single indicator of the year it can be compared with."""
    rows = [item for item in project.indicators if annual(item)]
    told = [
        (label, subject, field, mention)
        for label, subject, field, text in texts_of(project)
        for mention in _compared(text)
    ]
    sole = _sole(project, rows, [item[3] for item in told])
    found = []
    for label, subject, field, mention in told:
        fits = [row for row in rows if _same(mention, row)]
        if len(fits) == 1:
            near = nearness(matter(_about(mention)), matter(fits[0].name))
            found.append(Match(label, subject, field, mention, fits[0], near))
        elif id(mention) in sole and not fits:
            found.append(Match(label, subject, field, mention, sole[id(mention)], 1.0, True))
    return found
