"""预算与数量目标隐含的人均、单位金额缺乏依据

检查什么
    发放、救助、培训、购置类项目，只有一个支出方向、一条数量指标，且没有单位成本指标时，
    用预算除以数量，人均（单台）金额达到词表里的提示起点的，请单位说明测算依据。
为什么
    金额与数量分开看都正常，除一下才看得出标准是否合理；没有测算依据就无法判断资金是否适当。
示例
    不通过：预算26万元，救助≥2人（人均13万元），没有说明标准
    通过：预算26万元，救助≥20人（人均1.3万元）
不报的情形
    用途有多个支出方向、有多条数量指标、已设单位成本指标的；数量写“≥”只是下限，因此只提示不判错。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import (
    annual,
    budget_of,
    costs_of,
    money_text,
    without_purpose,
)
from auditkit_rules.performance_target._measures import base_unit
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._pairs import works_of
from auditkit_rules.performance_target.lists import words

_MINIMUMS = words("report_minimums").entries
_WORDS = tuple(word for entry in _MINIMUMS for word in entry["keywords"])
_SWAPS = {"台": ("台", "套", "辆", "件", "部", "架", "艘"), "人": ("人", "户", "人次"), "人天": ("人天",)}


def _standard(project: Project, quantity: Indicator) -> Mapping[str, Any] | None:
    """The entry whose words the project speaks of and whose unit the quantity is counted in."""
    unit = base_unit(quantity.target.unit or "")[0]
    for text in (f"{project.name}{quantity.name}", project.purpose or ""):
        for entry in _MINIMUMS:
            per = entry["unit"].partition("/")[2]
            if unit in _SWAPS.get(per, (per,)) and any(word in text for word in entry["keywords"]):
                return entry
    return None


def _issue(project: Project, quantity: Indicator, budget: Decimal, each: Decimal, least: Decimal) -> Issue:
    number, unit = quantity.target.number or Decimal(1), quantity.target.unit or ""
    least_only = "，数量为下限、实际可能更多" if quantity.target.operator in (">=", ">") else ""
    return Issue(
        message=f"按预算{money_text(budget)}和“{quantity.name}”指标值“{quantity.target.raw}”测算，每{unit}{money_text(each)}"
        f"（{money_text(budget)}÷{plain(number)}{unit}{least_only}），请说明测算依据。",
        suggestion=f"补充测算依据（支出标准×数量），增设每{unit}金额一类的单位成本指标；数量偏低的，按实际任务量调整指标值。",
        subject=quantity,
        field="target",
        related=(Place(project, "budget/total"),),
        evidence=(
            Evidence("单位金额", plain(round(each, 2)), f"元/{unit}"),
            Evidence("提示起点", plain(least), "元"),
        ),
    )


@make_rule(
    code="APP107",
    title="人均或单位金额缺乏测算依据",
    severity="note",
    confidence=0.6,
    basis=("P88-22.3", "P88-13.4", "P10-A1", "DOM-1", "R-TC"),
)
def unexplained_unit_amount(project: Project) -> Iterator[Outcome]:
    counts = (item for item in project.indicators if item.kind == "output.quantity" and annual(item))
    rows = [item for item in counts if not normal_name(item.name).startswith("其中")]
    if len(rows) != 1 or costs_of(project).units:
        yield NotApplicable("数量指标不止一条或没有，或已设单位成本指标")
        return
    quantity, target = rows[0], rows[0].target
    if not any(word in f"{project.name}{quantity.name}{project.purpose or ''}" for word in _WORDS):
        yield NotApplicable("不是发放、救助、培训、购置类项目")
        return
    if target.kind != "quantity" or not target.number or target.number < 0 or not target.unit or target.delta:
        yield NotJudged(f"数量指标“{quantity.name}”的值“{target.raw}”不能用来测算")
        return
    entry = _standard(project, quantity)
    if entry is None:
        yield NotApplicable("项目类型与计量单位没有对应的提示起点")
        return
    budget, reason = budget_of(project)
    if reason or not project.purpose:
        yield NotJudged(reason) if reason else without_purpose(project)
        return
    if len(works_of(project.purpose)) > 1:
        yield NotApplicable("资金用途有多个支出方向")
        return
    each, least = budget / target.number, Decimal(str(entry["amount"]))
    if each >= least:
        yield _issue(project, quantity, budget, each, least)
    else:
        yield Passed(
            f"{money_text(budget)}÷{plain(target.number)}{target.unit}={money_text(each)}/{target.unit}"
        )
