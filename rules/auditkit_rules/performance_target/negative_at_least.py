"""负向指标写成“≥”

检查什么
    投诉率、故障率、差错率、事故次数、等待时间、能耗、排放量等越低越好的指标，用了 ≥、＞、“以上”；
    时效指标中办理、出具、修复、反馈等需要多长时间的，也是越短越好（开放、服务、质保等持续多久的除外）。
为什么
    负向指标写“≥”，意思成了出问题越多越好。
示例
    不通过：系统故障率｜≥5%
    通过：系统故障率｜≤5%
不报的情形
    名称含负向词但意思为正的：故障修复及时率、投诉办结率、事故下降率、污染物减排量、无故障运行时间；
    “较上年下降≥5%”这样的降幅；应急演练次数等只是提到事故的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule
from auditkit_rules.performance_target._names import is_negative
from auditkit_rules.performance_target._targets import direction_of, figure_of, shown, unreadable
from auditkit_rules.performance_target._time_limits import takes_time


@make_rule(
    code="NRM106",
    title="负向指标使用“≥”",
    severity="error",
    confidence=0.88,
    basis=("SYS4", "BT-5"),
)
def negative_at_least(indicator: Indicator) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    if not is_negative(name) and not takes_time(indicator):
        yield NotApplicable("不是越低越好的指标")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    if direction_of(target) != "up" or target.delta:
        return
    figure, raw = figure_of(target), shown(target.raw)
    right = f"={figure}" if target.number == 0 else f"≤{figure}"
    yield Issue(
        message=f"“{name}”为负向指标（越低越好），指标值“{raw}”却写成下限，方向相反。",
        suggestion=f"改为“{right}”；要考核改进幅度的，把指标改为“较上年下降……%”一类的降幅。",
        field="target",
        evidence=(Evidence("指标值", raw),),
    )
