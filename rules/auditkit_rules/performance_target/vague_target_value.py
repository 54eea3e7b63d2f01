"""定性指标值模糊、不可衡量

检查什么
    指标值没有数字、日期，只是“有效保障”“明显改善”“持续影响”“效果明显”“按计划实施”“符合相关规定”一类的话。
    词表：程度副词与效果动词的各种组合，以及独立的空话；各地可增删。
为什么
    绩效目标应当细化量化，不能量化的也要可衡量；这样的值年终怎么填都算完成。
示例
    不通过：改善救助对象生活｜有效改善
    通过：救助对象息诉息访率｜≥90%
不报的情形
    值或描述写明“优/良/中/差”分档或判据（以考核结果为准、达到一级标准）；等级、标准号；
    可查证的事件（通过验收、建成投用、出台制度）；名称以“是否”提问。意识形态、政治建设等难以量化的只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._names import asks_satisfaction, measure_of, normal_text, opening_verb
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._targets import blank, shown
from auditkit_rules.performance_target._vague import accepted_as, is_qualitative, vague_class
from auditkit_rules.performance_target.lists import words

_HARD, _FALLBACK = words("hard_to_measure"), words("suggestions").groups["fallback"]
_EMPTY_CELLS = frozenset(words("placeholders").words)


def _figures_instead(indicator: Indicator, project: Project, kind: str) -> str | None:
    """The value to fill in where the indicator itself can stay."""
    if asks_satisfaction(indicator):
        return "改为满意度数值，如“≥90%”，并写明调查对象和样本量"
    if kind == "成本空话" or indicator.kind.startswith("cost."):
        total = project.budget.total
        limit = f"≤{money_text(total.yuan)}" if total is not None and total.yuan is not None and project.money_unit else "≤……万元"
        return f"写明成本控制数，如项目总成本“{limit}”，或按分项、单位成本填写"
    if kind == "时效空话" or indicator.kind == "output.timeliness":
        year = f"{project.year}年" if project.year else "当年"
        return f"写明时点或时限，如“{year}11月30日前完成”“受理后5个工作日内办结”，或改为“按期完成率≥95%”"
    if indicator.kind == "output.quantity":
        return "填写本年计划任务数和计量单位，如“≥……件”“≥……人次”"
    return None


def _suggestion(indicator: Indicator, project: Project, kind: str) -> str:
    graded = "确需定性的，在指标描述中写明“优、良、中、差”分档标准或佐证材料"
    figures = _figures_instead(indicator, project, kind)
    if figures is not None:
        return f"{figures}。"
    better = replacements_text(indicator, project)
    if better:
        return f"改用可量化的指标，可参考{better}；{graded}。"
    return f"改用可量化的指标，如{_FALLBACK[0]}，或{_FALLBACK[1]}；{graded}。"


def _remarks(indicator: Indicator) -> str:
    remarks, name = "", indicator.name
    if opening_verb(name) is not None and measure_of(name) is None:
        remarks += "指标名称也是工作描述，不是可度量的指标。"
    description = indicator.description or ""
    if description and normal_text(description) == normal_text(indicator.name):
        remarks += "描述与名称相同，没有给出分档或判据。"
    return remarks


@make_rule(
    code="NRM121",
    title="定性指标值模糊、不可衡量",
    severity="warning",
    confidence=0.9,
    basis=("P88-13.2", "P101-1.2", "P10-16", "P10-A2", "AU-1", "AU-2"),
)
def vague_target_value(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    raw = shown(indicator.target.raw)
    if blank(indicator.target) or raw in _EMPTY_CELLS:
        yield NotApplicable("指标值未填，由填报完整性规则提出")
        return
    if not is_qualitative(indicator):
        yield NotApplicable("指标值有数字或日期")
        return
    kind = vague_class(raw)
    if kind is None or accepted_as(indicator) is not None:
        return
    hard = _HARD.has(indicator.name)
    yield Issue(
        message=f"“{indicator.name}”指标值“{raw}”为定性表述，未明确衡量标准，完成情况无法考核。{_remarks(indicator)}",
        suggestion=_suggestion(indicator, project, kind),
        field="target",
        evidence=(Evidence("指标值", raw),),
        related=(Place(indicator, "name"),),
        severity=Severity.NOTE if hard else None,
        confidence=0.65 if hard else None,
    )
