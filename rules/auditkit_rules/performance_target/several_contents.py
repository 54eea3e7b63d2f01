"""一项指标包含多个考核内容

检查什么
    名称被“，”“；”分成两段以上、各有动词或度量词；或“、”“和”“及”“并”两边各是一项完整的考核内容
    （“提高效率和降低成本”“合格率、及时率”）。
为什么
    一个指标值无法同时衡量几件事，完成其一时无法判断。
示例
    不通过：提供辅助服务，提高工作效率，维护社会稳定
    通过：平均办理时间
不报的情形
    并列名词共用一个度量词（录入、扫描、整理页数）；“甲数和乙数比例”；“发展和改革”等固定名称；
    “按照…”“通过…”等从句。一格多值的，只提一格多值。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import measure_of, normal_text
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target.lists import words

_SLOGANS, _JOINTS, _VERBS = words("slogan_verbs"), words("content_joints"), words("verb_groups")
_BRACKETS = re.compile(r"[（(【\[《][^（）()【】\[\]《》]{0,40}[）)】\]》]")
_CLAUSE = re.compile(r"[，,；;。]")
_OPENERS = (*(verb for group in _VERBS.groups.values() for verb in group), *_SLOGANS.words)
_ACTIONS = (*_OPENERS, *words("output_verbs").words)
_VERB_WORDS = (*_OPENERS, *words("output_verbs").words, *_JOINTS.groups["extra_verbs"])


def _stripped(piece: str) -> str:
    for lead in sorted(_SLOGANS.groups["leads"], key=len, reverse=True):
        piece = piece.removeprefix(lead)
    return piece


def _is_content(clause: str) -> bool:
    """Whether a clause between commas is something to be judged of its own."""
    if len(normal_text(clause)) < 3:
        return False
    measured = measure_of(clause, weak=False) is not None
    opening = max((w for w in _SLOGANS.groups["clauses"] if clause.startswith(w)), key=len, default="")
    if len(opening) > 1 or (opening and not measured):
        return False
    return measured or any(verb in clause for verb in _VERB_WORDS)


def _by_clauses(name: str) -> list[str]:
    return [clause for piece in _CLAUSE.split(name) if (clause := piece.strip()) and _is_content(clause)]


def _by_joints(name: str) -> list[str]:
    """The parts joined by 、 和 及 并, if each of them stands alone; else none."""
    if any(name.endswith(tail) for tail in _JOINTS.groups["shared_tails"]):
        return []
    for fixed in _JOINTS.words:
        name = name.replace(fixed, "□" * len(fixed))
    for joint in _JOINTS.patterns:
        parts = [part.strip() for part in joint.split(name)]
        if len(parts) < 2 or any(len(part) < 3 or "□" in part for part in parts):
            continue
        stems = [_stripped(part) for part in parts if len(part) >= 4]
        phrases = len(stems) == len(parts) and all(stem.startswith(_ACTIONS) for stem in stems)
        phrases = phrases and any(stem.startswith(_OPENERS) for stem in stems)
        phrases = phrases and measure_of(parts[-1]) is None
        if phrases or all(measure_of(part, weak=False) is not None for part in parts):
            return parts
    return []


@make_rule(
    code="NRM304",
    title="一项指标包含多个考核内容",
    severity="note",
    confidence=0.75,
    basis=("P101-1.2", "P10-A2"),
)
def several_contents(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    name = _BRACKETS.sub("", indicator.name).strip()
    if not name:
        yield NotApplicable("名称为空，由填报完整性规则提出")
        return
    clauses = _by_clauses(name)
    parts = clauses if len(clauses) > 1 else _by_joints(name)
    if len(parts) < 2:
        return
    listed = "".join(f"“{part}”" for part in parts)
    better = replacements_text(indicator, project)
    yield Issue(
        message=f"“{indicator.name}”含{len(parts)}项考核内容（{listed}），一个指标值无法同时衡量。",
        suggestion=f"拆分为{len(parts)}条指标分别设值，或只保留最核心的一项"
        + (f"，可参考{better}。" if better else f"（如“{parts[0]}”对应的数量或比率）。"),
        field="name",
        evidence=(Evidence("考核内容", str(len(parts)), "项"),),
        confidence=0.85 if len(clauses) > 2 else 0.8 if clauses == parts else 0.7,
    )
