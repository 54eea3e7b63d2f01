"""Packs: folders, rule files and archives; what is trusted; what packs may change in each other."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditkit.plugins import LocalPack, Plugins, load_plugins
from auditkit.rule import PackError, RulePack
from auditkit.rulefile.packs import cache
from auditkit.rulefile.packs.archive import MANIFEST, read_archive, write_archive
from auditkit.rulefile.packs.cache import read_yaml
from auditkit.rulefile.packs.draft import read_drafts
from auditkit.rulefile.packs.folder import read_pack
from auditkit.rulefile.packs.requirement import unmet
from auditkit.strict_yaml import MarkedDict, YamlError, load_yaml

RULE = """- code: {code}
  name: {name}
  title: 资金用途未填写
  severity: warning
  dimension: completeness
  for_each: 项目
  where: 个数(指标) ≥ 选项.起点
  check: required
  fields: [资金用途]
  options: {{起点: 0}}
  tests:
  - flag: {{资金用途: ""}}
  - pass: {{资金用途: 用于设备采购}}
"""
PYTHON = '''"""用途过长

检查什么
    资金用途过长。
为什么
    不便审核。
示例
    不通过：很长
    通过：短
"""

from collections.abc import Iterator

from auditkit import Outcome, Project, make_rule

from ._limit import MOST


@make_rule(code="AB-201", title="用途过长", severity="note", confidence=0.5)
def long_purpose(project: Project, *, most: int = MOST) -> Iterator[Outcome]:
    yield from ()
'''


def rule(code: str = "AB-101", name: str = "purpose_not_filled", more: str = "") -> str:
    return RULE.format(code=code, name=name) + more


def pack_yaml(identity: str = "ab", more: str = "", header: str = "") -> str:
    return f"auditkit: 1\npack: {{id: {identity}, title: 示例, version: 1.0.0{header}}}\n{more}"


def write(folder: Path, **files: str) -> Path:
    """A folder of these files; ``__`` in a name stands for a slash, the rest is .yaml."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ("" if "." in name else ".yaml"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDITKIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.delenv("AUDITKIT_NO_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "甲", pack=pack_yaml(), rules__用途="auditkit: 1\nrules:\n" + rule())


def codes(packs: Sequence[RulePack]) -> dict[str, list[str]]:
    return {pack.id: [rule.code for rule in pack.rules] for pack in packs}


def loaded(*paths: Path, trusted: bool = False) -> Plugins:
    plugins = load_plugins([], [LocalPack(path, path.name, trusted) for path in paths])
    plugins.rule_packs()
    return plugins


def told(plugins: Plugins) -> list[str]:
    return [fault.message for fault in plugins.faults]


# Folders


def test_a_folder_is_a_pack_with_lexicons_options_policy_and_rules_in_any_file(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "甲",
        pack=pack_yaml(more="options: {起点: 1}\npolicy: {P1: {document: 某办法, certainty: found}}\n"),
        lexicons__模糊词="[有效, 进一步]\n",
        one="auditkit: 1\nrules:\n" + rule(more="  basis: [P1]\n"),
        deeper__two="auditkit: 1\nrules:\n" + rule("AB-102", "second"),
        tests__AB101="auditkit: 1\nrule: AB-101\ncases: []\n",
        notes__READ="这不是规则: [",
    )
    (folder / "notes/READ.yaml").rename(folder / "notes/READ.md")
    pack = read_pack(folder)
    assert codes([pack]) == {"ab": ["AB-101", "AB-102"]}
    assert pack.rules[0].origin.endswith("甲/one.yaml:3")
    assert pack.policy["P1"].document == "某办法"
    assert (pack.title, pack.version, len(pack.sha256)) == ("示例", "1.0.0", 64)
    assert pack.origin.endswith("甲")


