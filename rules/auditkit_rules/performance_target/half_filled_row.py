"""指标行填报不完整（半填行）

检查什么
    有三级指标名称而没有指标值（或只有比较符号），有指标值而没有名称，或只填了描述、完成情况。
为什么
    缺名称不知道考核什么，缺指标值无法判断完成与否；系统校验也不允许留空。
示例
    不通过：数量指标｜病虫害统防统治面积｜（指标值空）
    通过：数量指标｜病虫害统防统治面积｜≥3万亩
不报的情形
    整行为空，或只有一级、二级指标的模板保留行；名称和指标值分在相邻两行的，按跨页断行提示核对；
    中期、年度两栏并列，本年没有安排的只提示核实。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from auditkit import Indicator, Issue, NotJudged, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._categories import filled_rows

_SIGNS = "≥≤＞＜><=＝≧≦ \t\u3000"
_MANY = 3


def _no_name(row: Indicator) -> bool:
    return not row.name.strip()


def _no_target(row: Indicator) -> bool:
    return not row.target.raw.strip(_SIGNS + "\r\n")


def _twin(row: Indicator, project: Project) -> bool:
    """Whether the same indicator has its value in the column of the other horizon."""
    return any(
        other.horizon != row.horizon and other.name == row.name and not _no_target(other)
        for other in project.indicators
    )


@make_rule(
    code="CMP401",
    title="指标行填报不完整",
    severity="error",
    confidence=0.97,
    basis=("SYS1", "SYS6", "AU-1", "P88-22.1"),
)
def half_filled_row(project: Project) -> Iterator[Outcome]:
    """A column that is blank throughout is told once; a name missing throughout is a misread form."""
    rows = filled_rows(project)
    if not rows:
        yield NotJudged("没有读到任何指标")
        return
    if len(rows) >= _MANY and all(map(_no_name, rows)):
        yield NotJudged("三级指标名称一栏全部为空，疑为表式未能识别")
        return
    unvalued = [row for row in rows if not _no_name(row) and _no_target(row)]
    if len(unvalued) >= _MANY and len(unvalued) == len(rows):
        yield Issue(
            message=f"全部{len(rows)}条指标都没有填写指标值，无法考核。",
            suggestion="逐条补填指标值，写明比较符号、数值和计量单位。",
            field="indicators",
            related=tuple(Place(row, "target") for row in rows),
            confidence=0.85,
        )
        return
    skipped: list[Indicator] = []
    places = {id(row): number for number, row in enumerate(project.indicators, 1)}
    for row, after in zip_longest(rows, rows[1:]):
        if any(row is done for done in skipped) or not (_no_name(row) or _no_target(row)):
            continue
        if after is not None and _torn(row, after):
            skipped.append(after)
            yield _torn_issue(places[id(row)], row, after)
        else:
            yield _issue(places[id(row)], row, project)


def _torn(row: Indicator, after: Indicator) -> bool:
    return not _no_name(row) and _no_target(row) and _no_name(after) and not _no_target(after)


def _torn_issue(number: int, row: Indicator, after: Indicator) -> Issue:
    return Issue(
        message=f"第{number}条“{row.name}”没有指标值，下一条只有指标值“{after.target.raw}”，请核实是否跨页断行。",
        suggestion=f"属断行的，合并为一条：“{row.name}”，指标值“{after.target.raw}”；否则分别补齐名称和指标值。",
        subject=row,
        field="target",
        related=(Place(after, "target"),),
        severity=Severity.WARNING,
        confidence=0.6,
    )


def _issue(number: int, row: Indicator, project: Project) -> Issue:
    if not _no_name(row):
        in_name = any(char.isdigit() for char in row.name)
        advice = "把名称中的数值移到指标值一栏" if in_name else "补填指标值（比较符号、数值和计量单位）"
        twin = _twin(row, project)
        asked = "，请核实本年是否安排" if twin else ""
        mark = f"，只有符号“{row.target.raw.strip()}”" if row.target.raw.strip() else ""
        return Issue(
            message=f"第{number}条“{row.name}”未填写指标值{mark}{asked}。",
            suggestion=f"{advice}；不考核的，删除该行。",
            subject=row,
            field="target",
            severity=Severity.WARNING if twin else None,
            confidence=0.6 if twin else None,
        )
    empty = _no_target(row)
    told = "未填写三级指标名称和指标值" if empty else f"有指标值“{row.target.raw}”而未填写三级指标名称"
    return Issue(
        message=f"第{number}条（{row.second_level or row.first_level or '未分类'}）{told}。",
        suggestion="补填三级指标名称和指标值，或删除该行。" if empty else "补填三级指标名称，或删除该行。",
        subject=row,
        field="name",
        severity=Severity.NOTE if empty else None,
    )
