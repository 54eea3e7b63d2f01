"""A rule written in YAML becomes the same value as a rule made in Python."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from rule_runs import HEAD, broken_tests, compiled, compiled_file, one_rule

from auditkit.engine import Judgement, judge
from auditkit.finding import Basis, Severity
from auditkit.model import Batch
from auditkit.rule import Rule
from auditkit.rulefile.compile_rule import compile_rule
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.sections import PackContext, read_sections
from auditkit.settings import Settings, choose
from auditkit.strict_yaml import load_yaml
from auditkit.testing.cases import judge_case
from auditkit.testing.inline import inline_cases
from auditkit.testing.submissions import make_submission

HIGH = """- code: XX-101
  name: too_high
  title: 满意度过高
  severity: 应当修改
  confidence: 0.9
  dimension: 适当性
  basis: [P88-13.3, {document: 某办法, clause: 第三条}]
  for_each: 指标
  where: 类别 = 满意度
  flag_when: 指标值.数值 ≥ 选项.上限
  message: 指标“{名称}”为“{指标值}”，不低于{选项.上限}。
  suggest: 改为“≥{选项.建议}”。
  at: 指标值
  related: [预算.预算数]
  evidence:
  - {label: 预算的一半, value: 预算.预算数 × 50%}
  options: {建议: 90%}
  formerly: [XX-001]
  explain: 过高难以实现。
  tests:
  - flag: {类别: 满意度, 名称: 学员满意度, 指标值: "≥100%"}
  - pass: {类别: 满意度, 名称: 学员满意度, 指标值: "≥95%"}
"""
FULL_HEAD = HEAD + (
    "options: {上限: 100%, 没用到: 1}\n"
    "policy: {P88-13.3: {document: 中央部门预算绩效目标管理办法, clause: 第十三条, certainty: found, says: 目标要合理可行。}}\n"
)


def _judged(rule: Rule, given: dict[str, Any], **options: Any) -> Judgement:
    submission, _ = make_submission(given)
    project = submission.projects[0]
    around: dict[str, Any] = {"batch": Batch((submission,)), "submission": submission, "project": project}
    around["indicator"] = next(iter(project.indicators), None)
    return judge(rule, around, {**rule.options, **options})


def _row(target: str) -> dict[str, Any]:
    row = {
        "first_level": "满意度指标",
        "second_level": "服务对象满意度指标",
        "name": "学员满意度",
        "target": target,
    }
    return {"indicator": row}


def test_the_card_of_a_yaml_rule_is_that_of_any_rule() -> None:
    rule = one_rule(HIGH, FULL_HEAD)
    assert (rule.code, rule.name, rule.title) == ("XX-101", "too_high", "满意度过高")
    assert rule.severity is Severity.WARNING
    assert rule.confidence == 0.9
    assert (rule.kind, rule.dimension) == ("appropriateness", "appropriateness")
    assert rule.basis == ("P88-13.3",)
    assert rule.citations == (Basis("", "某办法", clause="第三条"),)
    assert rule.scope == "indicator"
    assert rule.needs == ("indicator", "project", "submission", "batch")
    assert rule.options == {"上限": "100%", "建议": "90%"}
    assert rule.formerly == ("XX-001",)
    assert rule.origin == "rules.yaml:6"
    assert len(rule.cases) == 2
    assert rule.definition is not None
    assert rule.definition["code"] == "XX-101"


def test_the_manual_page_has_the_headings_of_every_manual() -> None:
    page = one_rule(HIGH, FULL_HEAD).manual
    assert page.split("\n")[0] == "满意度过高"
    for heading in ("检查什么", "为什么", "示例"):
        assert f"\n{heading}\n    " in page
    assert "逐条检查指标，只看“类别 = 满意度”的" in page
    assert "过高难以实现" in page
    assert "目标要合理可行" in page
    assert "不通过：类别：满意度｜名称：学员满意度｜指标值：≥100%" in page
    assert "通过：类别：满意度｜名称：学员满意度｜指标值：≥95%" in page


def test_the_manual_page_of_a_check_tells_its_settings() -> None:
    rule = next(rule for rule in compiled_file("eight_rules.yaml").rules if rule.code == "EX-102")
    assert "合计不超过：" in rule.manual
    assert "只看：类别 = 成本" in rule.manual
    assert "限额：预算.预算数" in rule.manual
    first = compiled_file("eight_rules.yaml").rules[0]
    assert "通过（满意度上限设为101%）：类别：满意度" in first.manual


def test_message_suggestion_place_and_evidence_are_the_rules_own() -> None:
    judged = _judged(one_rule(HIGH, FULL_HEAD), _row("≥100%"))
    (issue,) = judged.issues
    assert issue.message == "指标“学员满意度”为“≥100%”，不低于100%。"
    assert issue.suggestion == "改为“≥90%”。"
    assert issue.field == "target"
    assert [place.field for place in issue.related] == ["budget/total"]
    assert [(e.label, e.value, e.unit) for e in issue.evidence] == [("预算的一半", "300000", "元")]


@pytest.mark.parametrize(
    ("target", "outcome", "reason"),
    [
        ("≥100%", "flagged", ""),
        ("≥95%", "passed", ""),
        ("较高", "not_judged", "较高"),
        ("≥100人", "not_judged", "计量单位"),
    ],
)
def test_the_four_outcomes_of_an_expression(target: str, outcome: str, reason: str) -> None:
    judged = _judged(one_rule(HIGH, FULL_HEAD), _row(target))
    assert judged.outcome == outcome
    assert reason in "；".join(judged.reasons)


def test_where_is_not_applicable_when_false_and_not_judged_when_missing() -> None:
    entry = HIGH.replace("类别 = 满意度", "权重 > 5")
    rule = one_rule(entry.replace("类别: 满意度", "权重: 9"), FULL_HEAD)
    low = {"indicator": {**_row("≥100%")["indicator"], "weight": "3"}}
    assert _judged(rule, low).outcome == "not_applicable"
    blank = _judged(rule, {**_row("≥100%"), "fields": ["weight"]})
    assert blank.outcome == "not_judged"
    assert "权重" in blank.reasons[0]


def test_require_flags_what_flag_when_would_not() -> None:
    entry = """- {code: NRM150, name: no_budget, title: 预算, severity: error, for_each: 项目, require: 预算.预算数 > 0,
   message: '预算数为{预算.预算数}', at: 预算.预算数, tests: [{flag: {预算: {预算数: 0}}}, {pass: {}}, {not_judged: {预算: {预算数: ""}}}]}
