"""The packs under examples/packs do what they promise: one named with --rules, one installed for real."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditkit.cli import run
from auditkit.plugins import LocalPack, Plugins, load_plugins
from auditkit.rule import RulePack
from auditkit.testing import run_cases

PACKS = Path(__file__).resolve().parents[2] / "examples" / "packs"
DISTRICT = PACKS / "linhe-district"
PLUGIN = PACKS / "auditkit-linhe"
FAULTY = DISTRICT / "samples" / "水务中心（有问题）.txt"
SOUND = DISTRICT / "samples" / "供水站（无问题）.json"
LIST = PLUGIN / "samples" / "南浦街道（一览表）.md"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The settings and cache of whoever runs the tests stay out of it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDITKIT_CONFIG_DIR", str(folder))
        patch.setenv("AUDITKIT_CACHE_DIR", str(folder / "cache"))
        yield


def loaded(*folders: Path) -> tuple[Plugins, dict[str, RulePack]]:
    plugins = load_plugins(local=[LocalPack(folder, folder.name) for folder in folders], strict=True)
    return plugins, {pack.id: pack for pack in plugins.rule_packs()}


@pytest.fixture(scope="module")
def district() -> RulePack:
    return loaded(DISTRICT)[1]["linhe-2026"]


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = run(["check", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def codes(report: Any) -> Counter[str]:
    return Counter(item["rule"] for audited in report["submissions"] for item in audited["findings"])


def test_the_district_pack_is_yaml_alone_and_loads_without_a_word() -> None:
    plugins, _ = loaded(DISTRICT)
    assert (plugins.faults, plugins.notices) == ([], ())
    assert not list(DISTRICT.rglob("*.py"))


def test_the_district_pack_has_rules_of_all_levels_and_across_projects(district: RulePack) -> None:
    definitions = [rule.definition or {} for rule in district.rules]
    assert len(district.rules) >= 12
    assert {rule.scope for rule in district.rules} == {"indicator", "project", "submission", "batch"}
    assert len({entry["check"] for entry in definitions if "check" in entry}) >= 8
    assert sum("flag_when" in entry or "require" in entry for entry in definitions) >= 5
    assert {basis.certainty for basis in district.policy.values()} >= {"found", "high", "medium"}


def test_the_district_pack_overrides_ours_by_change_and_by_rule() -> None:
    plugins, packs = loaded(DISTRICT)
    changed = {(change.rule, change.what) for change in plugins.changes}
    assert changed >= {
        ("APP102", "severity"),
        ("APP102", "warn_below"),
        ("CMP310", "replaced"),
        ("REL109", "replaced"),
    }
    ours = {rule.code: rule for rule in packs["performance-target"].rules}
    assert ours["APP102"].severity == "error"
    assert not {"CMP310", "REL109"} & set(ours)


def test_every_rule_of_the_district_passes_its_inline_tests(district: RulePack) -> None:
    told = run_cases(district)
    assert [fault for answer in told.answers for fault in answer.faults] == []
    assert [answer.rule.code for answer in told.answers if answer.lacks] == []
    kinds = Counter(kind for answer in told.answers for kind in answer.counts.elements())
    assert min(kinds[kind] for kind in ("flags", "passes", "not_judged", "not_applicable")) >= 4


def test_a_check_with_the_district_pack_finds_what_the_sample_hides(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, report = report_of(capsys, str(FAULTY), "--rules", str(DISTRICT))
    found = codes(report)
    assert (code, report["errors"]) == (1, [])
    assert set(found) >= {
        *("LH-101", "LH-102", "LH-103", "LH-104", "LH-201", "LH-203", "LH-204", "LH-205"),
        *("LH-301", "LH-302", "LH-303", "LH-401", "APP102"),
    }
    assert not {"REL109", "CMP310", "CON107"} & set(found)
    findings = [item for audited in report["submissions"] for item in audited["findings"]]
    low = next(item for item in findings if item["rule"] == "APP102")
    assert (low["severity"], low["location"]["quote"]) == ("error", "≥88%")
    costs = next(item for item in findings if item["rule"] == "LH-303")
    assert "合计240万元，预算数260万元" in costs["message"]
    assert costs["basis"][0]["document"] == "临财绩〔2026〕3号"
    assert all(item["location"]["anchor"] for item in findings)


def test_a_sound_submission_stays_clean_under_the_district_pack(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = report_of(capsys, str(SOUND), "--rules", str(DISTRICT))
    assert (code, dict(codes(report)), report["errors"]) == (0, {}, [])
    asked = {item["rule"] for item in report["submissions"][0]["coverage"]}
    assert len([rule for rule in asked if rule.startswith("LH-")]) >= 12


def test_the_district_pack_in_one_file_finds_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "linhe.akpack"
    assert run(["rules", "pack", str(DISTRICT), "--output", str(archive)]) == 0
    assert run(["rules", "verify", str(archive)]) == 0
    _, by_folder = report_of(capsys, str(FAULTY), "--rules", str(DISTRICT))
    _, by_archive = report_of(capsys, str(FAULTY), "--rules", str(archive))
    assert by_archive["submissions"] == by_folder["submissions"]


def test_the_rule_over_the_batch_sums_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "auditkit.yaml"
    settings.write_text(
        f"auditkit: 1\npacks: [{json.dumps(str(DISTRICT))}]\n"
        "options: {LH-402: {申报控制数: 300万元}}\nselect: [LH-402]\n",
        encoding="utf-8",
    )
    _, report = report_of(capsys, str(FAULTY), str(SOUND), "--config", str(settings))
    told = [item["message"] for audited in report["submissions"] for item in audited["findings"]]
    assert told == ["本批申报财政资金合计368.3万元，超过控制数300万元。"]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that has the plugin installed and sees what development has, without a network."""
    home = tmp_path_factory.mktemp("installed")
    source = home / "source"
    shutil.copytree(PLUGIN, source, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    venv.EnvBuilder(with_pip=False).create(home / "venv")
    scheme = {"base": str(home / "venv"), "platbase": str(home / "venv")}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    known = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    lines = [f"import site; site.addsitedir({folder!r})\n" for folder in dict.fromkeys(known)]
    (site / "development.pth").write_text("".join(lines), encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    found = scripts / ("python.exe" if sys.platform == "win32" else "python")
    options = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
    install = [sys.executable, "-m", "pip", "--python", str(found), "install", *options, str(source)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return found


def installed(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-I", "-X", "utf8", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def test_the_installed_plugin_brings_layout_rules_and_reporter(python: Path, tmp_path: Path) -> None:
    done = installed(python, "-m", "auditkit", "check", str(LIST), "--format", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, report["errors"]) == (1, [])
    assert report["summary"]["projects"] == 2
    assert {"LHT-901", "LHT-102", "LHT-103"} <= set(codes(report))
    told = next(i for i in report["submissions"][0]["findings"] if i["rule"] == "LHT-901")
    assert "列出3个（大堰村、白沙村、河口村），写明4个" in told["message"]
    assert told["basis"][0]["document"] == "临财绩〔2026〕5号"
    assert (told["location"]["anchor"]["row"], told["location"]["anchor"]["column"]) == (2, 4)


def test_the_installed_reporter_writes_the_opinion(python: Path, tmp_path: Path) -> None:
    arguments = ("check", str(LIST), "--format", "linhe-md", "--output", "意见.md")
    done = installed(python, "-m", "auditkit", *arguments, cwd=tmp_path)
    text = (tmp_path / "意见.md").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert text.startswith("# 绩效目标审核意见\n")
    assert "（LHT-103）" in text
    assert "请修改：" in text


def test_the_list_is_nobodys_form_without_the_plugin(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = report_of(capsys, str(LIST))
    assert (code, report["unreadable"][0]["kind"]) == (3, "no_form")


def test_the_plugins_own_tests_pass_where_it_is_installed(python: Path, tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    shutil.copytree(PLUGIN / "tests", tests, ignore=shutil.ignore_patterns("__pycache__"))
    done = installed(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_lists_the_installed_plugin(python: Path, tmp_path: Path) -> None:
    done = installed(python, "-m", "auditkit", "plugins", "--format", "json", cwd=tmp_path)
    card = next(item for item in json.loads(done.stdout)["plugins"] if item["name"] == "linhe")
    assert (card["version"], card["status"]) == ("1.0.0", "ok")
    assert card["brings"]["layouts"] == ["linhe-township-list"]
    assert card["brings"]["reporters"] == ["linhe-md"]
    assert "LHT-901" in card["brings"]["rules"]
