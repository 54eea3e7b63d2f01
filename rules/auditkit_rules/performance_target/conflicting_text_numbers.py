"""目标或用途中的数字与指标值不一致

检查什么
    从绩效目标和资金用途中取出“对象+数字+单位”，与计量单位相同、说的是同一事项的唯一一条指标比较；
    全文只有一个以“户”等计的数字、全表也只有一条“…户数”的，也比较。
    用途和每条目标各自比较，同一处另有相等的数字即为一致；“不少于2000人次”与“≥2000人次”相等。
为什么
    目标写一个数、指标写另一个数，考核时无从判断以哪个为准。
示例
    不通过：目标“完成档案扫描160万页”，指标“档案扫描页数≥140万页”
    通过：目标“完成档案扫描140万页”，指标“档案扫描页数≥140万页”
不报的情形
    累计数、现有存量、上年数、分阶段数、每人每次等标准、增减幅度；总额与单价、补助标准之间；编号、年份、文号；
    文中数字较小且对象比指标更具体的（可能是其中一部分）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    Severity,
    make_rule,
)
from auditkit_rules.performance_target._money_in_text import texts_of
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._text_matches import Match, in_base, matches_of

_SAME = 0.8


def _issue(match: Match) -> Issue:
    told, target = match.mention, match.indicator.target
    less = not match.sole and in_base(told.value) < in_base(target)
    return Issue(
        message=f"{match.label}写“{told.segment.strip()}”，与“{match.indicator.name}”指标值“{shown(target.raw)}”不一致"
        + ("，请核实是否为同一口径。" if less else "。"),
        suggestion=f"核对后两处统一为同一数值（“{told.raw}”或“{shown(target.raw)}”）；口径不同的，在文中写明。",
        subject=match.subject,
        field=match.field,
        quote=told.raw,
        related=(Place(match.indicator, "target"),),
        evidence=(Evidence("文中", told.raw), Evidence("指标值", target.raw)),
        severity=Severity.WARNING if less else None,
        confidence=0.58 if less else None,
    )


def _equal(match: Match) -> bool:
    return in_base(match.mention.value) == in_base(match.indicator.target)


def _contradicting(matches: Sequence[Match]) -> Iterator[Match]:
    """The texts whose only number for an indicator is another one; smaller ones may be parts of it."""
    numbers = [in_base(match.mention.value) for match in matches]
    target = in_base(matches[0].indicator.target)
    agreed = target in numbers
    smaller = [number for number in numbers if number < target]
    parts = sum(smaller) == target or (not agreed and len(set(smaller)) > 1)
    places: dict[tuple[int, str], list[Match]] = {}
    for match in matches:
        places.setdefault((id(match.subject), match.field), []).append(match)
    for told in places.values():
        if any(_equal(match) for match in told) or len({in_base(match.mention.value) for match in told}) > 1:
            continue
        less = in_base(told[0].mention.value) < target
        if not less or not (parts or (agreed and told[0].near < _SAME)):
            yield told[0]


@make_rule(
    code="CON108",
    title="文中数字与指标值不一致",
    severity="error",
    confidence=0.72,
    basis=("P10-A2", "P88-13.4", "P88-22.1"),
)
def conflicting_text_numbers(project: Project) -> Iterator[Outcome]:
    if not any(True for _ in texts_of(project)):
        yield NotJudged("绩效目标和资金用途都是空白")
        return
    matches = matches_of(project)
    if not matches:
        yield NotApplicable("文中没有可与指标值比较的数字")
        return
    rows = {id(match.indicator): match.indicator for match in matches}
    for key, row in rows.items():
        own = [match for match in matches if id(match.indicator) == key]
        wrong = list(_contradicting(own))
        yield from map(_issue, wrong)
        if not wrong and any(_equal(match) for match in own):
            yield Passed(f"“{row.name}”（{shown(row.target.raw)}）与文中数字一致")
