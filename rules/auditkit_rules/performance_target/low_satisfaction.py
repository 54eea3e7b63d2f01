"""满意度指标值偏低

检查什么
    满意度类指标的指标值低于 warn_below（默认85%）提请说明，低于 error_below（默认60%）的应修改。
为什么
    指标值过低没有约束力；满意度评分一般以90%以上为满分、低于60%不得分。
示例
    不通过：服务对象满意度｜≥60%
    通过：服务对象满意度｜≥90%
不报的情形
    按分值（85分、4.5分）计的；投诉率等反向表述；较上年提高几个百分点的；写“≤”的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule, plain
from auditkit_rules.performance_target._satisfaction import percent_asked


@make_rule(
    code="APP102",
    title="满意度指标值偏低",
    severity="warning",
    confidence=0.85,
    basis=("P101-3.7", "P101-1.1", "P88-22.3"),
)
def low_satisfaction(
    indicator: Indicator, *, error_below: int = 60, warn_below: int = 85
) -> Iterator[Outcome]:
    number, reason, unknown = percent_asked(indicator)
    if number is None:
        yield NotJudged(reason) if unknown else NotApplicable(reason)
        return
    if number >= warn_below:
        return
    yield Issue(
        message=f"满意度指标“{indicator.name}”指标值“{indicator.target.raw}”低于{warn_below}%，缺乏约束力。",
        suggestion="结合上年调查结果提高，一般不低于90%，如“≥90%”；确有困难的，附历史调查数据说明。",
        field="target",
        evidence=(Evidence("指标值", plain(number), "%"), Evidence("提示线", str(warn_below), "%")),
        severity=Severity.ERROR if number < error_below else None,
    )
