"""How amounts, quantities, dates and numbers in prose are read before rules compare them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.model import Project
from auditkit.testing import make_submission
from auditkit_rules.performance_target._amounts import costs_of, money_text
from auditkit_rules.performance_target._dates import dates_in, iso_span
from auditkit_rules.performance_target._matters import shared_matter
from auditkit_rules.performance_target._measures import same_measure
from auditkit_rules.performance_target._numbers_in_text import half_digit, mentions
from auditkit_rules.performance_target._pairs import directions_of, pairs_of


def _project(*rows: tuple[str, str, str]) -> Project:
    given: dict[str, Any] = {
        "indicators": [
            {"second_level": level, "name": name, "target": target} for level, name, target in rows
        ]
    }
    submission, _ = make_submission(given)
    return submission.projects[0]


def _per(name: str, target: str, description: str | None = None) -> str | None:
    submission, _ = make_submission(
        {
            "indicator": {
                "second_level": "成本指标",
                "name": name,
                "target": target,
                "description": description,
            }
        }
    )
    costs = costs_of(submission.projects[0])
    [cost] = (*costs.totals, *costs.units)
    return cost.per


@pytest.mark.parametrize(
    ("name", "target", "per"),
    [
        ("图书扫描成本", "≤0.3元/页", "页"),
        ("每页图书扫描成本", "≤0.3元", "页"),
        ("每页图书扫描成本", "≤0.3元/页", "页"),
        ("学生人均资助标准", "≤3000元/人·年", "人"),
        ("护林员月人均补助", "≤500元", "人·月"),
        ("护林员人均补助", "≤500元/人·月", "人·月"),
        ("人均培训费", "≤400元/人·天", "人天"),
        ("平台年运维费", "≤13万元/年", None),
        ("每年运维费用", "≤13万元", None),
        ("馆舍维修费用", "≤13万元", None),
        ("项目总成本", "≤13万元", None),
        ("苗木采购单价", "≤80元", ""),
        ("高龄津贴补助标准", "≥100元", ""),
        ("每案法律援助补贴", "≤1500元", "件"),
        ("座椅更换成本（元/个）", "≤600", "个"),
        ("单册绘本采购成本", "≤50元", "册"),
        ("故事会活动场均成本", "≤2000元", "场"),
        ("自动站单站维护费用", "≤5000元", "个"),
        ("每校图书角补助", "≤2万元", "所"),
        ("每件次鉴定补助标准", "≤160元", "件次"),
        ("单位能耗改造成本", "≤13万元", None),
        ("菜单制作费用", "≤13万元", None),
        ("平均分摊的运维费用", "≤13万元", None),
    ],
)
def test_a_cost_is_told_to_be_a_total_or_per_unit(name: str, target: str, per: str | None) -> None:
    assert _per(name, target) == per


def test_a_description_tells_the_unit_only_where_name_and_value_do_not() -> None:
    assert _per("扫描成本", "≤0.3元", "按每页扫描成本0.3元测算") == "页"
    assert _per("扫描成本", "≤0.3元", "扫描成本") is None
    assert _per("绘本采购成本", "≤50元", "采购金额÷册数") == "册"
    assert _per("站房维护成本", "≤5000元", "维护支出÷站点数") == "个"
    assert _per("保洁成本", "≤2元", "合同金额÷保洁面积") == ""


@settings(max_examples=40, deadline=None)
@given(
    st.integers(min_value=1, max_value=999),
    st.integers(min_value=1, max_value=999),
    st.sampled_from(["{}万页", "{}0000页", "{}.00万页", "{}0千页"]),
)
def test_a_product_does_not_depend_on_how_the_magnitude_is_written(cents: int, count: int, form: str) -> None:
    price = Decimal(cents) / 100
    project = _project(
        ("数量指标", "图书扫描页数", "≥" + form.format(count)), ("成本指标", "图书扫描成本", f"≤{price}元/页")
    )
    [pair] = pairs_of(project, costs_of(project))
    assert pair.low == price * count * 10000
    assert pair.sum_text.endswith(f"={money_text(pair.low)}")


def test_a_unit_cost_takes_the_clearly_nearest_quantity_or_none() -> None:
    near = _project(
        ("数量指标", "骨干教师培训人数", "≥60人"),
        ("数量指标", "后勤职工培训人数", "≥90人"),
        ("成本指标", "骨干教师人均培训成本", "≤500元"),
    )
    assert [pair.quantity.name for pair in pairs_of(near, costs_of(near))] == ["骨干教师培训人数"]
    vague = _project(
        ("数量指标", "骨干教师培训人数", "≥60人"),
        ("数量指标", "后勤职工培训人数", "≥90人"),
        ("成本指标", "人均培训成本", "≤500元"),
    )
    assert pairs_of(vague, costs_of(vague)) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("公里", "米", True),
        ("台（套）", "台", True),
        ("件", "起", True),
        ("页", "件", False),
        ("人", "人次", False),
    ],
)
def test_units_count_the_same_or_not(one: str, other: str, same: bool) -> None:
    assert same_measure(one, other) is same


def test_synonyms_are_one_matter_and_measures_are_none() -> None:
    assert shared_matter("每页卷宗扫描成本", "全年档案扫描页数")
    assert not shared_matter("人均招聘考试费", "接诊患者数量")


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("1.完成图书扫描160万页，质检合格率达到98%以上", ["160万页", "98%"]),
        ("2.2024年12月20日前完成12公里管网清淤", ["12公里"]),
        ("根据财教〔2021〕12号，第3期工程，G107国道K12", []),
        ("培训200至300人，约500余人参加，10-20场", []),
        ("每村补助30万元/村", ["30万元/村"]),
        ("覆盖1,200户、6个村", ["1,200户", "6个"]),
    ],
)
def test_numbers_in_prose_leave_out_list_numbers_dates_and_codes(text: str, raws: list[str]) -> None:
    assert [item.raw for item in mentions(text)] == raws


def test_rates_and_changes_in_prose_are_marked() -> None:
    rate, change, plain_number = mentions("每期培训50人，合格率提高5%，共300人次")
    assert (rate.each, change.change) == (True, True)
    assert not (plain_number.each or plain_number.change)


@pytest.mark.parametrize(
    ("raw", "number", "half"),
    [("42.00", "420000", "50"), ("45万元", "450000", "5000"), ("1,200", "1200", "0.5"), ("若干", "0", "0")],
)
def test_half_of_the_last_digit_follows_the_unit(raw: str, number: str, half: str) -> None:
    assert half_digit(raw, Decimal(number)) == Decimal(half)


def test_dates_pass_over_document_numbers_and_impossible_months() -> None:
    assert [when.raw for when in dates_in("〔2021〕7号，2024年11月底前，2024-06-30，2024年13月")] == [
        "2024年11月底",
        "2024-06-30",
    ]
    assert iso_span("2024-02") == ((2024, 2, 1), (2024, 2, 31))
    assert iso_span("11") is None


def test_sources_of_money_are_no_spending_directions() -> None:
    assert "县级配套" not in "".join(directions_of("用于中央补助20万元、县级配套10万元"))
