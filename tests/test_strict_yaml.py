"""YAML is read the way people mean it, and says where it is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.strict_yaml import YamlError, load_yaml


def test_words_dates_and_times_stay_text_and_numbers_stay_exact() -> None:
    text = "a: no\nb: 2025-01-01\nc: 12:30\nd: 0.10\ne: 010\nf: true\ng: 42\nh: '42'\ni: ~\nj: 1e3\n"
    assert load_yaml(text, "t.yaml") == {
        "a": "no",
        "b": "2025-01-01",
        "c": "12:30",
        "d": Decimal("0.10"),
        "e": "010",
        "f": True,
        "g": 42,
        "h": "42",
        "i": None,
        "j": "1e3",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2\n", "第2行：键“a”重复"),
        ("a: [1\n", "不是合法的 YAML"),
        ("a: &x 1\nb: *x\n", "不支持锚点"),
        ("a: !!python/object:os.system 1\n", "不支持标签"),
        ("a: !!python/object/apply:os.system [1]\n", "不支持标签"),
        ("? [1]\n: 2\n", "键必须是文字"),
        ("[" * 3000, "嵌套过深"),
    ],
)
def test_a_trap_is_refused_with_file_and_line(text: str, says: str) -> None:
    with pytest.raises(YamlError, match=r"t\.yaml") as caught:
        load_yaml(text, "t.yaml")
    assert says in str(caught.value) or "不是合法的 YAML" in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_value_or_a_sentence(text: str) -> None:
    try:
        load_yaml(text, "t.yaml")
    except YamlError as error:
        assert "t.yaml" in str(error)
