"""三级指标名称过于笼统

检查什么
    名称是“服务质量达标率”“任务完成率”“质量合格率”一类放到哪个项目都能用的词，
    或去掉“项目、工作、任务、服务”等通用词后只剩一个度量词。
为什么
    没有说明考核什么服务、什么产品、按什么标准，年终可以任意解释。
示例
    不通过：服务质量达标率
    通过：电子档案图像质检合格率
不报的情形
    描述已写明口径；项目只有一项产出，所指自明；“项目总成本”；满意度由相关性规则审核。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, measure_of, normal_name, normal_text
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target.lists import words

_GENERIC, _HINTS = words("generic_names"), words("harmless_differences")
_RATES = frozenset(words("positive_nouns").words)
_COMMON = sorted(_GENERIC.groups["common_words"], key=len, reverse=True)


def _is_generic(name: str) -> bool:
    bare = normal_name(name)
    if bare in _GENERIC.groups["allowed"]:
        return False
    if bare in _GENERIC.words:
        return True
    rest = bare
    for word in _COMMON:
        rest = rest.replace(word, "")
    return rest != bare and (rest in _GENERIC.words or rest in _RATES or rest in ("率", "数", "量", "度", ""))


def _explained(indicator: Indicator) -> bool:
    """Whether the description says more than the name does."""
    description = indicator.description or ""
    name, said = normal_text(indicator.name), normal_text(description)
    return said != name and (_HINTS.matches(description) or len(said) > len(name) + 4)


def _ending(name: str) -> str:
    measure = measure_of(name, weak=False) or ""
    return "率" if measure.endswith("率") else ""


@make_rule(
    code="NRM303",
    title="三级指标名称过于笼统",
    severity="note",
    confidence=0.7,
    basis=("P88-13.1", "P101-1.2", "AU-3"),
)
def generic_name(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    name = indicator.name.strip()
    if not name or asks_satisfaction(indicator):
        yield NotApplicable("名称为空，或属满意度指标，另有规则审核")
        return
    if not _is_generic(name) or _explained(indicator):
        return
    if indicator.target.kind == "date":
        yield NotApplicable("指标值是完成日期，所指自明")
        return
    outputs = sum(item.kind == "output.quantity" for item in project.indicators)
    if outputs == 1:
        yield NotApplicable("项目只有一项数量产出，所指自明")
        return
    better = replacements_text(indicator, project, ending=_ending(name))
    like = f"，可参考{better}" if better else f"，如“（具体服务或产品）{name}”"
    yield Issue(
        message=f"“{name}”过于笼统，没有说明考核的是哪项服务或产品、按什么标准。",
        suggestion=f"写明具体对象和标准{like}；或在指标描述中写明计算口径。",
        field="name",
        evidence=(Evidence("指标名称", name),),
    )
