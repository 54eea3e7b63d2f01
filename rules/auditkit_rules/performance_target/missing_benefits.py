"""缺少效益指标

检查什么
    没有任何效益指标（经济、社会、生态效益或可持续影响）；或者效益指标下只有满意度。
为什么
    效益反映资金花下去带来的变化；满意度是对服务的评价，不能代替效益。
示例
    不通过：只有产出指标和“群众满意度”
    通过：社会效益指标｜农村饮水水质达标率｜≥95%
不报的情形
    效益只设其中一类即可，不要求四类俱全；“效果指标”“实施效果指标”等别名；表式没有一级、二级指标栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotJudged, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._categories import filled_rows, has_first, has_kind, unclear, unjudged
from auditkit_rules.performance_target._replacements import replacements_for
from auditkit_rules.performance_target.lists import words

_OUTPUT_LIKE = words("category_examples").groups["output_like"]


def _suggestion(project: Project) -> str:
    proposals = replacements_for(None, project, most=6)
    fitting = [item for item in proposals if not any(word in item for word in _OUTPUT_LIKE)]
    proposed = "".join(f"“{item}”" for item in fitting[:2])
    advice = "至少设一项经济、社会、生态效益或可持续影响指标，反映受益范围或前后变化"
    return advice + (f"，可参考{proposed}。" if proposed else "。")


@make_rule(
    code="CMP302",
    title="缺少效益指标",
    severity="error",
    confidence=0.95,
    basis=("P88-10", "P101-2.0", "ST-1", "SYS5"),
)
def missing_benefits(project: Project) -> Iterator[Outcome]:
    """Rows of satisfaction under a benefit's name do not count as benefits."""
    reason = unjudged(project)
    if reason:
        yield NotJudged(reason)
        return
    rows = [row for row in filled_rows(project) if row.kind.startswith("benefit.")]
    posing = [row for row in rows if "满意" in row.name]
    if has_first(project, "效益指标") or len(rows) > len(posing):
        return
    suggestion = _suggestion(project)
    if posing:
        yield Issue(
            message=f"效益指标下只有“{posing[0].name}”，不能以满意度代替效益。",
            suggestion=suggestion,
            field="indicators",
            related=tuple(Place(row, "name") for row in posing),
            severity=Severity.WARNING,
            confidence=0.8,
        )
    elif unclear(project, "效益指标"):
        yield NotJudged("有指标的一级、二级分类未能识别，不能断定缺少效益指标")
    else:
        instead = "，不能以满意度代替效益" if has_kind(project, "satisfaction") else ""
        yield Issue(message=f"未设置效益指标{instead}。", suggestion=suggestion, field="indicators")
