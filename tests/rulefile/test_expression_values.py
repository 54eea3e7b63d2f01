"""The values of expressions: what is missing, units, dates, words, and how values are written out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from expression_frames import INDICATORS, PROJECT, WHERE, frame_of, value_of
from hypothesis import given
from hypothesis import strategies as st

from auditkit.model import Budget, BudgetPart, Indicator, Money, Project
from auditkit.rulefile.language.comparing import compare, contains, equal
from auditkit.rulefile.language.faults import ExpressionError, ExpressionFailed, ExpressionStopped
from auditkit.rulefile.language.literals import option_value, read_quantity
from auditkit.rulefile.language.measures import add, divide, multiply, negate, subtract, total
from auditkit.rulefile.language.patterns import compile_pattern
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.values import PERCENT, RATIO, YUAN, Missing, Moment, Quantity, join_missing
from auditkit.rulefile.language.words import Hit, WordList
from auditkit.target_value import parse_target_value

GONE = Missing(("描述",))
BLANK = replace(PROJECT, purpose=None, year=None, fields=PROJECT.fields | {"year"}, indicators=())


def quantity(text: str) -> Any:
    """The value that a rule means by ``500万元``."""
    return read_quantity(text)


# --- missing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("描述 = “甲” 且 假", False),
        ("假 且 描述 = “甲”", False),
        ("描述 = “甲” 或 真", True),
        ("真 或 描述 = “甲”", True),
        ("描述 = “甲” 且 真", None),
        ("描述 = “甲” 或 假", None),
        ("非 描述 = “甲”", None),
        ("描述 = 描述", None),
        ("描述 属于 [“甲”]", None),
        ("“甲” 属于 [“甲”, 描述]", True),
        ("“乙” 属于 [“甲”, 描述]", None),
        ("“乙” 不属于 [“甲”, 描述]", None),
        ("1 < 0 < 其他资金", False),
        ("0 < 1 < 其他资金", None),
        ("字数(描述) > 3", None),
        ("(1 if 描述 = “甲” else 2) = 1", None),
        ("任一(假, 描述 = “甲”, 真)", True),
        ("任一(假, 描述 = “甲”)", None),
        ("全部(真, 描述 = “甲”, 假)", False),
        ("全部(真, 描述 = “甲”)", None),
        ("合计(1, 2) + 其他资金 > 0", None),
    ],
)
def test_missing_is_neither_true_nor_false(text: str, value: bool | None) -> None:
    found = value_of(text)
    assert isinstance(found, Missing) if value is None else found is value


def test_a_missing_value_cannot_be_taken_for_false() -> None:
    with pytest.raises(TypeError):
        bool(GONE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("资金用途 = “甲”", "未填写“资金用途”，无法判断。"),
        ("主管部门 = “甲”", "表中没有“主管部门”，无法判断。"),
        ("资金用途 = “甲” 且 年度 > 3", "未填写“资金用途”、“年度”，无法判断。"),
        ("资金用途 = “甲” 且 主管部门 = “乙”", "未填写“资金用途”；表中没有“主管部门”，无法判断。"),
        ("1 / 0 > 3", "除数为零，无法判断。"),
        ("日期(“2026年”) < 日期(“2026年12月”)", "日期写得不够具体（2026与2026-12），无法判断。"),
        ("最大(指标.权重) > 3", "没有可以比较的项，无法判断。"),
        ("选项.无值 = 3", "规则参数没有值，无法判断。"),
    ],
)
def test_what_is_missing_says_why(text: str, reason: str) -> None:
    assert value_of(text, "project", project=BLANK).reason == reason


def test_a_target_value_that_does_not_serve_says_why() -> None:
    assert value_of("指标值.数值 > 3", number=1).reason == "指标值“较高”中没有读出数值，无法判断。"
    assert value_of("指标值.数值 > 选项.最高金额").reason == "计量单位不同（页与元），无法判断。"


def test_blank_text_is_missing_and_blank_is_not_the_same_as_not_asked() -> None:
    asked = replace(PROJECT, purpose=" \n")
    assert value_of("资金用途 为空", "project", project=asked) is True
    assert value_of("资金用途 不为空", "project", project=asked) is False
    assert value_of("缺失(资金用途)", "project", project=asked) is True
    assert value_of("字数(资金用途) = 0", "project", project=asked) == Missing(("资金用途",))
    not_asked = replace(PROJECT, purpose=None, fields=PROJECT.fields - {"purpose"})
    assert value_of("资金用途 为空", "project", project=not_asked) == Missing(("资金用途",), asked=False)
    assert value_of("有(资金用途)", "project", project=not_asked) == Missing(("资金用途",), asked=False)
    nothing = replace(PROJECT, objectives=(), fields=PROJECT.fields - {"objectives"})
    assert value_of("绩效目标 为空", "project", project=nothing) == Missing(("绩效目标",), asked=False)
    assert value_of("绩效目标 为空", "project", project=replace(PROJECT, objectives=())) is True


def test_what_cannot_be_read_is_filled_in_all_the_same() -> None:
    odd = replace(PROJECT, budget=Budget(total=Money("四十二万左右", None)))
    assert value_of("预算数 为空", "project", project=odd) is False
    assert value_of("预算数 > 3万元", "project", project=odd).reason == (
        "金额“四十二万左右”读不出是多少元，无法判断。"
    )
    rows = (replace(INDICATORS[0], weight=None, weight_raw="很重"),)
    assert value_of("合计(指标.权重) > 3", "project", project=replace(PROJECT, indicators=rows)).filled


def test_an_item_in_doubt_makes_a_count_missing_and_not_a_sum_wrong() -> None:
    assert value_of("个数(i for i in 指标 if i.指标值.数值 > 3)", "project").doubt
    assert isinstance(value_of("合计(i.权重 for i in 指标 if i.指标值.数值 > 3)", "project"), Missing)
    assert value_of("任一(i.权重 = 40 for i in 指标 if i.指标值.数值 > 3 或 真)", "project") is True


def test_reasons_are_joined_without_repetition() -> None:
    both = join_missing([Missing(("甲",)), Missing(("乙",)), Missing(("甲",), ("丙",))])
    assert both == Missing(("甲", "乙"), ("丙",))
    assert join_missing([GONE]) is GONE
    assert Missing().reason == "缺少数据，无法判断。"


# --- numbers and units --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100%", Quantity(Decimal(100), PERCENT)),
        ("5‰", Quantity(Decimal("0.5"), PERCENT)),
        ("500万元", Quantity(Decimal(5_000_000), YUAN)),
        ("0.3元", Quantity(Decimal("0.3"), YUAN)),
        ("1.2亿元", Quantity(Decimal(120_000_000), YUAN)),
        ("140万页", Quantity(Decimal(1_400_000), "页")),
        ("3天", Quantity(Decimal(3), "天")),
        ("3日", Quantity(Decimal(3), "天")),
        ("6个月", Quantity(Decimal(6), "个月")),
        ("20平方米", Quantity(Decimal(20), "平方米")),
        ("-3万元", Quantity(Decimal(-30_000), YUAN)),
        ("5万", Decimal(50_000)),
        ("0.10", Decimal("0.10")),
        ("3个且", None),
        ("3天以上", None),
        ("≥3天", None),
        ("三天", None),
        ("", None),
    ],
)
def test_a_literal_with_a_unit(text: str, value: Any) -> None:
    assert read_quantity(text) == value
    if value is not None and not text.startswith("-"):
        assert value_of(text) == value


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("100%", Quantity(Decimal(100), PERCENT)),
        ("≥95%", "≥95%"),
        ("217101", "217101"),
        (3, Decimal(3)),
        (Decimal("0.5"), Decimal("0.5")),
        (True, True),
        (["3年", 5], ("3年", Decimal(5))),
    ],
)
def test_an_option_is_read_as_it_is_written(given: Any, value: Any) -> None:
    assert option_value(given) == value


@pytest.mark.parametrize(
    "given", [None, Decimal("NaN"), Decimal("Infinity"), Decimal("1E+5000"), float("nan")]
)
def test_an_option_that_is_no_number_is_missing(given: Any) -> None:
    assert isinstance(option_value(given), Missing)


def test_decimals_are_exact() -> None:
    assert value_of("0.1 + 0.2 = 0.3") is True
    assert value_of("0.1元 × 3 = 0.3元") is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500万元 × 10% = 50万元", True),
        ("10% × 500万元 = 500000", True),
        ("30万元 / 50万元 ≥ 60%", True),
        ("30万元 / 50万元 = 0.6", True),
        ("60% = 30万元 / 50万元", True),
        ("50万元 / 20% = 250万元", True),
        ("95% - 5% = 90%", True),
        ("权重 × 50% = 15", True),
        ("权重 / 60 = 50%", True),
        ("1 - 30万元 / 50万元 = 40%", True),
        ("2 × 50% = 100%", True),
        ("100页 × (3元 / 1页) = 300元", True),
        ("6元 / 2页 × 100页 = 300", True),
        ("3天 > 2", True),
        ("权重 > 5", True),
    ],
)
def test_units_go_together_as_people_reckon(text: str, value: bool) -> None:
    assert value_of(text) is value


def test_unlike_units_are_not_judged() -> None:
    assert compare(">", quantity("3天"), quantity("3页")) == Missing(notes=("计量单位不同（天与页）",))
    assert isinstance(add(quantity("3元"), quantity("3%")), Missing)
    assert isinstance(multiply(quantity("3元"), quantity("3元")), Missing)
    assert divide(Decimal(1), Decimal(0)) == Missing(notes=("除数为零",))
    assert divide(Decimal(0), Decimal(0)) == Missing(notes=("除数为零",))
    with pytest.raises(ExpressionFailed):
        add("甲", Decimal(1))


NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)
UNITS = st.sampled_from([None, YUAN, PERCENT, RATIO, "页", "元/页"])
MEASURES = st.builds(lambda number, unit: Quantity(number, unit) if unit else number, NUMBERS, UNITS)


@given(MEASURES, MEASURES)
def test_arithmetic_never_raises_and_addition_is_commutative(left: Any, right: Any) -> None:
    for operation in (add, subtract, multiply, divide):
        assert isinstance(operation(left, right), Decimal | Quantity | Missing)
    both = add(left, right)
    assert both == add(right, left) or isinstance(both, Missing)
    assert show(both)


@given(MEASURES, MEASURES)
def test_exactly_one_of_less_equal_and_greater_holds(left: Any, right: Any) -> None:
    told = [compare(sign, left, right) for sign in ("<", "=", ">")]
    assert all(isinstance(item, Missing) for item in told) or told.count(True) == 1


@given(st.lists(NUMBERS, max_size=6))
def test_the_sum_does_not_depend_on_the_order(numbers: list[Decimal]) -> None:
    assert total(numbers) == total(list(reversed(numbers))) == sum(numbers, Decimal(0))


def test_a_sum_of_nothing_is_nothing_and_a_sum_with_a_gap_is_missing() -> None:
    assert total([]) == 0
    assert total([Decimal(1), GONE]) == GONE
    assert negate(quantity("3元")) == Quantity(Decimal(-3), YUAN)


# --- dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "sign", "right", "value"),
    [
        ("2026", "<", "2027", True),
        ("2026-06", "<", "2026-12-31", True),
        ("2026-12", "<=", "2026-12-31", True),
        ("2026-12", "<", "2026-12-15", None),
        ("2026", ">=", "2026-01-01", True),
        ("2026", ">", "2026-12-31", False),
        ("2026", "=", "2026", True),
        ("2026", "=", "2026-05", None),
        ("2026", "≠", "2027", True),
        ("12-31", ">", "12-01", True),
        ("12", "=", "2026-12", None),
    ],
)
def test_dates_compare_as_far_as_they_are_stated(
    left: str, sign: str, right: str, value: bool | None
) -> None:
    found = compare(sign, Moment(left), Moment(right))
    assert isinstance(found, Missing) if value is None else found is value


@pytest.mark.parametrize("iso", ["", "2026-13", "26", "2026-1", "00", "2026-02-", "x"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        Moment(iso)


# --- equality and lists --------------------------------------------------------------------------------


def test_texts_are_equal_without_the_blanks_around_them() -> None:
    assert equal(" 甲 ", "甲") is True
    assert equal("甲", "乙") is False
    assert equal(Decimal(1), "甲") is False
    assert equal(parse_target_value("≥95%"), parse_target_value("≥ 95.0%")) is True
    assert equal(parse_target_value("≥95%"), parse_target_value("≤95%")) is False
    assert equal(parse_target_value("较高"), "较高") is True
    assert equal(True, Decimal(1)) is False


def test_a_word_list_contains_whole_words() -> None:
    listed = WordList("词", ("有效",))
    assert contains(listed, "有效 ") is True
    assert contains(listed, "有效期") is False
    with pytest.raises(ExpressionFailed):
        contains("有效", "有")


# --- words and patterns --------------------------------------------------------------------------------


def test_the_longest_word_counts_and_nothing_inside_an_exception() -> None:
    listed = WordList("词", ("有效", "有效果", "效果"), ("有效期", "长效果园"))
    assert listed.find("有效期内有效果，有效") == (Hit("有效果", 4, 7), Hit("有效", 8, 10))
    assert listed.find("长效果园有效果") == (Hit("有效果", 4, 7),)
    assert WordList("空", ()).find("有效") == ()


@given(st.text("有效期果长", max_size=12), st.lists(st.text("有效期果", min_size=1, max_size=3), max_size=4))
def test_every_hit_is_a_word_of_the_list_and_hits_do_not_overlap(text: str, words: list[str]) -> None:
    hits = WordList("词", tuple(words), ("有效期",)).find(text)
    assert all(text[hit.start : hit.end] == hit.word in words for hit in hits)
    assert all(first.end <= second.start for first, second in pairwise(hits))


def test_a_pattern_is_searched() -> None:
    assert compile_pattern(r"\d{4}年", WHERE).search("到2026年") == (1, 6)
    assert compile_pattern("甲", WHERE).search("乙") is None


@pytest.mark.parametrize(
    "text",
    [
        "(",
        "[",
        "a{2,1}",
        "(?R)",
        "(a)(?1)",
        "(?:ab){e<=2}",
        r"\L<x>",
        "(?V1)a",
        "a" * 400,
        "(" * 50 + ")" * 50,
        "*",
        "a{99999}",
    ],
)
def test_a_pattern_outside_the_bounded_syntax_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="正则"):
        compile_pattern(text, WHERE)


def test_a_slow_pattern_stops_and_slow_patterns_share_their_time() -> None:
    pattern = compile_pattern("(a|a)*$", WHERE)
    text = "a" * 40 + "!"
    with pytest.raises(ExpressionStopped, match="匹配时间过长"):
        pattern.search(text)
    frame = frame_of("indicator", slow=0.0)
    with pytest.raises(ExpressionStopped):
        pattern.found(text, frame)
    assert frame_of("indicator").slow > 0


# --- written out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (quantity("42万元"), "42万元"),
        (quantity("5000元"), "5000元"),
        (quantity("1.2亿元"), "12000万元"),
        (Quantity(Decimal("123456.78"), YUAN), "12.345678万元"),
        (quantity("140万页"), "140万页"),
        (Quantity(Decimal(12_345_678), "页"), "12345678页"),
        (quantity("95.50%"), "95.5%"),
        (Quantity(Decimal(1) / 3, RATIO), "33.33%"),
        (Decimal("2026"), "2026"),
        (Decimal("-0"), "0"),
        (Decimal(2) / 3, "0.67"),
        (Moment("2026-01-05"), "2026年1月5日"),
        (Moment("12-31"), "12月31日"),
        (Moment("2026"), "2026年"),
        (True, "是"),
        (None, "空"),
        ("  ", "空"),
        (GONE, "空"),
        ((), "无"),
        (("甲", "乙"), "甲、乙"),
        (tuple("甲" for _ in range(25)), "、".join("甲" * 20) + "等25项"),
        (Money("42", Decimal(420_000)), "42万元"),
        (Money("若干"), "空"),
        (BudgetPart("设备", Money("1")), "设备"),
        (PROJECT, "档案数字化"),
        (Project(), "空"),
        (parse_target_value(" ≥95% "), "≥95%"),
        (Indicator(name="甲"), "甲"),
    ],
)
def test_a_value_is_written_as_reviewers_read_it(value: Any, text: str) -> None:
    assert show(value) == text


@given(st.decimals(allow_nan=True, allow_infinity=True), UNITS)
def test_any_number_can_be_written_out(number: Decimal, unit: str | None) -> None:
    assert isinstance(show(Quantity(number, unit)), str)
    assert isinstance(show(number), str)
