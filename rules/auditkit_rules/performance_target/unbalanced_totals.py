"""部门收入合计、支出合计、资金总额不一致

检查什么
    部门（单位）整体支出绩效目标表上写明的收入合计、支出合计和资金总额两两是否相等。
    误差在 tolerance（元，默认100元）或末位数半个单位以内的放行。
为什么
    部门预算收支平衡，三个数说的是同一笔资金。
示例
    不通过：收入合计2000万元，支出合计2100万元
    通过：收入合计、支出合计均为2000万元
不报的情形
    只写了其中一个数的，没有可以对照的，不适用。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditkit import (
    Evidence,
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
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._overall import Line, near, total_of


def _totals(project: Project) -> list[Line]:
    """The stated totals; 资金总额 is left out where it is none of its own but the same amount as another."""
    whole = project.overall
    if whole is None:
        return []
    lines = [
        Line(label, money, f"overall/{key}")
        for label, money, key in (("收入合计", whole.income, "income"), ("支出合计", whole.spending, "spending"))
        if money is not None
    ]
    total = total_of(project)
    stands = {line.money for line in lines} | {whole.tasks_total}
    return [total, *lines] if total is not None and total.money not in stands else lines


@make_rule(
    code="DEP103",
    title="部门收入合计、支出合计、资金总额不一致",
    severity="error",
    confidence=0.93,
    basis=("P88-22.1", "TJ102"),
    dimension="consistency",
)
def unbalanced_totals(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    lines = _totals(project)
    if len(lines) < 2:
        yield NotApplicable("收入合计、支出合计、资金总额没有两个以上可以对照")
        return
    unread = [line.label for line in lines if line.money.yuan is None]
    if unread:
        yield NotJudged(f"{'、'.join(unread)}未能识别为金额，无法核对")
        return
    for one, other in pairwise(lines):
        first, second = one.money.yuan or Decimal(0), other.money.yuan or Decimal(0)
        if abs(first - second) <= max(near(one, tolerance), near(other, tolerance)):
            yield Passed(f"{one.label}与{other.label}均为{money_text(first)}")
            continue
        yield Issue(
            message=f"{one.label}{money_text(first)}与{other.label}{money_text(second)}不一致"
            f"（差{money_text(abs(first - second))}）。",
            suggestion="核对收支各项有无漏填、错填和计量单位；有结转结余的，单列一项使收支平衡。",
            field=other.field,
            related=(Place(project, one.field),),
            evidence=(Evidence(one.label, plain(first), "元"), Evidence(other.label, plain(second), "元")),
        )
