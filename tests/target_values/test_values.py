"""Target values of every trade: a table of what people write and how a careful reviewer reads it."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditkit import TargetValue
from auditkit.target_value import join_split_columns, parse_target_value, write_target_value

HERE = Path(__file__).parent
FIELDS = ("kind", "operator", "number", "upper", "unit", "date")


def load(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


BY_TRADE = load("values.yaml")
VALUES = [(trade, row) for trade, rows in BY_TRADE.items() for row in rows]
COLUMNS = load("columns.yaml")


def reading_of(value: TargetValue) -> dict[str, object]:
    return {name: getattr(value, name) for name in FIELDS}


def expected(row: dict[str, Any]) -> dict[str, object]:
    wanted = {name: row.get(name) for name in FIELDS}
    for name in ("number", "upper"):
        wanted[name] = None if wanted[name] is None else Decimal(wanted[name])
    return wanted


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{trade}: {row['raw']}") for trade, row in VALUES])
def test_a_value_is_read_as_a_careful_reviewer_reads_it(row: dict[str, Any]) -> None:
    value = parse_target_value(row["raw"])
    reading = reading_of(value)
    if value.kind == "unparsed":
        reading["operator"] = None
    assert reading == expected(row)
    assert value.raw == row["raw"]


@pytest.mark.parametrize("row", [pytest.param(row, id="|".join(row["cells"])) for row in COLUMNS])
def test_cells_of_split_columns_read_as_one_value(row: dict[str, Any]) -> None:
    assert reading_of(parse_target_value(join_split_columns(*row["cells"]))) == expected(row)


def test_values_cut_and_glued_at_random_are_read_and_written_stably() -> None:
    chance = random.Random(0)
    texts = [row["raw"] for _, row in VALUES]
    for _ in range(3000):
        left, right = chance.choice(texts), chance.choice(texts)
        text = left[: chance.randint(0, len(left))] + right[chance.randint(0, len(right)) :]
        value = parse_target_value(text)
        assert reading_of(parse_target_value(write_target_value(value))) == reading_of(value), text


@pytest.mark.parametrize(
    "text", ["1e90", "≥9E-99个", "一亿亿亿亿亿亿亿亿亿亿人", "一点一亿亿亿亿亿亿元", "9" * 31, "1e99万亿元"]
)
def test_a_number_beyond_all_measure_is_no_number_and_no_error(text: str) -> None:
    value = parse_target_value(text)
    assert value.number is None
    assert reading_of(parse_target_value(write_target_value(value))) == reading_of(value)


def test_no_value_stands_in_the_table_twice() -> None:
    texts = [row["raw"] for _, row in VALUES]
    assert len(texts) == len(set(texts))
