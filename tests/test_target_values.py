"""Target values: operator, number, unit, range and date as written, words as words, never an error."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.target_value import join_split_columns, parse_amount, parse_target_value, write_target_value

N = None
ROWS: list[tuple[str, str, str | None, str | None, str | None]] = [
    ("≥12500件", "quantity", ">=", "12500", "件"),
    ("≥140万页", "quantity", ">=", "1400000", "页"),
    ("≥6万立方米", "quantity", ">=", "60000", "立方米"),
    ("≥3千册", "quantity", ">=", "3000", "册"),
    ("≤0.3元", "money", "<=", "0.3", "元"),
    ("≤203万元", "money", "<=", "2030000", "元"),
    ("1.5亿元", "money", N, "150000000", "元"),
    ("26万元", "money", N, "260000", "元"),
    ("≥100%", "percent", ">=", "100", "%"),
    ("≥98百分比", "percent", ">=", "98", "%"),
    ("100百分比", "percent", N, "100", "%"),
    ("≥90.00(%)", "percent", ">=", "90", "%"),
    ("＝１００％", "percent", "=", "100", "%"),
    ("═100%", "percent", "=", "100", "%"),
    ("﹦72890元", "money", "=", "72890", "元"),
    ("≧735人次", "quantity", ">=", "735", "人次"),
    (">=21933人", "quantity", ">=", "21933", "人"),
    ("=>80%", "percent", ">=", "80", "%"),
    ("》92%", "percent", ">", "92", "%"),
    ("大于等于98%", "percent", ">=", "98", "%"),
    ("小于等于12万元", "money", "<=", "120000", "元"),
    ("等于100%", "percent", "=", "100", "%"),
    ("不低于90%", "percent", ">=", "90", "%"),
    ("不少于 2000 人次", "quantity", ">=", "2000", "人次"),
    ("不超过5%", "percent", "<=", "5", "%"),
    ("控制在5%以内", "percent", "<=", "5", "%"),
    ("90%以上", "percent", ">=", "90", "%"),
    ("20天以内", "quantity", "<=", "20", "天"),
    ("超13万元/年", "money", ">", "130000", "元/年"),
    (">=530元/人*月", "money", ">=", "530", "元/人·月"),
    ("17元/人.每天", "money", N, "17", "元/人·天"),
    ("<=475元/亩", "money", "<=", "475", "元/亩"),
    ("1次/月", "quantity", N, "1", "次/月"),
    ("≤3个工作日", "quantity", "<=", "3", "个工作日"),
    ("<24小时", "quantity", "<", "24", "小时"),
    ("≥50公里", "quantity", ">=", "50", "公里"),
    ("≥300千瓦时", "quantity", ">=", "300", "千瓦时"),
    ("250万", "quantity", N, "2500000", N),
    ("168", "quantity", N, "168", N),
    ("百分之九十五", "percent", N, "95", "%"),
    ("九成以上", "percent", ">=", "90", "%"),
    ("1,030,700.00元", "money", N, "1030700", "元"),
    ("有效保障", "qualitative", N, N, N),
    ("符合相关规定", "qualitative", N, N, N),
    ("通过验收", "qualitative", N, N, N),
    ("GB/T 18894", "qualitative", N, N, N),
    ("", "empty", N, N, N),
    (" 　", "empty", N, N, N),
    ("%=99", "unparsed", N, N, N),
    ("≥**个", "unparsed", N, N, N),
]


@pytest.mark.parametrize(("raw", "kind", "operator", "number", "unit"), ROWS, ids=[row[0] for row in ROWS])
def test_a_value_is_read_as_written(
    raw: str, kind: str, operator: str | None, number: str | None, unit: str | None
) -> None:
    value = parse_target_value(raw)
    wanted = None if number is None else Decimal(number)
    assert (value.kind, value.number, value.unit) == (kind, wanted, unit)
    assert kind == "unparsed" or value.operator == operator
    assert value.raw == raw


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("2023年12月20日前", "2023-12-20"),
        ("2026年9月30日", "2026-09-30"),
        ("2023年底", "2023"),
        ("11月底之前", "11"),
        ("2025年12月", "2025-12"),
    ],
)
def test_a_time_point_is_a_date(raw: str, date: str) -> None:
    value = parse_target_value(raw)
    assert (value.kind, value.date) == ("date", date)


def test_a_range_keeps_both_ends() -> None:
    value = parse_target_value("85%-90%")
    assert (value.operator, value.number, value.upper, value.unit) == ("range", Decimal(85), Decimal(90), "%")


def test_several_values_in_one_cell_are_not_one_value() -> None:
    value = parse_target_value("≥3期，≥200人")
    assert value.kind == "unparsed"
    assert value.parts == ("≥3期", "≥200人")


def test_a_doubled_comparison_keeps_both_marks() -> None:
    assert parse_target_value("≥90%以上").marks == ("≥", "以上")


def test_a_change_against_a_base_is_told() -> None:
    value = parse_target_value("较上年提升5个百分点")
    assert (value.delta, value.number, value.unit) == (True, Decimal(5), "百分点")


@pytest.mark.parametrize(
    ("pieces", "operator", "number", "unit"),
    [
        (("≥", "90", "%"), ">=", "90", "%"),
        (("大于等于", "20", "人次"), ">=", "20", "人次"),
        (("", "15", "万元"), None, "150000", "元"),
        (("＝", "100%", ""), "=", "100", "%"),
    ],
)
def test_split_columns_are_joined(
    pieces: tuple[str, str, str], operator: str | None, number: str, unit: str
) -> None:
    value = parse_target_value(join_split_columns(*pieces))
    assert (value.operator, value.number, value.unit) == (operator, Decimal(number), unit)


@pytest.mark.parametrize(
    ("raw", "unit", "yuan"),
    [
        ("42.00", "万元", "420000"),
        ("860,000.00", "元", "860000"),
        ("１２．５", "万元", "125000"),
        ("10000万元", "元", "100000000"),
        ("", "万元", None),
        ("见附件", "万元", None),
        ("42.00", None, None),
    ],
)
def test_an_amount_is_told_in_yuan(raw: str, unit: str | None, yuan: str | None) -> None:
    assert parse_amount(raw, unit) == (None if yuan is None else Decimal(yuan))


@settings(max_examples=500, deadline=None)
@given(
    st.text(max_size=60)
    | st.text(alphabet="≥≤=<>0123456789.%万亿元页人次/年月日以上内不低于至-~，() 　", max_size=25)
)
def test_any_text_gives_a_value_and_writing_it_is_stable(text: str) -> None:
    value = parse_target_value(text)
    assert value.raw == text
    again = parse_target_value(write_target_value(value))
    assert (again.kind, again.operator, again.number, again.upper, again.unit, again.date) == (
        value.kind,
        value.operator,
        value.number,
        value.upper,
        value.unit,
        value.date,
    )


WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.%"}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["", "≥", "≤", "=", "不低于", "大于等于"]),
    st.integers(1, 9_999_999),
    st.sampled_from(["%", "元", "万元", "人次", "页", "公里", "元/人", "台"]),
)
def test_number_and_unit_survive_width_blanks_and_separators(operator: str, number: int, unit: str) -> None:
    plain = parse_target_value(f"{operator}{number}{unit}")
    for text in (
        f"{operator}{number}{unit}".translate(WIDE),
        f" {operator} {number} {unit} ",
        f"{operator}{number:,}{unit}",
    ):
        value = parse_target_value(text)
        assert (value.operator, value.number, value.unit) == (plain.operator, plain.number, plain.unit)


@pytest.mark.parametrize("piece", ["9", "≥", "万", "1,", "至", "（", "年", "1年", "9.", "、"])
def test_a_very_long_text_takes_no_long_time(piece: str) -> None:
    assert parse_target_value(piece * 20_000).raw
