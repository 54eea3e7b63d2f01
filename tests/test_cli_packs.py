"""Packs, settings, plugins and schemas from the command line, as a reviewer uses them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest

from auditkit.cli import run
from auditkit.cli.chinese import ChineseGroup, explain_usage_error
from auditkit.cli.packs import pack, verify
from auditkit_schemas import load_schema

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CLEAN = next(path for path in sorted(EXAMPLES.glob("*（无问题）*")) if path.suffix == ".docx")
RULES = """auditkit: 1
pack: {id: ab, title: 本区规则, version: 1.0.0, extends: [performance-target]}
overrides:
- {rule: NRM121, severity: note, reason: 本区只提示}
rules:
- code: AB-101
  name: any_name
  title: 写了项目名称
  severity: error
  dimension: completeness
  for_each: 项目
  flag_when: 字数(项目名称) > 0
  message: 写了项目名称。
  tests: [{flag: {项目名称: 采购}}, {not_judged: {项目名称: ""}}]
"""
EVIL = "import pathlib\npathlib.Path('ran').write_text('x')\n"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, away from anybody's settings."""
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("AUDITKIT_CACHE_DIR", str(tmp_path / "cache"))
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    shutil.copy(CLEAN, desk / "甲.docx")
    return desk


def put(path: str, text: str) -> Path:
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, report and standard error of ``auditkit check --format json``."""
    code = run(["check", *arguments, "--format", "json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else {}, err


def ruled(report: dict[str, Any]) -> set[str]:
    return {finding["rule"] for item in report["submissions"] for finding in item["findings"]}


def test_rules_of_a_folder_a_file_and_an_archive_run(capsys: pytest.CaptureFixture[str]) -> None:
    put("规则/pack.yaml", RULES)
    put("单个.yaml", RULES)
    assert _group(["pack", "规则", "-o", "规则.akpack"]) == 0
    capsys.readouterr()
    for path in ("规则", "单个.yaml", "规则.akpack"):
        code, report, err = checked(capsys, "甲.docx", "--rules", path)
        assert (code, ruled(report)) == (1, {"AB-101"}), err
        assert {item["id"] for item in report["run"]["packs"]} == {"ab", "performance-target"}


def test_rules_local_and_settings_nearby_are_used_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    put("rules-local/本区.yaml", RULES)
    code, report, err = checked(capsys, "甲.docx")
    assert (code, ruled(report)) == (1, {"AB-101"})
    assert err == "采用附近的规则 rules-local。\n"
    put("auditkit.yaml", "auditkit: 1\nignore: [AB]\n")
    code, report, err = checked(capsys, "甲.docx")
    assert (code, ruled(report)) == (0, set())
    assert err == "采用附近的设置 auditkit.yaml、规则 rules-local。\n"


def test_a_submission_brings_neither_rules_nor_settings(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("申报/auditkit.yaml", "auditkit: 1\nselect: [AB]\nfail_on: error\n")
    put("申报/rules-local/x.yaml", RULES)
    put("申报/rules-local/evil.py", EVIL)
    shutil.move("甲.docx", "申报/甲.docx")
    monkeypatch.chdir(desk / "申报")
    for arguments in ((".",), (str(desk / "申报"),), ("..",)):
        code, report, err = checked(capsys, *arguments)
        assert "AB-101" not in {row["rule"] for row in report["submissions"][0]["coverage"]}
        assert "提示：auditkit.yaml 在待审核的文件夹里，没有采用" in err
        assert "提示：rules-local 在待审核的文件夹里，没有采用" in err
        assert "--config auditkit.yaml" in err
        assert "--rules rules-local" in err
        assert code == 0
    assert not list(desk.rglob("ran"))


def test_what_was_named_on_purpose_is_used_even_from_there(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("申报/设置.yaml", "auditkit: 1\nseverities: {AB-101: note}\n")
    put("申报/rules-local/x.yaml", RULES)
    shutil.move("甲.docx", "申报/甲.docx")
    monkeypatch.chdir(desk / "申报")
    code, report, _ = checked(capsys, ".", "--rules", "rules-local", "--config", "设置.yaml")
    assert (code, ruled(report)) == (0, {"AB-101"})
    assert report["submissions"][0]["findings"][0]["severity"] == "note"
    assert report["unreadable"] == []


def test_a_document_is_audited_wherever_it_hides(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("申报/rules-local/x.yaml", RULES)
    shutil.move("甲.docx", "申报/rules-local/甲.docx")
    monkeypatch.chdir(desk / "申报")
    _, report, _ = checked(capsys, ".")
    assert report["summary"]["files"] == 1


def test_python_rules_run_only_when_trusted(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("规则/pack.yaml", RULES)
    put("规则/evil.py", EVIL)
    for arguments in (["--rules", "规则"], ["--config", str(put("s.yaml", "auditkit: 1\npacks: 规则\n"))]):
        code, report, _ = checked(capsys, "甲.docx", *arguments)
        assert code == 2
        assert "没有信任这个文件夹" in report["errors"][0]["message"]
        assert not Path("ran").exists()
    code, _, err = checked(capsys, "甲.docx", "--config", "s.yaml", "--trust-python")
    assert (code, Path("ran").exists()) == (2, False)
    assert "--trust-python 要与 --rules" in err
    checked(capsys, "甲.docx", "--rules", "规则", "--trust-python")
    assert Path("ran").exists()
    Path("ran").unlink()
    put("规则/evil.py", EVIL + "# another file, or Python would know it already\n")
    put("../own/auditkit.yaml", f"auditkit: 1\ntrust_python: ['{(desk / '规则').as_posix()}']\n")
    checked(capsys, "甲.docx", "--config", "s.yaml")
    assert Path("ran").exists()


def test_project_settings_cannot_grant_trust(capsys: pytest.CaptureFixture[str]) -> None:
    put("rules-local/evil.py", EVIL)
    put("auditkit.yaml", "auditkit: 1\ntrust_python: [rules-local]\n")
    code, _, err = checked(capsys, "甲.docx")
    assert code == 2
    assert "auditkit.yaml 第2行：trust_python 只能写在用户自己的设置文件" in err
    assert not Path("ran").exists()


def test_settings_set_format_output_and_exit_code_and_the_command_line_wins(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("规则/pack.yaml", RULES.replace("severity: error", "severity: warning"))
    put("auditkit.yaml", "auditkit: 1\npacks: [规则]\nformat: [json, html]\noutput: 结果\nfail_on: warning\n")
    assert run(["check", "甲.docx"]) == 1
    assert sorted(path.name for path in (desk / "结果").iterdir()) == ["审核报告.html", "审核结果.json"]
    assert run(["check", "甲.docx", "--fail-on", "error"]) == 0
    capsys.readouterr()
    assert run(["check", "甲.docx", "--format", "json", "--output", "另.json"]) == 1
    assert Path("另.json").exists()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("format: pdf\n", "auditkit.yaml 第2行：没有格式“pdf”"),
        ("packs:\n- 没有\n", "auditkit.yaml 第3行：packs 里的 没有 不存在"),
        ("select: [NRM1O1]\n", "auditkit.yaml 第2行：没有以“NRM1O1”开头的规则号，是不是“NRM1"),
        ("profile: 2022\n", "auditkit.yaml 第2行：没有名为“2022”的审核方案"),
        ("slect: NRM\n", "auditkit.yaml 第2行：不认识“slect”，是不是“select”？"),
    ],
)
def test_a_wrong_setting_stops_before_auditing(
    settings: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put("auditkit.yaml", f"auditkit: 1\n{settings}")
    assert run(["check", "甲.docx"]) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert out == ""


def test_a_pack_that_is_not_there_or_damaged_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "甲.docx", "--rules", "没有"]) == 2
    assert "--rules 没有 不存在" in capsys.readouterr().err
    put("坏.akpack", "PK")
    code, report, _ = checked(capsys, "甲.docx", "--rules", "坏.akpack")
    assert code == 2
    assert report["errors"][0]["where"] == "规则包 坏.akpack"
    assert report["submissions"]


def test_config_shows_what_is_in_force_and_from_where(capsys: pytest.CaptureFixture[str]) -> None:
    put("rules-local/pack.yaml", RULES)
    put("auditkit.yaml", "auditkit: 1\nignore:\n- TXT\nseverities: {CON: note}\noptions: {CON105: {}}\n")
    assert run(["config"]) == 0
    out = capsys.readouterr().out
    for line in (
        "设置文件：auditkit.yaml",
        "  ignore（不用）= TXT    [auditkit.yaml:2]",
        "  severities.CON（级别）= note    [auditkit.yaml:4]",
        "  fail_on（退出码的级别）= error    [默认]",
        "  ab 1.0.0  本区规则（1 条）    [rules-local]",
        "NRM121 级别 ",
        " → note：本区只提示    [ab，rules-local/pack.yaml:4]",
    ):
        assert line in out
    assert run(["config", "--format", "json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert {"key": "ignore", "value": ["TXT"], "origin": "auditkit.yaml:2"} in card["settings"]
    assert card["changes"][0]["rule"] == "NRM121"
    put("auditkit.yaml", "auditkit: 1\nselect: NRM9\n")
    assert run(["config"]) == 2
    assert "auditkit.yaml 第2行：没有以“NRM9”开头" in capsys.readouterr().err


def test_config_for_a_path_leaves_out_what_came_with_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("申报/auditkit.yaml", "auditkit: 1\n")
    monkeypatch.chdir(desk / "申报")
    assert run(["config"]) == 0
    assert "设置文件：auditkit.yaml" in capsys.readouterr().out
    assert run(["config", "."]) == 0
    assert "设置文件：（没有）" in capsys.readouterr().out


def test_plugins_list_local_packs_too(capsys: pytest.CaptureFixture[str]) -> None:
    put("规则/pack.yaml", RULES)
    assert run(["plugins", "--rules", "规则", "--format", "json"]) == 0
    listed = {item["name"]: item for item in json.loads(capsys.readouterr().out)["plugins"]}
    assert listed["规则"]["version"] == "1.0.0"
    assert listed["规则"]["brings"] == {"rule_packs": ["ab"], "rules": ["AB-101"]}


def test_schemas_are_printed_and_a_slip_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    names = (
        "rules",
        "pack",
        "settings",
        "waivers",
        "cases",
        "submission",
        "report",
        "layout",
        "words",
        "policy",
    )
    for name in names:
        assert run(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out) == load_schema(name)
    assert run(["schema"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in names)
    assert run(["schema", "setings"]) == 2
    assert "是不是“settings”" in capsys.readouterr().err
    assert run(["schema", "rules", "-o", "schema/rules.json"]) == 0
    assert json.loads(Path("schema/rules.json").read_text(encoding="utf-8")) == load_schema("rules")


def _group(arguments: list[str]) -> int:
    """Run ``pack`` and ``verify`` as the group of rules would."""
    group = ChineseGroup("rules", commands={"pack": pack, "verify": verify})
    try:
        code = group.main(arguments, standalone_mode=False)
    except click.ClickException as error:
        click.echo(explain_usage_error(error), err=True)
        return 2
    return code if isinstance(code, int) else 0


def test_a_pack_goes_into_one_file_and_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    put("规则/pack.yaml", RULES)
    put("规则/README.md", "说明\n")
    put("规则/附件.docx", "x")
    assert _group(["pack", "规则"]) == 0
    out, err = capsys.readouterr()
    assert "已写入 ab-1.0.0.akpack：本区规则（ab 1.0.0），2 个文件" in out
    assert "未收入：附件.docx" in err
    first = Path("ab-1.0.0.akpack").read_bytes()
    assert _group(["pack", "规则", "-o", "again.akpack"]) == 0
    assert Path("again.akpack").read_bytes() == first
    capsys.readouterr()
    assert _group(["verify", "again.akpack"]) == 0
    out = capsys.readouterr().out
    assert "完好  README.md" in out
    assert "sha256 " in out
    Path("again.akpack").write_bytes(first.replace("只提示".encode(), "不提示".encode()))
    assert _group(["verify", "again.akpack"]) == 2
    assert "pack.yaml 已损坏" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("files", "arguments", "says"),
    [
        ({}, ["规则"], "不是文件夹"),
        ({"规则/x.yaml": "auditkit: 1\n"}, ["规则"], "没有写明 pack 的 pack.yaml"),
        ({"规则/pack.yaml": RULES, "规则/evil.py": EVIL}, ["规则"], "evil.py 是 Python 规则"),
        ({"规则/pack.yaml": RULES.replace("数(项目名称)", "数(项目名秤)")}, ["规则"], "是不是“项目名称”"),
        ({"规则/pack.yaml": RULES.replace("NRM121", "NRM999")}, ["规则"], "没有规则 NRM999"),
        ({"规则/pack.yaml": RULES}, ["规则", "-o", "a.zip"], "应以 .akpack 结尾"),
    ],
)
def test_a_pack_that_would_not_load_is_not_packed(
    files: dict[str, str], arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in files.items():
        put(path, text)
    assert _group(["pack", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not list(Path().glob("*.akpack"))
    assert not Path("ran").exists()


def test_an_archive_of_another_kind_is_no_pack(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("a.akpack", "w") as archive:
        archive.writestr("pack.yaml", RULES)
    assert _group(["verify", "a.akpack"]) == 2
    assert "没有 MANIFEST.json" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "config", "plugins", "schema"])
def test_help_of_the_commands_loads_no_machine(command: str) -> None:
    code = (
        f"import sys; from auditkit.cli import run; run([{command!r}, '--help']);"
        "bad = [m for m in ('auditkit.plugins', 'auditkit.rule', 'pluggy', 'yaml', 'jsonschema') if m in sys.modules];"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=dict(os.environ), check=False
    )
    assert done.returncode == 0, done.stderr
