"""Forms as hands and programs really draw them: edges that do not meet, cells printed twice, rows cut off."""

from __future__ import annotations

import pytest
from layout_forms import A1_HEAD, A1_ROWS, A2, B2, B2_TWO_HORIZONS
from layout_paper import Render, Rows, Wide, dump, everywhere, rows_of, take, word

from auditkit.document import Cell, Document, Form, Table
from auditkit.layouts.family import built_in_families
from auditkit.layouts.text import key_of

FOUR = ["一级指标", "二级指标", "三级指标", "指标值"]
HEAD: Rows = [["项目名称", Wide("城墙修缮", across=3)], ["年度目标", Wide("修缮城墙。", across=3)]]
BOTH = pytest.mark.parametrize("render", [word, dump])


def drawn(*rows: list[tuple[int, int, str]]) -> Form:
    """A Word table of cells given by their column, span and text."""
    cells = [
        Cell(number, column, text, colspan=span)
        for number, row in enumerate(rows, 1)
        for column, span, text in row
    ]
    return take(Document("甲.docx", "docx", (Table(1, tuple(cells), len(rows), 12),)))


@pytest.mark.parametrize(
    "blocks", [(A1_HEAD, A1_ROWS), ([*A1_HEAD, *A1_ROWS],), (A2,), (B2,), (B2_TWO_HORIZONS,)]
)
def test_merged_cells_printed_in_every_place_are_one_cell(blocks: tuple[Rows, ...]) -> None:
    printed, whole = take(everywhere(*blocks)), take(word(*blocks))
    assert printed.projects == whole.projects
    assert printed.unread == ()


def test_a_description_that_repeats_the_name_is_no_merged_cell() -> None:
    header = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]
    rows = [
        ["项目名称", Wide("城墙修缮", across=4)],
        header,
        ["产出指标", "数量指标", "长度", "长度", "3公里"],
    ]
    (row,) = take(everywhere(rows)).projects[0]["indicators"]
    assert (row["name"], row["description"]) == ("长度", "长度")


def test_the_same_goal_for_both_horizons_stays_two_goals() -> None:
    card = [*B2_TWO_HORIZONS]
    card[7] = [Wide("改造码头一座。", across=2), Wide("改造码头一座。", across=2)]
    goals = take(everywhere(card)).projects[0]["objectives"]
    assert [(goal["horizon"], goal["text"]) for goal in goals] == [
        ("midterm", "改造码头一座。"),
        ("annual", "改造码头一座。"),
    ]


