"""The word lists on phrases they must take and on look-alikes they must spare."""

from __future__ import annotations

import re

import pytest

from auditkit_rules.performance_target.lists import words


@pytest.mark.parametrize(
    ("name", "bounded"),
    [
        ("救助金发放及时率", True),
        ("法定审限内结案率", True),
        ("年度结案率", False),
        ("按期完成率", True),
        ("任务完成率", False),
        ("预算执行率", False),
        ("设备验收合格率", True),
        ("群众满意度", False),
    ],
)
def test_the_longer_ending_decides_whether_a_rate_is_bounded(name: str, bounded: bool) -> None:
    low, high = words("bounded_rate").ends(name) or "", words("unbounded_rate").ends(name) or ""
    assert (len(low) > len(high)) is bounded


@pytest.mark.parametrize(
    ("name", "managed", "excepted"),
    [
        ("资金支付及时率", True, False),
        ("拨款到位及时率", True, False),
        ("预算执行率", True, False),
        ("资金足额拨付到位率", True, False),
        ("补助资金兑付率", True, True),
        ("救助金发放及时率", False, True),
        ("法律文书送达及时率", False, False),
        ("设备到位率", False, False),
    ],
)
def test_fund_management_is_told_from_payments_to_people(name: str, managed: bool, excepted: bool) -> None:
    lists = words("fund_management")
    assert (lists.matches(name), lists.excepts(name)) == (managed, excepted)


@pytest.mark.parametrize(
    "name", ["故障修复及时率", "投诉办结率", "差错纠正率", "事故下降率", "污染物减排量", "信访化解率"]
)
def test_a_negative_word_in_a_positive_name_is_let_pass(name: str) -> None:
    assert words("negative_exceptions").ends(name)


@pytest.mark.parametrize("name", ["系统故障率", "群众投诉率", "办案差错率", "污水排放量"])
def test_a_negative_name_is_known_and_not_let_pass(name: str) -> None:
    assert words("negative_nouns").longest(name)
    assert words("negative_exceptions").ends(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "预防犯罪",
        "标签定制",
        "有效意见",
        "聘请合格律师",
        "应当是人民",
        "按装机容量",
        "反复盖章",
        "通讯畅通",
        "发布署名",
    ],
)
def test_a_typo_entry_spares_ordinary_phrases(text: str) -> None:
    lists = words("typos")
    assert not any(wrong in text for wrong in lists.mapping)
    assert not any(entry["pattern"].search(text) for entry in lists.entries)


@pytest.mark.parametrize("text", ["签定合同", "防犯风险", "合格律达标", "当是人满意", "设备按装", "信息布署"])
def test_a_typo_is_found(text: str) -> None:
    assert any(entry["pattern"].search(text) for entry in words("typos").entries)


@pytest.mark.parametrize(
    ("text", "fuzzy"),
    [
        ("约200人", True),
        ("节约200元", False),
        ("据实结算", True),
        ("≥90%", False),
        ("附近3个村", False),
        ("近300户", True),
        ("10余次", True),
    ],
)
def test_fuzzy_words_are_told_from_look_alikes(text: str, fuzzy: bool) -> None:
    assert words("fuzzy_words").has(text) is fuzzy


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("（≥**人）", True),
        ("XX项目", True),
        ("XX县", False),
        ("—", True),
        ("某路×××", True),
        ("217101", False),
        ("≥3次", False),
    ],
)
def test_template_residue_is_told_from_masked_place_names(text: str, kept: bool) -> None:
    assert words("placeholders").matches(text) is kept


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("优：90分以上；良：80-90分；中：60-80分", True),
        ("以年度考核结果为准", True),
        ("符合GB/T 18894", True),
        ("有效保障", False),
        ("提高城中村低收入户收入", False),
        ("达到要求", False),
        ("符合相关规定", False),
    ],
)
def test_graded_or_sourced_values_are_accepted(text: str, ok: bool) -> None:
    assert words("accept_patterns").matches(text) is ok


def test_a_vague_value_belongs_to_a_class_and_a_measured_one_does_not() -> None:
    assert words("vague_values").group_of("符合相关规定") == "达成空话"
    assert words("vague_values").group_of("≥95%") is None


def test_the_templates_of_vague_values_take_adverbs_and_verbs() -> None:
    adverbs, verbs = ("(?:" + "|".join(words(name).words) + ")" for name in ("vague_adverbs", "vague_verbs"))
    forms = [
        re.compile(form.replace("ADV", adverbs).replace("VERB", verbs))
        for form in words("vague_values").extra["templates"]
    ]
    vague = ["有效保障", "持续影响", "有效维护社会稳定", "保障有力", "运行稳定", "得到明显改善"]
    assert all(any(form.search(value) for form in forms) for value in vague)
    assert not any(form.search("通过竣工验收") for form in forms)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("用于购置办案设备", "设备购置"),
        ("办公楼维修", "工程修缮"),
        ("业务系统运维", "信息化"),
        ("发放困难群众补助", "补贴发放"),
    ],
)
def test_a_project_type_needs_a_verb_and_its_object(text: str, kind: str) -> None:
    types = words("project_types").entries
    assert kind in [entry["type"] for entry in types if entry["trigger"].search(text)]
    assert not any(entry["trigger"].search("办案和业务装备") for entry in types)
