"""指标描述与名称无关

检查什么
    描述与名称没有任何相同或同义的词，相似度低于 similar（默认0.3），而且描述像是另一条指标的：
    与同表另一行的名称或描述相同（疑似错行）；说的度量与名称不是一类（时间、金额、比率、数量、满意度）；
    或者用的是另一个行业的词。
为什么
    串行的描述会使两条指标的口径都错。
示例
    不通过：扫描页数｜救助对象满意程度
    通过：扫描页数｜全年完成扫描入库的档案页数；完工时间｜最后一处通过验收的日期
不报的情形
    描述是口径说明（公式、反映、统计、实际完成…）；用了近义词或上位概念；度量与名称同类
    （时间与“…的日期”、成本与“…的合同金额”）；描述是一句补充说明。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._measure_kinds import kind_asked, kinds_told
from auditkit_rules.performance_target._names import likeness, normal_name, normal_text
from auditkit_rules.performance_target._project_words import described, named, sectors_of
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target.lists import words

_HINTS, _SYNONYMS = words("harmless_differences"), words("synonyms")
_SURVEYED = words("measure_kinds").groups["surveyed"]
_SAME_ROW = 0.85
_SHORTEST = 4


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _related(name: str, description: str) -> bool:
    if _pairs_of(name) & _pairs_of(description):
        return True
    return any(
        any(word in name for word in group) and any(word in description for word in group)
        for group in _SYNONYMS.groups.values()
    )


def _strayed_from(indicator: Indicator, project: Project) -> Indicator | None:
    """The other row whose name the description repeats, or whose own description it is."""
    told = indicator.description
    for other in project.indicators:
        if other is indicator:
            continue
        own = _related(normal_name(other.name), normal_text(told))
        if likeness(other.name, told) >= _SAME_ROW or (own and likeness(other.description, told) >= _SAME_ROW):
            return other
    return None


def _alien(indicator: Indicator, project: Project) -> bool:
    """Whether the description measures something else than the name asks for."""
    told = (indicator.description or "").strip()
    kinds = kinds_told(told)
    if not kinds or len(normal_text(told)) < _SHORTEST or set(indicator.name) & set(told):
        return False
    if kinds == {"满意度"} and kind_asked(indicator.name) in ("比率", "数量"):
        return not any(word in indicator.name for word in _SURVEYED)
    if _HINTS.matches(told):
        return False
    asked, foreign = kind_asked(indicator.name), sectors_of(told)
    if asked in kinds and asked in ("时间", "金额"):
        return False
    if foreign and not foreign & sectors_of(f"{indicator.name}。{named(project)}。{described(project)}"):
        return True
    return asked not in (None, "比率") and asked not in kinds


@make_rule(
    code="NRM403",
    title="指标描述与名称无关",
    severity="warning",
    confidence=0.7,
    basis=("P88-22.1",),
)
def unrelated_description(
    indicator: Indicator, project: Project, *, similar: float = 0.3
) -> Iterator[Outcome]:
    if "description" not in project.fields:
        yield NotApplicable("表式没有指标描述栏")
        return
    name, description = normal_name(indicator.name), normal_text(indicator.description)
    if not name or not description:
        yield NotJudged("指标名称或描述为空")
        return
    if likeness(name, description) >= similar or _related(name, description):
        return
    stray = _strayed_from(indicator, project)
    told = (indicator.description or "").strip()
    if stray is None and not _alien(indicator, project):
        return
    places = (Place(indicator, "description"), *((Place(stray, "name"),) if stray is not None else ()))
    said = f"的描述“{shown(told)}”" + (
        f"与“{stray.name}”一行的内容相近，疑似错行" if stray is not None else "看不出与指标的联系，请核实是否错行"
    )
    yield Issue(
        message=f"“{indicator.name}”{said}。",
        suggestion="核对原表后更正，写明该指标的计算方法或统计口径。",
        field="description",
        evidence=(Evidence("相似度", f"{likeness(name, description):.2f}"),),
        related=(Place(indicator, "name"), *places[1:]),
        confidence=None if stray is not None else 0.55,
    )
