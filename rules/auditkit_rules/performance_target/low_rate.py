"""及时率、达标率、合格率等指标值偏低

检查什么
    及时率、合格率、达标率、准确率、完好率、验收通过率、发放率等一般应较高的比率，低于
    error_below（默认60%）应修改，低于 warn_below（默认80%）提请修改或说明，
    低于 note_below（默认90%）提示。
为什么
    指标值应从严从高；定得明显偏低，完成值会远超目标，失去考核意义。
示例
    不通过：工程验收合格率｜≥70%
    通过：工程验收合格率｜≥95%
不报的情形
    恰为90%的；调解率、就业率、覆盖率、抽检率、采购率等天然较低或分年推进的；满意度另有规则；
    “不合格率”等越低越好的；进度、阶段性比率；写“≤”的；增减幅度。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Severity, make_rule, plain
from auditkit_rules.performance_target._names import asks_satisfaction, head_of, normal_name
from auditkit_rules.performance_target.lists import words

_HIGH, _LOW, _NEGATIVE = words("high_rates"), words("naturally_low"), words("negative_nouns")
_STAGED = (
    "进度",
    "形象",
    "阶段",
    "累计",
    "首年",
    "当期",
    "提前",
    "不合格",
    "不达标",
    "优良",
    "优秀",
    "投资完成",
    "逾期",
)


def _expected_high(indicator: Indicator) -> bool:
    name = normal_name(indicator.name)
    high, low = head_of(indicator.name, _HIGH) or "", head_of(indicator.name, _LOW) or ""
    negative = head_of(indicator.name, _NEGATIVE) or ""
    staged = any(word in name for word in _STAGED)
    return len(high) > max(len(low), len(negative)) and not staged and not asks_satisfaction(indicator)


@make_rule(
    code="APP104",
    title="及时率、合格率等指标值偏低",
    severity="warning",
    confidence=0.82,
    basis=("P101-1.1", "P101-3.7", "P10-16", "SYS4"),
)
def low_rate(
    indicator: Indicator, *, error_below: int = 60, warn_below: int = 80, note_below: int = 90
) -> Iterator[Outcome]:
    target = indicator.target
    if not _expected_high(indicator):
        yield NotApplicable("不是一般应较高的比率")
        return
    if target.kind == "unparsed" or (target.kind == "quantity" and not target.unit):
        yield NotJudged(f"指标值“{target.raw}”未能识别为百分比")
        return
    if target.kind != "percent" or target.unit != "%" or target.number is None or target.delta:
        yield NotApplicable("指标值不是百分比")
        return
    if target.operator in ("<=", "<"):
        yield NotApplicable("写的是上限，不按下限判断")
        return
    number = target.number
    if number >= note_below:
        return
    grade = (
        Severity.ERROR if number < error_below else Severity.WARNING if number < warn_below else Severity.NOTE
    )
    yield Issue(
        message=f"“{indicator.name}”指标值“{target.raw}”低于{note_below}%，偏低，约束力不足。",
        suggestion="参考近三年实际水平从严设定，如“≥95%”；确有困难的，附历史数据说明。",
        field="target",
        evidence=(Evidence("指标值", plain(number), "%"), Evidence("提示线", str(note_below), "%")),
        severity=grade,
    )
