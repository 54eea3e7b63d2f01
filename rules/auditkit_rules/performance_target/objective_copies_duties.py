"""整体绩效目标照抄部门职能

检查什么
    部门（单位）整体支出绩效目标去掉编号后，有 cover（默认95%）以上的字成段（每段4个字以上）出现在部门职能里。
    不足 min_len（默认12）个字的目标不比。
为什么
    职能说部门负责什么，年年不变；目标说今年要做到什么、达到什么效果。照抄职能等于没有年度目标。
示例
    不通过：职能、目标都写“负责全县森林资源管护、造林绿化和森林防火”
    通过：新造林8000亩，森林火灾受害率控制在0.5‰以内
不报的情形
    部分重合；表中没有部门职能。目标里写有数量、时限的，只提示把两栏分开写。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._clauses import strip_number
from auditkit_rules.performance_target._copying import copied_letters
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._quantities import is_quantified
from auditkit_rules.performance_target._shares import share


@make_rule(
    code="DEP202",
    title="整体绩效目标照抄部门职能",
    severity="warning",
    confidence=0.85,
    basis=("P88-9", "P88-13.1", "P34-4"),
    dimension="relevance",
)
def objective_copies_duties(project: Project, *, cover: float = 0.95, min_len: int = 12) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    duties = normal_text(project.overall.duties)
    if not duties:
        asked = "overall.duties" in project.fields
        yield NotJudged("部门职能没有填写") if asked else NotApplicable("表中没有部门职能栏")
        return
    if not project.objectives:
        yield NotJudged("绩效目标没有填写")
        return
    for objective in project.objectives:
        text = strip_number(objective.text)
        goal = normal_text(text)
        copied = copied_letters(goal, duties)
        if len(goal) < min_len or copied < cover * len(goal):
            continue
        numbered = is_quantified(text)
        said = "请把两栏分开写" if numbered else "没有说明本年度要达到的产出和效果"
        yield Issue(
            message=f"绩效目标“{text}”与部门职能的表述基本相同（{len(goal)}字中{copied}字照抄职能），{said}。",
            suggestion="目标改写为“本年度做到什么、达到什么效果”，写明主要任务的数量、质量、时限和预期效果。",
            subject=objective,
            related=(Place(project, "overall/duties"),),
            evidence=(Evidence("与职能重合", plain(share(copied, len(goal))), "%"),),
            severity=Severity.NOTE if numbered else None,
        )
