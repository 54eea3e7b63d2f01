"""设置了资金管理类、程序类指标

检查什么
    指标考核的是资金支付、拨付、到位、使用是否及时合规，预算执行率、支付进度，制度是否健全、台账是否完整、
    会议记录、采购程序等常规管理要求。
为什么
    设置指标要反映产出、效益和成本；资金到位还取决于财政拨付，预算执行率在自评时另行计分，不应占用指标。
示例
    不通过：拨款到位及时率｜≥90%
    通过：法律文书送达及时率｜≥95%
不报的情形
    救助金、补贴、助学金等向受益人发放的及时率、足额率；档案、台账、采购、制度建设就是项目内容本身的；
    下达区县资金一类分配资金的项目，以及名称写明补助、奖补对象资金拨付的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, normal_name
from auditkit_rules.performance_target._work_stems import work_stem
from auditkit_rules.performance_target.lists import words

_FUNDS, _SUBJECTS = words("fund_management"), words("fund_management_subjects")


def _own_matter(name: str, project: Project) -> bool:
    """Whether keeping files, buying or writing rules is what the project is for."""
    text = f"{project.name}{project.purpose or ''}"
    return any(
        any(word in name for word in entry["keywords"]) and any(word in text for word in entry["values"])
        for entry in _SUBJECTS.entries
    )


def _mild(name: str, project: Project) -> bool:
    """Whether handing money on may be what the project is for."""
    text = f"{name}{project.name}{project.purpose or ''}"
    hands_on = any(entry["pattern"].search(text) for entry in _FUNDS.entries)
    return hands_on or any(word in name for word in _SUBJECTS.groups["recipients"])


def _alternatives(project: Project) -> str:
    stem = work_stem(project)
    return f"“{stem}按期完成率”（%）或“{stem}完成时间”（日期）" if stem else "业务完成时间（日期）或按期完成率（%）"


def _only_timely(indicator: Indicator, project: Project) -> bool:
    others = [item for item in project.indicators if item.kind == "output.timeliness" and item is not indicator]
    spared = [item for item in others if not _FUNDS.matches(normal_name(item.name))]
    return indicator.kind == "output.timeliness" and not spared


@make_rule(
    code="REL104",
    title="设置了资金管理类、程序类指标",
    severity="warning",
    confidence=0.88,
    basis=("P101-1.2", "P101-3.6"),
)
def fund_management_indicator(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    name = normal_name(indicator.name)
    if not name:
        yield NotApplicable("指标名称为空")
        return
    if asks_satisfaction(indicator):
        yield NotApplicable("满意度指标")
        return
    if not _FUNDS.matches(name) or _FUNDS.excepts(name) or _own_matter(name, project):
        return
    mild = _mild(name, project)
    paid = mild or any(word in name for word in _SUBJECTS.groups["progress"])
    if mild:
        message = f"“{indicator.name}”考核的是资金拨付，请说明它反映的是本项目的产出，还是常规的资金管理要求。"
    elif any(word in name for word in _SUBJECTS.groups["money"]):
        beyond = "；资金到位和支付还取决于财政拨付，单位难以控制" if paid else ""
        message = f"“{indicator.name}”属资金管理要求，不反映本项目的产出、效益或成本{beyond}。"
    else:
        message = f"“{indicator.name}”属常规管理（程序）要求，与本项目的产出、效益、成本没有明显联系。"
    kept = "；替换后仍应保留一项时效指标，不要一删了之" if _only_timely(indicator, project) else ""
    yield Issue(
        message=message,
        suggestion=f"替换为反映业务完成情况的指标，如{_alternatives(project)}{kept}"
        + ("；资金进度由预算执行率另行考核。" if paid else "。"),
        field="name",
        related=(Place(indicator, "target"),),
        severity=Severity.NOTE if mild else None,
        confidence=0.55 if mild else None,
    )
