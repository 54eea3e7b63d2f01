"""Forms of departments written to real files of four formats, in odd shapes, and broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from family_paper import FOLDER, NAMES, as_expected, expected, paper, read_paper
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_paper import Rows, Wide, dump, poor, take, word
from test_layout_readers import printed, written

from auditkit.document import Anchor, Cell, Document, Limits, Source, Table
from auditkit.layouts import auditkit_layouts
from auditkit.readers import auditkit_readers

FORMS = [name for name in NAMES if name.startswith(("b6", "c1b", "d2"))]
Blocks = Sequence[str | Rows]


def blocks_of(name: str) -> Blocks:
    """The blocks of a form file, each line above a table by itself."""
    return read_paper((FOLDER / f"{name}.form").read_text(encoding="utf-8"))[0]


def read(name: str, data: bytes) -> Document:
    """The document that the surest reader makes of some bytes."""
    source = Source(name, data)
    reader = max(auditkit_readers(), key=lambda reader: reader.recognises(source))
    return reader.read(source, Limits())


def sheets(*blocks: str | Rows) -> Document:
    """The blocks as a workbook, a sheet for each table with the lines above it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        sheet = book.create_sheet()
        for number, line in enumerate(lines, 1):
            sheet.cell(number, 1, line)
        (table,) = word(block).tables()
        for cell in table.cells:
            top = cell.row + len(lines)
            sheet.cell(top, cell.column, cell.text).data_type = "s"
            if cell.rowspan + cell.colspan > 2:
                sheet.merge_cells(
                    start_row=top,
                    start_column=cell.column,
                    end_row=top + cell.rowspan - 1,
                    end_column=cell.column + cell.colspan - 1,
                )
        lines = []
    data = BytesIO()
    book.save(data)
    return read("表.xlsx", data.getvalue())


def page(*blocks: str | Rows) -> Document:
    """The blocks as a web page."""
    html = "<html><body>"
    for block in blocks:
        if isinstance(block, str):
            html += f"<p>{escape(block)}</p>"
            continue
        (table,) = word(block).tables()
        html += "<table>"
        for row in range(1, table.rows + 1):
            own = [cell for cell in table.cells if cell.row == row]
            html += "<tr>" + "".join(map(_td, own)) + "</tr>"
        html += "</table>"
    return read("页.html", f"{html}</body></html>".encode())


