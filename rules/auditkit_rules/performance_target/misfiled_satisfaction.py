"""满意度指标误列

检查什么
    名称以满意度、满意率、认可度等结尾而没有列入满意度指标；或列入满意度指标而名称与满意程度无关。
为什么
    满意度单独考核、单独赋分，放错类别就等于没有设置。
示例
    不通过：社会效益指标｜群众满意度
    通过：满意度指标 / 服务对象满意度指标｜群众满意度
不报的情形
    以投诉率等反向指标列入满意度的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Severity, canonical_first_level, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_WORDS = words("satisfaction")


@make_rule(
    code="NRM206",
    title="满意度指标误列",
    severity="error",
    confidence=0.93,
    basis=("P88-10", "P101-2.4"),
)
def misfiled_satisfaction(indicator: Indicator) -> Iterator[Outcome]:
    """Compare what the name asks with the class; the second level alone may carry it."""
    name = normal_name(indicator.name)
    if not name or not indicator.first_level + indicator.second_level:
        yield NotApplicable("没有填写指标名称或类别")
        return
    filed = indicator.kind == "satisfaction"
    asks = _WORDS.ends(name) is not None
    if asks and not filed:
        yield Issue(
            message=f"“{indicator.name}”是满意度指标，误列为“{indicator.second_level or indicator.first_level}”。",
            suggestion="移至“满意度指标—服务对象满意度指标”；原类别另设反映实际成效的指标。",
            field="second_level",
        )
    elif asks and canonical_first_level(indicator.first_level) in ("产出指标", "效益指标"):
        yield Issue(
            message=f"满意度指标“{indicator.name}”列在“{indicator.first_level}”之下，没有单列为一级指标。",
            suggestion="把一级指标改为“满意度指标”，单独考核。",
            field="first_level",
            severity=Severity.NOTE,
        )
    elif filed and not asks and _WORDS.longest(name) is None:
        reverse = _WORDS.found("reverse", name)
        yield Issue(
            message=f"“{indicator.name}”列在满意度指标下，但考核的不是满意程度。",
            suggestion="改为“对象+满意度”的写法（如“参训学员满意度”），原内容移至相应类别。",
            field="name",
            severity=Severity.NOTE if reverse else None,
        )
