"""缺少时效指标

检查什么
    产出指标下没有时效指标。按2021年分类不强制，只作提示。
为什么
    没有时限就无法监控进度，年底完不成也难以及时发现。
示例
    不通过：产出指标只有数量、质量
    通过：时效指标｜校舍加固完工时间｜2026年8月25日前
不报的情形
    及时率类指标放错了类别（由“时效类指标误列”来提）；表式没有一级、二级指标栏，或有的二级指标未能识别。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._categories import judge_output_kind
from auditkit_rules.performance_target._names import taxonomy_of


@make_rule(
    code="CMP306",
    title="缺少时效指标",
    severity="warning",
    confidence=0.7,
    basis=("P88-10", "P101-2.2", "SYS5"),
)
def missing_timeliness(
    project: Project, *, taxonomy: str = "auto", severity_2021: str = "note"
) -> Iterator[Outcome]:
    """A warning under the taxonomy of 2015; ``severity_2021`` under that of 2021."""
    modern = taxonomy_of(project, taxonomy) == "2021"
    year = f"{project.year}年" if project.year else ""
    yield from judge_output_kind(
        project,
        "output.timeliness",
        message="产出指标中未设置时效指标，没有完成时限或关键节点。",
        suggestion=f"设置完成时限或节点，如“主要工作完成时间：{year}11月底前”，或“……及时率≥95%”。",
        severity=Severity(severity_2021) if modern else None,
    )
