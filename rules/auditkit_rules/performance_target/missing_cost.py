"""缺少成本指标

检查什么
    没有成本指标。按2015年分类作为产出下的一类；按2021年分类是一级指标，工程、修缮、购置、信息化类项目必设，其他只提示。
为什么
    没有成本指标就体现不出成本约束，也无法与预算勾稽。
示例
    不通过：学校食堂设备购置项目没有成本指标
    通过：成本指标｜单台蒸饭柜购置成本｜≤0.8万元
不报的情形
    表式没有一级、二级指标栏，或有的二级指标未能识别；补贴、救助发放类成本就是预算，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, NotJudged, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._categories import has_kind, unclear, unjudged
from auditkit_rules.performance_target._names import taxonomy_of
from auditkit_rules.performance_target._project_types import spendings_of

_COSTED = ("设备购置", "工程修缮", "信息化")


def _severity(types: set[str], modern: bool) -> Severity | None:
    if types == {"补贴发放"}:
        return Severity.NOTE
    if not modern:
        return None
    return Severity.ERROR if types & set(_COSTED) else Severity.NOTE


@make_rule(
    code="CMP307",
    title="缺少成本指标",
    severity="warning",
    confidence=0.85,
    basis=("P88-10", "P101-2.0", "P34-8", "SYS5", "SYS6"),
)
def missing_cost(project: Project, *, taxonomy: str = "auto") -> Iterator[Outcome]:
    """How grave it is depends on the taxonomy and on what the money is for."""
    reason = unjudged(project)
    if reason:
        yield NotJudged(reason)
        return
    if has_kind(project, "cost."):
        return
    modern = taxonomy_of(project, taxonomy) == "2021"
    if unclear(project, "成本指标" if modern else "产出指标"):
        yield NotJudged("有指标的一级、二级分类未能识别，不能断定缺少成本指标")
        return
    if not modern and not has_kind(project, "output."):
        yield NotApplicable("没有任何产出指标，已另行提出")
        return
    spendings = spendings_of(project)
    types = {item.type for item in spendings}
    told = f"项目属{'、'.join(dict.fromkeys(item.type for item in spendings if item.type in _COSTED))}类支出，"
    yield Issue(
        message=f"{told if types & set(_COSTED) else ''}未设置成本指标，无法体现成本约束。",
        suggestion="设置单位成本（如“单台（每人、每平方米）成本≤……元”）或分项成本控制数（如“项目总成本≤……万元”），"
        "与预算相对应。",
        field="indicators",
        severity=_severity(types, modern),
    )
