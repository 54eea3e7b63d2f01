"""Number formats: what a spreadsheet shows of a number or a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditkit.readers.workbook_dates import serial_of
from auditkit.readers.workbook_formats import BUILT_IN, format_of

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '

SHOWN = [
    ("General", 42.0, "42"),
    ("General", 0.1 + 0.2, "0.3"),
    ("General", -0.5, "-0.5"),
    ("General", 1 / 3, "0.333333333"),
    ("General", 200 / 3, "66.66666667"),
    ("General", 123456789.12, "123456789.12"),
    ("General", 310112199001011234.0, "310112199001011000"),
    ("General", 1e-10, "1E-10"),
    ("General", 2.5e22, "2.5E+22"),
    ("0", 0.0, "0"),
    ("0.00", 42.0, "42.00"),
    ("#,##0.00", 1234567.5, "1,234,567.50"),
    ("#,##0", 999.0, "999"),
    ("0%", 0.9, "90%"),
    ("0%", 0.285, "29%"),
    ("0.00%", 0.955, "95.50%"),
    ("0.0", 0.25, "0.3"),
    ("0.00", 1.005, "1.01"),
    ("0.00", -1.0, "-1.00"),
    ("0.00_);(0.00)", -3.0, "(3.00)"),
    ("#,##0.00;[Red]-#,##0.00", -1234.5, "-1,234.50"),
    (ACCOUNTING, 420000.0, "420,000.00"),
    (ACCOUNTING, -42.5, "-42.50"),
    (ACCOUNTING, 0.0, "-"),
    ('"≥"0"%"', 90.0, "≥90%"),
    ('"≥"0%', 0.9, "≥90%"),
    ('0"万元"', 203.0, "203万元"),
    ("0万元", 203.0, "203万元"),
    ("[$¥-804]#,##0.00", 5.0, "¥5.00"),
    ("0!.0,", 12345.0, "1.2"),
    ("0\\.0000", 12345.0, "1.2345"),
    ("#,##0.00,", 1234567.0, "1,234.57"),
    ("[>=10000]0.0,;0", 12345.0, "12.3"),
    ("[>=10000]0.0,;0", 45.0, "45"),
    ('[=0]"零";[<0]"负"0;0', -4.0, "负4"),
    ('[=0]"零";[<0]"负"0;0', 0.0, "零"),
    ("000000", 12.0, "000012"),
    ("0000-0000", 12345.0, "0001-2345"),
    ("#.##", 0.5, ".5"),
    (".00", 12.5, "12.50"),
    ("¥.0", 0.5, "¥.5"),
    ("#", 0.0, ""),
    ("0.0#", 1.5, "1.5"),
    ("??0.0?", 1.5, "1.5"),
    ("0.00E+00", 12345.678, "1.23E+04"),
    ("##0.0E+0", 12345.0, "12.3E+3"),
    ("0.0E-0", 99.99, "1.0E2"),
    ("@", 5.0, "5"),
    ("G/通用格式", 5.5, "5.5"),
    ('General"元"', 5.5, "5.5元"),
    ("0;;;@", 5.0, "5"),
    ('0.0;-0.0;"无"', 0.0, "无"),
    ("", 3.0, ""),
    ("yyyy/m/d", 45717.0, "2025/3/1"),
    ('yyyy"年"m"月"d"日"', 45717.0, "2025年3月1日"),
    ("yyyy年m月", 45717.0, "2025年3月"),
    ('[$-804]yyyy"年"m"月"d"日";@', 45717.0, "2025年3月1日"),
    ("[$-F800]dddd, mmmm dd, yyyy", 45717.0, "2025年3月1日"),
    ("yyyy-mm-dd hh:mm:ss", 45717.75, "2025-03-01 18:00:00"),
    ("m/d/yy", 45717.0, "3/1/25"),
    ("e/m/d", 45717.0, "2025/3/1"),
    ("mmm-yy", 45717.0, "Mar-25"),
    ("[$-804]mmmm", 45717.0, "三月"),
    ("aaaa", 45717.0, "星期六"),
    ("dddd", 45717.0, "Saturday"),
    ("h:mm AM/PM", 0.75, "6:00 PM"),
    ("上午/下午h:mm", 0.25, "上午6:00"),
    ("[h]:mm:ss", 1.5, "36:00:00"),
    ("mm:ss.0", 0.0001, "00:08.6"),
    ("h:mm", 0.9999999, "0:00"),
    ("yyyy-mm-dd", 1.0, "1900-01-01"),
    ("yyyy-mm-dd", 59.0, "1900-02-28"),
    ("yyyy-mm-dd", 60.0, "1900-02-29"),
    ("yyyy-mm-dd", 61.0, "1900-03-01"),
    ("yyyy-mm-dd", 2958465.0, "9999-12-31"),
]


@pytest.mark.parametrize(("code", "value", "shown"), SHOWN)
def test_a_number_is_shown_as_its_format_says(code: str, value: float, shown: str) -> None:
    assert format_of(code).show_number(value)[0] == shown


def test_what_is_not_shown_exactly_is_said() -> None:
    assert format_of("0.0").show_number(2.55) == ("2.6", "rounded")
    assert format_of("0.0").show_number(2.5) == ("2.5", "")
    assert format_of("0%").show_number(0.955) == ("96%", "rounded")
    assert format_of(";;;").show_number(5.0) == ("", "hidden")


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "[$-804]yyyy"])
def test_a_number_that_is_no_date_is_shown_plainly(code: str) -> None:
    assert format_of(code).show_number(-1.0) == ("-1", "plain")
    assert format_of(code).show_number(2958466.0) == ("2958466", "plain")


@pytest.mark.parametrize("code", ["# ?/?", "[DBNum2][$-804]General", "[DBNum1]0"])
def test_a_format_that_is_not_understood_is_said(code: str) -> None:
    assert format_of(code).show_number(12.0) == ("12", "plain")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("General", "五"), ("0.00", "五"), ("@", "五"), ('@"元"', "五元"), ('0;0;0;"共"@', "共五"), (";;;", "")],
)
def test_a_text_is_shown_as_its_format_says(code: str, shown: str) -> None:
    assert format_of(code).show_text("五") == shown


@pytest.mark.parametrize(
    ("number", "serial", "shown"),
    [
        (14, 45717, "2025/3/1"),
        (31, 45717, "2025年3月1日"),
        (57, 45717, "2025年3月"),
        (9, 0.5, "50%"),
        (10, 0.5, "50.00%"),
        (4, 1000, "1,000.00"),
        (43, 0, "-"),
        (20, 0.5, "12:00"),
    ],
)
def test_formats_known_by_number_are_those_of_the_chinese_excel(
    number: int, serial: float, shown: str
) -> None:
    assert format_of(BUILT_IN[number]).show_number(serial)[0] == shown


def test_dates_of_1904_are_four_years_later() -> None:
    assert format_of("yyyy-mm-dd").show_number(0, True)[0] == "1904-01-01"
    assert format_of("yyyy-mm-dd").show_number(45717 - 1462, True)[0] == "2025-03-01"


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("2025-03-01", 45717),
        ("2025-03-01T12:00:00Z", 45717.5),
        ("1900-01-01", 1),
        ("1900-03-01", 61),
        ("x", None),
    ],
)
def test_iso_dates_have_a_serial_number(text: str, serial: float | None) -> None:
    found = serial_of(text, False)
    assert (None if found is None else float(found)) == serial


@given(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_any_text_is_a_format(code: str, value: float, is_1904: bool) -> None:
    made = format_of(code)
    assert isinstance(made.show_number(value, is_1904)[0], str)
    assert isinstance(made.show_text("五"), str)


PIECES = [
    "0",
    "#",
    "?",
    ",",
    ".",
    "%",
    "E+",
    "yyyy",
    "m",
    "d",
    "h",
    "s",
    "[h]",
    ";",
    "@",
    '"元"',
    "[Red]",
    "[>5]",
    "General",
    "/",
    "\\-",
    "AM/PM",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.floats(allow_nan=False, allow_infinity=False))
def test_any_order_of_pieces_is_a_format(pieces: list[str], value: float) -> None:
    assert isinstance(format_of("".join(pieces)).show_number(value)[0], str)


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 6))
def test_plain_patterns_round_half_away_from_zero(number: object, places: int) -> None:
    from decimal import ROUND_HALF_UP, Decimal

    value = float(str(number))
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    code = "#,##0" + ("." + "0" * places if places else "")
    shown = format_of(code).show_number(value)[0]
    assert shown == f"{exact:,f}" if exact or value >= 0 else shown.lstrip("-") == f"{abs(exact):,f}"
