"""经济、生态效益指标归类不当

检查什么
    生态效益指标的名称、描述不涉及环境、污染、绿化、节能等生态内容；经济效益指标不涉及收入、税收、产值、节约等经济内容。
为什么
    为凑类别而设的指标不反映真实效益，也会使真正的效益漏列。
示例
    不通过：生态效益指标｜对控制基建项目成本影响程度
    通过：生态效益指标｜施工扬尘达标率
不报的情形
    名称确为“经济效益”“生态效益”字样的由其他规则评价；就业类列为经济效益；不要求每个项目都设经济、生态效益。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target.lists import words

_IMPACT = words("ecology_impact")
_COST = words("cost")
_EMPTY = words("placeholders")


@make_rule(
    code="NRM210",
    title="经济、生态效益指标归类不当",
    severity="warning",
    confidence=0.75,
    basis=("P88-10", "P101-2.3", "R-CZTX"),
)
def benefit_of_another_kind(indicator: Indicator) -> Iterator[Outcome]:
    """A word of the other class makes it a warning; a name outside both lists only a note."""
    if indicator.kind not in ("benefit.ecological", "benefit.economic"):
        yield NotApplicable("不是经济或生态效益指标")
        return
    name = normal_name(indicator.name)
    if not name or name in _EMPTY.words:
        yield NotApplicable("没有填写指标名称")
        return
    text = name + normal_text(indicator.description)
    economic = _COST.found("economic", text) or (indicator.target.kind == "money")
    ecological = _IMPACT.found("eco", text)
    is_ecology = indicator.kind == "benefit.ecological"
    if ecological if is_ecology else economic:
        return
    other = economic if is_ecology else ecological
    kind = "环境、污染、节能等生态内容" if is_ecology else "收入、税收、节约等经济内容"
    yield Issue(
        message=f"“{indicator.name}”没有体现{kind}，与“{indicator.second_level}”不相符。",
        suggestion="移至与内容相符的效益类别；确无此类效益的，不必为凑类别而设。",
        field="second_level",
        severity=None if other else Severity.NOTE,
        confidence=None if other else 0.6,
    )
