"""同一项目内指标近似重复

检查什么
    同一项目两条指标名称几乎相同（相似度不低于 sim，默认0.8，差别只在虚词或同义词，如“支付”与“拨付”），
    指标值也相同。
为什么
    含义相近的指标重复计分，挤占了真正需要考核的内容。
示例
    不通过：资金支付及时率≥95%；资金拨付及时率≥95%
    通过：只保留其中一项
不报的情形
    发放率、发放合规率、发放及时率等不同维度；满意度的调查对象、括号里写明的对象不同；年度与中长期两套指标；产出与效益之间的另有规则。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from auditkit import Indicator, Issue, NotApplicable, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target._targets import folded, shown
from auditkit_rules.performance_target._twins import are_twins

_MOST = 200


def _comparable(one: Indicator, other: Indicator) -> bool:
    return (
        one.horizon == other.horizon
        and folded(one.target.raw) == folded(other.target.raw)
        and normal_text(one.name) != normal_text(other.name)
        and one.kind.startswith("benefit") == other.kind.startswith("benefit")
    )


def _described_apart(one: Indicator, other: Indicator) -> bool:
    """Whether both have a description of their own and these differ."""
    told = [normal_text(item.description) for item in (one, other)]
    own = [text for text, item in zip(told, (one, other), strict=True) if text and text != normal_text(item.name)]
    return len(own) == 2 and own[0] != own[1]


@make_rule(
    code="REL112",
    title="同一项目内指标近似重复",
    severity="note",
    confidence=0.65,
    basis=("P101-1.2",),
)
def near_duplicate_indicator(project: Project, *, sim: float = 0.8) -> Iterator[Outcome]:
    named = [item for item in project.indicators if len(normal_name(item.name)) > 1 and item.target.raw.strip()]
    if len(named) < 2:
        yield NotApplicable("可比较的指标不足两条")
        return
    told: set[int] = set()
    for one, other in combinations(named[:_MOST], 2):
        if id(other) in told or not _comparable(one, other) or _described_apart(one, other):
            continue
        if are_twins(one.name, other.name, sim):
            told.add(id(other))
            yield Issue(
                message=f"“{one.name}”与“{other.name}”含义相近，指标值也相同（{shown(other.target.raw)}）。",
                suggestion=f"合并为一条，如只保留“{one.name}”；口径确有不同的，在指标描述中写明区别。",
                subject=other,
                field="name",
                related=(Place(one, "name"),),
            )