def _td(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    return f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{text}</td>'


@pytest.mark.parametrize("write", [written, sheets, page, printed])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_the_same_in_every_format(name: str, write: Callable[..., Document]) -> None:
    if write is printed and name in ("d2-department-a-sheet", "c1b-project-a-sheet"):
        pytest.skip("sheets are no matter of text dumps")
    assert as_expected(take(write(*blocks_of(name))))["projects"] == expected(name)["projects"]


def department(*middle: Sequence[str | Wide]) -> list[Sequence[str | Wide]]:
    """A small department form with these rows in its head."""
    return [
        ["部门（单位）名称", Wide("云岭县林业局", across=3)],
        *middle,
        ["整体绩效目标", Wide("新造林8000亩。", across=3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["履职效能", "造林绿化", "新造林面积", "≥8000亩"],
        ["服务对象满意度", "群众满意度", "林农满意度", "≥90%"],
    ]


def overall(document: Document) -> dict[str, Any]:
    """The department's part of the only form."""
    (project,) = take(document).projects
    assert (project["scope"], project["name"]) == ("department", "云岭县林业局")
    found: dict[str, Any] = project["overall"]
    return found


@pytest.mark.parametrize("render", [word, dump, poor])
def test_labels_broken_by_blanks_are_the_same_labels(render: Callable[..., Document]) -> None:
    rows = department(
        ["收 入 合 计", "2000", "支出\n合计", "2000"],
        ["基 本 支 出：", "1240", "项目 支出", "760"],
        ["部 门\n职 责", Wide("管护森林。", across=3)],
    )
    found = overall(render("部门整体支出绩效目标表", rows))
    money = [found[key]["raw"] for key in ("income", "spending", "basic_spending", "project_spending")]
    assert (money, found["duties"]) == (["2000", "2000", "1240", "760"], "管护森林。")


@pytest.mark.parametrize("render", [word, dump, poor])
def test_the_amounts_may_stand_below_their_labels(render: Callable[..., Document]) -> None:
    rows = department(["收入合计", "支出合计", "基本支出", "项目支出"], ["2000", "2000", "1240", "760"])
    found = overall(render("部门整体支出绩效目标表", rows))
    assert [found[key]["raw"] for key in ("income", "basic_spending", "project_spending")] == [
        "2000",
        "1240",
        "760",
    ]


@pytest.mark.parametrize("render", [word, dump, poor])
def test_halves_may_have_a_header_of_two_rows_and_unequal_length(render: Callable[..., Document]) -> None:
    rows = department(
        [Wide("收入构成", across=2), Wide("支出构成", across=2)],
        ["项目", "金额（万元）", "项目", "金额（万元）"],
        ["财政拨款", "1860", "基本支出", "1240"],
        ["林下经济收入", "140", "项目支出", "700"],
        ["", "", "苗圃支出", "60"],
        ["合计", "2000", "合计", "2000"],
    )
    found = overall(render("部门整体支出绩效目标表", rows))
    parts = [(p["label"], p["amount"]["raw"]) for p in (*found["income_parts"], *found["spending_parts"])]
    assert parts == [("财政拨款", "1860"), ("林下经济收入", "140"), ("苗圃支出", "60")]
    assert (found["income"], found["spending"]) == ({"raw": "2000"}, {"raw": "2000"})


@pytest.mark.parametrize("render", [word, dump, poor])
def test_tasks_may_have_one_amount_or_none(render: Callable[..., Document]) -> None:
    priced = department(
        [Wide("年度主要任务", down=3), "任务名称", "主要内容", "预算金额"],
        ["造林绿化", "新造林8000亩", "420"],
        ["合计", "", "420"],
    )
    found = overall(render("部门整体支出绩效目标表", priced))
    assert [(t["name"], t["content"], t["total"]) for t in found["tasks"]] == [
        ("造林绿化", "新造林8000亩", {"raw": "420"})
    ]
    assert found["tasks_total"] == {"raw": "420"}
    plain = department(
        [Wide("年度主要任务", down=2), "任务名称", Wide("主要内容", across=2)],
        ["造林绿化", Wide("新造林8000亩", across=2)],
    )
    (task,) = overall(render("部门整体支出绩效目标表", plain))["tasks"]
    assert (task["name"], task["content"], task["total"]) == ("造林绿化", "新造林8000亩", None)


def test_two_departments_apart_only_by_their_name_are_two_forms() -> None:
    first, *rest = department()
    other = [[first[0], Wide("云岭县水务局", across=3)], *rest]
    form = take(word("部门整体支出绩效目标表", [first, *rest, *other]))
    assert [project["name"] for project in form.projects] == ["云岭县林业局", "云岭县水务局"]
    assert [len(project["indicators"]) for project in form.projects] == [2, 2]


def test_a_project_s_form_that_speaks_of_whole_departments_stays_a_project() -> None:
    card = [
        ["项目名称", Wide("部门整体支出绩效评价服务", across=3)],
        ["主管部门及代码", "[101]某市财政局", "实施单位", "某市财政局"],
        ["项目资金（万元）", "年度资金总额：", Wide("60", across=2)],
        ["年度目标", Wide("完成20个部门整体支出绩效评价。", across=3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "整体支出评价部门数", "≥20个"],
    ]
    for render in (word, dump, poor):
        (project,) = take(render("项目支出绩效目标表", card)).projects
        assert (project["form"], project.get("scope", "project")) == ("central-card", "project")


cells = st.text(alphabet="收入支出合计基本项目任务名称主要内容金额占比部门职能年度0123.%：\n 无…", max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=7), max_size=8))
def test_whatever_stands_in_the_head_the_indicators_are_read(middle: list[list[str]]) -> None:
    rows = department(["收入构成", "金额", "支出构成", "金额"], *middle)
    for render in (word, dump):
        for layout in auditkit_layouts():
            if layout.name in ("department-overall", "department-columns"):
                form = layout.take(render("部门整体支出绩效目标表", rows))
                names = [row["name"] for project in form.projects for row in project["indicators"]]
                assert "新造林面积" in names
                assert all(isinstance(place, Anchor) for place in form.anchors.values())


def test_every_amount_of_a_department_has_its_place() -> None:
    for name in FORMS:
        form = take(paper(name))
        for number, project in enumerate(form.projects):
            told = project.get("overall") or {}
            pointer = f"/projects/{number}/overall"
            keys = [key for key, value in told.items() if value and not isinstance(value, list)]
            keys += [f"{key}/{n}" for key in ("income_parts", "spending_parts") for n in range(len(told.get(key, ())))]
            keys += [f"tasks/{n}/name" for n in range(len(told.get("tasks", ())))]
            assert [key for key in keys if f"{pointer}/{key}" not in form.anchors] == []
    assert isinstance(paper(FORMS[0]).blocks[-1], Table)
