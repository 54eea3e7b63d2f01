"""Words that a bureau adds without touching our files: merged, told, refused; nobody else meets them."""

from __future__ import annotations

import json
import multiprocessing
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditkit.audit import prepare
from auditkit.cli import run
from auditkit.plugins import Plugins, load_plugins
from auditkit.rule import RulePack
from auditkit.rulefile.packs.added_words import WordFolder
from auditkit.rulefile.packs.word_search import find_phrase
from auditkit.settings import Settings
from auditkit.testing import Case, failures
from auditkit_schemas import load_schema

VALUE = "好得很"
SUBMISSION = {
    "projects": [
        {
            "name": "文化馆免费开放",
            "unit": {"code": "505012", "name": "锦屏县文化馆"},
            "money_unit": "万元",
            "budget": {"total": {"raw": "45.00"}, "fiscal": {"raw": "45.00"}},
            "purpose": "用于文化馆免费开放期间的公益培训和展览活动。",
            "objectives": [{"text": "1.全年举办公益培训班90期"}],
            "indicators": [
                {
                    "first_level": "效益指标",
                    "second_level": "社会效益指标",
                    "name": "群众文化生活改善情况",
                    "target": {"raw": VALUE},
                }
            ],
        }
    ]
}
EXTENDING = """auditkit: 1
pack: {id: ab, title: 本区规则, version: 1.0.0}
lexicons:
  空泛词: {words: [进一步, 有效], exceptions: [有效期], source: 本区细则}
rules:
- code: AB-101
  name: empty_name
  title: 名称空泛
  severity: warning
  dimension: form
  for_each: 项目
  flag_when: 含任一(项目名称, 空泛词)
  message: 名称里有“{命中(项目名称, 空泛词)}”。
  tests: [{flag: {项目名称: 有效提升}}, {pass: {项目名称: 设备采购}}]
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, away from anybody's settings."""
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("AUDITKIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    put("申报/甲.json", json.dumps(SUBMISSION, ensure_ascii=False))
    return tmp_path


def put(path: str, text: str) -> Path:
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def plugins_with(text: str, name: str = "vague_values", rules: str = "") -> Plugins:
    from auditkit.plugins import LocalPack

    put(f"词表/{name}.yaml", text)
    local = [LocalPack(put("本区.yaml", rules), "本区.yaml")] if rules else []
    plugins = load_plugins(local=local, words=[WordFolder(Path("词表"), "词表")])
    plugins.rule_packs()
    return plugins


def told(text: str, name: str = "vague_values", rules: str = "") -> list[str]:
    """What is said of a file of added words; it then changed nothing."""
    plugins = plugins_with(text, name, rules)
    assert all(fault.where == "加词" for fault in plugins.faults)
    assert all(pack.added == () for pack in plugins.rule_packs())
    return [fault.message for fault in plugins.faults]


def pack_of(plugins: Plugins, identity: str = "performance-target") -> RulePack:
    return next(pack for pack in plugins.rule_packs() if pack.id == identity)


def answers(pack: RulePack, code: str, value: str, expects: str) -> list[str]:
    """How a rule fails to answer as expected for a value; empty when it answers so."""
    rule = next(rule for rule in pack.rules if rule.code == code)
    row = {"first_level": "效益指标", "second_level": "社会效益指标", "name": "群众生活改善情况", "target": value}
    return failures(rule, Case(code, "", {"indicator": row}, expects, _expected(expects), {}))


def _expected(expects: str) -> Any:
    return [{"says": "“"}] if expects == "flags" else True


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    code = run(["check", "申报", *arguments, "--format", "json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else {}, err


def rules_of(report: dict[str, Any]) -> list[str]:
    return [finding["rule"] for item in report["submissions"] for finding in item["findings"]]


def test_an_added_word_is_found_and_the_report_says_that_words_were_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, plain, err = checked(capsys)
    assert "words" not in plain["run"], err
    assert "NRM121" not in rules_of(plain)
    put("局里/设置.yaml", "auditkit: 1\nwords: 词表\n")
    put("局里/词表/vague_values.yaml", f"groups:\n  效果程度: [{VALUE}, 杠杠的]\n")
    _, report, err = checked(capsys, "--config", "局里/设置.yaml")
    assert "NRM121" in rules_of(report), err
    [words] = report["run"]["words"]
    assert (words["pack"], words["list"], words["added"], words["removed"]) == (
        "performance-target",
        "vague_values",
        2,
        0,
    )
    assert words["file"] == "局里/词表/vague_values.yaml"
    assert len(words["sha256"]) == 64
    assert report["run"]["packs"] == plain["run"]["packs"]
    jsonschema.Draft202012Validator(load_schema("report")).validate(report)


def test_config_shows_the_folder_and_what_its_files_change(capsys: pytest.CaptureFixture[str]) -> None:
    put("auditkit.yaml", "auditkit: 1\nwords: [词表]\n")
    put("词表/vague_values.yaml", "groups: {效果程度: [杠杠的]}\nwithout: [良好]\n")
    assert run(["config"]) == 0
    out = capsys.readouterr().out
    assert "words（加词）= " in out and "[auditkit.yaml:2]" in out
    assert "vague_values：加 1 个，去掉 1 个    [performance-target，词表/vague_values.yaml]" in out
    assert run(["config", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["words"][0]["list"] == "vague_values"


def test_a_folder_that_is_not_there_is_refused_with_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    put("auditkit.yaml", "auditkit: 1\nwords: [没有的]\n")
    assert run(["check", "申报"]) == 2
    assert "auditkit.yaml 第2行：words 里的 没有的 不存在" in capsys.readouterr().err


def test_a_file_that_will_not_do_makes_the_run_incomplete_and_is_in_the_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("auditkit.yaml", "auditkit: 1\nwords: [词表]\n")
    put("词表/vague_valus.yaml", "groups: {效果程度: [杠杠的]}\n")
    code, report, _ = checked(capsys)
    assert code == 2
    assert report["errors"] == [
        {
            "where": "加词",
            "message": "词表/vague_valus.yaml 第1行：规则包 performance-target 没有词表“vague_valus”，是不是“vague_values”？",
        }
    ]


def test_words_are_taken_out_of_every_group() -> None:
    pack = pack_of(plugins_with("without: [一般]\n"))
    assert answers(pack, "NRM121", "一般", "passes") == []
    assert answers(pack_of(load_plugins()), "NRM121", "一般", "flags") == []


def test_a_pattern_and_a_replacement_are_added() -> None:
    put("词表/typos.yaml", "map: {绩郊目标: 绩效目标}\n")
    plugins = plugins_with("patterns: ['视.{0,4}而定']\n", "fuzzy_words")
    assert plugins.faults == []
    assert sorted(item.list for item in pack_of(plugins).added) == ["fuzzy_words", "typos"]
    hits = find_phrase("视情形而定", plugins.rule_packs())
    assert any(catch.file == "词表/fuzzy_words.yaml" and catch.line == 1 for item in hits for catch in item.catches)


def test_a_whole_word_list_may_be_given_and_names_its_list_itself() -> None:
    text = "auditkit: 1\nname: vague_adverbs\ntitle: 程度副词\nsource: 本局整理\ncertainty: low\nwords: [杠杠地, 有效]\n"
    plugins = plugins_with(text, "本局的副词")
    assert plugins.faults == []
    pack = pack_of(plugins)
    assert (pack.added[0].list, pack.added[0].added) == ("vague_adverbs", 1)
    assert answers(pack, "NRM121", "杠杠地提升", "flags") == []


def test_two_files_for_one_list_both_count() -> None:
    put("词表/再加.yaml", "name: vague_values\ngroups: {效果程度: [真不赖]}\n")
    pack = pack_of(plugins_with(f"groups: {{效果程度: [{VALUE}]}}\n"))
    assert len(pack.added) == 2
    assert answers(pack, "NRM121", VALUE, "flags") == answers(pack, "NRM121", "真不赖", "flags") == []


REFUSED: dict[str, tuple[str, str, str]] = {
    "unknown pack": ("pack: performance-targe\nwords: [甲]\n", "", "第1行：没有规则包“performance-targe”，是不是“performance-target”？"),
    "unknown group": ("groups:\n  效果: [甲]\n", "", "第2行：词表 vague_values 没有“效果”组，是不是“效果程度”？"),
    "no such section": ("words: [甲]\n", "", "第1行：词表 vague_values 没有 words，写了也不会用到；可加的有：templates、groups。"),
    "unknown key": ("group: {甲: [乙]}\n", "", "第1行：不认识“group”，是不是“groups”？"),
    "not regular": ("patterns:\n- 甲\n- '(甲'\n", "fuzzy_words", "第3行：正则“(甲”写法不对"),
    "slow": ("patterns: ['甲.*乙']\n", "fuzzy_words", "遇到长文本会非常慢"),
    "nested": ("patterns: ['(?:甲{1,20}){1,20}乙']\n", "fuzzy_words", "遇到长文本会非常慢"),
    "groups of its own": ("patterns: ['(甲|乙)丙']\n", "fuzzy_words", "请写成 (?:…)"),
    "flag": ("patterns: ['(?i)abc']\n", "fuzzy_words", "请写成 (?i:…)"),
    "matches nothing": ("patterns: ['甲?']\n", "fuzzy_words", "连空白也能匹配"),
    "slow exception": ("exceptions: ['甲+乙']\n", "fund_management", "遇到长文本会非常慢"),
    "not there to take out": ("without: [效果明线]\n", "", "第1行：词表 vague_values 里没有“效果明线”，是不是“效果明显”？"),
    "both ways": ("groups: {持续性: [甲]}\nwithout: [甲]\n", "", "第2行：“甲”又要加又要去掉"),
    "blank": ("groups: {持续性: ['甲 ']}\n", "", "应为文字，前后不留空格"),
    "nothing to do": ("source: 本局\n", "", "没有写要加或去掉的词"),
    "not YAML": ("groups: [\n", "", "不是合法的 YAML"),
    "half an entry": ("entries:\n- {keywords: [甲], values: [乙]}\n", "suggestions", "第2行：词表 suggestions 的条目要写“suggest”"),
    "slow entry": ("entries:\n- {label: 甲, pattern: '甲+乙'}\n", "fund_management", "第2行：正则"),
}


@pytest.mark.parametrize(("text", "name", "says"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_added_is_refused_with_file_and_line(text: str, name: str, says: str) -> None:
    found = told(text, name or "vague_values")
    assert len(found) >= 1
    assert all(sentence.startswith("词表/") for sentence in found)
    assert any(says in sentence for sentence in found), found


def test_a_list_or_group_cannot_be_emptied() -> None:
    found = told("without: [投诉率, 投诉量, 投诉次数, 有责投诉, 投诉件数]\n", "satisfaction")
    assert found == [
        "词表/satisfaction.yaml 第1行：去掉后“reverse”组一个词也不剩了；不想用这些词，请在设置里 ignore 用到它的规则。"
    ]


def test_a_faulty_file_changes_nothing_and_the_others_count() -> None:
    put("词表/fuzzy_words.yaml", "patterns: ['甲+乙']\n")
    plugins = plugins_with(f"groups: {{效果程度: [{VALUE}]}}\n")
    assert [item.list for item in pack_of(plugins).added] == ["vague_values"]
    assert len(plugins.faults) == 1


def test_an_empty_folder_is_told() -> None:
    Path("空").mkdir()
    plugins = load_plugins(words=[WordFolder(Path("空"), "空")])
    assert plugins.rule_packs()
    assert plugins.faults[0].message == "空 里没有词表文件（.yaml），请检查路径。"


def test_words_and_their_exceptions_are_added_to_the_list_of_a_yaml_pack() -> None:
    text = "pack: ab\nwords: [大力]\nexceptions: [大力士]\nwithout: [进一步]\n"
    plugins = plugins_with(text, "空泛词", EXTENDING)
    assert plugins.faults == []
    pack = pack_of(plugins, "ab")
    [rule] = pack.rules

    def flags(name: str) -> bool:
        return failures(rule, Case("AB-101", "", {"name": name}, "flags", [{"says": "名称"}], {})) == []

    assert flags("大力采购") and flags("有效提升")
    assert not flags("大力士比赛") and not flags("进一步采购") and not flags("有效期检查")
    [found] = [item for item in find_phrase("大力士比赛", [pack]) if item.card.name == "空泛词"]
    assert (found.spared, found.rules) == (("大力士",), ("AB-101",))
    assert found.catches[0].file == "词表/空泛词.yaml"


def test_a_yaml_pack_s_list_takes_words_and_exceptions_only() -> None:
    found = told("pack: ab\npatterns: [甲]\n", "空泛词", EXTENDING)
    assert found == ["词表/空泛词.yaml 第2行：词表 空泛词 没有 patterns，写了也不会用到；可加的有：words、exceptions。"]
    Path("词表/空泛词.yaml").unlink()
    assert "是不是“空泛词”" in told("pack: ab\nwords: [甲]\n", "空泛词语", EXTENDING)[0]


def test_nobody_else_meets_the_added_words() -> None:
    pack_of(load_plugins())
    before = sys.modules["auditkit_rules.performance_target._vague"]
    changed = pack_of(plugins_with(f"groups: {{效果程度: [{VALUE}]}}\n"))
    after = pack_of(load_plugins())
    from auditkit_rules.performance_target.lists import words

    assert sys.modules["auditkit_rules.performance_target._vague"] is before
    assert VALUE not in words("vague_values").groups["效果程度"]
    assert answers(after, "NRM121", VALUE, "flags") != []
    assert answers(changed, "NRM121", VALUE, "flags") == []
    assert {rule.code for rule in changed.rules} == {rule.code for rule in after.rules}
    assert changed.sha256 == after.sha256


def _flags_in_a_worker(folder: str) -> bool:
    plugins = load_plugins(words=[WordFolder(Path(folder), "词表")])
    workshop = prepare(plugins, Settings())
    pack = next(pack for pack in workshop.packs if pack.id == "performance-target")
    return answers(pack, "NRM121", VALUE, "flags") == [] and plugins.faults == []


def test_a_fresh_worker_process_has_the_added_words() -> None:
    put("词表/vague_values.yaml", f"groups: {{效果程度: [{VALUE}]}}\n")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_flags_in_a_worker, (str(Path("词表").resolve()),))


def test_words_that_a_rule_module_breaks_on_cost_only_themselves() -> None:
    text = "groups: {counted: [没有的一组]}\n"
    plugins = plugins_with(text, "unit_cost")
    assert len(pack_of(plugins).rules) > 100
    assert pack_of(plugins).added == ()
    assert "加词后规则包 performance-target 装不上" in plugins.faults[0].message


def test_every_list_with_words_takes_a_word_of_signs() -> None:
    cards = pack_of(load_plugins()).lists
    assert cards is not None
    for card in cards():
        if "words" in card.data:
            put(f"词表/{card.name}.yaml", "words: ['甲(+[乙*\\d']\n")
    plugins = load_plugins(words=[WordFolder(Path("词表"), "词表")])
    pack = pack_of(plugins)
    assert plugins.faults == []
    assert len(pack.added) > 40


def test_the_chapter_on_words_works_to_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    """Its commands in their order, its YAML put where it says."""
    page = (Path(__file__).resolve().parents[1] / "docs" / "words.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    values, settings, typos = [text for kind, text in blocks if kind == "yaml"]
    first, later = [text.strip().splitlines() for kind, text in blocks if kind == ""]
    put("申报文件夹/甲.json", json.dumps(SUBMISSION, ensure_ascii=False))
    assert [run(line.split()[1:]) for line in first] == [0]
    put("词表/vague_values.yaml", values)
    put("词表/typos.yaml", typos)
    put("auditkit.yaml", settings)
    capsys.readouterr()
    assert [run(line.split()[1:]) for line in later] == [0, 0, 1]
    out, err = capsys.readouterr()
    assert "vague_values：加 2 个，去掉 0 个" in out and "typos：加 1 个，去掉 1 个" in out
    assert "词（效果程度）：杠杠的，整句相同（加词 词表/vague_values.yaml 第2行）" in out
    assert "NRM121" in out
    assert "错误" not in err


def test_a_pack_without_lists_says_so() -> None:
    rules = EXTENDING.replace("lexicons:\n  空泛词: {words: [进一步, 有效], exceptions: [有效期], source: 本区细则}\n", "")
    rules = rules.replace("含任一(项目名称, 空泛词)", "字数(项目名称) > 5").replace("{命中(项目名称, 空泛词)}", "很多字")
    [said] = told("pack: ab\nwords: [甲]\n", "空泛词", rules)
    assert "规则包 ab 没有词表“空泛词”，它没有可以加词的词表。" in said

