"""The three families, on Word tables, text dumps and poor dumps alike."""

from __future__ import annotations

import pytest
from layout_forms import A1_HEAD, A1_LEVELS, A1_ROWS, A2, B2, B2_TWO_HORIZONS
from layout_paper import Render, Wide, dump, poor, rows_of, take, word

EVERY = pytest.mark.parametrize("render", [word, dump, poor])
TITLE = "[bookmark: _Toc7]1.云桥图书馆古籍修复经费绩效目标表"


@EVERY
def test_a_tianjin_card_is_read_whole(render: Render) -> None:
    form = take(render(TITLE, A1_HEAD, " ", A1_ROWS))
    assert form.layout == "tianjin-card"
    assert form.unread == ()
    (project,) = form.projects
    assert rows_of(form) == A1_LEVELS
    assert [row["description"] for row in project["indicators"]][:4] == [
        "全年完成修复的册数",
        "拍摄影像页数",
        "验收合格册数占比",
        None,
    ]
    del project["indicators"]
    assert project == {
        "form": "tianjin-card",
        "title": "1.云桥图书馆古籍修复经费绩效目标表",
        "name": "云桥图书馆古籍修复经费",
        "unit": {"code": "306042", "name": "临河市云桥图书馆"},
        "department": None,
        "year": None,
        "period": None,
        "money_unit": "万元",
        "budget": {
            "total": {"raw": "68.50"},
            "fiscal": {"raw": "60.00"},
            "other": {"raw": "8.50"},
            "parts": [],
        },
        "midterm_total": None,
        "purpose": "用于馆藏古籍除尘、修复和数字化拍照，以及修复耗材采购。",
        "objectives": [
            {"horizon": "annual", "text": "1.完成馆藏善本修复。"},
            {"horizon": "annual", "text": "2.建立古籍影像库，\n并向读者开放。"},
        ],
        "fields": [
            "budget.fiscal",
            "budget.other",
            "budget.total",
            "description",
            "first_level",
            "money_unit",
            "objectives",
            "objectives.annual",
            "purpose",
            "second_level",
            "unit",
        ],
    }


@EVERY
def test_a_card_in_one_table_is_the_same_card(render: Render) -> None:
    apart, together = take(render(TITLE, A1_HEAD, " ", A1_ROWS)), take(render(TITLE, [*A1_HEAD, *A1_ROWS]))
    assert apart.projects == together.projects


@EVERY
def test_second_levels_repeated_or_merged_read_alike(render: Render) -> None:
    def cells(merged: bool) -> list[list[str | Wide]]:
        level: list[list[str | Wide]] = (
            [[Wide("数量指标", down=2)], []] if merged else [["数量指标"], ["数量指标"]]
        )
        return [
            *A1_ROWS[:1],
            [Wide("产出指标", down=3), *level[0], "一", "一", "1个"],
            [*level[1], "二", "二", "2个"],
            ["质量指标", "三", "三", "3%"],
        ]

    merged, repeated = (rows_of(take(render(A1_HEAD, cells(flag)))) for flag in (True, False))
    assert merged == repeated
    assert merged[1] == ("产出指标", "数量指标", "二", "2个")


@EVERY
def test_a_minimal_card_has_its_amount_in_the_head(render: Render) -> None:
    form = take(render(A2))
    (project,) = form.projects
    assert form.layout == "minimal-card"
    assert (project["name"], project["money_unit"]) == ("河道保洁", "万元")
    assert project["budget"] == {"total": {"raw": "35.6"}, "fiscal": None, "other": None, "parts": []}
    assert project["department"] == {"code": "055", "name": "青石县水务局"}
    assert "budget.fiscal" not in project["fields"]
    assert rows_of(form)[1] == ("产出指标", "时效指标", "每周巡查次数", "≥2次")
    assert form.unread == ()


@EVERY
def test_a_central_card_is_read_whole(render: Render) -> None:
    form = take(render(B2))
    (project,) = form.projects
    assert form.layout == "central-card"
    assert form.unread == ()
    assert (project["title"], project["year"]) == ("项目支出绩效目标申报表", 2025)
    assert project["department"] == {"code": "417", "name": "自然资源保护厅"}
    assert project["unit"] == {"code": None, "name": "东礁海鸟观测站"}
    assert project["period"] == {"raw": "2024年1月-2026年12月", "start": "2024-01", "end": "2026-12"}
    assert project["money_unit"] == "万元"
    assert [project["budget"][key]["raw"] for key in ("total", "fiscal", "other")] == [
        "120.00",
        "100.00",
        "20.00",
    ]
    assert project["objectives"] == [
        {"horizon": "annual", "text": "目标1：完成春秋两季监测。"},
        {"horizon": "annual", "text": "目标2：发布监测年报。"},
    ]
    assert {"nature", "period", "department", "year"} <= set(project["fields"])
    assert rows_of(form) == [
        ("产出指标", "数量指标", "监测站点数", "≥14个"),
        ("产出指标", "数量指标", "环志鸟只数", "≥2000只"),
        ("产出指标", "时效指标", "年报发布时间", "2025年12月"),
        ("效益指标", "生态效益指标", "栖息地受扰次数下降率", "≥5%"),
        ("满意度指标", "满意度指标", "志愿者满意度", "≥90%"),
    ]
    rows = project["indicators"]
    assert [row["level_weight"] for row in rows] == ["50", "50", "50", "30", "10"]
    assert {row["horizon"] for row in rows} == {"annual"}


