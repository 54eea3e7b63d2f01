"""表题中的项目名称与表内项目名称不一致

检查什么
    表题去掉序号、年度、单位名称和“绩效目标表”等表名用语后，应与表内项目名称相同或互相包含。
为什么
    表题与表内名称对不上，往往是贴错了表或套用了别的项目的表。
示例
    不通过：表题“3.办案业务费绩效目标表”，表内项目名称“安全隐患维修”
    通过：表题“1.办案业务费绩效目标表”，表内项目名称“办案业务费”
不报的情形
    没有表题，或表题只写“项目支出绩效目标表”、单位名称、年度；几张表共用一个总表题；
    表题带年份、金额等后缀；目录书签等导出残留。
"""

from __future__ import annotations

import re
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
    Submission,
    make_rule,
)
from auditkit_rules.performance_target._names import likeness, normal_name, normal_text
from auditkit_rules.performance_target.lists import words

_TITLES = words("form_titles")
_GENERIC = re.compile("|".join([*map(re.escape, sorted(_TITLES.groups["generic"], key=len, reverse=True)), r"\d+"]))
_GENERIC_END = re.compile(f"(?:{_GENERIC.pattern})+$")


def _named(title: str, project: Project) -> str:
    """The project name a title holds, in normal form; empty where it names none."""
    for pattern in _TITLES.patterns:
        title = pattern.sub("", title.strip(), count=1 if pattern.pattern.startswith("^") else 0)
    bare = normal_text(title)
    form = next((word for word in _TITLES.words if word in bare), None)
    if form is None:
        return ""
    bare = bare.partition(form)[0] or bare.partition(form)[2]
    for unit in (project.unit, project.department):
        name = normal_text(unit.name) if unit else ""
        bare = bare.removeprefix(name) if name else bare
    whose = _GENERIC_END.sub("", bare)
    return "" if len(_GENERIC.sub("", bare)) < 2 or _TITLES.excepts(whose) else bare


@make_rule(
    code="CON111",
    title="表题与表内项目名称不一致",
    severity="error",
    confidence=0.93,
    basis=("P88-22.1", "TJ-OBS", "R-HBFY"),
)
def mistaken_title(project: Project, submission: Submission) -> Iterator[Outcome]:
    if not project.title:
        yield NotApplicable("没有表题")
        return
    others = [item for item in submission.projects if item is not project]
    named, name = _named(project.title, project), normal_name(project.name)
    if not named or any(item.title == project.title and item.name != project.name for item in others):
        yield NotApplicable("表题里没有单独的项目名称")
        return
    if not name:
        yield NotJudged("表内没有项目名称")
        return
    plain_name = normal_text(project.name)
    if any(
        one in other or other in one for one in (named, normal_name(named)) for other in (name, plain_name)
    ):
        return
    near = likeness(named, plain_name) >= 0.8
    belongs = next(
        (item for item in others if normal_text(item.name) and normal_text(item.name) in named), None
    )
    told = "用字略有出入" if near else "疑似错表"
    if belongs is not None and not near:
        told = f"与本文件另一项目“{belongs.name}”相同，疑似错表"
    yield Issue(
        message=f"表题“{project.title.strip()}”与表内项目名称“{project.name}”不一致，{told}。",
        suggestion=f"核对是否贴错表；表内名称无误的，表题改为“{project.name}绩效目标表”。",
        field="title",
        related=(Place(project, "name"), *((Place(belongs, "name"),) if belongs is not None else ())),
        evidence=(Evidence("表题", project.title.strip()), Evidence("项目名称", project.name)),
        severity=Severity.WARNING if near else None,
        confidence=0.85 if near else None,
    )
