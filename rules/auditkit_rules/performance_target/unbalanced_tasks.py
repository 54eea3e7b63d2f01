"""年度主要任务的金额加不平

检查什么
    部门（单位）整体支出绩效目标表的年度主要任务：每项任务的预算金额是否等于财政拨款与其他资金之和；
    各项任务之和是否等于表上的金额合计。误差在 tolerance（元，默认100元）或末位数半个单位以内的放行。
为什么
    任务金额是核对任务与预算是否匹配的依据，自身加不平就不能用。
示例
    不通过：三项任务60万元、35万元、8万元，金额合计写113万元
    通过：金额合计写103万元
不报的情形
    任务表没有金额栏，或没有金额合计、也没有分资金来源的，不适用。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Money, NotApplicable, NotJudged, Outcome, Project, Task, make_rule
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._overall import Line, judge_sum


def _of_task(project: Project, task: Task, number: int, tolerance: int) -> Iterator[Outcome]:
    """Whether a task's money is what its sources add up to; blanks count nothing."""
    sources = [
        Line(label, money, f"overall/tasks/{number}/{key}")
        for label, money, key in (("财政拨款", task.fiscal, "fiscal"), ("其他资金", task.other, "other"))
        if money is not None
    ]
    if task.total is None or not sources:
        return
    if len(sources) == 1:
        sources.append(Line("未填的一栏", Money("0", Decimal(0)), f"overall/tasks/{number}/total"))
    whole = Line(f"任务“{task.name}”预算金额", task.total, f"overall/tasks/{number}/total")
    yield from judge_sum(project, whole, sources, tolerance)


def _outcomes(project: Project, tolerance: int) -> Iterator[Outcome]:
    whole = project.overall
    tasks = whole.tasks if whole is not None else ()
    for number, task in enumerate(tasks):
        yield from _of_task(project, task, number, tolerance)
    stated = whole.tasks_total if whole is not None else None
    if stated is None:
        return
    lines = [
        Line(task.name, task.total, f"overall/tasks/{number}/total")
        for number, task in enumerate(tasks)
        if task.total is not None
    ]
    if len(lines) < len(tasks):
        yield NotJudged("有的任务没有填写金额，不能与金额合计核对")
    elif lines:
        yield from judge_sum(project, Line("金额合计", stated, "overall/tasks_total"), lines, tolerance)


@make_rule(
    code="DEP105",
    title="年度主要任务的金额加不平",
    severity="error",
    confidence=0.95,
    basis=("P88-22.1", "TJ102"),
    dimension="consistency",
)
def unbalanced_tasks(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    if not project.overall.tasks:
        yield NotApplicable("表中没有年度主要任务")
        return
    outcomes = list(_outcomes(project, tolerance))
    yield from outcomes or [NotApplicable("任务没有可以相加的金额")]
