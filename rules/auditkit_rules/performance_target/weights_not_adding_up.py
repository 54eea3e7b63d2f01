"""指标权重（分值）合计不符合要求

检查什么
    表内有权重（分值）栏且各条都能识别时，合计是否等于规定的总分（默认 90 或 100；自评表预算执行率另占 10 分）。
为什么
    合计不对，评价得分就无法计算。
示例
    不通过：50+30+5=85
    通过：50+30+10=90（预算执行率 10 分另计）
不报的情形
    表式没有权重栏；因四舍五入造成的 0.05 以内的差。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain


@make_rule(
    code="NRM501",
    title="指标权重（分值）合计不符合要求",
    severity="error",
    confidence=0.92,
    basis=("P101-3.6", "P10-13", "SYS2", "BT-6"),
)
def weights_not_adding_up(
    project: Project, *, weight_total: tuple[int, ...] = (90, 100), tolerance: Decimal = Decimal("0.05")
) -> Iterator[Outcome]:
    """Compare the sum of all weights with the allowed totals."""
    rows = project.indicators
    weights = [row.weight for row in rows if row.weight is not None]
    if "weight" not in project.fields or not weights:
        yield NotApplicable("表内没有权重（分值）栏")
        return
    if len(weights) < len(rows):
        yield NotJudged(f"有{len(rows) - len(weights)}条指标的权重没有填写或未能识别，无法合计")
        return
    total = sum(weights, Decimal(0))
    if any(abs(total - allowed) <= tolerance for allowed in weight_total):
        return
    expected = "或".join(f"{value}分" for value in weight_total)
    yield Issue(
        message=f"{len(weights)}条指标的权重合计{plain(total)}分，应为{expected}。",
        suggestion="调整各条分值，使合计符合要求；预算执行率的分值在编制时不填。",
        field="indicators",
        evidence=(Evidence("权重合计", plain(total), "分"),),
    )
