"""部分大于总体

检查什么
    “其中：…”子项的值大于上一条总项；人、户的“…总数”小于同一对象的其他指标；“其中”的占比合计大于100%（提示）；目标里“培训200人，其中骨干300人”一类表述。
为什么
    部分不可能大于总体，其中必有一个数填错。
示例
    不通过：培训人数≥200人，其中：骨干教师≥300人
    通过：培训人数≥200人，其中：骨干教师≥60人
不报的情形
    一个写“≥”、一个写“≤”的，边界值不能比较大小，不作判断；计量单位不同、对象不同的。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._measures import base_unit
from auditkit_rules.performance_target._money_in_text import texts_of
from auditkit_rules.performance_target._parts import families_of, parts_in_prose, wholes_of
from auditkit_rules.performance_target._text_matches import in_base
from auditkit_rules.performance_target._wording import valued

_SHARES = ("占比", "比例", "比重")
_UPPER, _LOWER = frozenset({"<", "<="}), frozenset({">", ">="})


def _comparable(one: Indicator, other: Indicator) -> bool:
    first, second = one.target, other.target
    same = base_unit(first.unit or "")[0] == base_unit(second.unit or "")[0] and first.kind == second.kind
    return same and first.kind in ("quantity", "money", "percent") and not (first.delta or second.delta)


def _opposed(one: Indicator, other: Indicator) -> bool:
    signs = {one.target.operator, other.target.operator}
    return bool(signs & _UPPER and signs & _LOWER)


def _judge(parent: Indicator, child: Indicator) -> Iterator[Outcome]:
    if not _comparable(parent, child) or in_base(child.target) <= in_base(parent.target):
        return
    if _opposed(parent, child):
        yield NotJudged(f"“{parent.name}”与“{child.name}”一个写下限、一个写上限，不能比较大小")
        return
    yield Issue(
        message=f"{valued(child)}大于{valued(parent)}，部分大于总体。",
        suggestion=f"核对两处数值，“{child.name}”不应大于“{parent.name}”。",
        subject=child,
        field="target",
        related=(Place(parent, "target"),),
        evidence=(Evidence("部分", child.target.raw), Evidence("总体", parent.target.raw)),
    )


def _shares(parent: Indicator, children: list[Indicator]) -> Iterator[Issue]:
    """The 其中 lines that are shares of one whole may not pass 100 together."""
    shares = [c for c in children if c.target.kind == "percent" and c.name.strip().endswith(_SHARES)]
    added = sum((in_base(c.target) for c in shares), Decimal(0))
    if len(shares) > 1 and added > 100 and all(c.target.operator not in _UPPER for c in shares):
        yield Issue(
            message=f"“{parent.name}”下各项占比合计{plain(added)}%，超过100%，请核实各项占比是否属同一分类。",
            suggestion="核对各项占比，属同一分类的，合计不应超过100%；分类不同的，在名称中写明。",
            subject=shares[0],
            field="target",
            related=tuple(Place(c, "target") for c in shares[1:]),
            evidence=(Evidence("占比合计", plain(added), "%"),),
            severity=Severity.NOTE,
            confidence=0.5,
        )


def _in_prose(project: Project) -> Iterator[Issue]:
    for label, subject, field, text in texts_of(project):
        for whole, part in parts_in_prose(text):
            if part.number > whole.number:
                yield Issue(
                    message=f"{label}写“{text[whole.start : part.end].strip()}”，其中的{part.raw}大于总数{whole.raw}。",
                    suggestion=f"核对两处数值，“其中”数不应大于总数{whole.raw}。",
                    subject=subject,
                    field=field,
                    quote=text[whole.start : part.end],
                    evidence=(Evidence("部分", part.raw), Evidence("总体", whole.raw)),
                )


@make_rule(
    code="CON116",
    title="部分大于总体",
    severity="error",
    confidence=0.8,
    basis=("P88-22.1",),
)
def part_over_whole(project: Project) -> Iterator[Outcome]:
    families, wholes = list(families_of(project)), list(wholes_of(project))
    prose = any("其中" in text for _, _, _, text in texts_of(project))
    if not families and not wholes and not prose:
        yield NotApplicable("没有部分与总体的关系")
        return
    for parent, children in families:
        for child in children:
            yield from _judge(parent, child)
        yield from _shares(parent, children)
    for total, parts in wholes:
        for part in parts:
            yield from _judge(total, part)
    yield from _in_prose(project)
