"""指标结果主要受外部因素控制

检查什么
    产出、效益指标的名称是外部变量：地区生产总值、财政收入、房价物价、降雨气温、上级资金到位、利率汇率等。
为什么
    结果取决于外部因素的指标，完成与否都不能归因于项目，也无法追责。
示例
    不通过：上级补助资金到位率｜=100%
    通过：补助资金分配方案按期下达率｜=100%
不报的情形
    统计、发改、气象等主管该变量的单位；对变量的监测、检查、发布次数；“专利率”等含同样字的词。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_BOILERPLATE, _SPARED = words("boilerplate"), words("external_spared")


def _in_charge(project: Project, word: str) -> bool:
    """Whether the unit or its department is the one that is in charge of this variable."""
    names = "".join(unit.name or "" for unit in (project.unit, project.department) if unit)
    return any(
        owner in names
        for entry in _SPARED.entries
        if word in entry["keywords"]
        for owner in entry["subjects"]
    )


@make_rule(
    code="FEA103",
    title="指标结果可能受外部因素左右",
    severity="note",
    confidence=0.55,
    basis=("P101-1.1", "P101-1.2"),
)
def external_outcome(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if not indicator.kind.startswith(("output", "benefit")) or not indicator.name.strip():
        yield NotApplicable("不是产出、效益指标")
        return
    name = normal_name(indicator.name)
    word = _BOILERPLATE.found("external", name)
    if word is None or _SPARED.matches(name) or _in_charge(project, word):
        return
    yield Issue(
        message=f"“{indicator.name}”的结果可能主要受外部因素（{word}）影响，请说明本项目能起多大作用。",
        suggestion="改设本单位能够控制的指标，如任务完成数量、按期办结率、服务覆盖人数；确需保留的，在指标描述中写明本项目的贡献。",
        field="name",
        evidence=(Evidence("外部因素", word),),
    )
