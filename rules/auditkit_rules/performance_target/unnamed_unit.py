"""单位名称或单位编码缺失

检查什么
    表头既没有填报（实施）单位，也没有主管部门；或者只有编码、没有单位名称。
为什么
    谁申请资金谁设定目标；不知道是哪个单位的表，就无法核对职能和批复。
示例
    不通过：（表头空）｜单位：万元
    通过：310205某区城市管理委员会
不报的情形
    编码与名称之间没有空格是正常写法；只有名称、没有编码的不报；表题里写明了单位的不报；
    同一文件的其他项目表已注明单位的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Passed, Project, Severity, Submission, Unit, make_rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._placeholders import is_placeholder
from auditkit_rules.performance_target.lists import words

_TITLES = words("form_titles")
_TOTALS = frozenset(words("project_variants").groups["totals"])


def _named(unit: Unit | None) -> str:
    name = (unit.name if unit else None) or ""
    return "" if is_placeholder(name) else name.strip()


def _unit_of(project: Project) -> str:
    return _named(project.unit) or _named(project.department)


def _in_title(project: Project) -> bool:
    title = project.title or ""
    for pattern in _TITLES.patterns:
        title = pattern.sub("\n", title)
    form = next((word for word in _TITLES.words if word in title), "\n")
    pieces = title.replace(form, "\n").split("\n")
    return any(len(piece) > 3 and _TITLES.excepts(normal_text(piece)) for piece in pieces)


@make_rule(
    code="CMP102",
    title="单位名称或单位编码缺失",
    severity="error",
    confidence=0.9,
    basis=("P88-22.1", "TJ-FORM"),
)
def unnamed_unit(project: Project, submission: Submission) -> Iterator[Outcome]:
    """Ask for the name of a unit or department; another form of the same file may tell it."""
    if _unit_of(project):
        return
    if normal_text(project.name) in _TOTALS:
        yield NotApplicable("合计行不是项目")
        return
    if _in_title(project):
        yield Passed(f"表题“{(project.title or '').strip()}”写明了单位")
        return
    code = next((unit.code for unit in (project.unit, project.department) if unit and unit.code), None)
    others = [name for name in map(_unit_of, submission.projects) if name]
    field = "department" if "department" in project.fields and "unit" not in project.fields else "unit"
    if others:
        yield Issue(
            message=f"本表未注明申报单位，同一文件的其他项目表为“{others[0]}”。",
            suggestion=f"核对后在表头补填单位编码和单位全称，属同一单位的填“{others[0]}”。",
            field=field,
            severity=Severity.NOTE,
        )
    elif code:
        yield Issue(
            message=f"只填写了单位编码“{code}”，没有单位名称。",
            suggestion=f"在编码“{code}”后补填单位全称。",
            field=field,
            severity=Severity.WARNING,
        )
    else:
        yield Issue(
            message="未注明申报单位的名称和编码。",
            suggestion="在表头补填单位编码和单位全称。",
            field=field,
            confidence=None if field in project.fields else 0.75,
        )
