"""缺少满意度指标

检查什么
    没有满意度指标。按2015年分类一般应设；按2021年分类，只有面向公众、服务对象的项目才提示。
为什么
    服务得好不好由服务对象评价；面向群众、企业、学生、患者的支出尤其如此。
示例
    不通过：城乡困难群众救助项目没有满意度指标
    通过：服务对象满意度指标｜救助对象满意度｜≥90%
不报的情形
    涉密、偿债、上解、内部运转（不涉及群众的日常运转经费）、基建前期等没有服务对象的项目；满意度指标放错了类别（由“满意度指标误列”来提）。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, NotJudged, Outcome, Passed, Project, Severity, make_rule
from auditkit_rules.performance_target._categories import filled_rows, has_kind, unclear, unjudged
from auditkit_rules.performance_target._names import asks_satisfaction, taxonomy_of
from auditkit_rules.performance_target._project_words import spared_from
from auditkit_rules.performance_target.lists import words

_PUBLIC, _SUBJECTS, _RUNNING = words("public_words"), words("satisfaction"), words("running_costs")


def _whose(project: Project) -> str:
    """Whose satisfaction to ask, by the words of the project; empty where they do not tell."""
    text = project.name + (project.purpose or "")
    for entry in _SUBJECTS.entries:
        if any(word in text for word in entry["keywords"]):
            return str(entry["subjects"][0])
    return _SUBJECTS.found("subjects", text) or ""


@make_rule(
    code="CMP303",
    title="缺少满意度指标",
    severity="error",
    confidence=0.85,
    basis=("P88-10", "P101-2.4", "SYS5"),
)
def missing_satisfaction(project: Project, *, taxonomy: str = "auto") -> Iterator[Outcome]:
    """Under the taxonomy of 2021 only projects that serve somebody need one."""
    reason = unjudged(project)
    if reason:
        yield NotJudged(reason)
        return
    misplaced = next((row for row in filled_rows(project) if asks_satisfaction(row)), None)
    if misplaced is not None:
        if not has_kind(project, "satisfaction"):
            yield Passed(f"“{misplaced.name}”是满意度指标，只是分类不对")
        return
    text = project.name + (project.purpose or "")
    public = _PUBLIC.longest(text)
    if spared_from(project, "exempt") or (public is None and _RUNNING.has(text)):
        yield NotApplicable("涉密、偿债、内部运转等项目没有服务对象")
        return
    if unclear(project, "满意度指标"):
        yield NotJudged("有指标的一级、二级分类未能识别，不能断定缺少满意度指标")
        return
    modern = taxonomy_of(project, taxonomy) == "2021"
    if modern and public is None:
        yield NotApplicable("按2021年分类，不面向公众的项目可以不设满意度指标")
        return
    whose = _whose(project)
    named = f"“{whose}满意度”（如“≥90%”）" if whose else "直接服务对象的满意度（如“……满意度≥90%”）"
    yield Issue(
        message=f"未设置满意度指标{f'，而项目面向{whose}' if whose else ''}。",
        suggestion=f"增设{named}，并写明调查方式和样本量。",
        field="indicators",
        severity=Severity.WARNING if modern else None,
        confidence=0.7 if modern else None,
    )
