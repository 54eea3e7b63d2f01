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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a:\n  title:标题\n  b: 1\n", "第2行不是合法的 YAML：键的后面要有半角冒号和一个空格"),
        ("a:\n  b: 1\n c: 2\n", "第3行不是合法的 YAML：缩进与上面不齐"),
        ("a:\n  b: 1\n   c: 2\n", "第3行不是合法的 YAML：缩进与上一行不齐"),
        ("a:\n\tb: 1\n", "第2行不是合法的 YAML：缩进不能用制表符（Tab），请改用空格。"),
        ("a: {b: >=90%}\n", "第1行不是合法的 YAML：文字不能以 >"),
        ("a: {名称}不行\n", "请把整段文字加引号"),
        ("a: [1, 2\n", "括号没有配对"),
        ("a: 1\n---\nb: 2\n", "请删去“---”"),
        ("a: \x01\n", "t.yaml 含有不能用的字符 U+0001，请删去。"),
    ],
)
def test_a_slip_in_the_spelling_is_told_with_its_remedy(text: str, says: str) -> None:
    with pytest.raises(YamlError) as caught:
        load_yaml(text, "t.yaml")
    assert says in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_value_or_a_sentence(text: str) -> None:
    try:
        load_yaml(text, "t.yaml")
    except YamlError as error:
        assert "t.yaml" in str(error)
