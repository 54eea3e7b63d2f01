"""A form nobody has seen is taught in a few lines; every command says what it did, or why it could not."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from auditkit.cli import run
from auditkit.document import Limits, Source
from auditkit.layouts.family import built_in_families
from auditkit.layouts.proposing import as_yaml, propose
from auditkit.loader import read_document
from auditkit.plugins import load_plugins
from auditkit.schema_check import complaints
from auditkit.strict_yaml import load_yaml

TESTS = Path(__file__).parent
COUNTIES = TESTS / "fixtures" / "counties"
EXAMPLES = TESTS.parent / "examples"

# What a person changes in the draft: a doubtful line put in force.
EDITS = {
    "石泉.md": [("  ignored: [牵头人]", "  ignored: [牵头人, 账号]")],
    "云岭.html": [("  # purpose: [为啥要办]", "  purpose: [为啥要办]")],
}
EXPECTED = {
    "石泉.md": """
  - document: 石泉.md
    unread: []
    expect:
      year: 2026
      name: 城北菜市场改造
      unit: 石泉县市场服务中心
      department: 石泉县商务局
      period: 2026年3月—2026年11月
      nature: 新增项目
      money_unit: 万元
      total: 180
      fiscal: 150
      other: 30
      objectives: [1.改造菜市场一座，摊位126个。, 2.市场环境明显改善。]
      indicators:
        - [数量指标, 改造摊位数, 竣工验收单, ≥126个]
        - [质量指标, 工程验收合格率, 合格项数占比, =100%]
        - [时效指标, 完工时间, 验收日期, 11月底前]
        - [社会效益指标, 日均客流, 门口计数, ≥3000人次]
        - [满意度指标, 商户满意度, 问卷, ≥90%]
""",
    "云岭.html": """
  - document: 云岭.html
    unread: []
    expect:
      name: 老旧电梯更新
      unit: 云岭区住建局
      money_unit: 万元
      total: 640
      fiscal: 400
      other: 240
      purpose: 辖区内有32部电梯使用超过二十年，故障频发，居民反映强烈。
      objectives: [1.更新电梯32部。, 2.电梯困人事件下降。]
      indicators:
        - {first_level: 产出指标, second_level: 数量指标, name: 更新电梯数, value: 32部, weight: 30}
        - [产出指标, 质量指标, 检验合格率, 特检所, 100%]
        - [产出指标, 成本指标, 单部更新成本, 结算书, ≤20万元]
        - [效益指标, 社会效益指标, 困人次数降幅, 应急台账, ≥60%]
        - [满意度指标, 服务对象满意度指标, 住户满意度, 入户问卷, ≥92%]