"""
    rule = one_rule(entry)
    assert broken_tests(rule) == []
    assert rule.dimension == "form"
    assert rule.kind == ""
    assert [(e.label, e.value) for e in _judged(rule, {"budget": {"total": "0"}}).issues[0].evidence] == [
        ("预算数", "0")
    ]


@pytest.mark.parametrize("value", ["99%", Decimal("0.99"), 99])
def test_settings_replace_options_and_are_read_the_same_way(value: Any) -> None:
    rule = one_rule(HIGH, FULL_HEAD)
    assert _judged(rule, _row("≥99%")).outcome == "passed"
    outcome = _judged(rule, _row("≥99%"), 上限=value).outcome
    assert outcome == "flagged"


def test_an_option_of_another_kind_fails_with_a_sentence() -> None:
    judged = _judged(one_rule(HIGH, FULL_HEAD), _row("≥99%"), 上限="很高")
    assert judged.outcome == "failed"
    assert "参数“上限”应为数（如 100%），现在是“很高”" in judged.reasons[0]


def test_the_settings_layer_takes_a_yaml_rule_as_any_other() -> None:
    from auditkit.rule import RulePack

    pack = RulePack("example", "例子", "1", (one_rule(HIGH, FULL_HEAD),))
    chosen = choose([pack], Settings(options={"XX-101": {"上限": "95%"}}, severities={"XX": "note"}))
    assert chosen.options["XX-101"] == {"上限": "95%", "建议": "90%"}
    assert chosen.severities["XX-101"] is Severity.NOTE


def test_a_rule_compiles_by_itself_in_a_context() -> None:
    entry = load_yaml(
        "code: XX-102\nname: vague\ntitle: 含糊\nseverity: note\ndimension: wording\nfor_each: indicator\n"
        "check: not_words\nfields: [name]\nlexicon: 模糊词\n"
        "tests: [{flag: {名称: 有效改善}}, {pass: {名称: 有效期内}}]\n",
        "a.yaml",
        marks=True,
    )
    context = PackContext("p", lexicons={"模糊词": WordList("模糊词", ("有效",), ("有效期",))})
    rule = compile_rule(entry, context, "a.yaml")
    assert broken_tests(rule) == []
    assert rule.origin == "a.yaml:1"


def test_rules_without_marks_compile_too() -> None:
    """A workbook's rows and a program's own entries have no lines."""
    entry = {
        "code": "XX-103",
        "name": "no_purpose",
        "title": "用途",
        "severity": "error",
        "dimension": "完整性",
        "for_each": "项目",
        "check": "required",
        "fields": ["资金用途"],
        "tests": [{"flag": {"资金用途": ""}}, {"pass": {}}],
    }
    rule = compile_rule(entry, PackContext("p"), "表.xlsx")
    assert broken_tests(rule) == []


def test_a_finding_on_a_batch_stands_in_a_file() -> None:
    entry = """- {code: XX-104, name: few, title: 少, severity: note, dimension: 跨项目, for_each: 批次, require: 个数(项目) ≥ 2,
   message: '只有{个数(项目)}个项目', tests: [{flag: {申报: [{项目: [{}]}]}}, {pass: {申报: [{项目: [{}, {}]}]}}]}
