"""auditkit.yaml: what wins over what, where each value comes from, and what is said of a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditkit.rule import Rule
from auditkit.settings import Origin, SettingsError, choose, fit_option
from auditkit.settings_file import configure, read_settings_file
from auditkit.surroundings import look_around
from auditkit.user_folders import cache_folder, settings_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's settings folder of our own, and a folder to work in."""
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(own))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return own


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("auditkit: 1\n" + text, encoding="utf-8")
    return path


def test_without_any_file_nothing_is_in_force() -> None:
    configuration = configure(None)
    assert configuration.files == ()
    assert configuration.settings().profile == "default"


def test_the_command_line_wins_over_the_nearest_file_over_what_it_extends_over_the_user_s_own(
    home: Path,
) -> None:
    _write(home / "auditkit.yaml", "profile: '2015'\nfail_on: note\nseverities: {TXT: note, CON: note}\n")
    _write(Path("base/district.yaml"), "profile: 2021\nignore: [TXT1]\nseverities: {CON: warning}\n")
    project = _write(
        Path("auditkit.yaml"),
        "extends: base/district.yaml\nprofile: strict\nseverities:\n  NRM101: 必须修改\nformat: html, xlsx\n",
    )
    configuration = configure(project, {"format": ("json",)})
    settings = configuration.settings()
    assert configuration.files == ("auditkit.yaml", (home / "auditkit.yaml").as_posix())
    assert settings.profile == "strict"
    assert settings.ignore == ("TXT1",)
    assert settings.severities == {"TXT": "note", "CON": "warning", "NRM101": "error"}
    assert configuration.value("fail_on") == "note"
    assert configuration.value("format") == ("json",)
    origins = {key: str(setting.origin) for key, setting in configuration.made.items()}
    assert origins[("profile",)] == "auditkit.yaml:3"
    assert origins[("severities", "NRM101")] == "auditkit.yaml:5"
    assert origins[("severities", "CON")] == "base/district.yaml:4"
    assert origins[("severities", "TXT")] == f"{(home / 'auditkit.yaml').as_posix()}:4"
    assert origins[("format",)] == "命令行"


def test_options_are_merged_rule_by_rule_and_lists_are_replaced_whole() -> None:
    _write(Path("base.yaml"), "options: {NRM101: {a: 1, b: 2}}\nselect: [CON, TXT]\n")
    project = _write(
        Path("auditkit.yaml"), "extends: [base.yaml]\noptions: {NRM101: {b: 0.5}}\nselect: NRM\n"
    )
    settings = configure(project).settings()
    assert {code: {k: str(v) for k, v in o.items()} for code, o in settings.options.items()} == {
        "NRM101": {"a": "1", "b": "0.5"}
    }
    assert settings.select == ("NRM",)


def test_a_path_starts_at_the_folder_of_its_file() -> None:
    _write(Path("shared/base.yaml"), "packs: [../规则, 甲,乙.akpack]\noutput: 结果\nwaivers: 豁免.yaml\n")
    configuration = configure(_write(Path("auditkit.yaml"), "extends: shared/base.yaml\n"))
    here = Path.cwd()
    assert configuration.value("packs") == (
        str(here / "规则"),
        str(here / "shared" / "甲"),
        str(here / "shared" / "乙.akpack"),
    )
    assert configuration.value("output") == str(here / "shared" / "结果")
    assert configuration.value("waivers") == str(here / "shared" / "豁免.yaml")