def test_cells_whose_edges_do_not_meet_those_of_the_header_are_told_by_their_order() -> None:
    form = drawn(
        [(1, 3, "项目名称"), (4, 9, "城墙修缮")],
        [(1, 3, "一级指标"), (4, 3, "二级指标"), (7, 3, "三级指标"), (10, 3, "指标值")],
        [(1, 2, "产出指标"), (3, 3, "数量指标"), (6, 5, "修缮长度"), (11, 2, "≥3公里")],
        [(1, 4, "产出指标"), (5, 4, "质量指标"), (9, 1, "合格率"), (10, 3, "100%")],
        [(1, 5, "满意度指标"), (6, 3, "游客满意度"), (9, 4, "≥90%")],
    )
    assert rows_of(form) == [
        ("产出指标", "数量指标", "修缮长度", "≥3公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("满意度指标", "满意度指标", "游客满意度", "≥90%"),
    ]
    assert form.unread == ()


def test_amounts_below_their_labels_are_told_by_their_order() -> None:
    form = drawn(
        [(1, 3, "项目名称"), (4, 9, "城墙修缮")],
        [(1, 4, "年度资金总额"), (5, 4, "财政拨款"), (9, 4, "其他资金")],
        [(1, 2, "300"), (3, 5, "260"), (8, 5, "40")],
        [(1, 3, "年度目标"), (4, 9, "修缮。")],
        [(1, 4, "二级指标"), (5, 4, "三级指标"), (9, 4, "指标值")],
        [(1, 4, "数量指标"), (5, 4, "长度"), (9, 4, "3公里")],
    )
    budget = form.projects[0]["budget"]
    assert [budget[key]["raw"] for key in ("total", "fiscal", "other")] == ["300", "260", "40"]


def test_the_last_rows_on_a_page_of_their_own_are_still_of_the_form() -> None:
    first = [*HEAD, FOUR, ["产出指标", "数量指标", "长度", "3公里"]]
    for rest in (["", "质量指标", "合格率", "100%"], ["", "", "座数", "2座"]):
        form = take(dump(first, "- 3 -", [rest]))
        assert [row[2] for row in rows_of(form)] == ["长度", rest[2]]
        assert form.unread == ()
    signed = [["复核人", "王某", "日期", "3月"], ["质量指标", "合格率", "100%", "甲"]]
    assert len(rows_of(take(dump(first, "经办人如下。", signed[:1])))) == 1
    (unread,) = take(dump(first, "附：另有要求如下。", signed[1:])).unread
    assert unread.whole


def test_a_table_that_goes_on_after_a_page_counts_its_columns_anew() -> None:
    first = [*HEAD, FOUR, ["产出指标", "数量指标", "长度", "3公里"]]
    more = [["", "质量指标", Wide("合格率", across=3), Wide("100%", across=4)]]
    assert rows_of(take(word(first, "", more)))[1] == ("产出指标", "质量指标", "合格率", "100%")


@BOTH
@pytest.mark.parametrize("parts", [["≥", "3公里"], ["≥", "3", "公里"]])
def test_a_value_in_several_cells_under_one_header_cell_is_joined(render: Render, parts: list[str]) -> None:
    header = [*FOUR[:3], Wide("指标值", across=len(parts))]
    form = take(render([*HEAD, header, ["产出指标", "数量指标", "长度", *parts]]))
    target = form.projects[0]["indicators"][0]["target"]
    assert (target["raw"], target["operator_cell"]) == ("≥3公里", "≥")
    assert form.unread == ()


@BOTH
def test_remarks_and_opinions_under_the_indicators_are_told_and_are_no_indicators(render: Render) -> None:
    rows = [
        FOUR,
        ["产出指标", "数量指标", "长度", "3公里"],
        ["备注", Wide("另有县级配套。", across=3)],
        ["主管部门审核意见", Wide("同意申报，请抓好落实。", across=3)],
        ["其他需要说明的问题", Wide("无", across=3)],
    ]
    form = take(render([*HEAD, *rows]))
    assert rows_of(form) == [("产出指标", "数量指标", "长度", "3公里")]
    assert [(item.anchor.text, item.reason) for item in form.unread] == [
        ("另有县级配套。", "栏目“备注”不在本表式中，内容未审核。"),
        ("同意申报，请抓好落实。", "栏目“主管部门审核意见”不在本表式中，内容未审核。"),
    ]


@BOTH
def test_a_statement_in_a_row_without_an_indicator_is_not_lost(render: Render) -> None:
    rows = [FOUR, ["产出指标", "数量指标", "长度", "3公里"], ["", "本项目跨两个年度实施。", "", ""]]
    (unread,) = take(render([*HEAD, *rows])).unread
    assert unread.anchor.text == "本项目跨两个年度实施。"


@BOTH
def test_a_level_in_a_row_of_its_own_is_in_force_below(render: Render) -> None:
    rows = [
        FOUR[1:],
        [Wide("产出指标", across=3)],
        ["数量指标", "长度", "3公里"],
        [Wide("满意度指标", across=3)],
        ["服务对象满意度指标", "游客满意度", "≥90%"],
    ]
    form = take(render([["项目名称", Wide("城墙修缮", across=2)], *rows]))
    assert [row[0] for row in rows_of(form)] == ["产出指标", "满意度指标"]
    assert "first_level" in form.projects[0]["fields"]


@pytest.mark.parametrize("title", ["绩效指标", "指标大类", ""])
def test_first_levels_may_stand_under_any_title(title: str) -> None:
    header = [title, "二级指标", "三级指标", "指标值"]
    form = take(
        word(
            [*HEAD, header, [Wide("产出指标", down=2), "数量指标", "长度", "3公里"], ["质量指标", "率", "5%"]]
        )
    )
    assert rows_of(form)[1] == ("产出指标", "质量指标", "率", "5%")
    title = Wide("绩效指标", down=2)
    form = take(word([*HEAD, [title, "二级指标", "三级指标", "指标值"], ["数量指标", "长度", "3公里"]]))
    assert rows_of(form) == [("", "数量指标", "长度", "3公里")]


@BOTH
def test_of_two_columns_that_could_name_an_indicator_the_second_describes_it(render: Render) -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标内容", "指标值"]
    form = take(render([*HEAD, header, ["产出指标", "数量指标", "长度", "实测长度", "3公里"]]))
    (row,) = form.projects[0]["indicators"]
    assert (row["name"], row["description"]) == ("长度", "实测长度")
    assert form.unread == ()


@BOTH
def test_header_cells_that_reach_down_from_the_upper_row_keep_their_column(render: Render) -> None:
    header: Rows = [
        [Wide("绩效指标", across=3), Wide("指标值", down=2)],
        ["一级指标", "二级指标", "三级指标"],
    ]
    rows = [*header, ["产出指标", "数量指标", "长度", "3公里"]]
    assert rows_of(take(render([*HEAD, *rows]))) == [("产出指标", "数量指标", "长度", "3公里")]


def test_a_header_cut_off_at_the_start_of_the_file_is_put_right() -> None:
    rows = [
        ["三级指标", "指标值"],
        ["产出指标", "数量指标", "长度", "3公里"],
        ["", "质量指标", "合格率", "100%"],
    ]
    assert rows_of(take(dump(rows))) == [
        ("产出指标", "数量指标", "长度", "3公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def test_rows_that_begin_in_the_middle_are_read_by_their_widest_row() -> None:
    rows = [["质量指标", "合格率", "100%"], ["效益指标", "社会效益指标", "游客数", "≥1万人"]]
    more = [["项目名称", "灯塔"], ["年度目标", "发光。"], FOUR, ["产出指标", "数量指标", "灯数", "2盏"]]
    form = take(dump([*rows, *more]))
    assert rows_of(form) == [
        ("", "质量指标", "合格率", "100%"),
        ("效益指标", "社会效益指标", "游客数", "≥1万人"),
    ]
    assert form.projects[1]["name"] == "灯塔"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("年度工作目标", "objectives"),
        ("年初预算安排数", "total"),
        ("本年度资金总额", "total"),
        ("项目归口管理部门", "department"),
        ("项目承办单位", "unit"),
        ("支出项目名称", "name"),
    ],
)
def test_a_label_that_no_list_has_is_known_by_its_shape(label: str, field: str) -> None:
    card = [["项目名称", "渡口"], [label, "5"], FOUR[1:], ["数量指标", "渡口数", "2个"]]
    if field == "name":
        card = card[1:]
    project = take(dump(card)).projects[0]
    found = {
        "objectives": [goal["text"] for goal in project["objectives"]] == ["5"],
        "total": project["budget"]["total"] == {"raw": "5"},
        "department": bool(project["department"]),
        "unit": bool(project["unit"]),
        "name": project["name"] == "5",
    }
    assert [key for key, is_found in found.items() if is_found] == [field]


@BOTH
def test_the_unit_of_the_form_stands_before_who_filed_it(render: Render) -> None:
    card = [["项目名称", "渡口"], ["实施单位", "青石渡口所"], FOUR[1:], ["数量指标", "渡口数", "2个"]]
    form = take(render("项目绩效目标表", "填报单位：青石县交通局    单位：万元", card))
    assert form.projects[0]["unit"] == {"code": None, "name": "青石渡口所"}


@BOTH
@pytest.mark.parametrize("blocks", [[*A1_HEAD, *A1_ROWS], B2], ids=["A1", "B2"])
def test_nothing_written_into_any_cell_of_a_form_is_lost(render: Render, blocks: Rows) -> None:
    family, lost = built_in_families()[0], []
    for number, row in enumerate(blocks):
        for place, entry in enumerate(row):
            wide = entry if isinstance(entry, Wide) else Wide(entry)
            if family.label(key_of(wide.text)) or family.column(key_of(wide.text)):
                continue
            marked = [list(other) for other in blocks]
            marked[number][place] = Wide("另行说明", wide.down, wide.across)
            form = take(render(marked))
            said = [str(form.projects), *(item.anchor.text + item.reason for item in form.unread)]
            if "另行说明" not in "".join(said):
                lost.append(wide.text)
    assert lost in ([], ["延续项目"])
