"""满意度对象与项目受益对象不匹配

检查什么
    满意度只调查“社会公众、群众”等泛指对象，而项目服务的是本单位内部或特定人员（档案数字化、内部培训、会务、办公用房）；
    或者用途、目标写明服务群众、学生、患者等，却只调查内部干部职工。
为什么
    不接受服务的人无从评价，满意度就成了摆设。
示例
    不通过：档案数字化外包｜社会公众满意度
    通过：档案数字化外包｜审判部门满意度、档案利用人满意度
不报的情形
    表内另有特定对象的满意度；用途或目标提到群众、企业、当事人等。机关普遍采用“社会公众满意度”，只请核实。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, normal_name
from auditkit_rules.performance_target._wording import quoted
from auditkit_rules.performance_target.lists import words

_SATISFACTION, _RESPONDENTS = words("satisfaction"), words("respondents")
_BROAD, _INTERNAL = _SATISFACTION.groups["broad"], _SATISFACTION.groups["internal"]
_SPECIFIC = tuple(word for word in _SATISFACTION.groups["subjects"] if word not in _BROAD)


def _text(project: Project) -> str:
    return "".join((project.name, project.purpose or "", *(item.text for item in project.objectives)))


def _has(word_list: tuple[str, ...], name: str) -> bool:
    return any(word in name for word in word_list)


def _wanted(project: Project) -> tuple[str, ...]:
    """Whom to ask where a project serves its own people and no public is mentioned."""
    text = _text(project)
    if _has(_RESPONDENTS.groups["public"], text):
        return ()
    about = f"{project.name}{project.purpose or ''}"
    return next((tuple(e["subjects"]) for e in _RESPONDENTS.entries if _has(e["keywords"], about)), ())


def _served(project: Project) -> str | None:
    """The public a purpose, else name and objectives say it serves; None for internal work."""
    about = f"{project.name}{project.purpose or ''}"
    if any(_has(entry["keywords"], about) for entry in _RESPONDENTS.entries):
        return None
    groups = _RESPONDENTS.groups
    told = next((word for word in groups["serving_public"] if word in (project.purpose or "")), None)
    return told or next((word for word in groups["serving_named"] if word in _text(project)), None)


@make_rule(
    code="REL110",
    title="满意度调查对象待核实",
    severity="note",
    confidence=0.5,
    basis=("P101-2.4", "P88-22.2"),
)
def mismatched_respondents(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    name = normal_name(indicator.name)
    if not asks_satisfaction(indicator) or not name:
        yield NotApplicable("不是满意度指标")
        return
    if not (project.purpose or "").strip() and not project.objectives:
        yield NotJudged("没有资金用途和绩效目标，不知道项目服务谁")
        return
    rows = [normal_name(item.name) for item in project.indicators if asks_satisfaction(item)]
    asked = [row for row in rows if _SATISFACTION.ends(row)] or rows
    if _has(_BROAD, name) and not any(_has(_SPECIFIC, other) for other in asked):
        wanted = _wanted(project)
        if wanted:
            yield Issue(
                message=f"“{indicator.name}”的调查对象较宽泛，请核实是否为本项目直接服务的对象。",
                suggestion=f"改为直接服务的对象，如{quoted(f'{word}满意度' for word in wanted)}。",
                field="name",
            )
    elif _has(_INTERNAL, name) and all(_has(_INTERNAL, other) for other in asked):
        served = _served(project)
        if served:
            where = "资金用途" if served in (project.purpose or "") else "绩效目标"
            yield Issue(
                message=f"“{indicator.name}”调查的是内部人员，而{where}写的服务对象是“{served}”，请核实调查对象是否合适。",
                suggestion=f"增设或改为“{served}满意度”。",
                field="name",
            )
