"""Where one project ends and the next begins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layout_paper import Render, Rows, Wide, dump, rows_of, take, word

from auditkit.document import Cell, Document, Table

BOTH = pytest.mark.parametrize("render", [word, dump])
HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]


def card(name: str, *, unit: str | None = None, money: str | None = None, value: str = "1个") -> Rows:
    """A short Tianjin card."""
    line = [[text for text in (unit, money) if text is not None]]
    return [
        *(line if unit or money else []),
        ["项目名称", Wide(name, across=4)],
        ["预算规模及资金用途", "预算数", "5", "其他资金", ""],
        ["绩效目标", Wide(f"1.办好{name}。", across=4)],
        HEADER,
        ["产出指标", "数量指标", f"{name}的数量", "", value],
    ]


def names(document_form: object) -> list[str]:
    return [project["name"] for project in document_form.projects]  # type: ignore[attr-defined]


@BOTH
def test_only_a_repeated_unit_line_parts_two_projects(render: Render) -> None:
    first = card("甲渠清淤", unit="201青石县水务局", money="单位：万元")
    second = card("乙渠清淤", unit="202白沙县水务局", value="2个")
    for form in (take(render(first, second)), take(render([*first, *second]))):
        assert names(form) == ["甲渠清淤", "乙渠清淤"]
        assert [project["unit"]["code"] for project in form.projects] == ["201", "202"]
        assert rows_of(form, 1) == [("产出指标", "数量指标", "乙渠清淤的数量", "2个")]
        assert [project["money_unit"] for project in form.projects] == ["万元", "万元"]
        assert form.unread == ()


@BOTH
def test_only_a_new_name_row_parts_two_projects(render: Render) -> None:
    form = take(render("青石县水务局   单位：元", [*card("甲渠清淤"), *card("乙渠清淤")]))
    assert names(form) == ["甲渠清淤", "乙渠清淤"]
    assert [project["unit"]["name"] for project in form.projects] == ["青石县水务局"] * 2
    assert [project["money_unit"] for project in form.projects] == ["元", "元"]
    assert [len(project["objectives"]) for project in form.projects] == [1, 1]


@BOTH
def test_titles_part_projects_and_stay_with_their_own(render: Render) -> None:
    form = take(
        render("1.甲渠清淤绩效目标表", card("甲渠清淤"), "", "2.乙渠清淤绩效目标表", card("乙渠清淤"))
    )
    assert [project["title"] for project in form.projects] == ["1.甲渠清淤绩效目标表", "2.乙渠清淤绩效目标表"]
    assert form.anchors["/projects/1/title"].part == "paragraph 3"


@BOTH
def test_a_form_cut_by_a_page_stays_one_project(render: Render) -> None:
    whole = card("甲渠清淤")
    more = [HEADER, ["", "", "清淤土方", "", "9万方"], ["", "质量指标", "验收合格率", "", "100%"]]
    form = take(render("甲渠清淤绩效目标表", whole, "甲渠清淤绩效目标表", more))
    assert names(form) == ["甲渠清淤"]
    assert rows_of(form)[1:] == [
        ("产出指标", "数量指标", "清淤土方", "9万方"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
    ]


@BOTH
def test_a_list_table_between_two_forms_makes_no_project(render: Render) -> None:
    budget = [["序号", "项目名称", "金额"], ["1", "甲渠清淤", "5"]]
    form = take(render(budget, "单位：元", budget, card("甲渠清淤"), budget, card("乙渠清淤")))
    assert names(form) == ["甲渠清淤", "乙渠清淤"]
    assert form.projects[0]["money_unit"] is None


def test_a_year_in_a_project_name_is_not_the_year_of_the_form() -> None:
    form = take(dump("1.2023年度征兵绩效目标表", card("2023年度征兵")))
    assert form.projects[0]["year"] is None
    form = take(dump("2024年度征兵绩效目标表", card("征兵")))
    assert form.projects[0]["year"] == 2024


def test_two_names_in_one_head_are_one_project() -> None:
    head = [["一级项目名称", "水利", "二级项目名称", "甲渠清淤"]]
    form = take(dump([*head, *card("甲渠清淤")[1:]]))
    assert names(form) == ["甲渠清淤"]


def test_a_name_in_a_line_above_the_table_is_the_name() -> None:
    form = take(dump("项目名称：甲渠清淤", card("x")[1:], "项目名称：乙渠清淤", card("y")[1:]))
    assert names(form) == ["甲渠清淤", "乙渠清淤"]
    assert form.anchors["/projects/1/name"].text == "乙渠清淤"


def test_a_blank_form_is_still_a_project() -> None:
    form = take(dump([["项目名称", ""], ["绩效目标", ""], HEADER, ["产出指标", "数量指标", "", "", ""]]))
    (project,) = form.projects
    assert (project["name"], project["objectives"], project["indicators"]) == ("", [], [])
    assert "objectives" in project["fields"]
    assert form.anchors["/projects/0/objectives"].column == 2


def test_a_form_inside_a_cell_of_another_table_is_read() -> None:
    (inner,) = word(card("甲渠清淤")).blocks
    assert isinstance(inner, Table)
    host = Table(
        1,
        (
            Cell(1, 1, "甲渠清淤绩效目标表"),
            Cell(2, 1, "", tables=(replace(inner, index=2),)),
            Cell(3, 1, "填报人：张某"),
        ),
        3,
        1,
    )
    form = take(Document("甲.docx", "docx", (host,)))
    assert names(form) == ["甲渠清淤"]
    assert form.projects[0]["title"] == "甲渠清淤绩效目标表"
    assert form.anchors["/projects/0/indicators/0/name"].part == "table 2"
    assert form.unread == ()
