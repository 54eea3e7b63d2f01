"""缺少产出指标

检查什么
    绩效指标表里没有任何产出指标（数量、质量、时效，或旧分类下的成本）。
为什么
    产出指标说明这笔钱办了什么事，是绩效目标的基本内容。
示例
    不通过：只有效益指标和满意度指标
    通过：产出、效益、满意度三类齐全
不报的情形
    一级指标因合并单元格只在首行有值；写作“产出”“项目完成指标”等别名；表式没有一级、二级指标栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotJudged, Outcome, Project, canonical_first_level, make_rule
from auditkit_rules.performance_target._categories import filled_rows, has_kind, unclear, unjudged
from auditkit_rules.performance_target._replacements import replacements_for
from auditkit_rules.performance_target.lists import words

_LISTED = words("category_examples").groups


def _examples(project: Project) -> list[str]:
    found = replacements_for(None, project, most=8)
    return [
        item
        for item in found
        if any(word in item for word in (*_LISTED["output_like"], *_LISTED["quality_endings"]))
        and not any(word in item for word in _LISTED["not_output"])
    ]


@make_rule(
    code="CMP301",
    title="缺少产出指标",
    severity="error",
    confidence=0.98,
    basis=("P88-10", "P101-2.0"),
)
def missing_outputs(project: Project) -> Iterator[Outcome]:
    """An empty table of a form that has one is the gravest case of it."""
    has_table = bool({"first_level", "second_level"} & project.fields)
    rows = filled_rows(project)
    if not rows and has_table:
        yield Issue(
            message="绩效指标表没有填写任何指标。",
            suggestion="按产出（数量、质量、时效、成本）、效益、满意度逐类设置指标，使绩效目标可以考核。",
            field="indicators",
        )
        return
    reason = unjudged(project)
    if reason:
        yield NotJudged(reason)
        return
    if has_kind(project, "output.") or any(
        canonical_first_level(row.first_level) == "产出指标" for row in rows
    ):
        return
    if unclear(project, "产出指标"):
        yield NotJudged("有指标的一级、二级分类未能识别，不能断定缺少产出指标")
        return
    proposed = "".join(f"“{item}”" for item in _examples(project)[:3])
    yield Issue(
        message=f"全部{len(rows)}条指标中没有产出指标，看不出资金办了什么事。",
        suggestion="补设数量、质量、时效和成本指标" + (f"，可参考{proposed}。" if proposed else "。"),
        field="indicators",
    )
