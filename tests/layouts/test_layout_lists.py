"""Lists with one row an indicator: where a project begins, and what is told rather than guessed."""

from __future__ import annotations

from layout_paper import Rows, Wide, dump, rows_of, take, word

HEADER = ["预算单位", "项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值"]
FIRST: Rows = [
    HEADER,
    ["甲局", "清淤", "5", "产出指标", "数量指标", "长度", "3公里"],
    ["", "", "", "", "质量指标", "合格率", "100%"],
]


def test_a_list_goes_on_over_pages_with_and_without_its_header() -> None:
    more = [["", "", "", "效益指标", "社会效益指标", "受益户数", "≥9户"]]
    for rest in ([HEADER, *more], more):
        for render in (word, dump):
            form = take(render("单位：万元", FIRST, "", rest))
            assert [project["name"] for project in form.projects] == ["清淤"]
            assert len(form.projects[0]["indicators"]) == 3
            assert form.unread == ()


def test_the_same_name_of_another_unit_is_another_project() -> None:
    rows = [*FIRST, ["乙局", "清淤", "6", "产出指标", "数量指标", "长度", "4公里"]]
    form = take(dump(rows))
    assert [(p["unit"]["name"], p["budget"]["total"]["raw"]) for p in form.projects] == [
        ("甲局", "5"),
        ("乙局", "6"),
    ]


def test_a_project_that_is_named_again_goes_on() -> None:
    rows = [
        *FIRST,
        ["甲局", "修路", "6", "产出指标", "数量指标", "里程", "4公里"],
        ["甲局", "清淤", "5", "效益指标", "社会效益指标", "受益户数", "≥9户"],
    ]
    form = take(dump(rows))
    assert [len(project["indicators"]) for project in form.projects] == [3, 1]


def test_two_amounts_for_one_project_are_told() -> None:
    rows = [*FIRST, ["甲局", "清淤", "7", "效益指标", "社会效益指标", "受益户数", "≥9户"]]
    form = take(dump(rows))
    assert form.projects[0]["budget"]["total"] == {"raw": "5"}
    assert [(item.anchor.text, "前后填写不一致" in item.reason) for item in form.unread] == [("7", True)]


def test_rows_that_lost_cells_in_the_middle_are_told_and_given_to_no_project() -> None:
    rows = [
        *FIRST,
        ["乙局", "产出指标", "数量指标", "里程", "4公里", "另有说明", ""],
        ["", "", "", "", "质量指标", "完好率", "95%"],
        ["丙局", "架桥", "8", "产出指标", "数量指标", "座数", "1座"],
    ]
    form = take(dump(rows))
    assert [project["name"] for project in form.projects] == ["清淤", "架桥"]
    assert [len(project["indicators"]) for project in form.projects] == [2, 1]
    assert {"里程", "4公里", "完好率", "95%"} <= {item.anchor.text for item in form.unread}


def test_a_list_without_levels_is_not_ours() -> None:
    form = take(dump(FIRST, "", [["项目名称", "考核指标", "目标值"], ["甲", "长度", "3"]]))
    assert [item.whole for item in form.unread] == [True]


def test_signs_are_told_from_directions_by_what_the_column_holds() -> None:
    header = [*HEADER[:6], "指标性质", "指标方向", "指标值", "计量单位"]
    rows = [
        header,
        ["甲局", "清淤", "5", "产出指标", "数量指标", "长度", "正向", "≥", "3", "公里"],
        ["", "", "", "", "成本指标", "成本", "反向", "小于等于", "9", "万元"],
        ["", "", "", "", "时效指标", "时间", "正向", "大约", "6月", ""],
    ]
    form = take(dump(rows))
    assert [row[3] for row in rows_of(form)] == ["≥3公里", "小于等于9万元", "6月"]
    assert [item.anchor.text for item in form.unread] == ["大约"]


def test_sums_and_their_own_names_are_passed_over() -> None:
    total = [Wide("甲局小计", across=2), "5", "", "", "", ""]
    form = take(word([*FIRST, total, ["合计", "", "5", "", "", "", ""]]))
    assert len(form.projects) == 1
    assert form.unread == ()
