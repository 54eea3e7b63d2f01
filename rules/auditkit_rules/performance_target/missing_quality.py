"""缺少质量指标

检查什么
    产出指标下没有质量指标。
为什么
    只讲数量不讲质量，无法判断干得合不合格。
示例
    不通过：产出指标只有数量、时效、成本
    通过：质量指标｜道路养护工程验收合格率｜=100%
不报的情形
    质量指标放错了类别（由“质量类指标误列”来提）；表式没有一级、二级指标栏，或有的二级指标未能识别。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Outcome, Project, make_rule
from auditkit_rules.performance_target._categories import judge_output_kind
from auditkit_rules.performance_target._replacements import replacements_for
from auditkit_rules.performance_target.lists import words

_ENDINGS = words("category_examples").groups["quality_endings"]


@make_rule(
    code="CMP305",
    title="缺少质量指标",
    severity="error",
    confidence=0.85,
    basis=("P88-10", "P101-2.2", "SYS5"),
)
def missing_quality(project: Project) -> Iterator[Outcome]:
    """What is proposed are rates that end in 合格率, 达标率, 准确率 and the like."""
    proposals = replacements_for(None, project, ending="率", most=6)
    fitting = [item for item in proposals if item.split("（")[0].endswith(_ENDINGS)]
    proposed = "".join(f"“{item}”" for item in fitting[:2]) or "“……验收合格率（%）”“……准确率（%）”"
    yield from judge_output_kind(
        project,
        "output.quality",
        message="产出指标中未设置质量指标，看不出工作要达到什么标准。",
        suggestion=f"补充合格率、准确率、达标率等质量标准，如{proposed}；发放类项目可用资格合规率、足额率。",
    )
