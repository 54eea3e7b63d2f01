"""同一文件内单位名称或编码不一致

检查什么
    同一文件各表的单位编码和单位名称：同一编码写了不同名称，或同一名称写了不同编码。
    只有一张表的单位与其余各表完全不同（编码前三位也不同）的，提示核实。
为什么
    编码和名称对不上，无法确定由谁编报、由谁负责。
示例
    不通过：一张表“600001示例市图书馆”，另一张表“600001市图书馆”
    通过：各表均为“600001示例市图书馆”
不报的情形
    部门汇总文件含多家下属单位（编码前缀相同）；只写名称不写编码的多家单位；主管部门与下属单位编码有上下级关系。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, Outcome, Place, Project, Severity, Submission, make_rule
from auditkit_rules.performance_target._names import normal_text

_Key = tuple[str, str]


def _key(project: Project) -> _Key:
    unit = project.unit
    return (normal_text(unit.code), normal_text(unit.name)) if unit else ("", "")


def _text(project: Project) -> str:
    unit = project.unit
    return f"{unit.code or ''}{unit.name or ''}" if unit else ""


def _above(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _issue(project: Project, first: Project, what: str, usual: Project, graded: bool = True) -> Issue:
    ask = "请核实是否误并入了其他单位的表" if not graded else what
    return Issue(
        message=f"项目“{project.name}”的单位“{_text(project)}”与项目“{first.name}”的单位“{_text(first)}”不一致，{ask}。",
        suggestion=f"按批复的单位编码和全称统一填写，如“{_text(usual)}”。"
        if graded
        else "核对该表的编报单位，误并入的，移出本文件。",
        subject=project,
        field="unit",
        related=(Place(first, "unit"),),
        evidence=(Evidence("本表单位", _text(project)), Evidence("对照单位", _text(first))),
        severity=Severity.ERROR if graded else Severity.NOTE,
        confidence=None if graded else 0.5,
    )


@make_rule(
    code="CON112",
    title="同一文件内单位名称或编码不一致",
    severity="warning",
    confidence=0.85,
    basis=("P88-22.1", "SYS7"),
)
def conflicting_units(submission: Submission) -> Iterator[Outcome]:
    projects = [project for project in submission.projects if _key(project) != ("", "")]
    if len(projects) < 2:
        yield NotApplicable("文件里只有一张表写了单位")
        return
    counts = Counter(_key(project) for project in projects)
    ranked = sorted(dict.fromkeys(_key(project) for project in projects), key=lambda key: -counts[key])
    first = {key: next(p for p in projects if _key(p) == key) for key in ranked}
    for number, (code, name) in enumerate(ranked):
        for other in ranked[:number]:
            usual = first[other]
            if code and code == other[0] and name and other[1] and name != other[1]:
                yield from (
                    _issue(p, usual, "同一编码写了不同名称", usual) for p in _those(projects, (code, name))
                )
            elif name and name == other[1] and code and other[0] and not _above(code, other[0]):
                yield from (
                    _issue(p, usual, "同一单位写了不同编码", usual) for p in _those(projects, (code, name))
                )
            else:
                continue
            break
    if len(ranked) == 2 and counts[ranked[1]] == 1 < counts[ranked[0]] and _strangers(ranked[0], ranked[1]):
        odd, usual = first[ranked[1]], first[ranked[0]]
        yield _issue(odd, usual, "", usual, graded=False)


def _those(projects: list[Project], key: _Key) -> Iterator[Project]:
    return (project for project in projects if _key(project) == key)


def _strangers(one: _Key, other: _Key) -> bool:
    """Whether two units have codes of different departments and different names."""
    return bool(one[0] and other[0]) and one[0][:3] != other[0][:3] and one[1] != other[1]
