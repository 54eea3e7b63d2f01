"""What the writer writes, the strict loader reads as it was."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditkit.rulefile.sheets.yaml_writer import dump_yaml, write_flow
from auditkit.strict_yaml import load_yaml

ODD = [
    "=100%", "≥100%", "yes", "no", "on", "010", "0x1f", "1e3", "12:30", "2025-01-01", "true", "Null", "~", "",
    " 前空", "后空 ", "\t", "a\tb", "# 注", "a #b", "a: b", "a:", "- x", "-", "? x", "?", "%x", "@x", "`x`", "!x", "&x",
    "*x", "|", ">", "'x'", '"x"', "it's", 'say "x"', "\\d+", "[x]", "{x}", "a, b", "---", "--- a", "...", "<<", "=",
    "😀", "\ufeffx", "x\x85y", "x\u2028y", "x\x00y", "x\x7fy", "x\r\ny", "x\ry", "a\nb", "a\nb\n", "a\n\nb\n\n",
    "\na", " a\nb", "\ta\nb", "a\n  b\n", "a \nb", "\n", "\n\n", "a\n---\nb", "a\n# b", "0.10", "-0", "+1", "1_000",
    "1.", ".5", "-.5", "键：值", "　全角空格　", "x" * 1500, "是、否", "“引”", ":", "::", "a:b", ",", "],",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=30),
    st.text(alphabet=" \t\n#:-?[]{},&*!|>'\"%@`=~\\\r\x85\u2028\ufeff中a0.", max_size=12),
)
numbers = st.one_of(
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6),
    st.sampled_from([Decimal("0.10"), Decimal("1E+3"), Decimal("-0.0"), Decimal("1E-9")]),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=25,
)


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(one == other)


@settings(max_examples=600, deadline=None)
@given(values)
@example({"a": {"b": [[], {}, [[{"c": None}]]]}})
@example([[["x"], "y"], [["a\nb"]]])
def test_any_value_written_is_read_as_it_was(value: Any) -> None:
    assert alike(load_yaml(dump_yaml(value), "t.yaml"), value)
    assert alike(load_yaml(dump_yaml({"k": [value]}, ".schemas/rules.schema.json"), "t.yaml"), {"k": [value]})


@settings(max_examples=400, deadline=None)
@given(values)
def test_any_value_written_on_one_line_is_read_as_it_was(value: Any) -> None:
    line = write_flow(value)
    assert "\n" not in line
    assert alike(load_yaml(f"k: {line}", "t.yaml"), {"k": value})


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_is_read_as_it_was_wherever_it_stands(text: str) -> None:
    for value in (
        text,
        [text],
        {"k": text},
        {text: 1},
        {text: {text: [text, text]}},
        [{text: [{"k": text}]}],
    ):
        assert alike(load_yaml(dump_yaml(value), "t.yaml"), value)
        assert alike(load_yaml(f"k: {write_flow(value)}", "t.yaml"), {"k": value})


@pytest.mark.parametrize(
    "plain", ["≥100%", "yes", "on", "010", "12:30", "2025-01-01", "类别 = 满意度", "😀", "a:b", "1e3"]
)
def test_a_text_the_loader_reads_as_it_stands_has_no_quotes(plain: str) -> None:
    assert dump_yaml({"k": plain}) == f"k: {plain}\n"


@pytest.mark.parametrize("typed", ["true", "42", "0.10", "null", "~", "a: b", " 空", "%x"])
def test_a_text_the_loader_would_take_for_something_else_is_quoted(typed: str) -> None:
    assert dump_yaml({"k": typed}) == f'k: "{typed}"\n'


def test_a_rule_looks_like_one_that_a_person_wrote() -> None:
    rule = {
        "code": "BD-101",
        "title": "满意度指标值不得设为 100%",
        "confidence": Decimal("0.9"),
        "basis": ["P88-13.3", {"document": "财预〔2015〕88号", "clause": "第十三条"}],
        "fields": ["资金用途", "绩效目标"],
        "explain": "第一行\n第二行\n",
        "tests": [{"flag": {"类别": "满意度", "指标值": "=100%"}, "says": "过于绝对"}, {"pass": {}}],
        "pattern": '^"\\d+',
    }
    assert dump_yaml({"auditkit": 1, "rules": [rule]}, ".schemas/rules.schema.json") == (
        "# yaml-language-server: $schema=.schemas/rules.schema.json\n"
        "auditkit: 1\n"
        "rules:\n"
        "- code: BD-101\n"
        "  title: 满意度指标值不得设为 100%\n"
        "  confidence: 0.9\n"
        "  basis:\n"
        "  - P88-13.3\n"
        "  - document: 财预〔2015〕88号\n"
        "    clause: 第十三条\n"
        "  fields: [资金用途, 绩效目标]\n"
        "  explain: |\n"
        "    第一行\n"
        "    第二行\n"
        "  tests:\n"
        "  - flag:\n"
        "      类别: 满意度\n"
        "      指标值: =100%\n"
        "    says: 过于绝对\n"
        "  - pass: {}\n"
        '  pattern: ^"\\d+\n'
    )


@pytest.mark.parametrize("value", [float("nan"), Decimal("Infinity"), "\ud800", object()])
def test_what_yaml_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="YAML cannot hold"):
        dump_yaml({"k": value})
