"""Indicator rows: levels carried down, cells missing, columns split, residue passed over."""

from __future__ import annotations

import pytest
from layout_paper import Render, Rows, Wide, dump, rows_of, take, word

BOTH = pytest.mark.parametrize("render", [word, dump])
HEAD: Rows = [["项目名称", "城墙修缮"], ["年度目标", "修缮城墙。"]]
FOUR = ["一级指标", "二级指标", "三级指标", "指标值"]
FIVE = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]


def read(*rows: list[str | Wide], render: Render = dump) -> list[tuple[str, str, str, str]]:
    return rows_of(take(render([*HEAD, *rows])))


def test_a_row_that_lost_its_first_cells_is_anchored_by_its_second_level() -> None:
    assert read(
        FIVE,
        ["产出指标", "数量指标", "修缮长度", "长度", "≥3公里"],
        ["质量指标", "验收合格率", "比例", "100%"],
        ["返修率", "比例", "≤2%"],
        ["", "成本指标", "每米成本", "单价", "≤900元"],
    ) == [
        ("产出指标", "数量指标", "修缮长度", "≥3公里"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("产出指标", "质量指标", "返修率", "≤2%"),
        ("产出指标", "成本指标", "每米成本", "≤900元"),
    ]


def test_a_new_first_level_does_not_keep_the_old_second_level() -> None:
    assert read(FOUR, ["产出指标", "数量指标", "甲", "1个"], ["效益指标", "", "乙", "好"]) == [
        ("产出指标", "数量指标", "甲", "1个"),
        ("效益指标", "", "乙", "好"),
    ]


def test_a_first_level_repeated_in_every_row_keeps_the_second_level() -> None:
    rows = read(FOUR, ["产出指标", "数量指标", "甲", "1个"], ["产出指标", "", "乙", "2个"])
    assert rows[1] == ("产出指标", "数量指标", "乙", "2个")


@BOTH
def test_a_satisfaction_level_merged_across_stands_for_both(render: Render) -> None:
    rows = read(
        FOUR,
        ["效益指标", "社会效益指标", "参观人数", "≥1万人"],
        [Wide("满意度指标", across=2), "游客满意度", "≥95%"],
        render=render,
    )
    assert rows[1] == ("满意度指标", "满意度指标", "游客满意度", "≥95%")


def test_levels_need_not_be_in_order_or_together() -> None:
    rows = read(
        FOUR,
        ["满意度指标", "服务对象满意度指标", "游客满意度", "≥95%"],
        ["产出指标", "质量指标", "合格率", "100%"],
        ["", "数量指标", "长度", "3公里"],
        ["", "质量指标", "返修率", "≤2%"],
    )
    assert [second for _, second, _, _ in rows] == ["服务对象满意度指标", "质量指标", "数量指标", "质量指标"]


def test_an_indicator_named_like_a_second_level_stays_an_indicator() -> None:
    rows = read(FOUR, ["效益指标", "社会效益指标", "社会效益", "显著"], ["", "", "经济效益", "较好"])
    assert rows == [
        ("效益指标", "社会效益指标", "社会效益", "显著"),
        ("效益指标", "社会效益指标", "经济效益", "较好"),
    ]


@BOTH
def test_broken_and_decorated_labels_are_understood(render: Render) -> None:
    rows = read(
        ["一 级\n指标", "二级指标：", "三级 指标", "年度\n指标值"],
        ["产 出 指 标\n（50分）", "★数量指标 (必填)", "指标1：修缮长度", "≥3公里"],
        render=render,
    )
    assert rows == [("产出指标", "数量指标", "指标1：修缮长度", "≥3公里")]


@BOTH
def test_template_residue_and_unused_rows_are_passed_over(render: Render) -> None:
    form = take(
        render(
            [
                *HEAD,
                FOUR,
                ["产出指标", "数量指标", "指标1：修缮长度", "≥3公里"],
                ["", "", "指标2：", "……"],
                ["", "", "……", ""],
                ["", "质量指标", "", ""],
                ["", "", "", ""],
                ["", "时效指标", "", "12月底"],
                ["效益指标", "社会效益指标", "带动就业", ""],
                ["合计", "", "", ""],
            ]
        )
    )
    assert rows_of(form) == [
        ("产出指标", "数量指标", "指标1：修缮长度", "≥3公里"),
        ("产出指标", "时效指标", "", "12月底"),
        ("效益指标", "社会效益指标", "带动就业", ""),
    ]
    assert form.unread == ()


@BOTH
def test_split_columns_are_joined_and_the_direction_is_no_operator(render: Render) -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重"]
    form = take(
        render(
            [
                *HEAD,
                header,
                ["产出指标", "数量指标", "长度", "≥", "3", "公里", "20"],
                ["", "时效指标", "进度", "定性", "按期完成", "", "10"],
                ["", "质量指标", "合格率", "大于等于", "98", "%", "10"],
                ["", "成本指标", "成本", "反向", "900", "元", "10"],
            ]
        )
    )
    targets = [row["target"] for row in form.projects[0]["indicators"]]
    assert [target["raw"] for target in targets] == ["≥3公里", "按期完成", "大于等于98%", "900元"]
    assert targets[0] == {"raw": "≥3公里", "operator_cell": "≥", "value_cell": "3", "unit_cell": "公里"}
    assert [row["weight"] for row in form.projects[0]["indicators"]] == ["20", "10", "10", "10"]
    assert {"operator_column", "unit_column", "weight"} <= set(form.projects[0]["fields"])
    assert form.unread == ()


def test_a_column_of_directions_is_no_operator_column() -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值"]
    form = take(dump([*HEAD, header, ["产出指标", "数量指标", "长度", "正向", "3公里"]]))
    assert "operator_column" not in form.projects[0]["fields"]
    assert rows_of(form)[0][3] == "3公里"


def test_header_rows_below_each_other_are_one_header() -> None:
    form = take(
        word(
            [
                *HEAD,
                [
                    Wide("一级指标", down=2),
                    Wide("二级指标", down=2),
                    Wide("三级指标", down=2),
                    Wide("指标值", across=3),
                ],
                ["符号", "指标值", "单位"],
                ["产出指标", "数量指标", "长度", "≥", "3", "公里"],
            ]
        )
    )
    assert rows_of(form) == [("产出指标", "数量指标", "长度", "≥3公里")]
    assert form.anchors["/projects/0/indicators/0/target"].column == 5


def test_a_missing_header_row_is_made_up_for() -> None:
    rows = rows_of(
        take(dump([["产出指标", "数量指标", "长度", "3公里"], ["", "质量指标", "合格率", "100%"]]))
    )
    assert rows == [("产出指标", "数量指标", "长度", "3公里"), ("产出指标", "质量指标", "合格率", "100%")]


def test_blocks_for_two_horizons_give_their_rows_a_horizon() -> None:
    header = ["一级指标", "二级指标", "指标内容", "指标值"]
    card = [
        ["项目名称", Wide("城墙修缮", across=4)],
        ["长期目标", Wide("全部修缮。", across=4)],
        ["年度目标", Wide("修缮一段。", across=4)],
        [Wide("长期绩效指标", down=3), *header],
        [Wide("产出指标", down=2), "数量指标", "长度", "9公里"],
        ["质量指标", "合格率", "100%"],
        [Wide("年度绩效指标", down=2), *header],
        ["产出指标", "数量指标", "长度", "3公里"],
    ]
    for render in (word, dump):
        rows = take(render(card)).projects[0]["indicators"]
        assert [(row["target"]["raw"], row["horizon"]) for row in rows] == [
            ("9公里", "midterm"),
            ("100%", "midterm"),
            ("3公里", "annual"),
        ]


def test_values_on_lines_of_their_own_stay_apart() -> None:
    rows = read(
        FOUR, ["产出指标", "数量指标", "长度和座数", "3公里\n2座"], ["", "", "合格率", "大于\n等于90%"]
    )
    assert [value for *_, value in rows] == ["3公里\n2座", "大于等于90%"]


def test_actual_values_of_a_self_evaluation_are_kept() -> None:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    form = take(dump([*HEAD, header, ["产出指标", "数量指标", "长度", "≥3公里", "2.8公里", "20", "18"]]))
    (row,) = form.projects[0]["indicators"]
    assert (row["actual"], row["weight"], row["horizon"]) == ("2.8公里", "20", "annual")
    assert "actual" in form.projects[0]["fields"]
    assert form.unread == ()


def test_a_column_without_a_place_is_told_once() -> None:
    header = [*FIVE, "指标值确定依据"]
    rows = [["产出指标", "数量指标", "长度", "长", "3公里", "实测"], ["", "", "座数", "座", "2座", "台账"]]
    (unread,) = take(dump([*HEAD, header, *rows])).unread
    assert unread.anchor.text == "指标值确定依据"
    assert "指标值确定依据" in unread.reason
