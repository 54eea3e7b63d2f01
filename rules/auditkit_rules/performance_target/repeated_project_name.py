"""项目名称重复或高度相似

检查什么
    同一单位、同一年度有两个名称相同的项目；或者名称只差年份、序号、批次，而预算数和资金用途完全相同。
为什么
    名称区分不开的项目容易重复申报、重复安排。
示例
    不通过：两个“办案业务费”项目
    通过：名称可以区分的项目
不报的情形
    同名而资金来源后缀不同（-2023中央与-2023市级）；分期、分标段而金额或用途不同；不同年度、不同单位。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Batch, Evidence, Issue, NotApplicable, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._unit_projects import Group, numbered_name, same_year, shared_groups
from auditkit_rules.performance_target._wording import quoted


def _amount(project: Project) -> str:
    total = project.budget.total
    if total is None:
        return "未填"
    return money_text(total.yuan) if total.yuan is not None else total.raw.strip()


def _same_money_and_purpose(one: Project, other: Project) -> bool:
    left, right = one.budget.total, other.budget.total
    if left is None or right is None or left.yuan is None or left.yuan != right.yuan:
        return False
    purpose = normal_text(one.purpose)
    return bool(purpose) and purpose == normal_text(other.purpose)


def _repeats(group: Group) -> Iterator[tuple[list[Project], bool]]:
    """Projects of one name, and projects of one base name with the same money and purpose."""
    exact: dict[str, list[Project]] = {}
    loose: dict[str, list[Project]] = {}
    for project in group:
        if name := normal_text(project.name):
            exact.setdefault(name, []).append(project)
            loose.setdefault(normal_text(numbered_name(project)), []).append(project)
    for same in exact.values():
        kept = [item for item in same if same_year(same[0], item)]
        if len(kept) > 1:
            yield kept, True
    for same in loose.values():
        first = same[0]
        kept = [
            item
            for item in same[1:]
            if normal_text(item.name) != normal_text(first.name)
            and same_year(first, item)
            and _same_money_and_purpose(first, item)
        ]
        if kept:
            yield [first, *kept], False


def _issue(projects: list[Project], exact: bool) -> Issue:
    first, *others = projects
    amounts = "、".join(_amount(item) for item in projects)
    named = quoted(item.name for item in projects)
    if exact:
        message = f"{len(projects)}个项目的名称都是“{first.name}”（预算数{amounts}）。"
    else:
        message = f"项目{named}的名称只差年份或序号，预算数（{_amount(first)}）和资金用途相同，请核实是否重复申报。"
    return Issue(
        message=message,
        suggestion="核对是否重复申报；确为不同项目的，在名称中写明内容、批次或资金来源以示区分。",
        subject=others[0],
        field="name",
        related=(Place(first, "name"), *(Place(item, "name") for item in others[1:])),
        evidence=tuple(Evidence(item.name, _amount(item)) for item in projects),
        confidence=None if exact else 0.58,
    )


@make_rule(
    code="XPR104",
    title="项目名称重复或高度相似",
    severity="warning",
    confidence=0.85,
    basis=("P88-22.1",),
)
def repeated_project_name(batch: Batch) -> Iterator[Outcome]:
    groups = shared_groups(batch)
    if not groups:
        yield NotApplicable("没有同一单位的两个以上项目")
        return
    for group in groups:
        for projects, exact in _repeats(group):
            yield _issue(projects, exact)
