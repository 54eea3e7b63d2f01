"""单项权重缺失、为零或畸高

检查什么
    有的指标填了权重、有的没填；权重为零或负数；单项权重超过30分（一级指标下只有一条时除外）。
为什么
    没有权重的指标不起作用，畸高的权重会让一条指标决定结果。
示例
    不通过：社会效益指标 0 分；某数量指标 45 分
    通过：按重要程度分配，单项不超过30分
不报的情形
    表式没有权重栏；同一一级指标下只有一条指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain


@make_rule(
    code="NRM503",
    title="单项权重缺失、为零或畸高",
    severity="warning",
    confidence=0.85,
    basis=("BT-6", "P101-3.6", "SYS1"),
)
def weight_missing_or_extreme(indicator: Indicator, project: Project, *, max_single: int = 30) -> Iterator[Outcome]:
    """Judge one weight; blank is a fault only where other rows have theirs."""
    filled = any(row.weight is not None for row in project.indicators)
    if "weight" not in project.fields or not filled:
        yield NotApplicable("表内没有填写权重（分值）")
        return
    if indicator.weight is None and indicator.weight_raw:
        yield NotJudged(f"权重“{indicator.weight_raw}”未能识别")
        return
    if indicator.weight is None:
        yield _issue(indicator, "没有填写分值，而同表其他指标填有分值", "补填分值，或删除不参加考核的指标")
        return
    if indicator.weight <= 0:
        yield _issue(indicator, f"分值为{plain(indicator.weight)}分，不起考核作用", "按重要程度分配分值")
        return
    siblings = sum(1 for row in project.indicators if row.first_level == indicator.first_level)
    if indicator.weight > max_single and siblings > 1:
        yield _issue(
            indicator,
            f"分值{plain(indicator.weight)}分，超过{max_single}分，畸高",
            "降低该项分值，把差额分给同类其他指标，或拆分该指标",
        )


def _issue(indicator: Indicator, fact: str, advice: str) -> Issue:
    return Issue(message=f"指标“{indicator.name}”{fact}。", suggestion=f"{advice}。", field="weight")