def test_trust_belongs_in_the_user_s_own_file_only(home: Path) -> None:
    _write(home / "auditkit.yaml", "trust_python: [规则]\n")
    assert configure(None).value("trust_python") == (str(home / "规则"),)
    project = _write(Path("auditkit.yaml"), "fail_on: note\ntrust_python: [规则]\n")
    with pytest.raises(SettingsError, match=r"auditkit\.yaml 第3行：trust_python 只能写在用户自己的设置文件"):
        configure(project)
    _write(home / "base.yaml", "trust_python: [规则]\n")
    _write(home / "auditkit.yaml", "extends: base.yaml\n")
    with pytest.raises(SettingsError, match=r"base\.yaml 第2行：trust_python"):
        configure(None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("profil: strict\n", "auditkit.yaml 第2行：不认识“profil”，是不是“profile”？"),
        ("severities: {NRM: eror}\n", "“severities.NRM”写的是“eror”，是不是“error”？"),
        ("severities:\n  nrm: note\n", "auditkit.yaml 第3行：“severities.nrm”应为规则号或它的开头"),
        ("select: [NRM, con]\n", "auditkit.yaml 第2行：“select.第2项”应为规则号或它的开头"),
        ("packs: 3\n", "“packs”应为文字或列表，写的是“3”"),
        ("options: {NRM101: 5}\n", "“options.NRM101”应为“键: 值”"),
        ("fail_on: fatal\n", "“fail_on”写的是“fatal”，可用：error"),
        ("profile: a\nprofile: b\n", "第3行：键“profile”重复"),
        ("extends: none.yaml\n", "第2行：extends 的文件 none.yaml 不存在"),
        ("extends:\n- ./auditkit.yaml\n", "第3行：extends 绕了一圈又回到 ./auditkit.yaml"),
        ("profile: [\n", "不是合法的 YAML"),
        ("format: 1" + "0" * 5000 + "\n", "读不了的数"),
    ],
)
def test_a_slip_is_one_sentence_with_file_line_and_remedy(text: str, says: str) -> None:
    path = _write(Path("auditkit.yaml"), text)
    with pytest.raises(SettingsError) as caught:
        read_settings_file(path)
    assert says in str(caught.value)
    assert "auditkit.yaml" in str(caught.value)
    assert str(caught.value).endswith(("。", "？"))


def test_all_slips_of_a_file_are_told_at_once() -> None:
    path = _write(Path("auditkit.yaml"), "profil: a\nfail_on: b\npacks: 3\n")
    with pytest.raises(SettingsError) as caught:
        read_settings_file(path)
    assert [line.split("：")[0][-3:] for line in str(caught.value).splitlines()] == [
        "第2行",
        "第3行",
        "第4行",
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "应为“键: 值”形式的 YAML，现在是空的"),
        (b"- 1\n", "现在是列表"),
        ("profile: 从严\n".encode("gbk"), "不是 UTF-8 编码"),
        (b"fail_on: note\n", "文件缺少“auditkit”"),
        (b"auditkit: 2\n", "“auditkit”应为 1，写的是“2”"),
        (b" " * 1_000_001, "超过 1 MB"),
    ],
)
def test_a_file_that_is_no_settings_file_is_refused(data: bytes, says: str) -> None:
    path = Path("auditkit.yaml")
    path.write_bytes(data)
    with pytest.raises(SettingsError, match=says):
        read_settings_file(path)
    with pytest.raises(SettingsError, match="打不开"):
        read_settings_file(Path("nowhere.yaml"))


def test_a_mark_of_byte_order_and_windows_line_ends_are_read() -> None:
    Path("auditkit.yaml").write_bytes("\ufeffauditkit: 1\r\nprofile: strict\r\n".encode())
    assert configure(Path("auditkit.yaml")).settings().profile == "strict"


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    _write(tmp_path / "auditkit.yaml", "")
    _write(tmp_path / "a/auditkit.yaml", "")
    (tmp_path / "rules-local").mkdir()
    (tmp_path / "a/b/c").mkdir(parents=True)
    nearby = look_around(tmp_path / "a/b/c", [])
    assert nearby.settings == (tmp_path / "a/auditkit.yaml").resolve()
    assert nearby.rules == (tmp_path / "rules-local").resolve()
    assert nearby.notices == ()


def test_what_lies_in_an_audited_folder_is_not_used_and_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "auditkit.yaml", "")
    _write(tmp_path / "申报/auditkit.yaml", "")
    (tmp_path / "申报/rules-local").mkdir()
    nearby = look_around(tmp_path / "申报", [tmp_path / "申报"])
    assert nearby.settings == (tmp_path / "auditkit.yaml").resolve()
    assert nearby.rules is None
    assert len(nearby.notices) == 2
    assert "申报材料不能自带设置" in nearby.notices[0]
    assert "--config" in nearby.notices[0]
    assert "申报材料不能自带规则" in nearby.notices[1]
    assert "--rules" in nearby.notices[1]


