"""指标缺少一级或二级分类

检查什么
    有三级指标名称和指标值，但（合并单元格向下填充后）仍没有一级指标或二级指标。
为什么
    没有归类的指标不知道考核产出还是效益，也无法赋分。
示例
    不通过：（空）｜（空）｜疫苗接种人次｜≥5万人次
    通过：产出指标｜数量指标｜疫苗接种人次｜≥5万人次
不报的情形
    表式没有相应的栏；满意度、成本只写一级指标即可；整列为空的（疑为未能识别）不作判断；
    由二级指标可以推知一级指标的，只提示补填。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, Severity, make_rule


def _blank_everywhere(project: Project, field: str) -> bool:
    return not any(getattr(row, field).strip() for row in project.indicators)


def _advice(row: Indicator, project: Project) -> str:
    near = project.indicators.index(row)
    above = next((item for item in reversed(project.indicators[:near]) if item.second_level), None)
    if above is None:
        return "补填一级、二级指标，如“产出指标—数量指标”。"
    return f"补填一级、二级指标；与上一条同类的，填“{above.first_level}—{above.second_level}”。"


@make_rule(
    code="CMP402",
    title="指标缺少一级或二级分类",
    severity="error",
    confidence=0.88,
    basis=("SYS6", "P88-10"),
)
def unclassified_indicator(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    """A level that tells the kind by itself leaves only the formality of the other one."""
    if not indicator.name.strip() or not indicator.target.raw.strip():
        yield NotApplicable("本行没有填完整，已另行提出")
        return
    missing = [
        (field, label)
        for field, label in (("first_level", "一级指标"), ("second_level", "二级指标"))
        if field in project.fields and not getattr(indicator, field).strip()
    ]
    if not {"first_level", "second_level"} & project.fields:
        yield NotApplicable("表式没有一级、二级指标栏")
        return
    if not missing:
        return
    if len(project.indicators) > 1 and any(_blank_everywhere(project, field) for field, _ in missing):
        yield NotJudged(f"{'、'.join(label for _, label in missing)}栏全部为空，疑为表式未能识别")
        return
    fields = [field for field, _ in missing]
    known = indicator.kind != "unknown"
    if known and fields == ["second_level"]:
        return
    yield Issue(
        message=f"指标“{indicator.name}”未填写{'、'.join(label for _, label in missing)}，无法归类。",
        suggestion=_advice(indicator, project),
        field=fields[0],
        severity=Severity.WARNING if known else None,
        confidence=0.7 if known else None,
    )