"""
    rule = one_rule(entry)
    assert broken_tests(rule) == []
    assert rule.needs == ("batch",)


def test_branches_of_the_conditions_are_told_for_coverage() -> None:
    entry = HIGH.replace(
        "flag_when: 指标值.数值 ≥ 选项.上限", "flag_when: 指标值.数值 ≥ 选项.上限 或 名称 为空"
    )
    check: Any = one_rule(entry, FULL_HEAD).check
    assert any("名称 为空" in branch for branch in check.branches)


def test_a_rule_tells_what_it_saw() -> None:
    check: Any = one_rule(HIGH, FULL_HEAD).check
    submission, _ = make_submission(_row("较高"))
    project = submission.projects[0]
    saw = check.saw(project.indicators[0], project, submission, Batch((submission,)))
    assert [(part.label, part.value) for part in saw] == [("类别", "满意度"), ("指标值", "较高")]
    for rule in compiled_file("eight_rules.yaml").rules:
        check = rule.check
        around = {"batch": Batch((submission,)), "submission": submission, "project": project}
        subjects = [{**around, "indicator": project.indicators[0]}[scope] for scope in rule.needs]
        assert all(part.label and part.value for part in check.saw(*subjects, **rule.options))


def test_sections_hold_what_a_folder_merges() -> None:
    text = (
        HEAD
        + "lexicons: {甲: [一, 二], 乙: {words: [三], exceptions: [三个]}}\noptions: {上限: 5}\n"
        + "overrides: [{rule: NRM101, severity: 建议完善, reason: 不重要}]\nprofiles: {快: {title: 快审}}\n"
    )
    sections = read_sections(load_yaml(text, "pack.yaml", marks=True), "pack.yaml")
    assert sections.faults == ()
    assert sections.lexicons["乙"].exceptions == ("三个",)
    assert sections.options == {"上限": 5}
    assert sections.overrides[0].severity is Severity.NOTE
    assert sections.overrides[0].line == 5
    assert sections.pack is not None
    assert sections.context().id == "example"


def test_the_eight_rules_of_the_manual_hold() -> None:
    rules = compiled_file("eight_rules.yaml")
    assert len(rules.rules) == 8
    assert rules.warnings == ()
    assert [told for rule in rules.rules for told in broken_tests(rule)] == []


def test_rules_of_a_file_come_in_its_order() -> None:
    second = HIGH.replace("XX-101", "XX-100").replace("too_high", "other_name")
    assert [rule.code for rule in compiled(f"{FULL_HEAD}rules:\n{HIGH}{second}").rules] == [
        "XX-101",
        "XX-100",
    ]


WHOLE_TABLE = """- {code: XX-140, name: rows, title: 例, severity: note, for_each: 项目, flag_when: 个数(指标.名称) < 3,
   message: 指标太少, at: 指标, tests: [{flag: {指标: [{名称: 甲}]}, at: /projects/0/indicators}]}
"""


def test_a_finding_on_all_indicators_stands_at_the_table_and_not_at_its_first_row() -> None:
    rule = one_rule(WHOLE_TABLE)
    (case,) = inline_cases(rule)
    _, (finding,) = judge_case(rule, case)
    assert finding.location.pointer == "/projects/0/indicators"


LAST_YEAR = """- {code: XX-141, name: copied, title: 例, severity: note, for_each: 项目, flag_when: 资金用途 = 上年(资金用途),
   message: 照搬上年, tests: [
     {flag: {项目名称: 养路, 资金用途: 养护, 上年: {资金用途: 养护}}},
     {pass: {项目名称: 养路, 资金用途: 绿化, 上年: {资金用途: 养护}}},
     {not_judged: {项目名称: 养路, 资金用途: 养护}}]}
- {code: XX-142, name: lowered, title: 例, severity: note, for_each: 指标, flag_when: 指标值.数值 < 上年(指标值.数值),
   message: 低于上年, tests: [
     {flag: {名称: 合格率, 指标值: "≥90%", 上年: {指标: [{名称: 合格率, 指标值: "≥95%"}]}}},
     {pass: {名称: 合格率, 指标值: "≥95%", 上年: {指标: [{名称: 合格率, 指标值: "≥95%"}]}}}]}
- {code: XX-143, name: heavy, title: 例, severity: note, for_each: 指标, flag_when: 权重 > 合计(项目.指标.权重) × 60%,
   message: 过重, tests: [
     {flag: {名称: 甲, 权重: 70, 指标: [{权重: 30}]}},
     {pass: {名称: 甲, 权重: 50, 指标: [{权重: 50}]}},
     {pass: {指标: [{权重: 50}, {权重: 50}]}}]}
"""


def test_a_test_gives_the_year_before_and_the_indicators_beside() -> None:
    made = compiled(f"{HEAD}rules:\n{LAST_YEAR}")
    assert [told for rule in made.rules for told in broken_tests(rule)] == []
    assert [len(rule.cases) for rule in made.rules] == [3, 2, 3]
    assert inline_cases(made.rules[0])[2].origin.startswith("rules.yaml:8 ")


def test_rules_can_name_what_only_a_department_s_form_has() -> None:
    rules = compiled_file("department_rules.yaml").rules
    assert len(rules) == 3
    assert [text for rule in rules for text in broken_tests(rule)] == []
