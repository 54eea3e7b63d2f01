"""年度不一致或残留往年表述

检查什么
    预算年度可靠时，绩效目标、用途、指标名称和描述里把其他年度写成当年任务（如2024年的表写“2022年完成”）；
    项目名称里的年份与预算年度不符（提示核实）。
为什么
    残留往年表述说明表是照搬的，内容和指标值都可能没有更新。
示例
    不通过：2024年的表，目标写“2022年完成扫描任务”
    通过：2024年的表，目标写“2024年12月底前完成扫描任务”
不报的情形
    文号、规划期、同比基期、以往成绩、结转和尾款、跨年项目期内的年份；文件没有预算年度的不作结论。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotJudged,
    Objective,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
)
from auditkit_rules.performance_target._clauses import strip_number
from auditkit_rules.performance_target._dates import When, dates_in, iso_span
from auditkit_rules.performance_target.lists import words

_CONTEXT, _TASKS = words("year_context"), words("year_tasks")
_CARRIED = _TASKS.groups["carried_over"]
_YEAR = re.compile(r"(?<!\d)20[12]\d(?![\d万亿元人户件亩米个名平])")
_BREAK = re.compile(r"[，,。；;！？!?\n]")


def _years_allowed(project: Project) -> set[int]:
    """The years of the period and the budget year itself."""
    allowed = {project.year} if project.year else set()
    if project.period:
        start, end = iso_span(project.period.start), iso_span(project.period.end)
        if start and end and end[0][0] - start[0][0] < 30:
            allowed |= set(range(start[0][0], end[1][0] + 1))
    return allowed


def _texts(project: Project) -> Iterator[tuple[str, Project | Objective | Indicator, str, str]]:
    if project.purpose:
        yield "资金用途", project, "purpose", project.purpose
    for objective in project.objectives:
        if objective.horizon != "midterm":
            yield "绩效目标", objective, "", objective.text
    for indicator in project.indicators:
        if indicator.horizon != "midterm":
            yield "指标名称", indicator, "name", indicator.name
            yield "指标描述", indicator, "description", indicator.description or ""


def _clause(text: str, when: When) -> str:
    left = max((hit.end() for hit in _BREAK.finditer(text, 0, when.start)), default=0)
    right = _BREAK.search(text, when.end)
    return text[left : right.start() if right else len(text)].strip()


def _is_task(clause: str) -> bool:
    spared = _CONTEXT.matches(clause) or _TASKS.excepts(clause)
    return not spared and _TASKS.matches(clause)


def _name_issue(project: Project, year: int, allowed: set[int]) -> Iterator[Issue]:
    told = f"{project.name}{project.purpose or ''}"
    years = {when.year for when in dates_in(project.name)} | {int(y) for y in _YEAR.findall(project.name)}
    if years and not years & allowed and not any(word in told for word in _CARRIED):
        stray = "年、".join(map(str, sorted(years)))
        yield Issue(
            message=f"项目名称“{project.name}”中的年份为{stray}年，预算年度为{year}年，请核实是否沿用了以前年度的名称。",
            suggestion=f"属当年项目的，名称中的年份改为{year}年；属结转项目的，在资金用途中写明。",
            field="name",
            evidence=(Evidence("名称年份", stray), Evidence("预算年度", str(year))),
            severity=Severity.WARNING,
            confidence=0.55,
        )


@make_rule(
    code="CON113",
    title="年度不一致或残留往年表述",
    severity="error",
    confidence=0.7,
    basis=("P88-22.1", "P88-3"),
)
def stray_year(project: Project) -> Iterator[Outcome]:
    year = project.year
    if year is None:
        yield NotJudged("文件没有可靠的预算年度，不作年度结论")
        return
    allowed = _years_allowed(project)
    yield from _name_issue(project, year, allowed)
    for label, subject, field, text in _texts(project):
        for when in dates_in(text):
            clause = _clause(text, when)
            if when.year >= year or when.year in allowed or not _is_task(clause):
                continue
            yield Issue(
                message=f"{label}“{strip_number(clause)}”写的是{when.year}年，预算年度为{year}年，疑似往年内容未更新。",
                suggestion=f"核对任务时间，属当年任务的，改为“{year}年”；属结转或跨年任务的，在文中写明。",
                subject=subject,
                field=field,
                quote=when.raw,
                related=(Place(project, "year"),),
                evidence=(Evidence("文中年度", str(when.year)), Evidence("预算年度", str(year))),
            )