def test_a_folder_without_a_header_takes_its_name_and_files_with_one_are_packs_of_their_own(
    tmp_path: Path,
) -> None:
    folder = write(
        tmp_path / "rules-local",
        rest="auditkit: 1\nrules:\n" + rule("AB-103", "third"),
        one=pack_yaml("one", "rules:\n" + rule()),
        two=pack_yaml("two", "rules:\n" + rule("AB-102", "second")),
    )
    assert codes(loaded(folder).rule_packs()) == {
        "one": ["AB-101"],
        "two": ["AB-102"],
        "rules-local": ["AB-103"],
    }
    with pytest.raises(PackError, match="有几个规则包（one、two、rules-local）"):
        read_pack(folder)
    assert codes([read_pack(folder / "one.yaml")]) == {"one": ["AB-101"]}


def test_precedence_and_profiles_of_a_pack_are_read(tmp_path: Path) -> None:
    more = (
        "precedence:\n- {keeper: [AB-101], others: [CMP], where: project, action: suppress, reason: 已提}\n"
        "profiles:\n  strict-ab: {title: 从严, enable: [AB-101], severities: {AB: note}}\n"
    )
    folder = write(tmp_path / "甲", pack=pack_yaml(more=more), r="auditkit: 1\nrules:\n" + rule())
    pack = read_pack(folder)
    assert pack.precedence[0].keeper == ("AB-101",)
    assert (pack.profiles[0].name, pack.profiles[0].severities) == ("strict-ab", {"AB": "note"})


def test_a_faulty_rule_is_named_and_the_sound_ones_run(tmp_path: Path) -> None:
    bad = rule("AB-102", "second").replace("fields:", "feilds:")
    folder = write(
        tmp_path / "甲",
        pack=pack_yaml(),
        good="auditkit: 1\nrules:\n" + rule(),
        bad=f"auditkit: 1\nrules:\n{bad}",
    )
    for _ in range(2):  # a file with faults is told anew each time, never remembered as sound
        plugins = loaded(folder)
        assert codes(plugins.rule_packs()) == {"ab": ["AB-101"]}
        assert any("甲/bad.yaml 第11行" in line and "是不是“fields”" in line for line in told(plugins))
    with pytest.raises(PackError, match="feilds"):
        read_pack(folder)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a": "auditkit: 1\nrules: [\n"}, "甲/a.yaml 第3行不是合法的 YAML"),
        ({"a": "- 1\n"}, "应为“键: 值”形式的 YAML"),
        ({"a.yaml.txt": "x"}, "文件名多了“.txt”"),
        ({"pack": pack_yaml(), "a": pack_yaml("cd", "rules:\n" + rule())}, "pack 只写在 pack.yaml 里"),
        ({"pack": pack_yaml(header=', requires: "auditkit>=9"')}, "需要 auditkit>=9，当前是 auditkit"),
        ({"pack": pack_yaml(header=', requires: "audit>=1"')}, "应写成“auditkit>=1,<2”的形式"),
        ({"pack": pack_yaml(header=", extends: [no-such]")}, "“no-such”没有找到"),
        ({"pack": pack_yaml(header=", extends: [ab]")}, "不能 extends 自己"),
        ({"pack": pack_yaml(), "lexicons__词": "5\n"}, "甲/lexicons/词.yaml"),
        ({"pack": pack_yaml(), "policy": "auditkit: 1\nentries: {P1: {}}\n"}, "甲/policy.yaml 第2行"),
        ({"readme.md": "x"}, "甲 里没有规则文件"),
    ],
)
def test_what_is_wrong_with_a_folder_is_one_sentence(
    files: dict[str, str], says: str, tmp_path: Path
) -> None:
    plugins = loaded(write(tmp_path / "甲", **files))
    assert any(says in line for line in told(plugins)), told(plugins)


