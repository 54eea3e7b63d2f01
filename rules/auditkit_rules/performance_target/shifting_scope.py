"""资金用途与绩效目标对同一事项的表述不一致

检查什么
    用途与目标里相似度在 low 与 high 之间（默认0.6—0.98）的对应分句，差异落在过程、范围、对象等限定词上；
    或同一类事项用了范围可能不同的两种称谓（如“邮寄送达”与“法院专递”）。
为什么
    用途和目标的范围不同，资金究竟保障什么、考核什么就说不清。
示例
    不通过：用途“救助案件审判过程中急需救助的当事人”，目标“救助审判执行过程中急需救助的当事人”
    通过：两处均写“救助案件审判过程中急需救助的当事人”
不报的情形
    差异只是虚词、标点、“重点用于”“保障”一类引导语；只有一处写了限定词而整体并不相似的改写。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Objective, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._matters import matter, nearness
from auditkit_rules.performance_target._names import likeness, normal_text
from auditkit_rules.performance_target.lists import words

_QUALIFIERS, _VARIANTS = words("qualifiers"), words("name_variants")
_LEAD = re.compile(r"^(?:主要|重点|全部|专项)?(?:用于|保障|支付|开展|实施|做好|完成|为|对)*")
_SPARED = {"重点", "全部", "年度", "本年", "当年", "每年", "全年"}
_SHORTEST = 8


def _limits(group: str, text: str) -> set[str]:
    return {word for word in _QUALIFIERS.groups[group] if word in text} - _SPARED


def _differs(one: str, other: str) -> tuple[str, str] | None:
    """The limiting words in which two clauses differ within one group, each side having its own."""
    for group in _QUALIFIERS.groups:
        first, second = _limits(group, one), _limits(group, other)
        left, right = first - second, second - first
        if left and right and not any(a in b or b in a for a in left for b in right):
            return max(sorted(left), key=len), max(sorted(right), key=len)
    ours, theirs = _fields(one), _fields(other)
    return (min(ours), min(theirs)) if ours and theirs and not ours & theirs else None


def _fields(text: str) -> set[str]:
    """The lines of business or places a clause is limited to: 生态环境 in 生态环境领域案件."""
    return {found[1][-4:] for pattern in _QUALIFIERS.patterns for found in pattern.finditer(text)}


def _bare(clause: str) -> str:
    return _LEAD.sub("", normal_text(strip_number(clause)))


def _clause_pairs(
    project: Project, low: float, high: float
) -> Iterator[tuple[Objective, str, str, str, str]]:
    purpose = [clause for clause in clauses(project.purpose or "") if len(_bare(clause)) >= _SHORTEST]
    for objective in project.objectives:
        for theirs in clauses(objective.text):
            bare = _bare(theirs)
            near = [(likeness(_bare(ours), bare), ours) for ours in purpose if len(bare) >= _SHORTEST]
            alike, ours = max(near, default=(0.0, ""))
            apart = _differs(_bare(ours), bare) if low <= alike <= high else None
            if apart:
                yield objective, ours, theirs, *apart


def _variant_pairs(project: Project) -> Iterator[tuple[Objective, str, str, str, str]]:
    """Phrases that name one kind of matter differently and otherwise say the same."""
    ours = re.split("[，。；、和及与等]", project.purpose or "")
    for objective in project.objectives:
        theirs = re.split("[，。；、和及与等]", strip_number(objective.text))
        for group in _VARIANTS.groups.values():
            for one, word in ((p, w) for p in ours for w in group if w in p):
                for other, name in ((p, w) for p in theirs for w in group if w in p and w != word):
                    left, right = matter(one.replace(word, "|")), matter(other.replace(name, "|"))
                    alone = word in objective.text or name in (project.purpose or "")
                    if not alone and left and max(nearness(left, right), nearness(right, left)) >= 0.5:
                        yield objective, one.strip(), other.strip(), word, name


@make_rule(
    code="CON118",
    title="资金用途与绩效目标的表述不一致",
    severity="note",
    confidence=0.55,
    basis=("P88-22.1", "P88-13.1"),
)
def shifting_scope(project: Project, *, low: float = 0.6, high: float = 0.98) -> Iterator[Outcome]:
    if not project.purpose or not project.objectives:
        asked = "purpose" in project.fields
        reason = "资金用途或绩效目标为空，无法对照"
        yield NotJudged(reason) if asked else NotApplicable("表式没有资金用途一栏")
        return
    told: set[int] = set()
    for objective, ours, theirs, left, right in (
        *_clause_pairs(project, low, high),
        *_variant_pairs(project),
    ):
        if id(objective) in told:
            continue
        told.add(id(objective))
        yield Issue(
            message=f"资金用途写“{ours}”，绩效目标写“{theirs}”，请核实“{left}”与“{right}”是否指同一范围。",
            suggestion=f"范围相同的，两处统一写“{left}”或“{right}”；范围不同的，分别写明。",
            subject=objective,
            quote=theirs,
            related=(Place(project, "purpose"),),
            evidence=(Evidence("资金用途", ours), Evidence("绩效目标", theirs)),
            topics=(left, right),
        )
