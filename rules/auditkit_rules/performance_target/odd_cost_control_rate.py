"""成本控制率类指标取值不当

检查什么
    “成本控制率”“预算控制率”等的指标值大于100%应修改，小于 low（默认50%）提请核实。
为什么
    控制率超过100%等于允许超预算；过低则脱离实际，多是与节约率混淆。
示例
    不通过：成本控制率｜≤120%
    通过：成本控制率｜≤100%
不报的情形
    成本节约率、降低率是另一口径；偏差率、超支率；写“不超预算”等文字的由“指标值模糊”来提。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule, plain
from auditkit_rules.performance_target._names import head_of, normal_name
from auditkit_rules.performance_target.lists import words

_CONTROL = words("cost_control")
_OTHER = (*_CONTROL.groups["exceptions"], "偏差", "超支", "浮动", "变更")


@make_rule(
    code="APP111",
    title="成本控制率类指标取值不当",
    severity="warning",
    confidence=0.75,
    basis=("P101-2.1", "SYS6", "R-EZ"),
)
def odd_cost_control_rate(indicator: Indicator, *, low: int = 50) -> Iterator[Outcome]:
    name, target = normal_name(indicator.name), indicator.target
    if head_of(indicator.name, _CONTROL) is None or any(word in name for word in _OTHER):
        yield NotApplicable("不是成本控制率类指标")
        return
    if target.kind == "unparsed" or (target.kind == "quantity" and not target.unit):
        yield NotJudged(f"指标值“{target.raw}”未能识别为百分比")
        return
    if target.kind != "percent" or target.number is None or target.delta:
        yield NotApplicable("指标值不是百分比")
        return
    number = target.upper or target.number
    if low <= number <= 100:
        return
    over = number > 100
    yield Issue(
        message=f"“{indicator.name}”指标值“{target.raw}”"
        + ("超过100%，等于允许超预算。" if over else f"低于{low}%，请核实是否与成本节约率混淆。"),
        suggestion="改为“≤100%”，或换成单位成本、分项成本控制数（以元计）。",
        field="target",
        evidence=(Evidence("指标值", plain(number), "%"),),
        severity=Severity.ERROR if over else None,
        confidence=None if over else 0.58,
    )