def test_a_file_in_another_encoding_is_refused_and_windows_files_are_read(folder: Path) -> None:
    path = folder / "rules/用途.yaml"
    text = path.read_text(encoding="utf-8")
    before = read_pack(folder).sha256
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(read_pack(folder).rules) == 1
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert read_pack(folder).sha256 == before
    path.write_bytes(text.encode("gbk"))
    with pytest.raises(PackError, match=r"用途\.yaml 不是 UTF-8 编码，请用编辑器另存为 UTF-8"):
        read_pack(folder)


def test_a_folder_that_is_no_pack_by_its_size_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditkit.rulefile.packs.pack_files._MOST_SEEN", 2)
    with pytest.raises(PackError, match="文件太多"):
        read_pack(folder)


def test_a_path_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    for name, says in (("gone", "不存在"), ("a.docx", "不是规则包")):
        with pytest.raises(PackError, match=says):
            read_drafts(tmp_path / name, name)


def test_equal_codes_of_two_packs_are_named_and_the_first_keeps_it(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "乙", pack=pack_yaml("xy"), r="auditkit: 1\nrules:\n" + rule())
    plugins = loaded(folder, other)
    assert codes(plugins.rule_packs()) == {"ab": ["AB-101"], "xy": []}
    assert any("AB-101" in line and "ab" in line for line in told(plugins))


# Python rules


@pytest.fixture
def with_python(folder: Path) -> Path:
    (folder / "long_purpose.py").write_text(PYTHON, encoding="utf-8")
    (folder / "_limit.py").write_text("MOST = 300\n")
    return folder


def test_python_rules_of_a_folder_wait_for_trust_and_the_refusal_says_how(with_python: Path) -> None:
    (with_python / "long_purpose.py").write_text("raise SystemExit('ran')\n")
    plugins = loaded(with_python)
    assert codes(plugins.rule_packs()) == {"ab": ["AB-101"]}
    [line] = told(plugins)
    assert "long_purpose.py 没有运行" in line
    assert "--trust-python" in line
    assert "trust_python: [" in line
    assert with_python.resolve().as_posix() in line


def test_python_rules_of_a_trusted_folder_run_with_what_they_share(with_python: Path) -> None:
    pack = read_pack(with_python, trust_python=True)
    assert codes([pack]) == {"ab": ["AB-101", "AB-201"]}
    assert pack.rules[1].options == {"most": 300}
    assert not list(with_python.rglob("__pycache__"))
    (with_python / "long_purpose.py").write_text(PYTHON.replace("用途过长", "改过的标题"), encoding="utf-8")
    assert read_pack(with_python, trust_python=True).rules[1].title == "改过的标题"


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        (
            "broken.py",
            "def (",
            "甲/broken.py：",
        ),
        ("leaving.py", "import sys\nsys.exit(1)\n", "sys.exit"),
        ("lost.py", "import no_such_module_at_all\n", "缺少模块 no_such_module_at_all"),
        ("nothing.py", "x = 1\n", "没有找到名为“nothing”的规则"),
        ("用途-1.py", "x = 1\n", "只能用字母、数字和下划线"),
        ("misnamed.py", PYTHON, "与文件名不一致"),
    ],
)
def test_a_broken_python_rule_is_named_and_the_others_run(
    name: str, code: str, says: str, with_python: Path
) -> None:
    (with_python / name).write_text(code, encoding="utf-8")
    plugins = loaded(with_python, trusted=True)
    assert codes(plugins.rule_packs()) == {"ab": ["AB-101", "AB-201"]}
    [line] = told(plugins)
    assert says in line


# Installed packages


