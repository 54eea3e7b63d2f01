"""``auditkit rules --words``: which lists catch a phrase, by what, and which rules ask them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditkit.cli import run
from auditkit.plugins import load_plugins
from auditkit.rulefile.packs.word_search import Found, find_phrase
from auditkit_rules.word_use import lists_used

PACKAGE = "auditkit_rules.performance_target"
LINHE = Path(__file__).resolve().parents[1] / "examples" / "packs" / "linhe-district"


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from anybody's settings."""
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)


def _found(phrase: str) -> dict[str, Found]:
    return {item.card.name: item for item in find_phrase(phrase, load_plugins().rule_packs())}


def test_a_phrase_is_found_as_a_whole_by_a_template_of_two_lists() -> None:
    found = _found("有效保障")
    vague = found["vague_values"]
    assert vague.whole("有效保障")
    assert [catch.kind for catch in vague.catches if catch.hit == "有效保障"] == ["template"]
    assert "NRM121" in vague.rules
    assert [catch.hit for catch in found["vague_adverbs"].catches] == ["有效"]
    assert next(iter(found)) in ("vague_values", "suggestions")  # what takes it whole comes first


def test_a_word_tells_its_group_and_a_replacement_its_other_writing() -> None:
    [catch] = [item for item in _found("符合相关规定")["vague_values"].catches if item.kind == "word"]
    assert (catch.text, catch.group) == ("符合相关规定", "达成空话")
    [typo] = [item for item in _found("办公帐户")["typos"].catches if item.kind == "map"]
    assert (typo.text, typo.note) == ("帐户", "账户")


def test_an_exception_that_spares_the_phrase_is_told() -> None:
    found = _found("补助资金兑付率")["fund_management"]
    assert [catch.kind for catch in found.catches] == ["pattern"]
    assert len(found.spared) == 1
    assert _found("资金支付及时率")["fund_management"].spared == ()


def test_the_rules_of_a_list_are_those_that_ask_it_themselves_or_through_a_shared_module() -> None:
    assert "satisfaction" in lists_used(PACKAGE, "misfiled_satisfaction")
    assert {"bounded_rate", "unbounded_rate"} <= lists_used(PACKAGE, "rate_at_least_100")
    assert lists_used(PACKAGE, "absolute_wording") >= {"absolute_forms"}
    assert "typos" not in lists_used(PACKAGE, "absolute_wording")


def test_every_list_a_rule_asks_at_import_is_seen_in_its_source() -> None:
    """The reading of the sources agrees with what the modules hold."""
    import sys

    from auditkit_rules.lexicon import Lexicon

    pack = next(pack for pack in load_plugins().rule_packs() if pack.id == "performance-target")
    for rule in pack.rules:
        module = sys.modules[f"{PACKAGE}.{rule.name}"]
        held = {value.name for value in vars(module).values() if isinstance(value, Lexicon)}
        assert held <= lists_used(PACKAGE, rule.name), rule.name


def test_the_lists_of_a_yaml_pack_are_searched_with_the_rules_whose_definitions_name_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "--words", "大力士比赛", "--rules", str(LINHE), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    [own] = [item for item in data["lists"] if item["pack"] == "linhe-2026"]
    assert (own["list"], own["spared_by"]) == ("空泛词", ["大力士"])
    assert own["matches"] == [{"kind": "word", "group": "", "text": "大力", "hit": "大力", "whole": False}]
    assert own["source"] == "细则附件二“绩效目标禁用词表”"
    assert own["certainty"] == "medium"
    assert own["rules"]


def test_the_text_tells_list_group_match_source_and_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--words", "符合相关规定"]) == 0
    out = capsys.readouterr().out
    assert "收了“符合相关规定”整句的词表" in out
    assert "词（达成空话）：符合相关规定，整句相同" in out
    assert "来源：整理所得，含真实公开表所见的写法（可信度 high：" in out
    assert "用到的规则：NRM116、NRM121" in out


def test_a_phrase_in_no_list_is_said_to_be_in_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--words", "Zyxw"]) == 0
    assert capsys.readouterr().out == "“Zyxw”不在任何词表里，也没有词表的正则能匹配到它。\n"
    assert run(["rules", "--words", "Zyxw", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"schema_version": "1", "phrase": "Zyxw", "lists": []}
    assert run(["rules", "--words", " "]) == 2


def test_added_words_are_told_with_their_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("auditkit.yaml").write_text("auditkit: 1\nwords: 词表\n", encoding="utf-8")
    Path("词表").mkdir()
    Path("词表/vague_values.yaml").write_text("groups:\n  效果程度:\n  - 杠杠的\n", encoding="utf-8")
    assert run(["rules", "--words", "杠杠的"]) == 0
    assert "词（效果程度）：杠杠的，整句相同（加词 词表/vague_values.yaml 第3行）" in capsys.readouterr().out
