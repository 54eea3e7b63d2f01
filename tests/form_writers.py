"""Write submissions as units file them: Word cards of three families, text dumps of tables, JSON.

Used by the examples and the corpus. A project is a mapping with ``title``, ``name``, ``unit``,
``code``, ``budget``, ``purpose``, ``objectives`` and ``indicators``, where a family has them also
``department``, ``period``, ``year``, ``money_unit`` and ``midterm`` (its ``total``, ``fiscal``,
``other`` and ``objectives``). An indicator is first level, second level, name, description, target,
and a weight where the form has that column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocxDocument
from docx.table import Table

Project = Mapping[str, Any]
Row = Sequence[str]
_FUNDS = (("total", "年度资金总额"), ("fiscal", "其中：财政拨款"), ("other", "其他资金"))


def tianjin_card(document: DocxDocument, project: Project) -> None:
    """The card with 预算规模及资金用途 and 绩效指标描述, levels merged down."""
    document.add_paragraph(f"{project['title']}绩效目标表")
    _year_line(document, project)
    rows: Sequence[Row] = project["indicators"]
    table = document.add_table(rows=8 + len(rows), cols=5, style="Table Grid")
    _merge(table, 0, 0, 4, _unit_line(project, "　　"))
    table.cell(1, 0).text = "项目名称"
    _merge(table, 1, 1, 4, project["name"])
    table.cell(2, 0).text = "预算规模及资金用途"
    for row, (label, key) in enumerate(
        (("预算数", "total"), ("其中：财政资金", "fiscal"), ("其他资金", "other")), 2
    ):
        table.cell(row, 1).text = label
        _merge(table, row, 2, 4, project["budget"][key])
    _merge(table, 5, 1, 4, project["purpose"])
    table.cell(2, 0).merge(table.cell(5, 0))
    table.cell(6, 0).text = "绩效目标"
    _merge(table, 6, 1, 4, "\n".join(project["objectives"]))
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")):
        table.cell(7, column).text = label
    _indicators(table, 8, [row[:5] for row in rows])


def central_card(document: DocxDocument, project: Project) -> None:
    """The card with 主管部门, 项目属性, 项目资金 and no description; with ``midterm``, two horizons."""
    document.add_paragraph(project["title"])
    _year_line(document, project)
    rows: Sequence[Row] = project["indicators"]
    weighted = any(len(row) > 5 for row in rows)
    two = "midterm" in project
    last = 4 if weighted or two else 3
    table = document.add_table(rows=8 + two + len(rows), cols=last + 1, style="Table Grid")
    table.cell(0, 0).text = "项目名称"
    _merge(table, 0, 1, last, project["name"])
    _pairs(table, 1, last, ("主管部门及代码", project["department"], "实施单位", project["unit"]))
    _pairs(table, 2, last, ("项目属性", project.get("nature", "新增项目"), "项目期", project["period"]))
    money = project.get("money_unit", "")
    table.cell(3, 0).text = f"项目资金（{money}）" if money else "项目资金"
    table.cell(3, 0).merge(table.cell(5, 0))
    (_two_funds if two else _one_fund)(table, project, last)
    top = _two_objectives(table, project) if two else _one_objective(table, project, last)
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        table.cell(top, column).text = label
    if weighted:
        table.cell(top, 4).text = "分值"
    elif two:
        table.cell(top, 3).merge(table.cell(top, 4))
    shown = [(*row[:3], row[4], *([row[5] if len(row) > 5 else ""] if weighted else ())) for row in rows]
    _indicators(table, top + 1, shown, last if two and not weighted else None)


def _pairs(table: Table, row: int, last: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts[:3]):
        table.cell(row, column).text = text
    _merge(table, row, 3, last, texts[3])


def _one_fund(table: Table, project: Project, last: int) -> None:
    for row, (key, label) in enumerate(_FUNDS, 3):
        table.cell(row, 1).text = label
        _merge(table, row, 2, last, project["budget"][key])


def _two_funds(table: Table, project: Project, last: int) -> None:
    for row, (key, label) in enumerate(_FUNDS, 3):
        table.cell(row, 1).text = label.replace("年度", "中期") + "："
        table.cell(row, 2).text = project["midterm"].get(key, "")
        table.cell(row, 3).text = f"{label}："
        table.cell(row, last).text = project["budget"][key]


def _one_objective(table: Table, project: Project, last: int) -> int:
    table.cell(6, 0).text = "年度目标"
    _merge(table, 6, 1, last, "\n".join(project["objectives"]))
    return 7


def _two_objectives(table: Table, project: Project) -> int:
    table.cell(6, 0).text = "总体目标"
    table.cell(6, 0).merge(table.cell(7, 0))
    _merge(table, 6, 1, 2, "中期目标")
    _merge(table, 6, 3, 4, "年度目标")
    _merge(table, 7, 1, 2, "\n".join(project["midterm"]["objectives"]))
    _merge(table, 7, 3, 4, "\n".join(project["objectives"]))
    return 8


def minimal_card(document: DocxDocument, project: Project) -> None:
    """The short card: 项目预算金额 in the head and no funding grid."""
    document.add_paragraph(project["title"])
    _year_line(document, project)
    rows: Sequence[Row] = project["indicators"]
    table = document.add_table(rows=4 + len(rows), cols=4, style="Table Grid")
    for column, text in enumerate(("项目名称", project["name"], "项目单位", project["unit"])):
        table.cell(0, column).text = text
    money = project.get("money_unit", "万元")
    table.cell(1, 0).text = f"项目预算金额（{money}）" if money else "项目预算金额"
    _merge(table, 1, 1, 3, project["budget"]["total"])
    table.cell(2, 0).text = "绩效目标"
    _merge(table, 2, 1, 3, "\n".join(project["objectives"]))
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        table.cell(3, column).text = label
    _indicators(table, 4, [(*row[:3], row[4]) for row in rows])


def _year_line(document: DocxDocument, project: Project) -> None:
    if project.get("year"):
        document.add_paragraph(f"（{project['year']}年度）")


def _money_line(project: Project) -> str:
    money = project.get("money_unit", "万元")
    return f"单位：{money}" if money else ""


def _unit_line(project: Project, gap: str) -> str:
    unit = f"{project['code']}{project['unit']}"
    return gap.join(part for part in (unit, _money_line(project)) if part)


def _merge(table: Table, row: int, first: int, last: int, text: str) -> None:
    table.cell(row, first).merge(table.cell(row, last)).text = text


def _indicators(table: Table, top: int, rows: Sequence[Row], wide: int | None = None) -> None:
    """Rows with equal levels merged, as units file them; ``wide``: the last column the target covers."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row[2:], 2):
            table.cell(top + number, column).text = text
        if wide is not None:
            table.cell(top + number, 3).merge(table.cell(top + number, wide))
    for column in (0, 1):
        start = 0
        for number in range(1, len(rows) + 1):
            if number == len(rows) or rows[number][: column + 1] != rows[start][: column + 1]:
                merged = table.cell(top + start, column).merge(table.cell(top + number - 1, column))
                merged.text = rows[start][column]
                start = number


