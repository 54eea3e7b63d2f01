"""Write the example submissions anew: ``python tests/examples/build_examples.py``.

All units, projects and figures are invented. The files are committed, so that the examples can be
audited without running this.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.table import Table

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
Row = tuple[str, str, str, str, str]


def tianjin_card(document: DocxDocument, project: dict[str, Any]) -> None:
    """The card with 预算规模及资金用途 and 绩效指标描述, levels merged down."""
    document.add_paragraph(f"{project['title']}绩效目标表")
    rows: list[Row] = project["indicators"]
    table = document.add_table(rows=8 + len(rows), cols=5, style="Table Grid")
    _merge(table, 0, 0, 4, f"{project['code']}{project['unit']}　　单位：万元")
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
    _indicators(table, 8, rows, 5)


def central_card(document: DocxDocument, project: dict[str, Any]) -> None:
    """The card with 主管部门, 项目属性, 项目资金 and no description column."""
    document.add_paragraph(project["title"])
    document.add_paragraph(f"（{project['year']}年度）")
    rows: list[Row] = project["indicators"]
    table = document.add_table(rows=8 + len(rows), cols=4, style="Table Grid")
    table.cell(0, 0).text = "项目名称"
    _merge(table, 0, 1, 3, project["name"])
    for column, text in enumerate(("主管部门及代码", project["department"], "实施单位", project["unit"])):
        table.cell(1, column).text = text
    for column, text in enumerate(("项目属性", "新增项目", "项目期", project["period"])):
        table.cell(2, column).text = text
    table.cell(3, 0).text = f"项目资金（{project['money_unit']}）"
    table.cell(3, 0).merge(table.cell(5, 0))
    for row, (label, key) in enumerate(
        (("年度资金总额", "total"), ("其中：财政拨款", "fiscal"), ("其他资金", "other")), 3
    ):
        table.cell(row, 1).text = label
        _merge(table, row, 2, 3, project["budget"][key])
    table.cell(6, 0).text = "年度目标"
    _merge(table, 6, 1, 3, "\n".join(project["objectives"]))
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        table.cell(7, column).text = label
    _indicators(table, 8, rows, 4)


def minimal_card(document: DocxDocument, project: dict[str, Any]) -> None:
    """The short card: 项目预算金额 in the head and no funding grid."""
    document.add_paragraph(project["title"])
    rows: list[Row] = project["indicators"]
    table = document.add_table(rows=4 + len(rows), cols=4, style="Table Grid")
    for column, text in enumerate(("项目名称", project["name"], "项目单位", project["unit"])):
        table.cell(0, column).text = text
    table.cell(1, 0).text = "项目预算金额（万元）"
    _merge(table, 1, 1, 3, project["budget"]["total"])
    table.cell(2, 0).text = "绩效目标"
    _merge(table, 2, 1, 3, "\n".join(project["objectives"]))
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        table.cell(3, column).text = label
    _indicators(table, 4, rows, 4)


def _merge(table: Table, row: int, first: int, last: int, text: str) -> None:
    table.cell(row, first).merge(table.cell(row, last)).text = text


def _indicators(table: Table, top: int, rows: list[Row], columns: int) -> None:
    """Rows with equal levels merged, as units file them."""
    for number, row in enumerate(rows):
        shown = row if columns == 5 else (row[0], row[1], row[2], row[4])
        for column, text in enumerate(shown[2:], 2):
            table.cell(top + number, column).text = text
    for column in (0, 1):
        start = 0
        for number in range(1, len(rows) + 1):
            if number == len(rows) or rows[number][: column + 1] != rows[start][: column + 1]:
                merged = table.cell(top + start, column).merge(table.cell(top + number - 1, column))
                merged.text = rows[start][column]
                start = number


def text_dump(projects: list[dict[str, Any]]) -> str:
    """The card as plain text, the way common converters dump Word tables."""
    out: list[str] = []
    for number, project in enumerate(projects, 1):
        out.append(f"{number}.{project['title']}绩效目标表\n")
        head = [
            [f"{project['code']}{project['unit']}"],
            ["单位：万元"],
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


def as_json(project: dict[str, Any]) -> dict[str, Any]:
    """The submission as data, for systems that export it directly."""
    return {
        "projects": [
            {
                "name": project["name"],
                "unit": {"code": project["code"], "name": project["unit"]},
                "money_unit": "万元",
                "budget": {key: {"raw": text} for key, text in project["budget"].items() if text},
                "purpose": project["purpose"],
                "objectives": [{"horizon": "annual", "text": text} for text in project["objectives"]],
                "indicators": [
                    {
                        "first_level": row[0],
                        "second_level": row[1],
                        "name": row[2],
                        "description": row[3],
                        "target": {"raw": row[4]},
                    }
                    for row in project["indicators"]
                ],
            }
        ]
    }


def write_all(folder: Path = EXAMPLES) -> None:
    """Write every example into the folder."""
    writers = {"tianjin": tianjin_card, "central": central_card, "minimal": minimal_card}
    for path in sorted((HERE / "sources").glob("*.json")):
        source = json.loads(path.read_text(encoding="utf-8"))
        form, projects = source["form"], source["projects"]
        if form == "json":
            text = json.dumps(as_json(projects[0]), ensure_ascii=False, indent=1) + "\n"
            (folder / f"{path.stem}.json").write_text(text, encoding="utf-8", newline="\n")
        elif form == "text":
            (folder / f"{path.stem}.txt").write_text(text_dump(projects), encoding="utf-8", newline="\n")
        else:
            document = Document()
            for project in projects:
                writers[form](document, project)
            document.save(str(folder / f"{path.stem}.docx"))


if __name__ == "__main__":
    write_all()
