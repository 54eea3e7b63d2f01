"""Plugins: the good ones run, the broken ones are named, whatever they do."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from auditkit.cli import run
from auditkit.document import Document, Form, Source
from auditkit.finding import Outcome, Severity
from auditkit.hookspecs import API_VERSION, Layout, PackFolder, Reader, Reporter, hookimpl
from auditkit.model import Project
from auditkit.plugins import LocalPack, load_plugins
from auditkit.report import Report
from auditkit.rule import Rule, RulePack

EXAMPLE = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*（无问题）*.docx"))[0]


def _never(source: Source) -> int:
    return 0


def _read(source: Source, limits: object) -> Document:
    return Document(source.name, "x")


def _check(project: Project) -> Iterator[Outcome]:
    yield from ()


def _rule(code: str, name: str = "a_rule") -> Rule:
    return Rule(
        code, name, "标题", Severity.NOTE, 0.9, (), _check, "project", ("project",), origin=f"{name}.py"
    )


@hookimpl
def auditkit_readers() -> list[Reader]:
    return [Reader("mine", "我的格式", _never, _read)]


@hookimpl
def auditkit_layouts() -> list[Layout]:
    return [Layout("mine", "我的表式", lambda document: 0, lambda document: Form("mine", (), {}))]


@hookimpl
def auditkit_reporters() -> list[Reporter]:
    def render(report: Report) -> bytes:
        return b""

    return [Reporter("mine", "我的报告", ".mine", render)]


@hookimpl
def auditkit_rule_packs() -> list[RulePack | PackFolder]:
    return [RulePack("mine", "我的规则", "1", (_rule("ME-101"),))]


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from anybody's settings."""
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)


