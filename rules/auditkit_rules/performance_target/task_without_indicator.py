"""年度主要任务没有绩效指标对应

检查什么
    部门（单位）整体支出绩效目标表的每项主要任务，按任务名称和主要内容与各项指标的名称、描述比对，
    没有任何指标与它说的是同一件事、也没有指标用到它写明的数量的，列出来（最多列 max_listed 项）。
为什么
    主要任务是部门全年要办的事，没有指标对应，年终就无从衡量履职效果。
示例
    不通过：任务“库房改造：更换恒湿设备4套”，没有恒湿设备、库房类指标
    通过：更换恒湿设备数量=4套
不报的情形
    设有“重点任务完成率”一类总括指标的；任务只有“其他”一类说不出事项的文字，不判断。
"""

from __future__ import annotations

import re
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
    Task,
    make_rule,
)
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._kinship import APART, kinship, matter_of
from auditkit_rules.performance_target._numbers_in_text import mentions
from auditkit_rules.performance_target._spending_gaps import outputs_suggested

_OVER_ALL = re.compile("(?:主要|重点|年度|各项)(?:工作)?(?:任务|工作)[^，。；]{0,6}完成|完成[^，。；]{0,4}(?:主要|重点|年度|各项)(?:工作)?(?:任务|工作)")


def _texts(task: Task) -> tuple[str, ...]:
    """What a task says: its name, and its content clause by clause."""
    return tuple(text for text in (strip_number(task.name), *clauses(task.content or "")) if matter_of(text))


def _speak_alike(text: str, said: str, department: str) -> bool:
    """Whether two phrases speak of one matter; what the department is called tells little (林业局, 林业)."""
    telling = matter_of(text) - matter_of(department) or matter_of(text)
    return bool(telling & matter_of(said)) and kinship(text, said) >= APART


def _is_met(task: Task, project: Project) -> bool:
    """Whether an indicator speaks of the task, or states a number that the task states."""
    told = {(item.value.number, item.value.unit) for item in mentions(f"{task.name}。{task.content or ''}")}
    for row in project.indicators:
        if row.target.number is not None and (row.target.number, row.target.unit) in told:
            return True
        spoken = (row.name, *clauses(row.description or ""))
        if any(_speak_alike(text, said, project.name) for text in _texts(task) for said in spoken):
            return True
    return False


def _issue(project: Project, missing: Sequence[tuple[int, Task]], count: int, max_listed: int) -> Issue:
    names = [strip_number(task.name) for _, task in missing]
    listed = "".join(f"“{name}”" for name in names[:max_listed])
    more = f"等{len(missing)}项" if len(missing) > max_listed else ""
    advice = "；".join(f"“{name}”可设{'、'.join(outputs_suggested(name))}" for name in names[:max_listed])
    return Issue(
        message=f"年度主要任务共{count}项，其中{listed}{more}没有看到对应的绩效指标，请核实。",
        suggestion=f"按任务补充指标：{advice}。",
        field=f"overall/tasks/{missing[0][0]}/name",
        related=tuple(Place(project, f"overall/tasks/{number}/name") for number, _ in missing[1:]),
        evidence=(Evidence("没有指标的任务", f"{len(missing)}/{count}"),),
        topics=tuple(names),
    )


@make_rule(
    code="DEP201",
    title="年度主要任务没有绩效指标对应",
    severity="warning",
    confidence=0.65,
    basis=("P88-22.2", "P34-4", "TJ102"),
    dimension="relevance",
)
def task_without_indicator(project: Project, *, max_listed: int = 6) -> Iterator[Outcome]:
    whole = project.overall
    if whole is None:
        yield NOT_A_DEPARTMENT
        return
    if not whole.tasks:
        yield NotApplicable("表中没有年度主要任务")
        return
    rows = [row for row in project.indicators if row.name.strip()]
    if not rows:
        yield NotJudged("没有指标，不能与主要任务比对")
        return
    general = next((row for row in rows if _OVER_ALL.search(row.name)), None)
    if general is not None:
        yield Passed(f"“{general.name}”考核全部主要任务")
        return
    told = [(number, task) for number, task in enumerate(whole.tasks) if _texts(task)]
    if not told:
        yield NotJudged("主要任务的文字看不出具体事项")
        return
    missing = [(number, task) for number, task in told if not _is_met(task, project)]
    if missing:
        yield _issue(project, missing, len(whole.tasks), max_listed)
    else:
        yield Passed(f"{len(told)}项主要任务均有指标对应")
