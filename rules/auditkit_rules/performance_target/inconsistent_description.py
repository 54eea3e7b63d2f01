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

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

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
from auditkit_rules.performance_target._names import likeness, normal_text
from auditkit_rules.performance_target.lists import words

_HARMLESS, _SYNONYMS = words("harmless_differences"), words("synonyms")
_FILLER = re.compile("(?:" + "|".join(re.escape(word) for word in _HARMLESS.words) + ")+")
_LASTING = ("持续", "长期", "长效")


def _differences(name: str, description: str) -> list[tuple[str, str]]:
    """Pairs of what only the name has and what only the description has, in order.

    One equal character between two differences belongs to both (维修 and 修缮, 数量 and 个数).
    """
    spans: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, name, description, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and a - spans[-1][1] <= 1:
            a, _, c, _ = spans.pop()
        spans.append((a, b, c, d))
    return [(name[a:b], description[c:d]) for a, b, c, d in spans]


def _told(pairs: list[tuple[str, str]]) -> str:
    missing = "".join(f"“{theirs}”" for ours, theirs in pairs if not ours)
    extra = "".join(f"“{ours}”" for ours, theirs in pairs if not theirs)
    changed = [f"名称“{ours}”、描述“{theirs}”" for ours, theirs in pairs if ours and theirs]
    told = [f"名称缺{missing}"] if missing else []
    told += [f"描述缺{extra}"] if extra else []
    return "，".join((*told, *changed))


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in that order (社教 in 社会教育)."""
    rest = iter(long)
    return all(char in rest for char in short)


def _harmless(ours: str, theirs: str) -> bool:
    """Whether the pair changes no meaning: filler words, or an abbreviation and its full form."""
    if ours and theirs and (_is_within(ours, theirs) or _is_within(theirs, ours)):
        return True
    return all(part == "" or _FILLER.fullmatch(part) for part in (ours, theirs))


def _mild(pairs: list[tuple[str, str]]) -> bool:
    """Whether the description only adds qualifiers or uses synonyms."""
    return all(not ours or theirs in _SYNONYMS.synonyms(ours) for ours, theirs in pairs)


def _merged(name: str, description: str) -> str | None:
    """The wording that holds what either side has; None where they contradict each other."""
    codes = SequenceMatcher(None, name, description, autojunk=False).get_opcodes()
    if any(tag == "replace" for tag, *_ in codes):
        return None
    return "".join(description[c:d] if tag == "insert" else name[a:b] for tag, a, b, c, d in codes)


def _issue(indicator: Indicator, pairs: list[tuple[str, str]], alike: float, shorter: bool) -> Issue:
    name, description = indicator.name.strip(), (indicator.description or "").strip()
    said = "".join(ours + theirs for ours, theirs in pairs)
    lasting = indicator.kind == "benefit.sustained" and any(word in said for word in _LASTING)
    remark = "，而该指标恰为可持续影响指标" if lasting else ""
    union = _merged(normal_text(name), normal_text(description))
    like = f"（如两处都写“{union}”）" if union and len(union) <= 30 else ""
    mild = shorter or (_mild(pairs) and not lasting)
    return Issue(
        message=f"指标名称“{name}”与描述“{description}”不一致（差异：{_told(pairs)}）{remark}，考核口径不明。",
        suggestion=f"按实际测算范围统一用词{like}；描述宜改为计算方法或统计口径，不必重复名称。",
        field="name",
        evidence=(Evidence("相似度", f"{alike:.3f}"), Evidence("差异", _told(pairs))),
        related=(Place(indicator, "description"),),
        severity=Severity.NOTE if mild else None,
        confidence=0.7 if mild else None,
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
    pairs = _differences(name, description)
    added = "".join(theirs for _, theirs in pairs)
    explains = _HARMLESS.matches(added) or any(mark in (indicator.description or "") for mark in "÷/=＝×")
    reordered = sorted(name) == sorted(description)
    if not similar <= alike < 1 or name in description or explains or reordered:
        return
    telling = [pair for pair in pairs if not _harmless(*pair)]
    if telling:
        yield _issue(indicator, telling, alike, description in name)
