"""定性指标值与指标名称不搭配

检查什么
    名称说的是“提高…”，值却是“有效保障”；名称说“减少…”，值却是“明显提升”（意思相反，按“建议修改”）。
    按动词分组比较：提升、保障、改善、降低、促进。
为什么
    指标值应直接回答指标名称，答非所问说明填报时套用了现成的话。
示例
    不通过：完善服务流程，提高办事效率｜有效保障
    通过：平均办理时间｜较上年下降≥5%
不报的情形
    名称没有动词，或以“水平”“能力”“率”等结尾；名称有几个动词而其中一个相配；
    提升、改善、促进三组之间互相通用。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._names import measure_of
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._targets import blank, shown
from auditkit_rules.performance_target._vague import is_qualitative
from auditkit_rules.performance_target.lists import words

_VERBS, _SLOGANS = words("verb_groups"), words("slogan_verbs")
_SPLIT = re.compile(r"[，,；;、。]")
_OPPOSITE = {entry["group"]: entry["opposite"] for entry in _VERBS.entries}
_ALIKE = frozenset({"提升组", "改善组", "促进组"})
_LESS = frozenset({"降低", "减少", "下降", "减轻", "压减", "压缩", "缩短"})


def _groups_in(text: str) -> dict[str, str]:
    """The groups with a verb in the text, and that verb."""
    return {group: verb for group in _VERBS.groups if (verb := _VERBS.found(group, text)) is not None}


def _leading(name: str) -> dict[str, str]:
    """The groups whose verb opens a clause of the name, and that verb."""
    found = {}
    for piece in _SPLIT.split(name):
        for lead in _SLOGANS.groups["leads"]:
            piece = piece.removeprefix(lead)
        for group, verbs in _VERBS.groups.items():
            verb = next((verb for verb in verbs if piece.startswith(verb)), None)
            if verb is not None:
                found[group] = verb
    return found


def _agree(one: set[str], other: set[str]) -> bool:
    return bool(one & other) or bool(one & _ALIKE and other & _ALIKE)


@make_rule(
    code="NRM122",
    title="定性指标值与指标名称不搭配",
    severity="note",
    confidence=0.7,
    basis=("P88-22.1", "P10-A2"),
)
def mismatched_verb(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    if blank(indicator.target) or not is_qualitative(indicator):
        yield NotApplicable("指标值不是定性表述")
        return
    opening, answered = _leading(indicator.name), _groups_in(indicator.target.raw)
    opposite = any(_OPPOSITE.get(group) in answered for group in opening)
    if not opening or not answered or (measure_of(indicator.name) is not None and not opposite):
        yield NotApplicable("名称或指标值没有可比较的谓语动词")
        return
    asked = opening | _groups_in(indicator.name)
    if _agree(set(asked), set(answered)):
        return
    (group, verb), (reply, answer) = next(iter(opening.items())), next(iter(answered.items()))
    against = _OPPOSITE.get(group) == reply and ({verb, answer} & _LESS)
    if not against and "降低组" in asked and reply == "改善组":
        return
    raw = shown(indicator.target.raw)
    better = replacements_text(indicator, project)
    change = f"；宜改用可量化的指标，可参考{better}。" if better else "，写明提高或降低多少。"
    yield Issue(
        message=f"“{indicator.name}”考核的是“{verb}”，指标值“{raw}”回答的却是“{answer}”，"
        f"{'意思相反' if against else '两者不对应'}。",
        suggestion=f"指标值应与指标名称对应{change}",
        field="target",
        evidence=(Evidence("名称的动词", verb), Evidence("指标值的动词", answer)),
        related=(Place(indicator, "name"),),
        severity=Severity.WARNING if against else None,
    )
