"""时效类指标误列

检查什么
    名称的中心词是及时率、按期完成率、完成时间、办理时限等时效词，或名称以时间、时限、日期结尾而指标值是一个日期，二级指标却不是时效指标。
为什么
    误列会使时效没有考核，也使质量、数量指标名不副实。
示例
    不通过：质量指标｜法律文书送达及时率
    通过：时效指标｜法律文书送达及时率
不报的情形
    效益、满意度下的时间类效果（平均审理天数缩短）；“及时”只作修饰（及时处置数量）；名称同时含“质量”时降为应当修改。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_TIMELINESS = words("timeliness")
_OUTPUT = ("output.quantity", "output.quality", "cost.economic")
_INSTEAD = {
    "output.quality": "质量指标另设反映完成质量的指标（如成功率、合格率、差错率）",
    "output.quantity": "数量指标另设可以计数的工作量",
    "cost.economic": "成本指标另设单位成本或分项成本控制数",
}


@make_rule(
    code="NRM204",
    title="时效类指标误列",
    severity="error",
    confidence=0.92,
    basis=("P88-10", "AU-1", "IK-2", "DOM-2"),
)
def misfiled_timeliness(indicator: Indicator) -> Iterator[Outcome]:
    """Judge output and cost rows by the head noun of the name."""
    if indicator.kind not in _OUTPUT:
        yield NotApplicable("不是数量、质量或成本指标")
        return
    name = normal_name(indicator.name)
    if not name:
        yield NotApplicable("没有填写指标名称")
        return
    told = _TIMELINESS.ends(name) or _TIMELINESS.matches(name)
    dated = indicator.target.kind == "date" and name.endswith(_TIMELINESS.groups["dated"])
    if not dated and (_TIMELINESS.excepts(name) or not told):
        return
    mixed = "质量" in name
    yield Issue(
        message=f"“{indicator.name}”反映的是完成时间或及时程度，误列为“{indicator.second_level}”。",
        suggestion=f"移至时效指标；{_INSTEAD[indicator.kind]}。",
        field="second_level",
        severity=Severity.WARNING if mixed else None,
    )
