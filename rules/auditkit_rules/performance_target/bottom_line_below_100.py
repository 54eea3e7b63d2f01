"""底线类指标未达到100%

检查什么
    合规率、足额发放率、专款专用率、持证上岗率、资质（资格）合格率等法律法规底线要求，指标值低于100%。
    送达、审限等“法定期限内…率”受客观因素影响，只作提示。
为什么
    底线要求没有打折的余地，定为90%等于允许一成违规。
示例
    不通过：补助资金发放合规率｜≥90%
    通过：补助资金发放合规率｜=100%
不报的情形
    抽检、抽查的合规率；健康档案建档率等分年推进的；写“≤”的；增减幅度。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule, plain
from auditkit_rules.performance_target._names import head_of, normal_name
from auditkit_rules.performance_target.lists import words

_BOTTOM, _SPARED = words("bottom_line"), words("bottom_line_spared")
_LAWFUL = re.compile(r"(?:资质|资格|保密|涉密)[\u4e00-\u9fff]{0,6}(?:合格|达标|合规|符合|执行)率$")
_IN_TIME = re.compile(r"(?:法定期限|法定时限|法定审限|审限|法定期间)内?[\u4e00-\u9fff]{0,8}率$")


def _grade(indicator: Indicator) -> Severity | None:
    """How a bottom line of this name weighs; None where it is none."""
    name = normal_name(indicator.name)
    sampled = any(word in name for word in _BOTTOM.groups["抽样"])
    if sampled or _SPARED.longest(name) or _SPARED.matches(name) or not name.endswith("率"):
        return None
    if _IN_TIME.search(name):
        return Severity.NOTE
    if head_of(indicator.name, _BOTTOM) or _LAWFUL.search(name):
        swayed = any(word in name for word in _BOTTOM.groups["客观影响"])
        return Severity.NOTE if swayed else Severity.WARNING
    return None


@make_rule(
    code="APP105",
    title="底线类指标未达到100%",
    severity="warning",
    confidence=0.75,
    basis=("P88-13.3", "P101-1.1"),
)
def bottom_line_below_100(indicator: Indicator) -> Iterator[Outcome]:
    grade, target = _grade(indicator), indicator.target
    if grade is None:
        yield NotApplicable("不是底线类指标")
        return
    if target.kind == "unparsed" or (target.kind == "quantity" and not target.unit):
        yield NotJudged(f"指标值“{target.raw}”未能识别为百分比")
        return
    if target.kind != "percent" or target.number is None or target.delta or target.operator in ("<=", "<"):
        yield NotApplicable("指标值不是下限百分比")
        return
    number = target.number / 10 if target.unit == "‰" else target.number
    if number >= Decimal(100):
        return
    note = grade is Severity.NOTE
    yield Issue(
        message=f"“{indicator.name}”指标值“{target.raw}”，"
        + ("低于100%，请说明未定为100%的客观原因。" if note else "低于100%，而该项是必须全部做到的底线要求，应为100%。"),
        suggestion="改为“=100%”" + ("；受客观因素影响的，附依据和历史数据说明。" if note else "。"),
        field="target",
        evidence=(Evidence("指标值", plain(number), "%"),),
        severity=grade,
        confidence=0.55 if note else None,
    )
