"""质量类指标误列

检查什么
    名称的中心词是合格率、达标率、准确率、差错率等质量词，而二级指标是数量、时效、成本，或列在效益下。
为什么
    误列会使质量没有考核，或以产出质量代替效益。
示例
    不通过：数量指标｜设备验收合格率
    通过：质量指标｜设备验收合格率
不报的情形
    覆盖率、完成率、发放率、结案率等两可的比率；水质、空气、排放等达标率列在生态效益下；培训考核合格率等列在效益下且反映服务对象变化的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_QUALITY = words("quality_words")
_OUTPUT = ("output.quantity", "output.timeliness", "cost.economic")
_BENEFIT = ("benefit.economic", "benefit.social", "benefit.ecological", "benefit.sustained")
# Under benefits only what is plainly the quality of a delivered thing; rates of people or
# surroundings may well be an effect there.
_DELIVERED = ("验收合格率", "验收通过率", "质检合格率", "抽检合格率", "返工率", "良品率")


@make_rule(
    code="NRM205",
    title="质量类指标误列",
    severity="error",
    confidence=0.85,
    basis=("P88-10", "ST-1", "AU-1", "IK-1"),
)
def misfiled_quality(indicator: Indicator) -> Iterator[Outcome]:
    """Judge by the head noun; what could stand in two classes is left alone."""
    if indicator.kind not in _OUTPUT + _BENEFIT:
        yield NotApplicable("不是数量、时效、成本或效益指标")
        return
    name = normal_name(indicator.name)
    if not name:
        yield NotApplicable("没有填写指标名称")
        return
    head = _QUALITY.ends(name)
    if head is None or _QUALITY.found("environment", name):
        return
    if indicator.kind in _BENEFIT and not name.endswith(_DELIVERED):
        return
    if name.endswith(_QUALITY.groups["ambiguous"]) or "及时" in name:
        return
    yield Issue(
        message=f"“{indicator.name}”反映的是工作质量，误列为“{indicator.second_level}”。",
        suggestion=f"移至质量指标；{indicator.second_level or '原类别'}另设与其含义相符的指标。",
        field="second_level",
    )
