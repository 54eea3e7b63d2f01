"""A project drawn as the form reviewers know, with numbered marks at the cells findings point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from auditkit import Finding, Indicator, Money, Overall, Project
from auditkit_reports.wording import printable

__all__ = ["Marks", "cells_of", "form_table", "text_as_html"]


def text_as_html(text: str | None) -> str:
    """Text safe inside HTML, line ends kept."""
    return escape(printable(text or "")).replace("\n", "<br>")


@dataclass(slots=True)
class Marks:
    """Which findings stand at which cell; ``drawn`` cells are known before marks are placed."""

    findings: Sequence[tuple[int, Finding]]
    cells: set[str]
    at: dict[str, list[tuple[int, Finding]]] = field(default_factory=dict)
    near: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, finding in self.findings:
            home = self._home(finding.location.pointer)
            self.at.setdefault(home, []).append((number, finding))
            if home.count("/") == _PROJECT_DEPTH:
                continue  # said of the project as a whole: marking all its cells would hide the rest
            for place in finding.related:
                if place.source == finding.location.source and place.pointer in self.cells:
                    self.near.setdefault(place.pointer, []).append(number)

    def _home(self, pointer: str) -> str:
        """The cell itself, or the closest drawn thing above it."""
        while pointer and pointer not in self.cells:
            pointer = pointer.rpartition("/")[0]
        return pointer

    def cell(self, pointer: str, html: str, tag: str = "td", spans: str = "") -> str:
        """One table cell with its marks."""
        here = self.at.get(pointer, ())
        classes = [f"hit {min(here, key=lambda item: item[1].severity.rank)[1].severity}"] if here else []
        if pointer in self.near and not here:
            classes.append("near")
        badges = "".join(
            f'<a class="badge {finding.severity}" href="#f{number}" id="c{number}">{number}</a>'
            for number, finding in here
        )
        shown = f' class="{" ".join(classes)}"' if classes else ""
        return f"<{tag}{shown}{spans}>{html}{badges}</{tag}>"


_PROJECT_DEPTH = 2
_HEAD_FIELDS = (
    "title",
    "name",
    "unit",
    "purpose",
    "objectives",
    "indicators",
    "money_unit",
    "period",
    "year",
)
_ROW_FIELDS = ("first_level", "second_level", "name", "description", "target", "weight", "actual", "score", "reason")


def cells_of(project: Project) -> set[str]:
    """The pointers that get a cell of their own when the project is drawn."""
    top = project.pointer
    cells = {top} | {f"{top}/{name}" for name in _HEAD_FIELDS}
    cells |= {f"{top}/budget/{name}" for name in ("total", "fiscal", "other")}
    if project.overall is not None:
        cells -= {f"{top}/{name}" for name in ("purpose", "budget/fiscal", "budget/other")}
        cells |= {f"{top}/overall/{name}" for _, name, _ in _overall_lines(project.overall)}
    cells |= {objective.pointer for objective in project.objectives}
    cells |= {f"{row.pointer}/{name}" for row in project.indicators for name in _shown(project)}
    return cells


def _shown(project: Project) -> list[str]:
    """The columns worth drawing: optional ones only where the form or a row has them."""
    optional = {
        "description": "description" in project.fields or any(i.description for i in project.indicators),
        "weight": any(i.weight is not None or i.weight_raw for i in project.indicators),
        "actual": any(i.actual for i in project.indicators),
        "score": any(i.score is not None for i in project.indicators),
        "reason": any(i.reason for i in project.indicators),
    }
    return [name for name in _ROW_FIELDS if optional.get(name, True)]


_TITLES: Mapping[str, str] = {
    "first_level": "一级指标",
    "second_level": "二级指标",
    "name": "三级指标",
    "description": "指标描述",
    "target": "指标值",
    "weight": "权重",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因",
}


def form_table(project: Project, marks: Marks) -> str:
    """The whole form of one project as an HTML table."""
    columns = _shown(project)
    rows = [*_head_rows(project, marks, len(columns)), *_indicator_rows(project, marks, columns)]
    return f'<table class="form">{"".join(rows)}</table>'


def _money(amount: Money | None) -> str:
    return text_as_html(amount.raw) if amount else ""


def _overall_lines(whole: Overall) -> Iterator[tuple[str, str, str]]:
    """Label, field and HTML of what only a department's form has; lines that it leaves blank are left out."""
    totals = (("收入合计", "income"), ("支出合计", "spending"), ("基本支出", "basic_spending"), ("项目支出", "project_spending"))
    found = [("部门职能", "duties", text_as_html(whole.duties))]
    found += [(label, key, _money(getattr(whole, key))) for label, key in totals]
    for key, parts in (("income_parts", whole.income_parts), ("spending_parts", whole.spending_parts)):
        found += [(text_as_html(p.label), f"{key}/{n}", _money(p.amount)) for n, p in enumerate(parts)]
    for number, task in enumerate(whole.tasks):
        told = (task.name, task.content, task.total.raw if task.total else None)
        said = "　".join(text for text in map(text_as_html, told) if text)
        found.append((f"主要任务{number + 1}", f"tasks/{number}", said))
    found.append(("任务金额合计", "tasks_total", _money(whole.tasks_total)))
    return (entry for entry in found if entry[2])


