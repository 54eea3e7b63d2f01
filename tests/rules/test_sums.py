"""Lines that add up to a total, those among them left out that only break others down."""

from __future__ import annotations

from decimal import Decimal

import pytest
from work_done import lines_run

from auditkit_rules.performance_target._sums import adds_up


def amounts(*given: int) -> list[Decimal]:
    return [Decimal(amount) for amount in given]


@pytest.mark.parametrize(
    ("total", "given", "expected"),
    [
        (110, (100, 10), True),
        (110, (100, 100, 10), True),
        (110, (100, 60, 40, 10), True),
        (110, (100, 10, 12), False),
        (110, (100,), False),
        (0, (), True),
    ],
)
def test_lines_left_out_must_break_down_what_is_kept(total: int, given: tuple[int, ...], expected: bool) -> None:
    assert adds_up(Decimal(total), amounts(*given), Decimal(0)) is expected


def test_many_lines_take_no_more_than_a_sum() -> None:
    many = amounts(*(3**n for n in range(60)))
    assert lines_run(lambda: adds_up(Decimal(1), many, Decimal(0))) < 20
