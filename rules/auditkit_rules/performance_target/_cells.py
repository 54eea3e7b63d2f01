"""The texts people filled into a project's form, each with its place and its name in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit import Indicator, Issue, Objective, Place, Project

__all__ = ["TextCell", "cells_of", "excerpt", "gathered", "objective_label"]


@dataclass(frozen=True, slots=True)
class TextCell:
    """One filled cell. ``role``: name, unit, department, purpose, duties, task, objective, or of an indicator
    indicator, description, target or actual; ``label`` tells a reviewer which cell it is.
    """

    subject: Project | Indicator | Objective
    field: str
    label: str
    text: str
    role: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.subject, self.field)


def objective_label(project: Project, number: int) -> str:
    """What the objective with this number, counted from 0, is called."""
    return "绩效目标" if len(project.objectives) == 1 else f"绩效目标第{number + 1}条"


def _of_indicator(indicator: Indicator, number: int) -> Iterator[TextCell]:
    called = f"指标“{indicator.name}”" if indicator.name.strip() else f"第{number}条指标"
    yield TextCell(indicator, "name", f"第{number}条指标名称", indicator.name, "indicator")
    yield TextCell(indicator, "description", f"{called}的描述", indicator.description or "", "description")
    yield TextCell(indicator, "target", f"{called}的指标值", indicator.target.raw, "target")
    yield TextCell(indicator, "actual", f"{called}的实际完成值", indicator.actual or "", "actual")


def _of_department(project: Project) -> Iterator[TextCell]:
    if project.overall is None:
        return
    yield TextCell(project, "overall/duties", "部门职能", project.overall.duties or "", "duties")
    for number, task in enumerate(project.overall.tasks):
        field = f"overall/tasks/{number}"
        yield TextCell(project, f"{field}/name", f"第{number + 1}项主要任务", task.name, "task")
        yield TextCell(project, f"{field}/content", f"第{number + 1}项任务的内容", task.content or "", "task")


def _all(project: Project) -> Iterator[TextCell]:
    yield TextCell(project, "name", "项目名称" if project.overall is None else "部门名称", project.name, "name")
    for field, label, unit in (
        ("unit", "单位名称", project.unit),
        ("department", "主管部门", project.department),
    ):
        yield TextCell(project, field, label, (unit.name if unit else None) or "", field)
    yield TextCell(project, "purpose", "资金用途", project.purpose or "", "purpose")
    yield from _of_department(project)
    for number, objective in enumerate(project.objectives):
        yield TextCell(objective, "", objective_label(project, number), objective.text, "objective")
    for number, indicator in enumerate(project.indicators, 1):
        yield from _of_indicator(indicator, number)


def cells_of(project: Project) -> Iterator[TextCell]:
    """The filled cells in the order of the form; blank ones are left out."""
    return (cell for cell in _all(project) if cell.text.strip())


def excerpt(text: str, start: int, end: int, around: int = 8) -> str:
    """``text[start:end]`` with a few characters around it, in one line."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    piece = f"{before}{text[start:end]}{after}".replace("\r", "").replace("\n", " ")
    return f"{'…' if start > around else ''}{piece}{'…' if end + around < len(text) else ''}"


def gathered(
    project: Project, faults: Sequence[tuple[TextCell, str]], heading: str, suggestion: str
) -> Issue:
    """One issue for the whole project of faults in many cells, the gravest first; most are listed."""
    told = "；".join(f"{cell.label}{fault}" for cell, fault in faults[:4])
    more = f"等，共{len(faults)}处" if len(faults) > 4 else ""
    places = {cell.place.pointer: cell.place for cell, _ in faults}
    return Issue(
        message=f"{heading}：{told}{more}。",
        suggestion=suggestion,
        subject=project,
        quote=faults[0][0].text[:60],
        related=tuple(places.values()),
    )
