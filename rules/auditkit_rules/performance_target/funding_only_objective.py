"""绩效目标只写投入保障，未体现产出或效果

检查什么
    一条绩效目标的各个分句都是“保障／支付／落实…经费（费用、支出、资金）”，或者效果的宾语是“经费保障水平”，
    整条没有数量，也没有其他产出和效果。
为什么
    有钱可花不是目标；目标要写这笔钱做成什么、带来什么变化。
示例
    不通过：保障司法救助案件经费支出
    通过：救助生活困难当事人不少于2人，缓解其生活困难
不报的情形
    同一条目标里另有产出或效果的；日常运转、人员经费类项目。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Objective, Outcome, Project, make_rule
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._quantities import is_quantified
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target.lists import words

_SUPPORT, _RUNNING, _BOILERPLATE = words("support_only"), words("running_costs"), words("boilerplate")
_SLOGAN = words("slogan_verbs").patterns


def _empty(clause: str) -> bool:
    """Whether a clause adds neither output nor effect: boilerplate, or what the money supports."""
    supports = any(pattern.search(clause) for pattern in _SLOGAN)
    return supports or _BOILERPLATE.longest(clause) is not None


def _only_funding(objective: Objective) -> str | None:
    """The clause about money when the objective says nothing else."""
    parts = clauses(strip_number(objective.text))
    funding = [clause for clause in parts if _SUPPORT.matches(clause)]
    rest = [clause for clause in parts if clause not in funding and not _empty(clause)]
    return funding[0] if funding and not rest else None


@make_rule(
    code="REL106",
    title="绩效目标只写经费保障",
    severity="note",
    confidence=0.75,
    basis=("P88-2", "P88-9", "AU-3"),
)
def funding_only_objective(project: Project) -> Iterator[Outcome]:
    if not project.objectives:
        yield NotJudged("绩效目标没有填写")
        return
    if _RUNNING.has(f"{project.name}{project.purpose or ''}"):
        yield NotApplicable("日常运转、人员经费类项目")
        return
    for objective in project.objectives:
        clause = _only_funding(objective)
        if clause is None or is_quantified(objective.text):
            continue
        ideas = replacements_text(Indicator(name=clause), project)
        yield Issue(
            message=f"绩效目标“{clause}”只写经费保障，没有体现预期产出和效果。",
            suggestion="改写为“产出+效果”，写明完成多少、达到什么质量、带来什么变化"
            + (f"，可参考{ideas}。" if ideas else "。"),
            subject=objective,
            quote=clause,
        )
