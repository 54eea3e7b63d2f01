"""年度主要任务的金额与部门预算对不上

检查什么
    部门（单位）整体支出绩效目标表各项主要任务的金额之和，与支出总额、项目支出比较：超过支出总额的提出；
    少于支出总额、又不等于项目支出的，列出差额请说明。误差在 tolerance（元，默认100元）以内的放行。
为什么
    整体绩效目标要与部门全部支出相匹配；有钱没有任务，或任务的钱超过预算，都无从考核。
示例
    不通过：支出合计2000万元，主要任务金额合计2150万元
    通过：主要任务金额合计等于支出合计，或等于项目支出
不报的情形
    任务没有金额，或表中没有可以对照的总额。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Issue,
    Money,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text, percent_text
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT


def _added(project: Project) -> Decimal | None:
    """The sum of the tasks' amounts; None where one is not stated or not readable."""
    amounts = [task.total.yuan if task.total else None for task in project.overall.tasks] if project.overall else []
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _issue(project: Project, added: Decimal, whole: Decimal, projects: Money | None) -> Issue:
    over = added > whole
    gap = abs(added - whole)
    rest = "" if projects is None or not projects.yuan else f"，与项目支出{money_text(projects.yuan)}也不相等"
    share = f"占支出总额{money_text(whole)}的{percent_text(added, whole)}"
    return Issue(
        message=f"年度主要任务金额合计{money_text(added)}，超过支出总额{money_text(whole)}（多{money_text(gap)}）。"
        if over
        else f"年度主要任务金额合计{money_text(added)}，{share}{rest}，其余{money_text(gap)}没有对应的任务，请说明。",
        suggestion="核对任务金额和计量单位，使任务与预算相匹配。"
        if over
        else "其余为基本支出的，注明即可；属于项目支出的，补列任务，或说明未列入的事项。",
        field="overall/tasks",
        related=(Place(project, "budget/total"),),
        evidence=(Evidence("任务合计", plain(added), "元"), Evidence("支出总额", plain(whole), "元")),
        severity=None if over else Severity.NOTE,
        confidence=None if over else 0.6,
    )


@make_rule(
    code="DEP106",
    title="年度主要任务的金额与部门预算对不上",
    severity="warning",
    confidence=0.85,
    basis=("P88-13.4", "TJ102"),
    dimension="appropriateness",
)
def tasks_off_the_budget(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    whole = project.overall
    if whole is None:
        yield NOT_A_DEPARTMENT
        return
    if not any(task.total for task in whole.tasks):
        yield NotApplicable("年度主要任务没有填写金额")
        return
    total = whole.spending or (project.budget.total if project.budget.total != whole.tasks_total else None)
    if total is None:
        yield NotApplicable("表中没有可以与任务金额对照的总额")
        return
    added = _added(project)
    if added is None or not total.yuan:
        yield NotJudged("任务金额或支出总额没有填全或未能识别")
        return
    meant = [total, *([whole.project_spending] if whole.project_spending is not None else [])]
    same = next((m for m in meant if m.yuan is not None and abs(m.yuan - added) <= tolerance), None)
    if same is not None:
        yield Passed(f"任务金额合计{money_text(added)}，等于{'支出总额' if same is total else '项目支出'}")
    else:
        yield _issue(project, added, total.yuan, whole.project_spending)