@EVERY
def test_two_horizons_keep_their_own_goals_and_amounts(render: Render) -> None:
    form = take(render(B2_TWO_HORIZONS))
    (project,) = form.projects
    assert project["midterm_total"] == {"raw": "900"}
    assert project["budget"] == {
        "total": {"raw": "300"},
        "fiscal": {"raw": "260"},
        "other": None,
        "parts": [],
    }
    assert project["objectives"] == [
        {"horizon": "midterm", "text": "1.改造码头三座。"},
        {"horizon": "midterm", "text": "2.建成视频监控网。"},
        {"horizon": "annual", "text": "改造码头一座。"},
    ]
    assert {"objectives.annual", "objectives.midterm", "midterm_total", "budget.other"} <= set(
        project["fields"]
    )
    assert [row["horizon"] for row in project["indicators"]] == [None, None, None]
    assert form.unread == ()


@EVERY
def test_a_central_card_in_yuan_takes_its_unit_from_the_title(render: Render) -> None:
    card = [
        ["项目名称", Wide("灯塔维护", across=4)],
        ["主管部门及代码", "航道局[88]", "实施单位", Wide("南岬灯塔站", across=2)],
        ["项目类别", "其他资金类项目", "项目期限", Wide("1年", across=2)],
        [Wide("项目资金", down=3), "年度资金总额：", Wide("1200000.00", across=3)],
        ["其中：财政拨款", Wide("10000万元", across=3)],
        ["其他资金", Wide("", across=3)],
        ["年度目标", Wide("保证灯塔全年发光。", across=4)],
        [Wide("绩效指标", down=3), "一级指标", "二级指标", "三级指标", "年度(/项目)\n指标值"],
        [Wide("产出指标", down=2), "数量指标", "维护次数", ">=12次"],
        ["成本指标", "单次维护成本", "≤8万\n元"],
    ]
    form = take(render("2025年度项目支出绩效目标表", "（单位：元）", card))
    (project,) = form.projects
    assert (project["year"], project["money_unit"]) == (2025, "元")
    assert project["budget"]["total"] == {"raw": "1200000.00"}
    assert project["budget"]["fiscal"] == {"raw": "10000万元"}
    assert project["budget"]["other"] is None
    assert "budget.other" in project["fields"]
    assert rows_of(form) == [
        ("产出指标", "数量指标", "维护次数", ">=12次"),
        ("产出指标", "成本指标", "单次维护成本", "≤8万元"),
    ]


@pytest.mark.parametrize("render", [word, dump])
def test_halves_side_by_side_are_indicators_of_their_own_horizon(render: Render) -> None:
    card = [
        ["项目名称", Wide("灌渠改造", across=7)],
        [Wide("总体目标", down=2), Wide("实施期目标", across=4), Wide("年度目标", across=3)],
        [Wide("三年全部建成。", across=4), Wide("今年开工。", across=3)],
        [Wide("绩效指标", down=4), "一级指标", *["二级指标", "三级指标", "指标值"] * 2],
        [Wide("产出指标", down=2), "数量指标", "建成渠道", "≥30公里", "数量指标", "开工渠道", "≥9公里"],
        ["质量指标", "验收合格率", "100%", "质量指标", "", ""],
        ["效益指标", "社会效益指标", "受益人数", "≥9万人", "社会效益指标", "受益人数", "≥1万人"],
    ]
    form = take(render(card))
    rows = form.projects[0]["indicators"]
    assert [(row["name"], row["horizon"]) for row in rows] == [
        ("建成渠道", "midterm"),
        ("开工渠道", "annual"),
        ("验收合格率", "midterm"),
        ("受益人数", "midterm"),
        ("受益人数", "annual"),
    ]
    assert {row["first_level"] for row in rows[:3]} == {"产出指标"}


def test_every_field_has_its_place() -> None:
    form = take(dump(TITLE, A1_HEAD, A1_ROWS))
    places = form.anchors
    assert places["/projects/0/title"].text == "1.云桥图书馆古籍修复经费绩效目标表"
    assert places["/projects/0/title"].span == (17, 35)
    assert places["/projects/0/unit"].text == "306042临河市云桥图书馆"
    assert (places["/projects/0/name"].part, places["/projects/0/name"].row) == ("table 1", 2)
    assert places["/projects/0/budget/other"].text == "8.50"
    assert places["/projects/0/purpose"].text.startswith("用于馆藏古籍")
    second = places["/projects/0/objectives/1"]
    first = places["/projects/0/objectives/0"]
    assert second.text == "2.建立古籍影像库，\n并向读者开放。"
    assert first.line is not None
    assert second.line == first.line + 1
    assert places["/projects/0/indicators"].text == "一级指标"
    assert places["/projects/0/indicators/1/second_level"] == places["/projects/0/indicators/0/second_level"]
    assert places["/projects/0/indicators/4/first_level"].row == 2
    assert places["/projects/0/indicators/3/description"].text == ""
    for number, row in enumerate(form.projects[0]["indicators"]):
        assert places[f"/projects/0/indicators/{number}/target"].text == row["target"]["raw"]
        assert places[f"/projects/0/indicators/{number}/name"].text == row["name"]


def test_a_blank_amount_has_a_place_but_no_value() -> None:
    head = [list(row) for row in A1_HEAD]
    head[2][-1] = " "
    form = take(dump(head, A1_ROWS))
    assert form.projects[0]["budget"]["other"] is None
    assert form.anchors["/projects/0/budget/other"].column == 7
    assert "budget.other" in form.projects[0]["fields"]
