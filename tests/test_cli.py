"""The command line as a user meets it: codes, Chinese sentences, files written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
from docx import Document

from auditkit.cli import run
from auditkit_schemas import load_schema

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CLEAN = sorted(EXAMPLES.glob("*（无问题）*"))
FAULTY = sorted(set(EXAMPLES.glob("[0-9]*")) - set(CLEAN))


def _said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name[:2])
def test_a_clean_example_has_no_finding_at_all(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", str(path), "--format", "json"])
    report = json.loads(_said(capsys)[0])
    told = [(f["rule"], f["message"]) for f in report["submissions"][0]["findings"]]
    assert (code, told) == (0, [])
    assert report["summary"]["outcomes"]["passed"] > 100


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.name[:2])
def test_a_faulty_example_has_findings_pinned_to_cells(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["check", str(path), "--format", "json", "--fail-on", "warning"])
    report = json.loads(_said(capsys)[0])
    findings = report["submissions"][0]["findings"]
    assert code == 1
    assert len(findings) >= 5
    assert all(finding["location"]["anchor"] for finding in findings)
    assert report["summary"]["outcomes"]["failed"] == 0


def test_the_json_on_standard_output_is_alone_and_matches_its_schema(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["check", str(EXAMPLES), "--format", "json"])
    out, err = _said(capsys)
    report = json.loads(out)
    jsonschema.Draft202012Validator(load_schema("report")).validate(report)
    assert report["summary"]["files"] == len(CLEAN) + len(FAULTY)
    assert report["errors"] == []
    assert err == ""


def test_inspect_prints_a_submission_that_matches_its_schema_and_reads_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in [*CLEAN, *FAULTY]:
        assert run(["inspect", str(path), "--format", "json"]) == 0
        data = json.loads(_said(capsys)[0])
        jsonschema.Draft202012Validator(load_schema("submission")).validate(data)
        again = tmp_path / "again.json"
        again.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        assert run(["inspect", str(again), "--format", "json"]) == 0
        assert json.loads(_said(capsys)[0])["projects"] == data["projects"]


def test_the_report_does_not_depend_on_the_order_of_files(capsys: pytest.CaptureFixture[str]) -> None:
    reports = []
    for paths in ([*CLEAN, *FAULTY], [*reversed(FAULTY), *CLEAN]):
        run(["check", *map(str, paths), "--format", "json"])
        report = json.loads(_said(capsys)[0])
        report["run"].pop("started")
        reports.append(report)
    assert reports[0] == reports[1]


def test_several_formats_go_to_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "结果"
    code = run(["check", str(FAULTY[0]), "--format", "xlsx,html,json", "--output", str(out)])
    assert code in (0, 1)
    assert sorted(path.name for path in out.iterdir()) == ["审核报告.html", "审核结果.json", "问题清单.xlsx"]
    assert zipfile.is_zipfile(out / "问题清单.xlsx")


def test_select_ignore_and_fail_on_are_followed(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(EXAMPLES), "--format", "json", "--select", "NRM,APP", "--ignore", "NRM4"])
    report = json.loads(_said(capsys)[0])
    codes = {f["rule"] for item in report["submissions"] for f in item["findings"]}
    assert codes
    assert all(code.startswith(("NRM", "APP")) and not code.startswith("NRM4") for code in codes)
    assert run(["check", str(CLEAN[0]), "--fail-on", "note"]) == 0


def _docx(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()


BAD: list[tuple[str, bytes, int]] = [
    ("坏文件.docx", (EXAMPLES / FAULTY[0].name).read_bytes()[:2000], 2),
    ("空.docx", b"", 2),
    ("空白.txt", b" \r\n\t\n", 2),
    ("图片.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, 2),
    ("压缩包.docx", _docx(a="b"), 3),
    ("说明.txt", "2026年部门预算说明\n一、收入预算总体情况。\n二、支出预算总体情况。\n".encode(), 3),
    ("数据.json", b'{"projects": [{"name": 5}]}', 2),
    ("坏数据.json", b'{"projects": [', 2),
]


@pytest.mark.parametrize(("name", "data", "expected"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_gives_one_chinese_sentence_and_no_traceback(
    name: str, data: bytes, expected: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for command in (["check", str(path), "--format", "json"], ["inspect", str(path)], ["check", str(path)]):
        code = run(command)
        out, err = _said(capsys)
        assert code == expected, out + err
        assert "Traceback" not in out + err
        assert name in out + err
        if command[-1] == "json":
            [trouble] = json.loads(out)["unreadable"]
            assert trouble["reason"].count("\n") == 0
            assert trouble["reason"].endswith("。")


def test_a_good_file_beside_a_bad_one_is_audited_and_the_run_is_not_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "好.docx").write_bytes(CLEAN[0].read_bytes())
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "~$好.docx").write_bytes(b"lock")
    code = run(["check", str(tmp_path), "--format", "json"])
    report = json.loads(_said(capsys)[0])
    assert code == 2
    assert (len(report["submissions"]), len(report["unreadable"])) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check", "不存在.docx"], 2, "文件不存在"),
        (["check", "没有/*.docx"], 3, "没有找到可审核的文件"),
        (["check"], 2, "缺少参数"),
        (["chekc", "a"], 2, "是不是“check”"),
        (["check", "a", "--fromat", "json"], 2, "没有选项 --fromat"),
        (["check", "a", "--format", "pdf"], 2, "没有格式“pdf”"),
        (["check", "a", "--fail-on", "bad"], 2, "--fail-on 只能是"),
        (["check", "a", "--select", "NRM999"], 2, "没有以“NRM999”开头的规则号"),
        (["check", "a", "--profile", "2019"], 2, "没有名为“2019”的审核方案"),
        (["explain", "NRM1O1"], 2, "是不是"),
    ],
)
def test_a_slip_is_answered_in_chinese(
    arguments: list[str],
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if arguments[1:2] == ["a"]:
        (tmp_path / "a").write_bytes(CLEAN[0].read_bytes())
    assert run(arguments) == code
    out, err = _said(capsys)
    assert says in out + err


def test_help_version_rules_and_explain_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "用法：" in _said(capsys)[0]
    assert run(["--version"]) == 0
    assert "auditkit" in _said(capsys)[0]
    assert run(["rules"]) == 0
    listed = _said(capsys)[0]
    assert "NRM103" in listed
    assert run(["explain", "nrm103"]) == 0
    page = _said(capsys)[0]
    assert all(word in page for word in ("检查什么", "为什么", "示例", "依据"))


def test_a_pattern_is_expanded_by_us_where_the_shell_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(EXAMPLES / "*.json"), "--format", "json"])
    assert json.loads(_said(capsys)[0])["summary"]["files"] == 2


def test_an_output_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    assert run(["check", str(CLEAN[0]), "--format", "xlsx", "--output", str(taken / "a.xlsx")]) == 2
    assert "写不进去" in _said(capsys)[1]


def test_a_form_that_was_not_understood_beside_one_that_was_makes_the_run_incomplete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document(str(next(path for path in CLEAN if path.suffix == ".docx")))
    document.add_page_break()
    rows = [
        ("单位编码", "项目名称", "绩效目标", "绩效指标", "指标性质", "绩效度量单位", "本年权重"),
        ("100001", "甲项目", "全年完成检测", "检测批次", "≥", "批次", "20"),
        ("100001", "甲项目", "全年完成检测", "检测合格率", "≥", "%", "20"),
    ]
    table = document.add_table(rows=len(rows), cols=7)
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    path = tmp_path / "两张表.docx"
    document.save(str(path))
    code = run(["check", str(path), "--format", "json"])
    report = json.loads(_said(capsys)[0])
    assert report["submissions"][0]["unread"]
    assert code == 2


def test_json_on_standard_output_is_utf8_whatever_the_console(tmp_path: Path) -> None:
    example = str(FAULTY[0])
    for command in (["check", example, "--format", "json"], ["inspect", example, "--format", "json"]):
        done = subprocess.run(
            [sys.executable, "-m", "auditkit", *command],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
            check=False,
        )
        assert "≥" in json.dumps(json.loads(done.stdout.decode("utf-8")), ensure_ascii=False)


def test_a_console_that_lacks_a_character_does_not_break_the_report() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditkit", "check", str(FAULTY[0])],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
