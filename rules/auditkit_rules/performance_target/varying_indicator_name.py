"""同类指标在各项目中称谓不统一

检查什么
    同一单位的不同项目，用不同的名称写同一类指标（专项资金支付及时率、拨款到位及时率、资金支付及时率）。
为什么
    名称不统一不便于汇总和横向比较。
示例
    不通过：“专项资金支付及时率”与“拨款到位及时率”
    通过：统一为一个名称，或按资金管理类指标替换
不报的情形
    含义确有不同的可以保留，本规则只在从严时运行，且只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Batch, Issue, NotApplicable, Outcome, Place, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._shared_indicators import Holder
from auditkit_rules.performance_target._twins import plain_name
from auditkit_rules.performance_target._unit_projects import Group, same_year, shared_groups
from auditkit_rules.performance_target.lists import words

_NAMES, _FUNDS = words("near_names"), words("fund_management")
_SHORTEST = 4


def _family(name: str) -> str | None:
    """The name with its exchangeable words made one (响应准时率 is 响应及时率); None for short ones."""
    bare = normal_name(name)
    return _NAMES.group_of(bare) or plain_name(bare) if len(bare) >= _SHORTEST else None


def _variants(group: Group) -> Iterator[tuple[str, list[Holder]]]:
    """Each family with one holder per name, in order."""
    found: dict[str, dict[str, Holder]] = {}
    for project in group:
        for item in project.indicators:
            family = _family(item.name)
            if family is not None:
                found.setdefault(family, {}).setdefault(normal_name(item.name), (project, item))
    for family, names in found.items():
        holders = list(names.values())
        first = holders[0][0]
        others = [item for item in holders[1:] if item[0] is not first and same_year(first, item[0])]
        if others:
            yield family, [holders[0], *others]


def _advice(holders: list[Holder]) -> str:
    if any(_FUNDS.matches(normal_name(item.name)) for _, item in holders):
        return "属资金管理要求，宜改设反映业务完成情况的时效指标；确需保留的，统一名称。"
    return f"属同一指标的，统一为“{holders[0][1].name}”；不是同一指标的，在指标描述中写明区别。"


@make_rule(
    code="XPR106",
    title="各项目同类指标名称不统一",
    severity="note",
    confidence=0.5,
    basis=("P88-22.1",),
    default="strict",
)
def varying_indicator_name(batch: Batch) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    for group in groups:
        for _, holders in _variants(group):
            listed = "、".join(f"“{item.name}”（{project.name}）" for project, item in holders)
            yield Issue(
                message=f"{listed}含义相近而名称不同，请核实是否为同一指标。",
                suggestion=_advice(holders),
                subject=holders[1][1],
                field="name",
                related=(Place(holders[0][1], "name"), *(Place(item, "name") for _, item in holders[2:])),
            )