""",
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in COUNTIES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())


@pytest.mark.parametrize("name", EDITS)
def test_a_county_form_is_read_exactly_after_a_few_edits(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["layout", "new", name, "-o", "county-card.yaml"]) == 0
    assert "接下来：" in capsys.readouterr().out
    text = Path("county-card.yaml").read_text(encoding="utf-8")
    assert complaints(load_yaml(text, "草稿", marks=True), "layout", "草稿") == []
    for before, after in EDITS[name]:
        assert text.count(before) == 1, text
        text = text.replace(before, after)
    Path("county-card.yaml").write_text(text + "tests:" + EXPECTED[name], encoding="utf-8")
    code = run(["layout", "test", "county-card.yaml"])
    assert code == 0, capsys.readouterr().out
    Path("auditkit.yaml").write_text("auditkit: 1\nlayouts: [county-card.yaml]\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["inspect", name, "--format", "json"]) == 0
    assert {p["form"] for p in json.loads(capsys.readouterr().out)["projects"]} == {"county-card"}


@pytest.mark.parametrize("name", EDITS)
def test_a_draft_gives_its_evidence_and_is_the_same_every_time(name: str) -> None:
    document = read_document(Source(name, Path(name).read_bytes()), load_plugins().readers(), Limits())
    texts = set()
    for _ in range(2):
        proposal = propose(document, built_in_families())
        assert proposal is not None
        texts.add(as_yaml(proposal, "x", "甲", name, lambda anchor: anchor.part, lambda field, group: field))
        for guess in proposal.guesses:
            assert guess.reason
            assert any(guess.text in cell.text for table in document.tables() for cell in table.cells)
    assert len(texts) == 1


@pytest.mark.parametrize("name", EDITS)
def test_the_markers_are_words_that_no_other_family_has(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["layout", "new", name])
    draft = yaml.safe_load(capsys.readouterr().out)
    spoken = {mark.get("label") or mark.get("text") for mark in draft["markers"]}
    known = {mark.text for family in built_in_families() for mark in family.markers}
    assert spoken and not spoken & known
    assert sum(mark["weight"] for mark in draft["markers"]) <= 100


def test_what_is_no_form_is_no_draft(capsys: pytest.CaptureFixture[str]) -> None:
    Path("菜单.md").write_text("# 菜单\n\n| 菜名 | 价格 | 备注 |\n| --- | --- | --- |\n| 豆腐 | 8元 | 辣 |\n| 白菜 | 6元 | 不辣 |\n", encoding="utf-8")
    for name in ("菜单.md", "README.md"):
        assert run(["layout", "new", name, "-o", "x.yaml"]) == 3
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and "没有像绩效目标表的内容" in err
    assert not Path("x.yaml").exists()


def test_a_form_that_is_known_needs_no_draft(capsys: pytest.CaptureFixture[str]) -> None:
    known = str(next(EXAMPLES.glob("01*")))
    assert run(["layout", "new", known, "-o", "x.yaml"]) == 0
    assert "central-card" in capsys.readouterr().out
    assert not Path("x.yaml").exists()
    assert run(["layout", "new", known, "-o", "x.yaml", "--force"]) == 0
    assert Path("x.yaml").exists()


def test_a_draft_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.yaml").write_text("旧", encoding="utf-8")
    assert run(["layout", "new", "石泉.md", "-o", "x.yaml"]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert Path("x.yaml").read_text(encoding="utf-8") == "旧"


def test_bad_files_and_archives_get_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with ZipFile("批次.zip", "w") as archive:
        archive.write("石泉.md")
        archive.write("云岭.html")
    Path("坏.docx").write_bytes(b"PK\x03\x04 broken")
    for command in (["layout", "new"], ["layout", "test"], ["inspect", "--explain"], ["inspect", "--coverage"]):
        for name in ("批次.zip", "坏.docx", "没有.docx"):
            assert run([*command, name]) == 2, (command, name)
            out, err = capsys.readouterr()
            assert name in out + err
            assert "Traceback" not in out + err
    assert run(["inspect", "--explain", "README.md"]) == 3
    assert "没有找到绩效目标表" in capsys.readouterr().err


def test_differences_are_told_with_their_place(capsys: pytest.CaptureFixture[str]) -> None:
    run(["layout", "new", "石泉.md", "-o", "county-card.yaml"])
    wrong = EXPECTED["石泉.md"].replace("≥126个", "≥128个").replace("total: 180", "total: 181")
    text = Path("county-card.yaml").read_text(encoding="utf-8")
    Path("county-card.yaml").write_text(text + "tests:" + wrong, encoding="utf-8")
    capsys.readouterr()
    assert run(["layout", "test", "county-card.yaml"]) == 1
    out = capsys.readouterr().out
    assert "/projects/0/total 应为 181，读出 180〔表1 第4行第2列 文件第7行〕" in out
    assert "/projects/0/indicators/0/value 应为 ≥128个，读出 ≥126个〔表1 第8行第4列" in out
    assert "未读懂的应为 没有，现在是 “账号”" in out


def test_a_faulty_layout_is_told_by_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.yaml").write_text("name: x\ntitle: 甲\nmarkers:\n  - {label: 乙, weight: 30}\ncolums: {}\n", encoding="utf-8")
    assert run(["layout", "test", "x.yaml", "石泉.md"]) == 2
    assert "x.yaml 第5行" in capsys.readouterr().err
    Path("x.yaml").write_text("name: x\ntitle: 甲\nmarkers:\n  - {label: 乙, weight: 30}\n", encoding="utf-8")
    assert run(["layout", "test", "x.yaml"]) == 2
    assert "没有写 tests" in capsys.readouterr().err


def test_another_layout_that_wins_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.yaml").write_text("name: x\ntitle: 甲\nmarkers:\n  - {label: 乙, weight: 30}\n", encoding="utf-8")
    assert run(["layout", "test", "x.yaml", str(next(EXAMPLES.glob("01*")))]) == 1
    out = capsys.readouterr().out
    assert "认出的是 central-card，不是 x" in out


def test_the_explanation_tells_the_winner_its_rivals_and_every_cell(capsys: pytest.CaptureFixture[str]) -> None:
    name = str(next(EXAMPLES.glob("04*")))
    told = []
    for _ in range(2):
        assert run(["inspect", "--explain", name, "--format", "json"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    data = json.loads(told[0])
    first, *others = data["ranking"]
    assert first["layout"] == data["layout"] and first["score"] >= max(item["score"] for item in others)
    assert sum(m["weight"] for m in first["markers"]) >= first["score"] or first["score"] in (100, first["floor"])
    assert any(not item["can_read"] for item in others)
    assert len(data["projects"]) == 3 and all(project["reason"] for project in data["projects"])
    assert data["coverage"]["form"]["lost"] == {"cells": 0, "characters": 0}
    assert sum(kind["cells"] for kind in data["coverage"]["kinds"].values()) == len(data["cells"])
    assert run(["inspect", "--explain", name]) == 0
    out = capsys.readouterr().out
    assert "■ 逐格" in out and "没有它们能读的表" in out


def test_coverage_says_that_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "--coverage", str(next(EXAMPLES.glob("02*")))]) == 0
    assert "已列入“未读懂”的：100%（按字数 100%）" in capsys.readouterr().out
    assert run(["inspect", "--coverage", str(next(EXAMPLES.glob("07*")))]) == 0
    assert capsys.readouterr().out.startswith("■ 覆盖")


def test_layouts_of_one_name_or_out_of_place_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    text = "name: x\ntitle: 甲\nmarkers:\n  - {label: 乙, weight: 30}\n"
    Path("表式").mkdir()
    for name in ("一.yaml", "二.yaml"):
        (Path("表式") / name).write_text(text, encoding="utf-8")
    Path("auditkit.yaml").write_text("auditkit: 1\nlayouts: [表式]\n", encoding="utf-8")
    assert run(["inspect", "石泉.md"]) == 2
    assert "表式/二.yaml：标识 x 与 表式/一.yaml 的相同" in capsys.readouterr().err
    Path("auditkit.yaml").write_text("auditkit: 1\nlayouts: [别处]\n", encoding="utf-8")
    assert run(["check", "石泉.md"]) == 2
    assert "layouts 里的 别处 不存在" in capsys.readouterr().err
