"""绩效目标照抄资金用途或项目名称

检查什么
    某条绩效目标去掉编号后，有 cover（默认95%）以上的字成段（每段4个字以上）出现在资金用途里；
    或者目标与项目名称相同。不足 min_len（默认12）个字的目标不与用途比。
为什么
    用途说钱花在哪里，目标说做到什么、达到什么效果；照抄等于没有目标。
示例
    不通过：用途“重点用于保障诉讼档案数字化服务…”，目标“保障诉讼档案数字化服务…”
    通过：完成140万页诉讼档案扫描入库，电子卷宗利用率达到95%
不报的情形
    部分重合；目标比用途多出产出或效果。目标里写有数量、时限的，只提示把两栏分开写。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Objective,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._clauses import strip_number
from auditkit_rules.performance_target._copying import BLOCK, copied_letters
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._quantities import is_quantified
from auditkit_rules.performance_target._shares import share


def _name_issue(project: Project, objective: Objective, goal: str) -> Issue:
    return Issue(
        message=f"绩效目标“{goal}”与项目名称相同，未体现预期产出和效果。",
        suggestion="改写为做到什么、达到什么效果，写明主要产出的数量、质量、完成时限和预期效果。",
        subject=objective,
        related=(Place(project, "name"),),
    )


def _purpose_issue(project: Project, objective: Objective, copied: int, length: int) -> Issue:
    goal = strip_number(objective.text)
    numbered = is_quantified(goal)
    said = "没有写出做到的程度和效果" if numbered else "只说明花钱方向，未体现预期产出和效果"
    return Issue(
        message=f"绩效目标“{goal}”与资金用途表述基本相同（{length}个字中有{copied}个照抄资金用途），{said}。",
        suggestion="绩效目标改写为做到什么、达到什么效果，写明主要产出的数量、质量、完成时限和预期效果；资金用途只写钱花在哪里。",
        subject=objective,
        related=(Place(project, "purpose"),),
        evidence=(Evidence("与用途重合", plain(share(copied, length)), "%"),),
        severity=Severity.NOTE if numbered else None,
    )


@make_rule(
    code="REL105",
    title="绩效目标照抄资金用途或项目名称",
    severity="warning",
    confidence=0.85,
    basis=("P88-9", "P88-13.1", "R-LJ"),
)
def objective_copies_purpose(project: Project, *, cover: float = 0.95, min_len: int = 12) -> Iterator[Outcome]:
    if not project.objectives:
        yield NotJudged("绩效目标没有填写")
        return
    purpose, name = normal_text(project.purpose), normal_text(project.name)
    if not purpose and not name:
        yield NotApplicable("没有资金用途和项目名称可以比较")
        return
    for objective in project.objectives:
        goal = normal_text(strip_number(objective.text))
        if len(goal) > BLOCK and goal.removesuffix("项目") == name.removesuffix("项目"):
            yield _name_issue(project, objective, strip_number(objective.text))
        elif len(goal) >= min_len and (copied := copied_letters(goal, purpose)) >= cover * len(goal):
            yield _purpose_issue(project, objective, copied, len(goal))
