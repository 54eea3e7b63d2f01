"""The township list is read whole, wherever a cell stands, and nothing else is taken for it."""

from __future__ import annotations

from auditkit import Document
from auditkit.document import Cell, Paragraph, Table

from auditkit_linhe.layout import TOWNSHIP_LIST

HEADER = ("序号", "项目名称", "预算（万元）", "资金用途", "年度目标", "考核内容", "考核指标", "目标值")
ROAD = ("1", "村道修复", "36", "用于修复村道", "1.修复12公里\n2.方便出行", "数量", "修复长度", "≥12公里")
SECOND = ("", "", "", "", "", "群众满意", "村民满意度", "≥92%")


def document(*rows: tuple[str, ...]) -> Document:
    cells = [
        Cell(row, column, text)
        for row, texts in enumerate((HEADER, *rows), 1)
        for column, text in enumerate(texts, 1)
    ]
    lines = (Paragraph(1, "临河新区2026年镇街项目"), Paragraph(2, "填报单位：南浦街道办事处（512003）"))
    return Document("一览表.docx", "docx", (*lines, Table(1, tuple(cells), len(rows) + 1, len(HEADER))))


def test_a_row_without_project_belongs_to_the_project_above() -> None:
    form = TOWNSHIP_LIST.take(document(ROAD, SECOND))
    (project,) = form.projects
    assert project["name"] == "村道修复"
    assert project["unit"] == {"name": "南浦街道办事处", "code": "512003"}
    assert project["year"] == 2026
    assert [goal["text"] for goal in project["objectives"]] == ["修复12公里", "方便出行"]
    assert [row["second_level"] for row in project["indicators"]] == ["数量指标", "服务对象满意度指标"]


def test_every_text_knows_its_cell() -> None:
    anchors = TOWNSHIP_LIST.take(document(ROAD, SECOND)).anchors
    place = anchors["/projects/0/indicators/1/target"]
    assert (place.part, place.row, place.column, place.text) == ("table 1", 3, 8, "≥92%")
    assert anchors["/projects/0/unit"].text == "填报单位：南浦街道办事处（512003）"
    assert anchors["/projects/0/budget/total"].text == "36"


def test_a_first_row_without_project_is_named_and_not_dropped() -> None:
    form = TOWNSHIP_LIST.take(document(SECOND))
    assert form.projects == ()
    assert "没有项目名称" in form.unread[0].reason


def test_an_unknown_content_stands_as_filed() -> None:
    odd = (*ROAD[:5], "其他", *ROAD[6:])
    (project,) = TOWNSHIP_LIST.take(document(odd)).projects
    assert (project["indicators"][0]["first_level"], project["indicators"][0]["second_level"]) == ("", "其他")


def test_another_table_is_not_this_form() -> None:
    other = Document("别的.docx", "docx", (Table(1, (Cell(1, 1, "项目名称"), Cell(1, 2, "预算数")), 1, 2),))
    assert TOWNSHIP_LIST.score(other) == 0
    assert TOWNSHIP_LIST.score(document(ROAD)) > 90
