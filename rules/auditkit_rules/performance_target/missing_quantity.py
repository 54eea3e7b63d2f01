"""缺少数量指标

检查什么
    产出指标下没有数量指标。
为什么
    没有数量就不知道干了多少，成本和效果也无从比较。
示例
    不通过：产出指标只有质量、时效两类
    通过：数量指标｜改造农村公路里程｜≥36公里
不报的情形
    偿债、贴息、上解、对外拨付类项目；表式没有一级、二级指标栏，或有的二级指标未能识别。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._categories import judge_output_kind
from auditkit_rules.performance_target._project_words import spared_from
from auditkit_rules.performance_target._replacements import replacements_for
from auditkit_rules.performance_target.lists import words

_EXAMPLES = words("category_examples").groups


@make_rule(
    code="CMP304",
    title="缺少数量指标",
    severity="error",
    confidence=0.9,
    basis=("P88-10", "P101-2.2", "SYS5"),
)
def missing_quantity(project: Project) -> Iterator[Outcome]:
    """Money that is only passed on has nothing to count."""
    if spared_from(project, "no_quantity"):
        yield NotApplicable("偿债、上解、拨付类项目可以不设数量指标")
        return
    fitting = [
        item
        for item in replacements_for(None, project, most=6)
        if not any(word in item.split("（")[0] for word in _EXAMPLES["no_count"])
    ]
    proposed = "".join(f"“{item}”" for item in fitting[:2]) or "“……件数”“……人次”“……面积”"
    yield from judge_output_kind(
        project,
        "output.quantity",
        message="产出指标中未设置数量指标，看不出项目要完成多少工作量。",
        suggestion=f"按主要支出方向补充可计数的产出，如{proposed}。",
    )