def test_a_link_into_an_audited_folder_is_not_used_either(tmp_path: Path) -> None:
    theirs = _write(tmp_path / "申报/evil.yaml", "")
    (tmp_path / "desk").mkdir()
    try:
        (tmp_path / "desk/auditkit.yaml").symlink_to(theirs)
    except OSError:
        pytest.skip("no links here")
    assert look_around(tmp_path / "desk", [tmp_path / "申报"]).settings is None


def test_a_rule_that_no_pack_knows_is_named_with_its_line() -> None:
    path = _write(Path("auditkit.yaml"), "select:\n- NRM1O1\n")
    with pytest.raises(
        SettingsError, match=r"auditkit\.yaml 第3行：没有以“NRM1O1”开头的规则号，是不是“NRM101”"
    ):
        choose([_pack()], configure(path).settings())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("options:\n  NRM1: {ceiling: 1}\n", "第3行：没有规则“NRM1”，是不是“NRM101”"),
        ("options:\n  NRM101:\n    celing: 1\n", "第4行：规则 NRM101 没有参数“celing”，是不是“ceiling”"),
        ("options: {NRM101: {ceiling: 高}}\n", "第2行：规则 NRM101 的参数“ceiling”应为数字（如 100）"),
        ("severities:\n  XXX: note\n", "第3行：没有以“XXX”开头的规则号"),
        ("profile: stict\n", "第2行：没有名为“stict”的审核方案"),
    ],
)
def test_what_no_pack_knows_is_named_with_its_line(text: str, says: str) -> None:
    path = _write(Path("auditkit.yaml"), text)
    with pytest.raises(SettingsError) as caught:
        choose([_pack()], configure(path).settings())
    assert says in str(caught.value)


def test_an_option_takes_the_type_the_rule_expects() -> None:
    [rule] = _pack().rules
    assert fit_option(rule, "ratio", 1) == 1.0
    assert isinstance(fit_option(rule, "ratio", 1), float)
    assert fit_option(rule, "words", ["甲"]) == ("甲",)
    assert fit_option(rule, "strict", True) is True
    for name, value in (("strict", 1), ("ceiling", True), ("words", "甲"), ("ratio", "高")):
        with pytest.raises(SettingsError):
            fit_option(rule, name, value)


def _pack():  # type: ignore[no-untyped-def]
    from auditkit.finding import Severity
    from auditkit.rule import RulePack

    options = {"ceiling": 100, "ratio": 0.5, "strict": False, "words": ("乙",)}
    card = ("NRM101", "a_rule", "标题", Severity.WARNING, 0.9, ())
    return RulePack("p", "包", "1", (Rule(*card, lambda project: [], "project", ("project",), options),))


def test_an_origin_reads_well_in_lists_and_sentences() -> None:
    assert str(Origin("a.yaml", 3)) == "a.yaml:3"
    assert Origin("a.yaml", 3).place == "a.yaml 第3行："
    assert (str(Origin("命令行")), Origin("命令行").place) == ("命令行", "")


def test_the_user_s_folders_follow_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AUDITKIT_CONFIG_DIR", "AUDITKIT_CACHE_DIR", "AUDITKIT_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("sys.platform", "linux")
    assert settings_folder() == tmp_path / "XDG_CONFIG_HOME/auditkit"
    assert cache_folder() == tmp_path / "XDG_CACHE_HOME/auditkit"
    monkeypatch.setattr("sys.platform", "win32")
    assert settings_folder() == tmp_path / "APPDATA/auditkit"
    assert cache_folder() == tmp_path / "LOCALAPPDATA/auditkit/cache"
    monkeypatch.setattr("sys.platform", "darwin")
    assert settings_folder() == Path.home() / "Library/Application Support/auditkit"
    monkeypatch.setenv("AUDITKIT_CACHE_DIR", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"
    monkeypatch.setenv("AUDITKIT_NO_CACHE", "1")
    assert cache_folder() is None