def text_dump(projects: Sequence[Project], numbered: bool = True) -> str:
    """The card as plain text, the way common converters dump Word tables."""
    out: list[str] = []
    for number, project in enumerate(projects, 1):
        out.append(f"{number}." if numbered else "")
        out.append(f"{project['title']}绩效目标表\n")
        if project.get("year"):
            out.append(f"（{project['year']}年度）\n")
        head = [
            [f"{project['code']}{project['unit']}"],
            [_money_line(project)],
            [],
            ["项目名称", project["name"]],
            [],
            ["预算规模及资金用途", "预算数", project["budget"]["total"]],
            ["其中：财政资金", project["budget"]["fiscal"]],
            ["其他资金", project["budget"]["other"] or " "],
            [],
            ["", project["purpose"]],
            [],
            ["绩效目标", "\n".join(project["objectives"])],
            [],
        ]
        for cells in head:
            out.append("".join(f"\t{cell}\n" for cell in cells) if cells else "\n")
        out.append("\n \n")
        out.append(
            "".join(f"\t{c}\n" for c in ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")) + "\n"
        )
        before = ""
        for row in project["indicators"]:
            first = row[0] if row[0] != before else ""
            before = row[0]
            out.append("".join(f"\t{cell}\n" for cell in (first, *row[1:])) + "\n")
        out.append("\n\n \n")
    return "".join(out)


def as_json(project: Project) -> dict[str, Any]:
    """A project as data, for systems that export it directly; what it does not have is left out."""
    data: dict[str, Any] = {
        "name": project["name"],
        "unit": {"code": project["code"], "name": project["unit"]},
        "money_unit": project.get("money_unit", "万元"),
        "budget": {key: {"raw": text} for key, text in project["budget"].items() if text},
        "purpose": project["purpose"],
        "objectives": [{"horizon": "annual", "text": text} for text in project["objectives"]],
        "indicators": [_json_indicator(row) for row in project["indicators"]],
    }
    if "year" in project:
        data["year"] = project["year"]
    if "midterm" in project:
        data["midterm_total"] = {"raw": project["midterm"].get("total", "")}
        texts = project["midterm"]["objectives"]
        data["objectives"] = [*({"horizon": "midterm", "text": t} for t in texts), *data["objectives"]]
    return data


def _json_indicator(row: Row) -> dict[str, Any]:
    levels = {"first_level": row[0], "second_level": row[1], "name": row[2], "description": row[3]}
    weight = {"weight": row[5]} if len(row) > 5 else {}
    return {**levels, "target": {"raw": row[4]}, **weight}
