"""指标名称与描述用词不一致

检查什么
    描述与名称高度相似（相似度不低于 similar，默认0.70）而不相同，多半是录入时漏字、改字；列出差异的字词。
为什么
    名称与描述口径不一，年终按哪个计算说不清。
示例
    不通过：名称“用于信息系统运维服务经费金额”，描述“用于信息系统运维外包服务金额”
    通过：两处一致，或描述写成计算口径
不报的情形
    描述是口径说明（公式、÷、占、反映、统计…）；只差“的”“率/比率”“全年”等字；
    描述完整包含名称的补充说明。“数量/个数”之类同义的只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
)
from auditkit_rules.performance_target._differences import differences, harmless, merged, mild, told
from auditkit_rules.performance_target._names import likeness, normal_text
from auditkit_rules.performance_target.lists import words

_HARMLESS = words("harmless_differences")
_LASTING = ("持续", "长期", "长效")


def _issue(indicator: Indicator, pairs: list[tuple[str, str]], alike: float, shorter: bool) -> Issue:
    name, description = indicator.name.strip(), (indicator.description or "").strip()
    said = "".join(ours + theirs for ours, theirs in pairs)
    lasting = indicator.kind == "benefit.sustained" and any(word in said for word in _LASTING)
    remark = "，而该指标恰为可持续影响指标" if lasting else ""
    contrary = any(ours and theirs for ours, theirs in pairs)
    union = None if contrary else merged(name, description)
    like = f"，如两处都写“{union}”" if union and len(union) <= 30 else ""
    slight = shorter or (mild(pairs) and not lasting)
    return Issue(
        message=f"指标名称“{name}”与指标描述“{description}”不一致（{told(pairs)}）{remark}，考核口径不明。",
        suggestion=f"按实际测算范围统一用词{like}；指标描述宜写计算方法或统计口径，不必重复名称。",
        field="name",
        evidence=(Evidence("相似度", f"{alike:.3f}"), Evidence("差异", told(pairs))),
        related=(Place(indicator, "description"),),
        severity=Severity.NOTE if slight else None,
        confidence=0.7 if slight else None,
    )


@make_rule(
    code="NRM402",
    title="指标名称与描述用词不一致",
    severity="warning",
    confidence=0.88,
    basis=("P88-22.1", "BT-1", "ZL-1"),
)
def inconsistent_description(
    indicator: Indicator, project: Project, *, similar: float = 0.7
) -> Iterator[Outcome]:
    if "description" not in project.fields:
        yield NotApplicable("表式没有指标描述栏")
        return
    name, description = normal_text(indicator.name), normal_text(indicator.description)
    if not name or not description:
        yield NotJudged("指标名称或描述为空")
        return
    alike = likeness(indicator.name, indicator.description)
    pairs = differences(name, description)
    added = "".join(theirs for _, theirs in pairs)
    explains = _HARMLESS.matches(added) or any(mark in (indicator.description or "") for mark in "÷/=＝×")
    reordered = sorted(name) == sorted(description)
    if not similar <= alike < 1 or name in description or explains or reordered:
        return
    telling = [pair for pair in pairs if not harmless(*pair)]
    if telling:
        yield _issue(indicator, telling, alike, description in name)