def _head_rows(project: Project, marks: Marks, width: int) -> Iterator[str]:
    top = project.pointer
    wide = f' colspan="{width - 1}"'
    unit = f"{project.unit.code or ''}{project.unit.name or ''}" if project.unit else ""

    def line(label: str, pointer: str, html: str) -> str:
        return f'<tr><th scope="row">{label}</th>{marks.cell(pointer, html, spans=wide)}</tr>'

    yield line("项目名称" if project.overall is None else "部门名称", f"{top}/name", text_as_html(project.name))
    yield line("单位", f"{top}/unit", text_as_html(unit))
    label = f"预算数（{text_as_html(project.money_unit) or '单位未注明'}）"
    yield line(label, f"{top}/budget/total", _money(project.budget.total))
    if project.overall is None:
        yield line("其中：财政资金", f"{top}/budget/fiscal", _money(project.budget.fiscal))
        yield line("其他资金", f"{top}/budget/other", _money(project.budget.other))
        yield line("资金用途", f"{top}/purpose", text_as_html(project.purpose))
    else:
        for label, field, text in _overall_lines(project.overall):
            yield line(label, f"{top}/overall/{field}", text)
    count = max(1, len(project.objectives))
    head = marks.cell(f"{top}/objectives", "绩效目标", "th", f' rowspan="{count}" scope="rowgroup"')
    if not project.objectives:
        yield f"<tr>{head}<td{wide}></td></tr>"
    for number, objective in enumerate(project.objectives):
        cell = marks.cell(objective.pointer, text_as_html(objective.text), spans=wide)
        yield f"<tr>{head if number == 0 else ''}{cell}</tr>"


def _indicator_rows(project: Project, marks: Marks, columns: Sequence[str]) -> Iterator[str]:
    heads = [f'<th scope="col">{_TITLES[name]}</th>' for name in columns]
    heads[2] = marks.cell(f"{project.pointer}/indicators", _TITLES["name"], "th", ' scope="col"')
    yield f"<tr>{''.join(heads)}</tr>"
    first = _runs([row.first_level for row in project.indicators])
    for number, row in enumerate(project.indicators):
        cells = []
        for name in columns:
            spans = ""
            if name == "first_level":
                if not first[number]:
                    continue
                spans = f' rowspan="{first[number]}"'
            cells.append(marks.cell(f"{row.pointer}/{name}", _shown_text(row, name), spans=spans))
        yield f"<tr>{''.join(cells)}</tr>"


def _runs(values: Sequence[str]) -> list[int]:
    """For each row the height of the run it starts, 0 inside a run."""
    heights = [0] * len(values)
    start = 0
    for number in range(1, len(values) + 1):
        if number == len(values) or values[number] != values[start]:
            heights[start] = number - start
            start = number
    return heights


def _shown_text(row: Indicator, name: str) -> str:
    if name == "target":
        return text_as_html(row.target.raw)
    if name == "weight":
        return text_as_html(row.weight_raw or ("" if row.weight is None else f"{row.weight:f}"))
    if name == "score":
        return "" if row.score is None else f"{row.score:f}"
    return text_as_html(getattr(row, name) or "")
