"""项目名称与资金用途范围不一致

检查什么
    项目名称列举的内容在资金用途里没有提到；或者名称是“办案业务费”“工作经费”一类大类，用途却只有一件名称没提到的事。
为什么
    名称与用途对不上，预算、目标和指标容易各说各的。
示例
    不通过：名称“办案业务费”，用途只有诉讼档案数字化
    通过：名称与用途一致，或在用途中说明各项内容
不报的情形
    项目库名称由财政统一设定、单位不能改的很多，本规则只在从严时运行，且只作提示。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._clauses import clauses
from auditkit_rules.performance_target._kinship import APART, kinship, matter_of
from auditkit_rules.performance_target._spending import spending_directions
from auditkit_rules.performance_target._topics import topic_of
from auditkit_rules.performance_target._unit_projects import base_name
from auditkit_rules.performance_target._wording import quoted
from auditkit_rules.performance_target.lists import words

_JOINT = words("content_joints").patterns[0]
_TAIL = re.compile("(?:项目|经费|专项|资金|工作|等)+$")
_CLASSES = words("boilerplate").groups["stop_phrases"]


def _members(name: str) -> list[str]:
    """What a name lists: 甲维护、乙建设及丙购置."""
    for joint in words("content_joints").words:
        name = name.replace(joint, joint.replace("和", "□").replace("及", "□"))
    members = (_TAIL.sub("", member) for member in _JOINT.split(name))
    return [member.replace("□", "和") for member in members if matter_of(member)]


def _unmentioned(name: str, purpose: str) -> list[str]:
    """What a name lists and no clause of the purpose speaks of."""
    members = _members(name)
    told = clauses(purpose)
    apart = [item for item in members if all(kinship(item, clause) < APART for clause in told)]
    return apart if 0 < len(apart) < len(members) else []


def _single_matter(name: str, purpose: str) -> str | None:
    """The only matter of the purpose, where the name is a class that does not speak of it."""
    directions = spending_directions(purpose)
    if len(directions) != 1 or not any(phrase in name for phrase in _CLASSES):
        return None
    return None if topic_of(directions[0]) & topic_of(name) else directions[0]


@make_rule(
    code="REL113",
    title="项目名称与资金用途的范围待核实",
    severity="note",
    confidence=0.5,
    basis=("P88-13.1", "P88-22.2"),
    default="strict",
)
def name_wider_than_purpose(project: Project) -> Iterator[Outcome]:
    purpose = project.purpose or ""
    if not purpose.strip():
        asked = "purpose" in project.fields
        yield NotJudged("资金用途没有填写") if asked else NotApplicable("表中没有资金用途栏")
        return
    name = base_name(project)
    missing = _unmentioned(name, purpose)
    single = None if missing else _single_matter(name, purpose)
    if missing:
        listed = quoted(missing)
        message = f"项目名称“{project.name}”中的{listed}在资金用途里没有看到，请核实是否漏写。"
    elif single:
        message = f"项目名称“{project.name}”的范围似大于资金用途（只写了“{single}”），请核实是否一致。"
    else:
        return
    yield Issue(
        message=message,
        suggestion="对照项目库核对名称；名称无误的，在资金用途中补充其余支出内容。",
        field="name",
        related=(Place(project, "purpose"),),
    )
