"""Every named check answers flagged, passed and not judged as its cases say, and explains itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_runs import HEAD, broken_tests, compiled, compiled_file, one_rule

from auditkit.engine import judge, judge_batch, judge_submission
from auditkit.finding import Issue
from auditkit.model import Batch
from auditkit.rule import Rule
from auditkit.rulefile.checks import CHECKS
from auditkit.rulefile.checks.figures import half_digit
from auditkit.rulefile.language.frame import SCOPES
from auditkit.rulefile.load_checks import RuleFileError
from auditkit.testing.submissions import make_submission
from auditkit_schemas import load_schema

EXAMPLES = (files("auditkit.rulefile.checks") / "examples.yaml").read_text(encoding="utf-8")
SHIPPED = (
    "required required_if compare range sum_equals sum_at_most ratio count unique one_of words not_words pattern "
    "length date_order date_within unit_present same_as changed_since coverage similar schema"
).split()


def _rules() -> Iterator[Rule]:
    yield from compiled(EXAMPLES, "examples.yaml").rules
    yield from compiled_file("named_checks.yaml").rules
    yield from compiled_file("eight_rules.yaml").rules


RULES = list(_rules())


def test_all_checks_that_were_promised_are_there() -> None:
    assert sorted(CHECKS) == sorted(SHIPPED)
    described = [name for name in load_schema("rules")["$defs"] if name.startswith("check_")]
    assert sorted(described) == sorted(f"check_{name}" for name in SHIPPED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_tests_inside_a_rule_come_out_as_written(rule: Rule) -> None:
    assert broken_tests(rule) == []


def test_every_check_has_cases_for_flagged_passed_and_not_judged() -> None:
    tried: dict[str, set[str]] = defaultdict(set)
    for rule in RULES:
        if rule.definition and "check" in rule.definition:
            tried[rule.definition["check"]] |= {key for test in rule.cases for key in test}
    wanted = {"flag", "pass", "not_judged"}
    assert [(name, sorted(wanted - tried[name])) for name in SHIPPED if not wanted <= tried[name]] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_says_what_is_wrong_and_what_to_do(rule: Rule) -> None:
    for case in rule.cases:
        if "flag" not in case:
            continue
        for issue in _issues(rule, case):
            assert issue.message.endswith("。"), issue.message
            assert issue.suggestion
            assert "Missing(" not in issue.message
            assert "Decimal(" not in issue.message


def _issues(rule: Rule, case: object) -> list[Issue]:
    from auditkit.testing.cases import judge_case
    from auditkit.testing.inline import inline_cases

    number = [one is case for one in rule.cases].index(True)
    judgements, _ = judge_case(rule, inline_cases(rule)[number])
    return [issue for item in judgements for issue in item.issues]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_check_has_a_page_in_the_manual(name: str) -> None:
    page = CHECKS[name].manual()
    for part in (CHECKS[name].title, "参数", "适用对象", "示例", f"check: {name}"):
        assert part in page
    for key, card in CHECKS[name].schema["properties"].items():
        assert f"{key}（{card['title']}" in page
        assert card["description"] in page


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_check_compiles_is_told_by_its_schema(name: str) -> None:
    kinds = {"field", "fields", "operand", "date", "condition", "lexicon", "pattern", "items", "schema"}
    for card in CHECKS[name].schema["properties"].values():
        assert card.get("x-reads", "field").removeprefix("item_") in kinds


def _refused(entry: str, head: str = HEAD) -> str:
    with pytest.raises(RuleFileError) as caught:
        one_rule(entry, head)
    return str(caught.value)


def _entry(scope: str, check: str) -> str:
    return f"- {{code: XX-101, name: a_rule, title: 标题, severity: note, dimension: 规范性, for_each: {scope}, {check}}}\n"


@pytest.mark.parametrize(
    ("scope", "check", "told"),
    [
        ("项目", "check: compare, field: 预算.预算数, operator: '≥', than: 30%", "不能比较"),
        ("项目", "check: compare, field: 资金用途, operator: '≥', than: 3", "不能比较"),
        ("项目", "check: range, field: 预算.预算数, from: 5%", "不能比较"),
        ("项目", "check: sum_equals, parts: [资金用途], total: 100", "“资金用途”是文字，不能相加"),
        ("项目", "check: sum_equals, parts: [预算.财政资金], total: 100, only: 类别 = 成本", "only"),
        (
            "指标",
            "check: count, of: 指标, least: 1",
            "检查 count 不能用于指标，for_each 请写批次、申报、项目之一",
        ),
        ("项目", "check: count, of: 资金用途, least: 1", "没有条数"),
        ("项目", "check: count, of: 指标, least: 3, most: 2", "永远不能满足"),
        ("项目", "check: length, fields: [资金用途], least: 3, most: 2", "永远不能满足"),
        ("项目", "check: required, fields: [资金用途], least: 2", "只列出了1个栏目"),
        ("项目", "check: required_if, fields: [资金用途], when: 预算.预算数", "不是条件"),
        ("指标", "check: unit_present, fields: [名称]", "没有单位可查"),
        ("指标", "check: not_words, fields: [名称], lexicon: 模糊辞", "是不是“模糊词”？"),
        (
            "指标",
            "check: one_of, field: 类别, values: [数量, 满意读]",
            "“类别”没有“满意读”这一种，是不是“满意度”？",
        ),
        ("指标", "check: pattern, field: 名称, pattern: '(a'", "正则"),
        ("项目", "check: date_order, fields: [资金用途, 项目期.结束]", "不是日期"),
        ("项目", "check: coverage, levels: [满意读]", "是不是“满意度”？"),
        ("项目", "check: unique, of: 申报, fields: [名称]", "不能在“申报”里逐条看"),
        ("项目", "check: same_as, field: 资金用途", "other、of 中至少写一项"),
        ("项目", "check: similar, field: 资金用途, other: 项目名称, of: 指标", "只写一个"),
        ("批次", "check: changed_since, fields: [资金用途], least: 2", "不能要求2个有变化"),
        ("项目", "check: schema, schema: {type: objekt}", "不是正确的 JSON Schema"),
        ("项目", "check: schema, schema: {$ref: 'http://example.com/a.json'}", "不支持 $ref 引用"),
        ("项目", "check: schema, schema: {properties: {name: {pattern: '(a'}}}", "正则"),
        ("项目", "check: required, fields: [资金用徒]", "是不是“资金用途”？"),
        ("指标", "check: unique, fields: [名称]", "检查 unique 不能用于指标"),
    ],
)
def test_a_check_that_cannot_work_is_refused_with_a_remedy(scope: str, check: str, told: str) -> None:
    head = HEAD + "lexicons: {模糊词: [有效]}\n"
    assert told in _refused(_entry(scope, check), head)


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=12), st.integers(0, 6))
def test_rounded_parts_never_differ_from_their_rounded_total(parts: list[int], digits: int) -> None:
    """Whatever the parts are, rounding them and their sum to the same digit gives no finding."""
    exact = [Decimal(part) / 10**6 for part in parts]
    step = Decimal(1).scaleb(-digits)
    shown = [str(part.quantize(step)) for part in exact]
    total = str(sum(exact).quantize(step))
    slack = sum((half_digit(text, Decimal(text)) for text in (*shown, total)), Decimal(0))
    assert abs(sum(map(Decimal, shown)) - Decimal(total)) <= slack


@pytest.mark.parametrize(
    ("written", "number", "half"),
    [
        ("42.00", "420000", "50"),
        ("42", "420000", "5000"),
        ("1,234.5元", "1234.5", "0.05"),
        ("≥140万页", "1400000", "5000"),
        ("0.0", "0", "0.05"),
        ("若干", "5", "0"),
    ],
)
def test_a_figure_stands_for_half_a_unit_of_its_last_digit(written: str, number: str, half: str) -> None:
    assert half_digit(written, Decimal(number)) == Decimal(half)


def test_checks_work_on_every_scope_they_name_without_any_data() -> None:
    """An empty batch, submission or project makes no check fail."""
    submission, _ = make_submission({"projects": [{"indicators": [], "objectives": [], "name": ""}]})
    project = submission.projects[0]
    for rule in RULES:
        around = {"batch": Batch((submission,)), "submission": submission, "project": project}
        if rule.scope in SCOPES[:3]:
            judged = judge(rule, {**around}, rule.options)
            assert judged.outcome != "failed", (rule.code, judged.reasons)


def test_an_indicator_is_held_against_last_years_of_the_same_name() -> None:
    rule = next(rule for rule in RULES if rule.code == "CK-282")
    rows = [
        {"name": "人数", "target": "5人"},
        {"name": "次数", "target": "3次"},
        {"name": "新增", "target": "1次"},
    ]
    old = {"year": 2025, "indicators": rows[:2]}
    new = {"year": 2026, "indicators": [{**rows[0]}, {**rows[1], "target": "4次"}, rows[2]]}
    submission, _ = make_submission({"projects": [old, new]})
    project = submission.projects[1]
    around = {"batch": Batch((submission,)), "submission": submission, "project": project}
    outcomes = [judge(rule, {**around, "indicator": row}, {}).outcome for row in project.indicators]
    assert outcomes == ["flagged", "passed", "not_judged"]


@pytest.mark.parametrize("check", ["check: pattern, field: 名称", "check: schema, field: 名称"])
def test_a_catastrophic_pattern_is_stopped_with_a_sentence(check: str) -> None:
    pattern = "'(a|aa)+$'"
    how = f"pattern: {pattern}" if "pattern" in check else f"schema: {{pattern: {pattern}}}"
    rule = one_rule(_entry("指标", f"{check}, {how}"))
    submission, _ = make_submission({"indicator": {"name": "a" * 60 + "b"}})
    project = submission.projects[0]
    around = {"batch": Batch((submission,)), "submission": submission, "project": project}
    judged = judge(rule, {**around, "indicator": project.indicators[0]}, {})
    assert judged.outcome == "failed"
    assert "匹配时间过长，已停止" in judged.reasons[0]


TEXTS = st.sampled_from(
    ["", "  ", "≥95%", "100%", "300", "≥300人", "80%-95%", "0", "-5万元", "待定", "较高", "2026年12月底前", "11-30", "年底前",
     "≥5万元/人", "1/3", "有效期内有效", "7×24小时", "١٢", "１２．５％", "3套2人", "1e5", "9" * 40, "０元", "±5%"]
)  # fmt: skip
LEVELS = st.sampled_from(["", "产出指标", "满意度", "成本指标", "数量指标", "其他", "社会效益指标"])
ROWS = st.fixed_dictionaries(
    {"first_level": LEVELS, "second_level": LEVELS, "name": TEXTS, "target": TEXTS},
    optional={"weight": TEXTS, "description": TEXTS, "level_weight": TEXTS},
)
AMOUNTS = st.one_of(st.none(), TEXTS)
PROJECTS = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "year": st.sampled_from([None, 2025, 2026]),
        "money_unit": st.sampled_from([None, "", "元", "万元"]),
        "budget": st.fixed_dictionaries({"total": AMOUNTS, "fiscal": AMOUNTS, "other": AMOUNTS}),
        "purpose": AMOUNTS,
        "objectives": st.lists(TEXTS, max_size=3),
        "indicators": st.lists(ROWS, max_size=4),
    },
    optional={
        "department": st.sampled_from([None, {"code": None, "name": ""}, {"code": "1", "name": "甲"}]),
        "period": st.sampled_from([None, {"raw": "x"}, {"raw": "2026", "start": "2026", "end": "2026-02"}]),
        "fields": st.sampled_from([None, [], ["purpose", "weight"]]),
    },
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PROJECTS, min_size=1, max_size=3))
def test_no_rule_fails_on_any_submission(projects: list[dict[str, Any]]) -> None:
    submission, _ = make_submission({"projects": projects})
    judged = judge_submission(RULES, submission, {rule.code: rule.options for rule in RULES})
    judged += judge_batch(RULES, Batch((submission,)), {rule.code: rule.options for rule in RULES})
    assert [(item.rule.code, item.reasons, item.trace) for item in judged if item.outcome == "failed"] == []
    for item in judged:
        assert all("Missing" not in issue.message for issue in item.issues)
