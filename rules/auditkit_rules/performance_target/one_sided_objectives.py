"""长期（总体）目标与年度目标只填一类

检查什么
    表式同时有中长期（实施期）目标和年度目标两栏，而其中一栏为空；或者跨年项目两栏写得完全相同。
为什么
    年度目标应是中长期目标的分解；只有一栏或照抄一遍，就看不出分年安排。
示例
    不通过：实施期目标｜（空）；年度目标｜完成河道清淤12公里
    通过：实施期目标｜三年完成河道清淤36公里；年度目标｜完成河道清淤12公里
不报的情形
    表式只有一栏目标；项目期只有一年；看不出项目期的，不报两栏相同，实施期目标为空的只请核实。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Objective, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._placeholders import is_placeholder


def _spans_years(project: Project) -> bool | None:
    """Whether the project runs beyond one year; None where the form does not tell."""
    period = project.period
    if period is not None and period.start and period.end:
        return period.start[:4] != period.end[:4]
    total, midterm = project.budget.total, project.midterm_total
    if total is not None and midterm is not None and total.yuan and midterm.yuan:
        return True if midterm.yuan > total.yuan else None
    return None


def _filled(project: Project, horizon: str) -> list[Objective]:
    items = [item for item in project.objectives if item.horizon == horizon]
    return [item for item in items if item.text.strip() and not is_placeholder(item.text)]


@make_rule(
    code="CMP203",
    title="中长期目标与年度目标未分别填写",
    severity="warning",
    confidence=0.85,
    basis=("P88-3", "SYS1", "ST-1"),
)
def one_sided_objectives(project: Project) -> Iterator[Outcome]:
    """Compare the two columns; a project of one year needs no second one."""
    if not {"objectives.annual", "objectives.midterm"} <= project.fields:
        yield NotApplicable("表式没有并列的中长期目标和年度目标两栏")
        return
    annual, midterm = _filled(project, "annual"), _filled(project, "midterm")
    spans = _spans_years(project)
    if not annual and not midterm:
        yield NotApplicable("两栏目标都没有填写，已另行提出")
    elif not annual:
        yield Issue(
            message="只填写了中长期（实施期）目标，没有填写年度目标。",
            suggestion="把实施期目标分解到本年，补填本年度要完成的数量、标准和时限。",
            field="objectives",
            related=tuple(Place(item) for item in midterm),
        )
    elif spans is False:
        yield NotApplicable("项目期只有一年")
    elif not midterm:
        yield Issue(
            message="只填写了年度目标，没有填写中长期（实施期）目标"
            + ("，未体现分年安排。" if spans else "，请核实项目是否跨年。"),
            suggestion="跨年项目补填实施期总目标；一次性项目注明“同年度目标”。",
            field="objectives",
            related=tuple(Place(item) for item in annual),
            severity=None if spans else Severity.NOTE,
            confidence=None if spans else 0.55,
        )
    elif spans and _joined(annual) == _joined(midterm):
        yield Issue(
            message="项目跨年实施，而中长期（实施期）目标与年度目标完全相同，未体现分年安排。",
            suggestion="实施期目标写全周期的总量和最终效果，年度目标写其中本年完成的部分。",
            field="objectives",
            related=tuple(Place(item) for item in (*midterm, *annual)),
        )


def _joined(items: list[Objective]) -> str:
    return normal_text("".join(item.text for item in items))
