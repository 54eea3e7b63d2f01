"""项目预算合计与部门项目支出不符

检查什么
    同一批文件里既有部门（单位）整体支出绩效目标表，又有本部门（单位名称、编码或主管部门相同，年度不矛盾）的项目表的，
    各项目预算数之和与整体表的项目支出比较，相差超过 tolerance（元，默认100元）的列出差额，请核对。
为什么
    项目支出都要编报绩效目标；合计对不上，说明有项目没有编报、重复编报，或两处口径不同。
示例
    不通过：项目支出760万元，批次中本部门项目预算合计700万元
    通过：项目预算合计760万元
不报的情形
    批次中没有本部门的项目表；项目预算数没有填全的，不判断。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditkit import (
    Batch,
    Evidence,
    Issue,
    Money,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    Unit,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._departments import is_department
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._totals import is_total
from auditkit_rules.performance_target._unit_projects import same_year


def _keys(unit: Unit | None) -> set[str]:
    return {key for key in (normal_text(unit.code), normal_text(unit.name)) if key} if unit else set()


def _own(batch: Batch, department: Project) -> list[Project]:
    """The projects of the batch that the department or its unit filed, or that name it as in charge."""
    keys = _keys(department.unit)
    return [
        item
        for item in batch.projects()
        if not is_department(item)
        and not is_total(item)
        and same_year(item, department)
        and keys & (_keys(item.unit) | _keys(item.department))
    ]


def _judge(department: Project, stated: Money, own: Sequence[Project], tolerance: int) -> Outcome:
    amounts = [item.budget.total.yuan if item.budget.total else None for item in own]
    known = [amount for amount in amounts if amount is not None]
    if stated.yuan is None or len(known) < len(own):
        return NotJudged("部门项目支出或有的项目预算数没有填写或未能识别")
    added = sum(known, Decimal(0))
    gap = abs(added - stated.yuan)
    if gap <= tolerance:
        return Passed(f"“{department.name}”{len(own)}个项目预算合计{money_text(added)}，等于部门项目支出")
    ask = "是否有项目没有编报绩效目标" if added < stated.yuan else "是否有项目重复编报，或项目含以前年度、其他来源的资金"
    return Issue(
        message=f"“{department.name}”项目支出{money_text(stated.yuan)}，本批{len(own)}个项目预算合计"
        f"{money_text(added)}，相差{money_text(gap)}，请核实{ask}。",
        suggestion="补报缺少的项目绩效目标表，或说明两处口径不同的原因。",
        subject=department,
        field="overall/project_spending",
        related=tuple(Place(item, "budget/total") for item in own[:20]),
        evidence=(Evidence("部门项目支出", plain(stated.yuan), "元"), Evidence("项目合计", plain(added), "元")),
    )


@make_rule(
    code="DEP301",
    title="项目预算合计与部门项目支出不符",
    severity="note",
    confidence=0.6,
    basis=("P88-3", "P88-7", "TJ102"),
    dimension="cross-project",
)
def projects_off_the_department(batch: Batch, *, tolerance: int = 100) -> Iterator[Outcome]:
    outcomes: list[Outcome] = []
    for department in batch.projects():
        stated = department.overall.project_spending if department.overall is not None else None
        own = _own(batch, department) if stated is not None else []
        if stated is not None and own:
            outcomes.append(_judge(department, stated, own, tolerance))
    yield from outcomes or [NotApplicable("批次中没有可以对照的部门整体表和本部门项目表")]