def _plugin(name: str, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    """An entry point to a module of this code in a file."""
    (folder / f"{name}.py").write_text(f"from auditkit import *\n{code}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return EntryPoint(name, name, "auditkit")


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    monkeypatch.setitem(sys.modules, "good_plugin", sys.modules[__name__])
    return EntryPoint("good", "good_plugin", "auditkit")


def test_a_plugin_brings_all_four_kinds(good: EntryPoint) -> None:
    plugins = load_plugins([good])
    assert [item.name for item in plugins.readers()] == ["mine"]
    assert [item.name for item in plugins.layouts()] == ["mine"]
    assert [item.name for item in plugins.reporters()] == ["mine"]
    assert [item.id for item in plugins.rule_packs()] == ["mine"]
    assert plugins.faults == []
    card = plugins.cards["good"]
    assert card.brings["rules"] == ["ME-101"]
    assert (card.status, card.seconds > 0) == ("ok", True)


BROKEN = {
    "syntax": ("def (:\n", "第2行语法有误（SyntaxError", "broken"),
    "import": ("import no_such_module_at_all\n", "缺少模块 no_such_module_at_all", "broken"),
    "exit at import": ("import sys\nsys.exit(3)\n", "调用了 sys.exit（SystemExit: 3）", "broken"),
    "raise at import": ("raise RuntimeError('a\\nb')\n", "RuntimeError: a b", "broken"),
    "exit in a hook": (
        "@hookimpl\ndef auditkit_readers():\n    raise SystemExit(3)\n",
        "SystemExit",
        "faulty",
    ),
    "crash in a hook": (
        "@hookimpl\ndef auditkit_readers():\n    return 1 / 0\n",
        "ZeroDivisionError",
        "faulty",
    ),
    "unknown hook": (
        "@hookimpl\ndef auditkit_reader():\n    return []\n",
        "是不是 auditkit_readers",
        "faulty",
    ),
    "argument": (
        "@hookimpl\ndef auditkit_readers(api):\n    return []\n",
        "auditkit_readers 没有参数“api”",
        "broken",
    ),
    "wrapper": (
        "@hookimpl(wrapper=True)\ndef auditkit_readers():\n    return (yield)\n",
        "不能写成 wrapper",
        "broken",
    ),
    "newer": ("AUDITKIT_API = '2.0'\n", "需要插件接口 2.0，当前是 " + API_VERSION, "broken"),
    "later minor": ("AUDITKIT_API = '1.9'\n", "需要插件接口 1.9", "broken"),
    "no version": ("AUDITKIT_API = 'newest'\n", "应写成“1.0”的形式", "broken"),
    "nothing": ("@hookimpl\ndef auditkit_readers():\n    return None\n", "TypeError", "faulty"),
    "wrong kind": (
        "@hookimpl\ndef auditkit_readers():\n    return ['docx']\n",
        "auditkit_readers 返回了 str，应为 Reader",
        "faulty",
    ),
    "no rules": (
        "@hookimpl\ndef auditkit_rule_packs():\n    return [RulePack('b', '乙', '1', ('NRM101',))]\n",
        "规则包 b 的 rules 里有不是规则的东西",
        "faulty",
    ),
}


@pytest.mark.parametrize(("code", "says", "status"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_plugin_is_named_and_the_good_one_runs(
    code: str, says: str, status: str, good: EntryPoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _plugin("broken_plugin", code, tmp_path, monkeypatch)
    plugins = load_plugins([broken, good])
    assert [item.name for item in plugins.readers()] == ["mine"]
    assert [item.id for item in plugins.rule_packs()] == ["mine"]
    [fault] = plugins.faults
    assert "broken_plugin" in fault.where
    assert says in fault.message
    assert "\n" not in fault.message
    assert plugins.cards["broken_plugin"].status == status
    assert plugins.cards["good"].status == "ok"


def test_an_interrupt_is_the_user_s_and_stops_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = _plugin("interrupting", "raise KeyboardInterrupt\n", tmp_path, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        load_plugins([point])


def test_what_a_plugin_prints_does_not_reach_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "print('hello')\n@hookimpl\ndef auditkit_readers():\n    print('again')\n    return []\n"
    load_plugins([_plugin("chatty", code, tmp_path, monkeypatch)]).readers()
    assert capsys.readouterr() == ("", "hello\nagain\n")


def test_a_plugin_that_states_our_version_is_welcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugins = load_plugins([_plugin("fitting", f"AUDITKIT_API = '{API_VERSION}'\n", tmp_path, monkeypatch)])
    assert plugins.faults == []


def test_a_taken_name_is_named_with_both_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("first_plugin", "twin_plugin"):
        module = types.ModuleType(name)
        module.auditkit_readers = auditkit_readers  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
    points = [EntryPoint("twin", "twin_plugin", "auditkit"), EntryPoint("first", "first_plugin", "auditkit")]
    plugins = load_plugins(points)
    assert len(plugins.readers()) == 1
    [fault] = plugins.faults
    assert fault.where == "插件 twin"
    assert "名称“mine”已被占用（插件 first）" in fault.message


def test_two_plugins_of_one_name_are_named(good: EntryPoint) -> None:
    plugins = load_plugins([good, EntryPoint("good", "some_other_module", "auditkit")])
    assert "插件名 good 有两个" in plugins.faults[0].message


def test_an_equal_code_is_left_out_and_named_with_both_places(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rules in {"a": ("AA-101",), "b": ("AA-101", "AA-102")}.items():
        module = types.ModuleType(f"pack_{name}")
        pack = RulePack(f"pack-{name}", name, "1", tuple(_rule(code, f"rule_of_{name}") for code in rules))
        module.auditkit_rule_packs = hookimpl(specname=None)(_returning(pack))  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, f"pack_{name}", module)
    plugins = load_plugins([EntryPoint(name, f"pack_{name}", "auditkit") for name in ("b", "a")])
    packs = {pack.id: [rule.code for rule in pack.rules] for pack in plugins.rule_packs()}
    assert packs == {"pack-a": ["AA-101"], "pack-b": ["AA-102"]}
    [fault] = plugins.faults
    assert all(word in fault.message for word in ("AA-101", "rule_of_a.py", "rule_of_b.py", "pack-a"))


def _returning(pack: RulePack):  # type: ignore[no-untyped-def]
    def auditkit_rule_packs() -> list[RulePack]:
        return [pack]

    return auditkit_rule_packs


def test_an_equal_pack_id_is_left_out_and_named(good: EntryPoint, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("other_plugin")
    module.auditkit_rule_packs = hookimpl(_returning(RulePack("mine", "乙", "2", ())))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "other_plugin", module)
    plugins = load_plugins([good, EntryPoint("other", "other_plugin", "auditkit")])
    assert [pack.version for pack in plugins.rule_packs()] == ["1"]
    assert "规则包名“mine”已被 good 使用，other 的没有采用" in plugins.faults[0].message


def test_faults_and_packs_do_not_grow_when_asked_again(good: EntryPoint) -> None:
    plugins = load_plugins([good, EntryPoint("gone", "no_such_module_at_all", "auditkit")])
    for _ in range(2):
        assert len(plugins.rule_packs()) == 1
        assert len(plugins.readers()) == 1
    assert len(plugins.faults) == 1
    assert plugins.cards["good"].brings["readers"] == ["mine"]


def test_the_order_of_plugins_does_not_matter(good: EntryPoint) -> None:
    gone = EntryPoint("gone", "no_such_module_at_all", "auditkit")
    one, other = load_plugins([good, gone]), load_plugins([gone, good])
    assert list(one.cards) == list(other.cards) == ["gone", "good"]
    assert one.faults == other.faults


def test_a_local_pack_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "坏.akpack"
    broken.write_bytes(b"PK\x03\x04")
    plugins = load_plugins([], [LocalPack(broken, "坏.akpack")])
    assert plugins.rule_packs() == []
    assert plugins.faults[0].where == "规则包 坏.akpack"
    assert plugins.cards["坏.akpack"].status == "broken"


def test_our_own_come_in_by_the_same_door() -> None:
    plugins = load_plugins()
    assert {"docx", "text", "json"} <= {item.name for item in plugins.readers()}
    assert {"tianjin-card", "minimal-card", "central-card"} <= {item.name for item in plugins.layouts()}
    assert {"terminal", "json", "xlsx", "html"} <= {item.name for item in plugins.reporters()}
    assert "performance-target" in [item.id for item in plugins.rule_packs()]
    ours = ("layouts", "readers", "reporters", "performance-target")
    assert [fault for fault in plugins.faults if fault.where.split(" ")[-1] in ours] == []


@pytest.fixture
def installed_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution with a broken plugin, as pip would have installed it."""
    card = tmp_path / "site/bad_rules-3.1.dist-info"
    card.mkdir(parents=True)
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-rules\nVersion: 3.1\n")
    (card / "entry_points.txt").write_text("[auditkit]\nbad = bad_rules\n")
    (tmp_path / "site/bad_rules.py").write_text("import sys\nsys.exit('不想干了')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))


@pytest.mark.usefixtures("installed_broken")
def test_a_broken_plugin_makes_every_run_incomplete_and_is_in_every_summary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", str(EXAMPLE), "--format", "json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["errors"] == [{"where": "插件 bad", "message": report["errors"][0]["message"]}]
    assert "sys.exit" in report["errors"][0]["message"]
    assert report["submissions"][0]["coverage"]
    assert run(["check", str(EXAMPLE)]) == 2
    assert "插件 bad" in capsys.readouterr().out
    assert run(["rules"]) == 2
    assert "插件 bad" in capsys.readouterr().err


@pytest.mark.usefixtures("installed_broken")
def test_plugins_are_listed_with_version_origin_status_time_and_what_they_bring(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["plugins", "--format", "json"]) == 2
    listed = {item["name"]: item for item in json.loads(capsys.readouterr().out)["plugins"]}
    bad = listed["bad"]
    assert (bad["version"], bad["origin"], bad["module"]) == ("3.1", "bad-rules", "bad_rules")
    assert (bad["status"], bad["brings"], len(bad["faults"])) == ("broken", {}, 1)
    ours = listed["performance-target"]
    assert (ours["status"], ours["origin"], ours["load_ms"] > 0) == ("ok", "auditkit", True)
    assert "NRM101" in ours["brings"]["rules"]
    assert run(["plugins"]) == 2
    out = capsys.readouterr().out
    assert all(word in out for word in ("未能加载", "bad-rules 3.1", "表式：", "毫秒"))
