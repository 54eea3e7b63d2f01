"""The reference grade: a hint with its arithmetic, only when asked for, never without its sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from auditkit.audit import audit, prepare
from auditkit.cli import run
from auditkit.document import Source
from auditkit.finding import Finding, Location, Severity
from auditkit.grading import graded
from auditkit.plugins import load_plugins
from auditkit.reference_grade import HINT, Grading
from auditkit.report import Audited, Report, SourceCard
from auditkit.settings import Settings, SettingsError
from auditkit.strict_yaml import load_yaml
from auditkit.testing import make_submission
from auditkit_reports.grade_words import arithmetic
from auditkit_schemas import load_schema

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
SEED = ROOT.parent / "shared" / "seeds" / "000_7f119943ef2d8812.txt"
GOLDEN: dict[str, Any] = load_yaml(
    (ROOT / "tests/rules/seed_golden.yaml").read_text(encoding="utf-8"), "seed_golden.yaml"
)
OURS = """auditkit: 1
parts:
- {name: 全部, full: 10, dimensions: [完整性, 规范性, 相关性, 适当性, 可行性, 一致性, 跨项目, 文本质量]}
penalties: {error: {points: 20}}
grades: [{name: 过, from: 5}, {name: 不过, from: 0}]
"""
PACK = "auditkit: 1\npack: {id: ab, title: 本区, version: 1.0.0}\n"


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from anybody's settings."""
    monkeypatch.setenv("AUDITKIT_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)


def _grading() -> Grading:
    found = next(pack.grading for pack in load_plugins().rule_packs() if pack.id == "performance-target")
    assert found is not None
    return found


def _finding(rule: str, severity: str, dimension: str, pointer: str = "/projects/0", *related: str) -> Finding:
    def place(text: str) -> Location:
        source, _, rest = text.rpartition("#")
        return Location(rest, source=source or "甲.docx")

    return Finding(
        rule, rule, Severity(severity), 1.0, dimension, "", "", "", (), (), place(pointer),
        tuple(place(text) for text in related), "",
    )  # fmt: skip


def _audited(*findings: Finding, name: str = "甲.docx", projects: int = 2) -> Audited:
    submission, _ = make_submission({"projects": [{} for _ in range(projects)]}, name)
    return Audited(SourceCard(name, ""), submission, findings)


def _scores(*audited: Audited) -> list[list[str]]:
    return [[str(grade.score) for grade in item.grades] for item in graded(audited, _grading())]


def test_a_project_without_findings_has_full_points() -> None:
    assert _scores(_audited()) == [["100", "100"]]


def test_each_severity_takes_its_points_from_the_part_of_its_dimension() -> None:
    [item] = graded(
        [
            _audited(
                _finding("NRM204", "error", "form"),
                _finding("TXT101", "warning", "wording"),
                _finding("CON101", "note", "consistency"),
            )
        ],
        _grading(),
    )
    grade = item.grades[0]
    assert (str(grade.score), grade.grade) == ("92.5", "优")
    assert [str(part.score) for part in grade.parts] == ["13", "30", "29.5", "20"]
    assert item.grades[1].score == 100


def test_warnings_of_one_rule_and_notes_of_one_part_have_a_limit() -> None:
    warnings = [_finding("NRM402", "warning", "form") for _ in range(5)]
    notes = [_finding(f"NRM30{n}", "note", "form") for n in range(6)]
    [item] = graded([_audited(*warnings, *notes)], _grading())
    [part, *_] = item.grades[0].parts
    told = [(item.times, item.points, item.capped) for item in part.deductions]
    assert told == [(5, Decimal(6), True), (6, Decimal(2), True)]
    assert part.score == 12


def test_a_part_never_falls_below_nothing() -> None:
    errors = [_finding("FEA101", "error", "feasibility") for _ in range(7)]
    [item] = graded([_audited(*errors)], _grading())
    assert item.grades[0].score == 80
    assert any("不足 0 分按 0 分" in line for line in arithmetic(item.grades[0]))


def test_a_cross_project_finding_counts_once_for_every_project_it_names_also_in_other_files() -> None:
    across = _finding(
        "XPR101",
        "warning",
        "cross-project",
        "/projects/0/indicators/0/name",
        "/projects/1/indicators/0",
        "/projects/1/indicators/2",
        "乙.docx#/projects/0/purpose",
        "上年/甲.docx#/projects/0",
    )
    assert _scores(_audited(across), _audited(name="乙.docx")) == [["98", "98"], ["98", "100"]]
    other = replace(across, dimension="consistency")
    assert _scores(_audited(other), _audited(name="乙.docx")) == [["98", "100"], ["100", "100"]]


def test_a_finding_of_no_part_s_dimension_is_not_counted_and_said_so() -> None:
    [item] = graded([_audited(_finding("AB-101", "error", "other"))], _grading())
    assert (item.grades[0].score, item.grades[0].uncounted) == (Decimal(100), 1)
    assert any("另有 1 处问题不属于以上各部分" in line for line in arithmetic(item.grades[0]))


@pytest.mark.parametrize(
    ("score", "name"), [("100", "优"), ("90", "优"), ("89.5", "良"), ("80", "良"), ("60", "中"), ("59.5", "差"), ("0", "差")]
)
def test_the_bounds_of_the_grades(score: str, name: str) -> None:
    assert _grading().grade_of(Decimal(score)) == name


def _seed_audited() -> Audited:
    report = audit(
        [Source("seed.txt", SEED.read_bytes())],
        prepare(load_plugins(), Settings(grade=True)),
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    return report.audited[0]


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_findings_an_expert_must_make_of_the_seed_give_the_expert_s_scores() -> None:
    item = _seed_audited()
    must = {(row[0], row[1]) for row in GOLDEN["must"]}
    kept = tuple(f for f in item.findings if (f.rule, f.location.pointer) in must)
    [again] = graded([replace(item, findings=kept)], _grading())
    assert [(str(grade.score.normalize()), grade.grade) for grade in again.grades] == [
        ("86.5", "良"),
        ("68", "中"),
        ("87", "良"),
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_what_may_also_be_said_of_the_seed_lowers_no_grade() -> None:
    assert [grade.grade for grade in _seed_audited().grades] == ["良", "中", "良"]


def _report(grade: bool) -> Report:
    files = [path for path in sorted(EXAMPLES.iterdir()) if path.name[:2] in ("02", "04")]
    sources = [Source(path.name, path.read_bytes()) for path in files]
    return audit(sources, prepare(load_plugins(), Settings(grade=grade)), datetime(2026, 1, 1, tzinfo=UTC))


def _rendered(report: Report) -> dict[str, bytes]:
    return {item.name: item.render(report) for item in load_plugins().reporters()}


def test_every_report_shows_grade_arithmetic_and_sentence_when_asked() -> None:
    report = _report(True)
    shown = _rendered(report)
    first = report.audited[0].grades[0]
    line = f"参考等次：{first.grade}（{first.score.normalize():f} 分）。{HINT}。"
    terminal, html = shown["terminal"].decode(), shown["html"].decode()
    assert terminal.count(HINT) == html.count(HINT) == report.summary.projects
    assert line in html
    assert all(step in html for step in arithmetic(first))
    data = json.loads(shown["json"])
    jsonschema.Draft202012Validator(load_schema("report")).validate(data)
    [grade, *_] = data["submissions"][0]["reference_grades"]
    assert (grade["project"], grade["note"], grade["grade"]) == ("/projects/0", HINT, first.grade)
    assert sum(Decimal(part["score"]) for part in grade["parts"]) == Decimal(grade["score"])
    for part in grade["parts"]:
        taken = sum((Decimal(item["points"]) for item in part["deductions"]), Decimal(0))
        assert max(Decimal(part["full"]) - taken, Decimal(0)) == Decimal(part["score"])
    rows = list(openpyxl.load_workbook(BytesIO(shown["xlsx"]))["汇总"].iter_rows(values_only=True))
    cells = [cell for row in rows for cell in row if cell is not None]
    assert f"参考等次：{HINT}。" in cells
    [heading] = [row for row in rows if row[0] == "项目"]
    assert heading[-3:] == ("参考得分", "参考等次", "计分过程")
    below = rows[rows.index(heading) + 1]
    assert below[-3:] == (float(first.score), first.grade, "\n".join(arithmetic(first)))


def test_nothing_changes_in_any_report_unless_asked() -> None:
    asked = _report(True)
    bare = replace(asked, audited=tuple(replace(item, grades=()) for item in asked.audited))
    plain = _report(False)
    assert plain == bare
    for name, data in _rendered(plain).items():
        if name != "xlsx":
            assert not any(word in data.decode() for word in ("参考等次", "reference_grades", ".grade")), name
    rows = openpyxl.load_workbook(BytesIO(_rendered(plain)["xlsx"]))["汇总"].iter_rows(values_only=True)
    assert max(len(row) for row in rows) == 6


def test_the_command_line_and_the_settings_ask_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    example = str(next(EXAMPLES.glob("02*")))
    run(["check", example])
    assert HINT not in capsys.readouterr().out
    run(["check", example, "--grade"])
    assert HINT in capsys.readouterr().out
    Path("auditkit.yaml").write_text("auditkit: 1\ngrade: true\n", encoding="utf-8")
    run(["check", example])
    assert HINT in capsys.readouterr().out
    run(["config"])
    assert "grade（参考等次）= true    [auditkit.yaml:2]" in capsys.readouterr().out


def test_a_pack_of_one_s_own_grades_its_own_way(capsys: pytest.CaptureFixture[str]) -> None:
    Path("本区").mkdir()
    Path("本区/pack.yaml").write_text(PACK, encoding="utf-8")
    Path("本区/grading.yaml").write_text(OURS, encoding="utf-8")
    example = str(next(EXAMPLES.glob("01*")))
    assert run(["check", example, "--grade", "--rules", "本区"]) == 0
    assert "参考等次：过（10 分）" in capsys.readouterr().out


WRONG = {
    "twice": (OURS.replace("  full", "full").replace("penalties", "- {name: 二, full: 1, dimensions: [form]}\npenalties"), "第4行：维度“form”在“全部”里写过了"),
    "order": (OURS.replace("from: 5", "from: 0"), "等次要从高分到低分写"),
    "unknown": (OURS.replace("[完整性,", "[完整,"), "写的是“完整”，是不是“完整性”？"),
    "no parts": ("auditkit: 1\n", "缺少"),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=list(WRONG))
def test_a_grading_that_will_not_do_is_refused_with_file_and_line(
    text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("本区").mkdir()
    Path("本区/pack.yaml").write_text(PACK, encoding="utf-8")
    Path("本区/grading.yaml").write_text(text, encoding="utf-8")
    assert run(["rules", "--rules", "本区"]) == 2
    err = capsys.readouterr().err
    assert "本区/grading.yaml" in err
    assert says in err


def test_without_any_grading_the_wish_is_refused() -> None:
    with pytest.raises(SettingsError, match="没有规则包带参考等次的算法"):
        prepare(load_plugins([]), Settings(grade=True))