def test_a_plugin_brings_a_folder_of_yaml_and_python_rules(
    with_python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "site/linhe"
    home.mkdir(parents=True)
    with_python.rename(home / "pack_ab")
    (home / "__init__.py").write_text(
        "from importlib.resources import files\nfrom auditkit import PackFolder, hookimpl\n"
        "@hookimpl\ndef auditkit_rule_packs():\n"
        "    return [PackFolder(files('linhe') / 'pack_ab', 'linhe.pack_ab')]\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    plugins = load_plugins([EntryPoint("linhe", "linhe", "auditkit")])
    assert codes(plugins.rule_packs()) == {"ab": ["AB-101", "AB-201"]}
    assert plugins.faults == []
    assert plugins.rule_packs()[0].rules[0].origin == "linhe/pack_ab/rules/用途.yaml:3"
    for name in [name for name in sys.modules if name.startswith("linhe")]:
        monkeypatch.delitem(sys.modules, name)
    text = (home / "__init__.py").read_text().replace(", 'linhe.pack_ab'", "")
    (home / "__init__.py").write_text(text)
    plugins = load_plugins([EntryPoint("linhe", "linhe", "auditkit")])
    assert codes(plugins.rule_packs()) == {"ab": ["AB-101"]}
    assert "写明 package 的 PackFolder" in told(plugins)[0]


# Packs that change other packs


def change(tmp_path: Path, more: str, rules: str = "", identity: str = "cd", extends: str = "[ab]") -> Path:
    body = f"rules:\n{rules}" if rules else ""
    text = pack_yaml(identity, more + body, header=f", extends: {extends}")
    return write(tmp_path / identity, pack=text)


def test_a_pack_changes_severity_options_and_whether_a_rule_runs_with_its_reason(
    folder: Path, tmp_path: Path
) -> None:
    more = "overrides:\n- {rule: AB-101, severity: 必须修改, options: {起点: 2}, enabled: false, reason: 本区规定}\n"
    plugins = loaded(change(tmp_path, more), folder)
    [first] = plugins.rule_packs()[0].rules
    assert (first.severity.value, dict(first.options), first.default) == ("error", {"起点": 2}, "off")
    assert told(plugins) == []
    shown = [(c.what, c.before, c.after, c.pack, c.reason, c.origin) for c in plugins.changes]
    assert shown == [
        ("severity", "warning", "error", "cd", "本区规定", "cd/pack.yaml:4"),
        ("enabled", "on", "off", "cd", "本区规定", "cd/pack.yaml:4"),
        ("起点", 0, 2, "cd", "本区规定", "cd/pack.yaml:4"),
    ]


def test_a_rule_replaces_another_by_its_code(folder: Path, tmp_path: Path) -> None:
    plugins = loaded(folder, change(tmp_path, "", rule("CD-101", "ours", "  overrides: AB-101\n")))
    assert codes(plugins.rule_packs()) == {"ab": [], "cd": ["CD-101"]}
    assert (plugins.changes[0].what, plugins.changes[0].after) == ("replaced", "CD-101 资金用途未填写")
    assert told(plugins) == []


@pytest.mark.parametrize(
    ("more", "extends", "says"),
    [
        ("- {rule: AB-1O1, severity: note, reason: x}\n", "[ab]", "ab 里没有规则 AB-1O1，是不是“AB-101”？"),
        ("- {rule: AB-101, options: {起始: 1}, reason: x}\n", "[ab]", "没有参数“起始”，是不是“起点”？"),
        ("- {rule: AB-101, options: {起点: true}, reason: x}\n", "[ab]", "应为数字（如 0），写的是“True”"),
        ("- {rule: AB-101, severity: note, reason: x}\n", "[]", "请先在 pack 的 extends 里写明"),
        ("- {rule: AB-101, severity: note, reason: x}\n", "[ad]", "“ad”没有找到，是不是“ab”？"),
    ],
)
def test_a_change_that_has_no_target_is_named(
    more: str, extends: str, says: str, folder: Path, tmp_path: Path
) -> None:
    header = "" if extends == "[]" else f", extends: {extends}"
    other = write(tmp_path / "cd", pack=pack_yaml("cd", f"overrides:\n{more}", header=header))
    plugins = loaded(folder, other)
    assert any(says in line for line in told(plugins)), told(plugins)
    assert plugins.rule_packs()[0].rules[0].severity.value == "warning"


def test_two_packs_that_disagree_are_named_and_one_above_the_other_wins(folder: Path, tmp_path: Path) -> None:
    first = change(tmp_path, "overrides:\n- {rule: AB-101, severity: note, reason: 一}\n")
    more = "overrides:\n- {rule: AB-101, severity: error, reason: 二}\n"
    stranger = change(tmp_path, more, identity="ef")
    plugins = loaded(folder, first, stranger)
    assert any("规则包 cd（cd/pack.yaml:4）也改了规则 AB-101 的级别" in line for line in told(plugins))
    assert plugins.rule_packs()[0].rules[0].severity.value == "note"
    heir = change(tmp_path, more, identity="ef", extends="[cd]")
    plugins = loaded(heir, first, folder)
    assert told(plugins) == []
    assert plugins.rule_packs()[0].rules[0].severity.value == "error"


def test_a_ring_of_packs_is_named(tmp_path: Path) -> None:
    one = change(tmp_path, "", rule("CD-101", "one"), "cd", "[ef]")
    two = change(tmp_path, "", rule("EF-101", "two"), "ef", "[cd]")
    plugins = loaded(one, two)
    assert codes(plugins.rule_packs()) == {"cd": ["CD-101"], "ef": ["EF-101"]}
    assert any("互相 extends" in line for line in told(plugins))


def test_a_pack_may_cite_policy_and_lexicons_of_the_pack_it_extends(tmp_path: Path) -> None:
    policy = "policy: {P1: {document: 某办法, certainty: found}}\nlexicons: {空话: [有效]}\n"
    base = write(tmp_path / "ab", pack=pack_yaml(more=policy + "rules:\n" + rule()))
    words = (
        "- {code: CD-102, name: empty_words, title: 空话, severity: note, dimension: wording, for_each: 项目,"
        " check: words, fields: [资金用途], lexicon: 空话, basis: [P1],"
        " tests: [{flag: {资金用途: 有效}}, {pass: {资金用途: 采购}}]}\n"
    )
    plugins = loaded(change(tmp_path, "", words), base)
    assert told(plugins) == []
    assert codes(plugins.rule_packs())["cd"] == ["CD-102"]


# Archives

CARD = {"id": "ab", "title": "示例", "version": "1.0.0", "requires": "", "extends": []}


def packed(folder: Path) -> bytes:
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
    return write_archive(files, CARD)


def test_an_archive_is_the_same_each_time_and_gives_the_same_rules(folder: Path, tmp_path: Path) -> None:
    data = packed(folder)
    path = folder / "rules/用途.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert packed(folder) == data
    archive = tmp_path / "甲.akpack"
    archive.write_bytes(data)
    from_archive, from_folder = read_pack(archive), read_pack(folder)
    assert from_archive.sha256 == from_folder.sha256
    assert codes([from_archive]) == codes([from_folder])
    assert from_archive.rules[0].origin.endswith("甲.akpack/rules/用途.yaml:3")


Meddle = Callable[[dict[str, bytes]], Any]


def _remade(data: bytes, meddle: Meddle) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    meddle(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("meddle", "says"),
    [
        (lambda files: files.update({"rules/用途.yaml": b"x"}), "rules/用途.yaml 已损坏或被改动"),
        (lambda files: files.pop("pack.yaml"), "缺少文件 pack.yaml"),
        (lambda files: files.update({"extra.yaml": b"x"}), "多出文件 extra.yaml"),
        (lambda files: files.pop(MANIFEST), "没有 MANIFEST.json"),
        (lambda files: files.update({MANIFEST: b"{}"}), "MANIFEST.json 读不懂"),
        (lambda files: files.update({MANIFEST: b"["}), "MANIFEST.json 读不懂"),
        (lambda files: files.update({"../evil.yaml": b"x"}), "“../evil.yaml”不合规定"),
        (lambda files: files.update({"/etc/evil.yaml": b"x"}), "不合规定"),
        (lambda files: files.update({"c:/evil.yaml": b"x"}), "不合规定"),
        (lambda files: files.update({"PACK.yaml": b"x"}), "两个同名文件"),
        (lambda files: files.update({"big.yaml": b"a" * 4_000_000}), "解开后过大"),
        (lambda files: files.update({"huge.yaml": b"a" * 6_000_000}), "解开后过大"),
        (lambda files: files.update({f"{n}.yaml": b"" for n in range(2001)}), "文件太多"),
        (
            lambda files: files.update({MANIFEST: files[MANIFEST].replace(b'"1.0.0"', b'"2.0.0"')}),
            "清单与包内的 pack.yaml 不一致",
        ),
    ],
)
def test_an_archive_that_was_meddled_with_is_refused(
    meddle: Meddle, says: str, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "甲.akpack"
    path.write_bytes(_remade(packed(folder), meddle))
    with pytest.raises(PackError) as caught:
        read_pack(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(path.as_posix())


def test_a_link_in_an_archive_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "甲.akpack"
    path.write_bytes(packed(folder))
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("link.yaml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(PackError, match=r"link\.yaml 是链接或加了密"):
        read_archive(path, path.as_posix())


def test_python_in_an_archive_never_runs(with_python: Path, tmp_path: Path) -> None:
    files = {"pack.yaml": (with_python / "pack.yaml").read_bytes(), "evil.py": b"raise SystemExit"}
    path = tmp_path / "甲.akpack"
    path.write_bytes(write_archive(files, CARD))
    plugins = loaded(path, trusted=True)
    assert "evil.py 没有运行" in told(plugins)[0]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_archive_gives_its_rules_or_a_sentence_and_never_other_rules(
    folder: Path, tmp_path: Path, at: int, flip: int
) -> None:
    data = bytearray(packed(folder))
    data[at % len(data)] ^= flip
    path = tmp_path / "damaged.akpack"
    path.write_bytes(bytes(data))
    try:
        _, files = read_archive(path, "damaged.akpack")
    except PackError as error:
        assert str(error).startswith("damaged.akpack")
    else:
        assert files.files["pack.yaml"] == (folder / "pack.yaml").read_bytes()


# Versions


@pytest.mark.parametrize(
    ("requires", "version", "met"),
    [
        ("auditkit>=1,<2", "1.4.2", True),
        ("auditkit >= 1.0, < 2", "2.0", False),
        ("auditkit>=0.1,<2", "0.1.0", True),
        ("auditkit==1", "1.0.0", True),
        ("auditkit!=1.2", "1.2.0", False),
        ("auditkit>1.9", "1.10", True),
        ("auditkit>=1.2", "1.2.0rc1", True),
        ("auditkit", "9", True),
        ("auditkit~=1.0", "1.0", False),
        ("auditkit>=1;<2", "1.0", False),
        ("other>=1", "1.0", False),
        ("", "1.0", False),
    ],
)
def test_versions_are_compared_by_number(requires: str, version: str, met: bool) -> None:
    assert (unmet(requires, version) == "") is met


# The cache

YAML = 'a: 1\nb: [1.50, text, {c: true}]\n"\\0": ~\nd: {e: -0.0}\n'


def _marks(value: Any) -> Any:
    if isinstance(value, MarkedDict):
        return (value.line, value.lines, {key: _marks(item) for key, item in value.items()})
    if isinstance(value, list):
        return (getattr(value, "lines", None), [_marks(item) for item in value])
    return (type(value), str(value))


def _entries(own_cache: Path) -> list[Path]:
    return sorted((own_cache / "yaml").glob("*.json"))


def test_the_cache_gives_back_the_same_values_and_lines(own_cache: Path) -> None:
    fresh = _marks(load_yaml(YAML, "a.yaml", marks=True))
    assert _marks(read_yaml(YAML, "a.yaml")) == fresh
    assert len(_entries(own_cache)) == 1
    assert _marks(read_yaml(YAML, "b.yaml")) == fresh
    assert isinstance(read_yaml(YAML, "a.yaml")["b"][0], Decimal)


def test_a_file_in_the_cache_is_not_parsed_nor_examined_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    read_yaml(YAML, "a.yaml", seen.append, "schema 1")
    monkeypatch.setattr(cache, "load_yaml", None)
    read_yaml(YAML, "a.yaml", seen.append, "schema 1")
    assert len(seen) == 1
    with pytest.raises(TypeError):
        read_yaml(YAML, "a.yaml", seen.append, "schema 2")


def test_what_does_not_pass_is_not_kept(own_cache: Path) -> None:
    def refuse(data: Any) -> None:
        raise PackError("no")

    for _ in range(2):
        with pytest.raises(PackError):
            read_yaml(YAML, "a.yaml", refuse)
        with pytest.raises(YamlError):
            read_yaml("a: [", "a.yaml")
        with pytest.raises(YamlError, match="读不了的数"):
            read_yaml("a: 1" + "0" * 5000, "a.yaml")
    assert not _entries(own_cache)


@pytest.mark.parametrize("damage", ["", "x", "[]", "null", '["d",1,["a"],[1],[]]', '["z"]', "[[[["])
@pytest.mark.parametrize("signed", [True, False])
def test_a_damaged_entry_is_read_as_absent_and_written_anew(
    damage: str, signed: bool, own_cache: Path
) -> None:
    from hashlib import sha256

    fresh = _marks(read_yaml(YAML, "a.yaml"))
    [entry] = _entries(own_cache)
    whole = entry.read_bytes()
    head = sha256(damage.encode()).hexdigest() if signed else whole[:64].decode()
    entry.write_text(f"{head}\n{damage}")
    if signed and damage in ("null",):
        return  # a signed entry is what somebody with the user's own rights wrote
    assert _marks(read_yaml(YAML, "a.yaml")) == fresh
    assert entry.read_bytes() == whole


def test_one_flipped_bit_is_seen(own_cache: Path) -> None:
    fresh = _marks(read_yaml(YAML, "a.yaml"))
    [entry] = _entries(own_cache)
    whole = entry.read_bytes()
    for at in range(0, len(whole), 7):
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert _marks(read_yaml(YAML, "a.yaml")) == fresh


def test_the_cache_may_be_off_or_impossible(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITKIT_NO_CACHE", "1")
    read_yaml(YAML, "a.yaml")
    assert not own_cache.exists()
    monkeypatch.delenv("AUDITKIT_NO_CACHE")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AUDITKIT_CACHE_DIR", str(tmp_path / "file"))
    assert read_yaml(YAML, "a.yaml")["a"] == 1


def test_the_cache_does_not_grow_without_end(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 10)
    for number in range(40):
        read_yaml(f"a: {number}\n", "a.yaml")
    assert 1 <= len(_entries(own_cache)) <= 10
    assert not list((own_cache / "yaml").glob("*.tmp"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abc\0", max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_whatever_can_be_read_comes_back_from_the_cache_as_it_was(value: Any) -> None:
    text = json.dumps(value)
    try:
        fresh = _marks(load_yaml(text, "a.yaml", marks=True))
    except YamlError:
        return
    assert _marks(read_yaml(text, "a.yaml")) == fresh
    assert _marks(read_yaml(text, "a.yaml")) == fresh


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_out_of_the_folder_is_refused_and_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("auditkit: 1\nrules: [机密]\n", encoding="utf-8")
    home = tmp_path / "pack"
    home.mkdir()
    (home / "rules.yaml").symlink_to(secret)
    with pytest.raises(PackError, match="指向别处的链接") as caught:
        read_pack(home)
    assert "机密" not in str(caught.value)
