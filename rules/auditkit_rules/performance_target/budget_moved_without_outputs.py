"""预算变动较大而产出目标不变

检查什么
    同一单位、同名项目有相邻两个年度的申报表时，预算增减达到 db（默认20%），而同名的数量指标指标值全部没有变。
为什么
    钱多了事没多，或钱少了事不少，都要说明单价或任务的变化。
示例
    不通过：预算增加50%，数量目标不变
    通过：数量目标同步调整，或说明单价变化
不报的情形
    有任何一项数量指标调整了的；数量指标换了名称的；没有上年资料时不判断。
    文中写明单价、标准或支出结构变化的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Batch,
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
from auditkit_rules.performance_target._amounts import money_text, percent_text
from auditkit_rules.performance_target._unit_projects import successions
from auditkit_rules.performance_target._wording import valued
from auditkit_rules.performance_target._year_pairs import same_indicators, told_change

_LISTED = 3


def _counted(project: Project) -> list[Indicator]:
    return [
        item
        for item in project.indicators
        if item.kind == "output.quantity" and item.horizon != "midterm" and item.target.kind == "quantity"
    ]


def _unmoved(before: Project, now: Project) -> list[tuple[Indicator, Indicator]]:
    """The quantity indicators of both years, when every one of this year has the same number."""
    pairs = [(old, new) for old, new in same_indicators(before, now) if any(new is item for item in _counted(now))]
    moved = len(pairs) < len(_counted(now)) or any(o.target.number != n.target.number for o, n in pairs)
    return [] if moved else pairs


def _judge(before: Project, now: Project, db: float) -> Outcome | None:
    old, new = before.budget.total, now.budget.total
    if old is None or new is None or not old.yuan or new.yuan is None:
        return NotJudged("预算数没有填写或未能识别，不能与上年比较")
    change = new.yuan - old.yuan
    pairs = _unmoved(before, now)
    if abs(change) < old.yuan * type(change)(str(db)) or not pairs:
        return None
    named = "、".join(valued(item) for _, item in pairs[:_LISTED]) + ("等" if len(pairs) > _LISTED else "")
    way = "增加" if change > 0 else "减少"
    percent = percent_text(abs(change), old.yuan)
    told = told_change(now, "dearer")
    return Issue(
        message=f"预算由上年的{money_text(old.yuan)}{way}到{money_text(new.yuan)}（{way}{percent}），"
        f"而数量指标{named}没有变化{f'；文中提到“{told}”，请核实是否与此有关' if told else ''}。",
        suggestion="说明单价或支出结构的变化，或按预算变动同步调整数量指标。",
        subject=now,
        field="budget/total",
        related=(Place(before, "budget/total"), *(Place(item, "target") for _, item in pairs)),
        severity=Severity.NOTE if told else None,
        evidence=(Evidence("上年预算", plain(old.yuan), "元"), Evidence("本年预算", plain(new.yuan), "元")),
    )


@make_rule(
    code="XPR109",
    title="预算变动较大而数量指标不变",
    severity="warning",
    confidence=0.7,
    basis=("P88-22.3", "P88-13.4"),
)
def budget_moved_without_outputs(batch: Batch, *, db: float = 0.2) -> Iterator[Outcome]:
    pairs = list(successions(batch))
    if not pairs:
        yield NotApplicable("没有上年资料")
        return
    for before, now in pairs:
        outcome = _judge(before, now, db)
        if outcome is not None:
            yield outcome
