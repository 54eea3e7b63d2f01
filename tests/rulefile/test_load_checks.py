"""A wrong rule file tells every fault at load, each in one sentence with file, line and remedy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_runs import HEAD, compiled

from auditkit.rule import PackError, Rule
from auditkit.rulefile.checks import CHECKS
from auditkit.rulefile.compile_rule import compile_file, compile_rule, compile_sections
from auditkit.rulefile.load_checks import RuleFileError
from auditkit.rulefile.sections import PackContext, read_lexicon, read_sections
from auditkit.rulefile.shape import check_shape
from auditkit.strict_yaml import MarkedDict, MarkedList, load_yaml
from auditkit_schemas import load_schema

GOOD = """- code: XX-101
  name: no_purpose
  title: 资金用途未填写
  severity: error
  dimension: 完整性
  for_each: 项目
  where: 预算.预算数 > 0
  flag_when: 资金用途 为空 且 选项.上限 > 3
  message: 项目“{项目名称}”没有写用途
  tests:
  - flag: {资金用途: ""}
  - pass: {资金用途: 用于培训}
"""
PACK = (
    HEAD
    + "lexicons: {模糊词: [有效]}\noptions: {上限: 5}\npolicy: {P88-13.3: {document: 某办法, certainty: low}}\nrules:\n"
)


def _faults(entries: str, head: str = PACK) -> tuple[str, ...]:
    with pytest.raises(RuleFileError) as caught:
        compiled(head + entries)
    return caught.value.faults


def test_the_good_rule_is_good() -> None:
    assert compiled(PACK + GOOD).warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("  severity: error", "  severty: error", 10, "不认识“severty”，是不是“severity”？"),
        ("  severity: error", "  severity: 严重", 10, "只能写规定的词"),
        ("  severity: error\n", "", 7, "缺少“severity”（级别），请补上。"),
        ("  for_each: 项目", "  for_each: 工程", 12, "“for_each”写的是“工程”"),
        ("  code: XX-101", "  code: XX101", 7, "规则的编号"),
        ("- code: XX-101", "- code: 101", 7, "应为文字"),
        ("  name: no_purpose", "  name: NoPurpose", 8, "小写字母"),
        ("  dimension: 完整性", "  dimension: 完善性", 11, "是不是“完整性”？"),
        (
            "  dimension: 完整性",
            "  basis: [P88-13.4]\n  dimension: 完整性",
            11,
            "没有编号为“P88-13.4”的依据，是不是“P88-13.3”？",
        ),
        ("资金用途 为空", "资金用徒 为空", 14, "未知字段“资金用徒”，是不是“资金用途”？"),
        ("选项.上限 > 3", "选项.上线 > 3", 14, "规则没有参数“上线”，是不是“上限”？"),
        ("选项.上限 > 3", "含认一(项目名称, 模糊词)", 14, "没有函数“含认一”，是不是“含任一”？"),
        ("选项.上限 > 3", "含任一(项目名称, 词表.模糊)", 14, "没有词表“模糊”"),
        ("选项.上限 > 3", "预算.预算数 > 30%", 14, "不能比较"),
        ("“{项目名称}”", "“{项目名}”", 15, "未知字段“项目名”，是不是“项目名称”？"),
        ("“{项目名称}”", "“{项目名称”", 15, "没有配对"),
        ("  message: 项目“{项目名称}”没有写用途\n", "", 7, "缺少“message”（提示语）"),
        ("  message", "  check: required\n  fields: [资金用途]\n  message", 7, "同时写了 flag_when、check"),
        ("  flag_when: 资金用途 为空 且 选项.上限 > 3\n", "", 7, "没有写查什么"),
        ("  flag_when: 资金用途 为空 且 选项.上限 > 3", "  flag_when: 预算.预算数", 14, "不是条件"),
        ("预算.预算数 > 0", "预算.预算数 >", 13, "没有写完"),
        ("  where", "  at: 用徒\n  where", 13, "未知字段“用徒”"),
        ("  where", "  evidence: [{label: 数, value: 预算.预算书}]\n  where", 13, "是不是“预算数”？"),
        ("  where", "  overrides: NRM101\n  where", 13, "没有可以取代的规则“NRM101”"),
        ("  - flag:", "  - flags:", 17, "不认识“flags”，是不是“flag”？"),
        ('  - flag: {资金用途: ""}', "  - {flag: {}, pass: {}}", 17, "同时写了 flag、pass"),
        ('  - flag: {资金用途: ""}', "  - says: 用途", 17, "没有写期望什么"),
        ("  - flag: {资金用途", "  - flag: {资金用徒", 17, "不认识“资金用徒”，是不是“资金用途”？"),
        (
            '  - flag: {资金用途: ""}',
            '  - {flag: {资金用途: ""}, options: {上线: 4}}',
            17,
            "规则没有参数“上线”",
        ),
        ('  - flag: {资金用途: ""}', '  - {flag: {资金用途: ""}, at: 用徒}', 17, "未知字段“用徒”"),
        ('  - flag: {资金用途: ""}', "  - flag: {指标: [{名程: 甲}]}", 17, "不认识“名程”，是不是“名称”？"),
        (
            '  - flag: {资金用途: ""}',
            "  - flag: {指标: [{类别: 满意读}]}",
            17,
            "没有类别“满意读”，是不是“满意度”？",
        ),
        ('  - flag: {资金用途: ""}', "  - flag: {指标: {名称: 甲}}", 17, "“指标”应为列表"),
        ('  - flag: {资金用途: ""}', "  - flag: {预算: 5}", 17, "“预算”应写成"),
        ('  - flag: {资金用途: ""}', "  - flag: {预算: {预算书: 5}}", 17, "是不是“预算数”？"),
        ('  - flag: {资金用途: ""}', "  - flag: {资金用途: [甲]}", 17, "应为文字或数"),
        ('  - flag: {资金用途: ""}', "  - flag: {上年: {资金用徒: 甲}}", 17, "是不是“资金用途”？"),
        ('  - flag: {资金用途: ""}', "  - flag: {申报: [{项目: []}]}", 17, "上年的申报请写成 上年: {…}。"),
        ('  - flag: {资金用途: ""}', '  - {flag: {资金用途: ""}, says: 70}', 17, '请加引号，写成 "70"。'),
        ("  dimension: 完整性", "  confidence: 90%", 11, "请写成小数 0.9。"),
        ("  for_each: 项目", "  for_each: [项目]", 12, "“for_each”写的是列表"),
        ("  where", "  related: 资金用途\n  where", 13, "请写成 [资金用途]。"),
    ],
)
def test_each_slip_is_told_with_its_line_and_a_remedy(old: str, new: str, line: int, told: str) -> None:
    assert old in GOOD or old.strip("- ") in GOOD
    entry = GOOD.replace(old if old in GOOD else old.strip(), new if old in GOOD else new.strip(), 1)
    faults = _faults(entry)
    assert any(fault.startswith(f"rules.yaml 第{line}行") and told in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("lexicons:", "lexicon:", 3, "不认识“lexicon”，是不是“lexicons”？"),
        ("auditkit: 1", "auditkit: 2", 1, "应为 1"),
        ("auditkit: 1\n", "", 1, "缺少“auditkit”（格式版本）"),
        ("title: 例子", "titel: 例子", 2, "不认识“titel”，是不是“title”？"),
        ("title: 例子", "titel: 例子", 2, "缺少“title”（名称）"),
        ("certainty: low", "certainty: 低", 5, "只能写规定的词"),
        ("[有效]", "[]", 3, "是空的"),
        ("[有效]", "{word: [有效]}", 3, "是不是“words”？"),
        ("{上限: 5}", "{上 限: 5}", 4, "名字“上 限”不合规定"),
        ("{上限: 5}", "[上限]", 4, "应为“键: 值”"),
    ],
)
def test_slips_outside_the_rules_are_told_too(old: str, new: str, line: int, told: str) -> None:
    faults = _faults(GOOD, PACK.replace(old, new))
    assert any(fault.startswith(f"rules.yaml 第{line}行") and told in fault for fault in faults), faults


@pytest.mark.parametrize("text", ["", "5", "- a", "规则"])
def test_a_file_that_is_no_mapping_is_told(text: str) -> None:
    with pytest.raises(RuleFileError, match="auditkit: 1"):
        compiled(text)


@pytest.mark.parametrize(
    "condition",
    [
        "false",
        "1 > 2",
        "类别 = 满意度 且 类别 = 数量",
        "类别 = 满意度 且 类别 属于 [数量, 质量]",
        "类别 = 成本 且 类别 ≠ 成本",
        "指标值.数值 > 5 且 指标值.数值 < 3",
        "指标值.数值 ≥ 5 且 指标值.数值 < 5",
        "5 < 指标值.数值 < 3",
        "权重 = 5 且 权重 = 6",
        "权重 = 5 且 权重 > 6",
        '名称 = "甲" 且 名称 属于 ["乙", "丙"]',
        '名称 为空 且 名称 = "甲"',
        "名称 不为空 且 名称 为空",
        "权重 > 3 且 (类别 = 数量 且 类别 = 质量)",
        "(权重 > 5 且 权重 < 3) 或 (1 > 2)",
    ],
)
def test_a_condition_that_can_never_hold_is_refused(condition: str) -> None:
    entry = GOOD.replace("for_each: 项目", "for_each: 指标").replace(
        "where: 预算.预算数 > 0", f"where: {condition}"
    )
    faults = _faults(entry)
    assert any("永远不会成立" in fault and "第13行" in fault for fault in faults), faults


@pytest.mark.parametrize(
    "condition",
    [
        "类别 = 成本 且 类别 ≠ 满意度",
        "类别 属于 [数量, 质量] 且 类别 = 数量",
        "指标值.数值 ≥ 5 且 指标值.数值 ≤ 5",
        "指标值.数值 > 5 或 指标值.数值 < 3",
        '权重 = 5 且 名称 = "甲"',
        "指标值.数值 > 50% 且 指标值.数值 < 3个",
        '名称 不为空 且 名称 = "甲"',
        '名称 为空 或 名称 = "甲"',
        "权重 > 选项.上限 且 权重 < 3",
    ],
)
def test_a_condition_that_may_hold_is_accepted(condition: str) -> None:
    entry = GOOD.replace("for_each: 项目", "for_each: 指标").replace(
        "where: 预算.预算数 > 0", f"where: {condition}"
    )
    assert compiled(PACK + entry).rules


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("类别 = 满意", "未知字段“满意”"),
        ('类别 = "满意读"', "满意度"),
        ("预算.预算数 = 5%", "不能比较"),
        ("名称 = 5", "不能比较"),
    ],
)
def test_a_comparison_whose_sides_can_never_be_equal_is_refused(condition: str, told: str) -> None:
    entry = GOOD.replace("for_each: 项目", "for_each: 指标").replace(
        "where: 预算.预算数 > 0", f"where: {condition}"
    )
    assert any(told in fault for fault in _faults(entry))


def test_where_and_flag_when_must_go_together() -> None:
    entry = GOOD.replace("where: 预算.预算数 > 0", "where: 预算.预算数 > 100万元").replace(
        "选项.上限 > 3", "预算.预算数 < 50万元"
    )
    assert any("与 where 合起来永远不会成立" in fault for fault in _faults(entry))


def test_equal_codes_and_equal_names_name_both_places() -> None:
    other = GOOD.replace("no_purpose", "other_name")
    (fault,) = _faults(GOOD + other)
    assert fault == "rules.yaml 第19行：规则号 XX-101 重复，已用于 rules.yaml 第7行，请换一个号。"
    (fault,) = _faults(GOOD + GOOD.replace("XX-101", "XX-102"))
    assert "英文名“no_purpose”重复，已用于 rules.yaml 第7行" in fault


def test_a_code_of_another_pack_is_taken_unless_it_is_replaced() -> None:
    sections = read_sections(load_yaml(PACK + GOOD, "a.yaml", marks=True), "a.yaml")
    taken = PackContext("x", sections.options, sections.lexicons, sections.policy, {"XX-101": "规则包 base"})
    assert "已用于 规则包 base" in compile_sections(sections, taken).faults[0]
    text = PACK + GOOD.replace("  where", "  overrides: XX-101\n  where")
    assert compile_file(load_yaml(text, "a.yaml", marks=True), "a.yaml", taken).rules


def test_missing_tests_are_a_warning_and_in_strict_mode_a_fault() -> None:
    entry = GOOD.replace("  - pass: {资金用途: 用于培训}\n", "")
    sections = read_sections(load_yaml(PACK + entry, "a.yaml", marks=True), "a.yaml")
    relaxed = compile_sections(sections, sections.context())
    assert relaxed.faults == ()
    assert relaxed.warnings == ("a.yaml 第16行：规则 XX-101：tests 里还缺应通过的（pass）用例，请补写。",)
    strict = compile_sections(sections, sections.context(strict=True))
    assert strict.rules == ()
    assert strict.faults == relaxed.warnings


def test_an_option_that_is_not_used_is_a_warning() -> None:
    entry = GOOD.replace("  where", "  options: {下线: 4}\n  where")
    assert "参数“下线”没有用到" in compiled(PACK + entry).warnings[0]


def test_a_file_tells_all_its_faults_and_the_sound_rules_are_kept() -> None:
    bad = (
        GOOD.replace("XX-101", "XX-102")
        .replace("no_purpose", "bad")
        .replace("资金用途 为空", "资金用徒 为空")
    )
    bad = bad.replace("{项目名称}", "{项目名}").replace("  where: 预算.预算数", "  where: 预算.预算书")
    worse = GOOD.replace("XX-101", "XX-103").replace("no_purpose", "worse").replace("severity", "severty")
    sections = read_sections(load_yaml(PACK + GOOD + bad + worse, "a.yaml", marks=True), "a.yaml")
    result = compile_sections(sections, sections.context())
    assert [rule.code for rule in result.rules] == ["XX-101"]
    assert len(result.faults) == 5
    assert all("a.yaml 第" in fault for fault in result.faults)


def test_a_slip_in_one_section_does_not_make_others_unknown() -> None:
    head = (
        PACK.replace("title: 例子", "titel: 例子")
        .replace("[有效]", "[有效], 空的: []")
        .replace("{上限: 5}", "{上限: 5, 'a b': 1}")
    )
    entry = GOOD.replace("选项.上限 > 3", "含任一(项目名称, 词表.模糊词) 且 选项.上限 > 3")
    faults = _faults(entry.replace("  where", "  basis: [P88-13.3]\n  where"), head)
    assert [fault.split("：")[0] for fault in faults] == [f"rules.yaml 第{line}行" for line in (2, 2, 3, 4)]


def test_every_fault_is_one_sentence() -> None:
    bad = (
        GOOD.replace("severity: error", "severity: 重")
        .replace("- flag", "- flg")
        .replace("name: no", "name: No")
    )
    for fault in _faults(bad):
        assert fault.split("\n")[0].endswith(("。", "？")), fault


def test_a_word_list_file_is_checked_like_a_section() -> None:
    value = load_yaml("auditkit: 1\nwords: [有效]\nexceptions: [有效期]\n", "模糊词.yaml", marks=True)
    assert read_lexicon(value, "模糊词", "模糊词.yaml").exceptions == ("有效期",)
    with pytest.raises(RuleFileError, match=r"第2行.*是不是“words”"):
        read_lexicon(
            load_yaml("auditkit: 1\nword: [有效]\n", "模糊词.yaml", marks=True), "模糊词", "模糊词.yaml"
        )


def test_the_pack_schema_is_the_rules_schema_with_a_header() -> None:
    rules, pack = load_schema("rules"), load_schema("pack")
    assert pack["$defs"] == rules["$defs"], "copy $defs of rules.schema.json to pack.schema.json"
    assert pack["properties"] == rules["properties"], (
        "copy properties of rules.schema.json to pack.schema.json"
    )
    assert pack["required"] == ["auditkit", "pack"]


def test_the_schema_for_editors_knows_every_check() -> None:
    rule = load_schema("rules")["$defs"]["rule"]
    names = [
        name.removeprefix("check_") for name in load_schema("rules")["$defs"] if name.startswith("check_")
    ]
    assert [item["const"] for item in rule["properties"]["check"]["oneOf"]] == names
    told = {
        item["if"]["properties"]["check"]["const"] for item in rule["allOf"] if "properties" in item["if"]
    }
    assert told == set(CHECKS)


def _by_schema(data: Any) -> bool:
    import jsonschema
    from referencing import Registry

    return bool(jsonschema.Draft202012Validator(load_schema("rules"), registry=Registry()).is_valid(data))


def test_the_schema_for_editors_agrees_with_the_check_at_load() -> None:
    good = PACK + GOOD
    variants = [
        (good.replace("severity: error", "severity: 重"), False),
        (good.replace("where:", "wher:"), False),
        (good.replace("  flag_when", "  require"), True),
        (good.replace("  message: 项目“{项目名称}”没有写用途\n", ""), False),
        (good.replace("  where", "  check: required\n  where"), False),
        (good, True),
    ]
    for text, valid in variants:
        data = load_yaml(text, "a.yaml", marks=True)
        assert _by_schema(data) is valid
        assert (check_shape(data, "a.yaml") == []) is valid


KEYS = sorted(
    {*load_schema("rules")["properties"], *load_schema("rules")["$defs"]["rule"]["properties"], "fields"}
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-5, max_value=5),
    st.text(max_size=6),
    st.sampled_from(
        [
            *CHECKS,
            "项目",
            "指标",
            "资金用途",
            "类别 = 满意度",
            "error",
            "XX-101",
            "某名",
            "完整性",
            "{名称}",
            "100%",
        ]
    ),
)


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        made = MarkedDict()
        for key, item in value.items():
            made[key] = _marked(item)
            made.lines[key] = 3
        return made
    if isinstance(value, list):
        listed = MarkedList()
        for item in value:
            listed.append(_marked(item))
            listed.lines.append(4)
        return listed
    return value


STRUCTURES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=5),
    ),
    max_leaves=12,
)


def _holds_rules_or_faults(data: Any) -> None:
    try:
        result = compile_file(_marked(data), "x.yaml")
    except RuleFileError as error:
        assert error.faults
        assert isinstance(error, PackError)
    else:
        assert all(isinstance(rule, Rule) for rule in result.rules)


@settings(max_examples=300, deadline=None)
@given(STRUCTURES)
def test_anything_at_all_gives_rules_or_a_rule_file_error(data: Any) -> None:
    _holds_rules_or_faults(data)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(deeper for key, child in children for deeper in _paths(child, (*path, key)))]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


SOURCES = [HEAD + "rules:\n" + check.example for check in CHECKS.values()] + [PACK + GOOD]


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_damaged_rule_gives_rules_or_a_rule_file_error(data: st.DataObject) -> None:
    whole = _plain(load_yaml(data.draw(st.sampled_from(SOURCES)), "x.yaml"))
    for _ in range(data.draw(st.integers(1, 3))):
        paths = [path for path in _paths(whole) if path]
        path = data.draw(st.sampled_from(paths))
        spot = whole
        for step in path[:-1]:
            spot = spot[step]
        action = data.draw(st.sampled_from(["drop", "change", "add"]))
        if action == "drop":
            del spot[path[-1]]
        elif action == "add" and isinstance(spot, dict):
            spot[data.draw(st.one_of(st.sampled_from(KEYS), st.text(max_size=3)))] = data.draw(STRUCTURES)
        else:
            spot[path[-1]] = data.draw(STRUCTURES)
    _holds_rules_or_faults(whole)


@settings(max_examples=100, deadline=None)
@given(STRUCTURES)
def test_an_entry_alone_gives_a_rule_or_a_rule_file_error(entry: Any) -> None:
    with pytest.raises(RuleFileError):
        compile_rule(_marked(entry), PackContext("p"), "x.yaml")
