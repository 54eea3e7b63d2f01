"""Small readings: objectives, units, periods, titles and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_paper import dump, take

from auditkit.layouts.family import built_in_families
from auditkit.layouts.lines import facts_in
from auditkit.layouts.objectives import split_objectives
from auditkit.layouts.text import key_of, trim
from auditkit.layouts.units import code_and_name, period_of

FAMILY = built_in_families()[0]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("保障运转。", ["保障运转。"]),
        ("1.甲\n2.乙", ["1.甲", "2.乙"]),
        ("1、甲；2、乙；3、丙。", ["1、甲；", "2、乙；", "3、丙。"]),
        ("（1）甲。（2）乙。", ["（1）甲。", "（2）乙。"]),
        ("一、甲\n1.子项\n2.子项\n二、乙", ["一、甲\n1.子项\n2.子项", "二、乙"]),
        ("目标1：甲。目标2：乙。", ["目标1：甲。", "目标2：乙。"]),
        ("目标一：甲\n目标二：乙", ["目标一：甲", "目标二：乙"]),
        ("①甲；②乙", ["①甲；", "②乙"]),
        ("年度目标：1.甲\n2.乙", ["1.甲", "2.乙"]),
        ("做好全年工作。\n1.甲\n2.乙", ["做好全年工作。", "1.甲", "2.乙"]),
        ("1.甲有两行，\n第二行在此\n2.乙", ["1.甲有两行，\n第二行在此", "2.乙"]),
        ("增长1.5倍，修缮2.3公里。", ["增长1.5倍，修缮2.3公里。"]),
        ("完成1号、2号楼改造。", ["完成1号、2号楼改造。"]),
        ("2024年完成投资\n30,000元", ["2024年完成投资\n30,000元"]),
        ("1.甲 \n\n 2.乙 ", ["1.甲", "2.乙"]),
        ("1.2025年建成甲。\n2.2026年建成乙\n3.丙", ["1.2025年建成甲。", "2.2026年建成乙", "3.丙"]),
        ("1.甲；2.2025年底前乙；3.丙", ["1.甲；", "2.2025年底前乙；", "3.丙"]),
        ("1.甲。\n2.5公里改造。\n3.乙", ["1.甲。", "2.5公里改造。", "3.乙"]),
        ("1.甲\n2.乙，长度\n3.5公里", ["1.甲", "2.乙，长度\n3.5公里"]),
        ("2.5公里道路；\n3.6公里管网", ["2.5公里道路；\n3.6公里管网"]),
        ("•甲\n•乙", ["•甲", "•乙"]),
        ("  \n ", []),
    ],
)
def test_numbered_goals_are_split(text: str, items: list[str]) -> None:
    assert [text[start:end] for start, end in split_objectives(text)] == items


@given(st.text(alphabet="12一二.、（）1)①目标：。；\n 甲", max_size=40))
def test_splitting_loses_only_blanks_and_announcements(text: str) -> None:
    ranges = split_objectives(text)
    assert ranges == sorted(ranges)
    last = 0
    for start, end in ranges:
        assert last <= start < end
        if last:
            assert not text[last:start].strip()
        assert trim(text, start, end) == (start, end)
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("217101天津市某局", "217101", "天津市某局"),
        ("[055]青石县水务局", "055", "青石县水务局"),
        ("776001-白沙县财政局", "776001", "白沙县财政局"),
        ("自然资源部[123]", "123", "自然资源部"),
        ("自然资源部（ 123 ）", "123", "自然资源部"),
        ("青石县\n水务局", None, "青石县水务局"),
        ("第29中学", None, "第29中学"),
        ("306", "306", None),
    ],
)
def test_code_and_name_of_a_unit(text: str, code: str | None, name: str | None) -> None:
    assert code_and_name(text) == {"code": code, "name": name}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024年1月-2026年12月", "2024-01", "2026-12"),
        ("2024年3月至10月", "2024-03", "2024-10"),
        ("2024-2026年", "2024", "2026"),
        ("2024.07.01—2025.06.30", "2024-07-01", "2025-06-30"),
        ("20240701-20250630", "2024-07-01", "2025-06-30"),
        ("2025年", "2025", "2025"),
        ("2025年12月31日前", None, "2025-12-31"),
        ("自2025年3月起", "2025-03", None),
        ("3年", None, None),
        ("2025年13月—2026年1月", None, None),
    ],
)
def test_dates_of_a_period(text: str, start: str | None, end: str | None) -> None:
    assert period_of(text) == {"raw": text, "start": start, "end": end}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "217101天津市某局\t单位：万元",
            {"unit": {"code": "217101", "name": "天津市某局"}, "money_unit": "万元"},
        ),
        (
            "青石县水务局    金额单位：元",
            {"unit": {"code": None, "name": "青石县水务局"}, "money_unit": "元"},
        ),
        (
            "编制单位：青石县水务局 单位：万元",
            {"labelled.unit": {"code": None, "name": "青石县水务局"}, "money_unit": "万元"},
        ),
        ("（2025年度）", {"year": 2025}),
        ("项目支出绩效目标申报表（2025年度）", {"title": "项目支出绩效目标申报表（2025年度）", "year": 2025}),
        ("2025年项目支出绩效目标表", {"title": "2025年项目支出绩效目标表", "year": 2025}),
        ("2025年农村改厕绩效目标表", {"title": "2025年农村改厕绩效目标表"}),
        ("项 目 绩 效 目 标 表", {"title": "项 目 绩 效 目 标 表"}),
        ("我们认真填报了绩效目标表。", {}),
        ("3.河道清淤绩效目标表........ 15", {}),
        ("2024年我局完成清淤", {}),
    ],
)
def test_lines_around_a_form(text: str, facts: dict[str, object]) -> None:
    assert {spot.field: spot.value for spot in facts_in(text, FAMILY)[0]} == facts


@pytest.mark.parametrize(
    "text", ["编制单位：青石县水务局单位：万元", "编制单位：青石县水务局金额单位：万元", "编制单位：青石县水务局单位: 人民币万元"]
)
def test_the_unit_of_money_ends_a_line_even_where_the_blanks_before_it_are_lost(text: str) -> None:
    (family, *_) = built_in_families()
    spots, whole = facts_in(text, family)
    assert whole
    assert {spot.field: spot.value for spot in spots} == {
        "labelled.unit": {"code": None, "name": "青石县水务局"},
        "money_unit": "万元",
    }


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("其中：财政    资金", "fiscal"),
        ("项目名称（必填）", "name"),
        ("单位（专项）名称", "name"),
        ("单位名称", "unit"),
        ("项 目\n资 金\n（万元）", "block"),
        ("2.主管部门及代码：", "department"),
        ("其中：一般公共预算", "fiscal_part"),
        ("绩????目", "objectives"),
    ],
)
def test_labels_are_found_whatever_their_dress(text: str, field: str) -> None:
    label = FAMILY.label(key_of(text))
    assert label is not None
    assert label.field == field


def test_parts_of_a_composed_budget_are_listed() -> None:
    card = [
        ["项目名称", "渡口改造"],
        ["项目资金（万元）", "年度资金总额", "100"],
        ["", "中央补助", "60"],
        ["", "省级资金", "30"],
        ["", "自有资金", "10"],
        ["年度目标", "改造渡口。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "渡口数", "2个"],
    ]
    form = take(dump(card))
    budget = form.projects[0]["budget"]
    assert budget["total"] == {"raw": "100"}
    assert budget["fiscal"] is None
    assert budget["other"] == {"raw": "10"}
    assert budget["parts"] == [
        {"label": "中央补助", "amount": {"raw": "60"}},
        {"label": "省级资金", "amount": {"raw": "30"}},
    ]
    assert form.anchors["/projects/0/budget/parts/1"].text == "30"


def test_labels_in_one_row_with_their_values_in_the_next() -> None:
    card = [
        ["项目名称", "渡口改造", ""],
        ["资金总额", "财政拨款", "其他资金"],
        ["100", "80", "20"],
        ["年度目标", "改造渡口。", ""],
        ["", "同时整修码头。", ""],
        ["二级指标", "三级指标", "指标值"],
        ["数量指标", "渡口数", "2个"],
    ]
    form = take(dump(card))
    budget = form.projects[0]["budget"]
    assert [budget[key]["raw"] for key in ("total", "fiscal", "other")] == ["100", "80", "20"]
    assert [goal["text"] for goal in form.projects[0]["objectives"]] == ["改造渡口。", "同时整修码头。"]
    assert "first_level" not in form.projects[0]["fields"]
    assert form.unread == ()


def test_start_and_end_in_cells_of_their_own_make_a_period() -> None:
    card = [
        ["项目名称", "渡口改造"],
        ["计划开始日期", "2025年3月", "计划完成日期", "2025年11月"],
        ["年度目标", "改造渡口。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "渡口数", "2个"],
    ]
    period = take(dump(card)).projects[0]["period"]
    assert period == {"raw": "2025年3月—2025年11月", "start": "2025-03", "end": "2025-11"}


def test_amounts_under_unknown_labels_become_parts() -> None:
    card = [
        ["项目名称", "渡口改造"],
        ["项目资金（万元）", "资金总额", "100"],
        ["", "本年彩票公益金", "90"],
        ["", "村集体自筹", "10"],
        ["绩效目标", "改造渡口。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "渡口数", "2个"],
    ]
    budget = take(dump(card)).projects[0]["budget"]
    assert [budget[key]["raw"] for key in ("total", "fiscal", "other")] == ["100", "90", "10"]
