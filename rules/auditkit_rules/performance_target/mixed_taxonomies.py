"""新旧指标分类体系混用

检查什么
    同一项目既把成本指标列为一级指标，又在产出指标下设成本指标；或按四分类填报仍设可持续影响指标（提示）。
为什么
    两套分类混用会使成本重复考核，汇总口径也不一致。
示例
    不通过：一级有“成本指标”，产出指标下又有“成本指标”
    通过：全部按三分类，或全部按四分类
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    Severity,
    canonical_first_level,
    make_rule,
)


@make_rule(
    code="NRM212",
    title="新旧指标分类体系混用",
    severity="warning",
    confidence=0.85,
    basis=("P101-2.0", "P101-2.3", "P88-10"),
)
def mixed_taxonomies(project: Project) -> Iterator[Outcome]:
    """Look at where cost stands, then for 可持续影响 beside a first level of cost."""
    rows = project.indicators
    if not rows:
        yield NotApplicable("没有绩效指标")
        return
    if not any(row.first_level for row in rows):
        yield NotJudged("没有一级指标，无法判断采用哪套分类")
        return
    cost_first = [row for row in rows if canonical_first_level(row.first_level) == "成本指标"]
    if not cost_first:
        return
    cost_output = [
        row
        for row in rows
        if row.kind == "cost.economic" and canonical_first_level(row.first_level) == "产出指标"
    ]
    if cost_output:
        yield Issue(
            message=f"一级指标已设“{cost_first[0].first_level}”，“产出指标”下又设成本指标“{cost_output[0].name}”，新旧分类混用。",
            suggestion="按本级财政统一的表式，成本指标只保留一处：列为一级指标，或列在产出指标下。",
            field="second_level",
            subject=cost_output[0],
            related=tuple(Place(row, "first_level") for row in cost_first[:1]),
        )
    lasting = [row for row in rows if row.kind == "benefit.sustained"]
    if lasting:
        yield Issue(
            message=f"按四分类填报（成本指标为一级指标），仍单列可持续影响指标“{lasting[0].name}”。",
            suggestion="四分类不再单列可持续影响，可并入社会效益等类别，并写明效益持续的年限。",
            field="second_level",
            subject=lasting[0],
            severity=Severity.NOTE,
        )
