"""The reporters: what a reviewer opens holds every finding, and nothing in it can do harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from auditkit.audit import audit, prepare
from auditkit.document import Source
from auditkit.finding import Finding, Location
from auditkit.plugins import load_plugins
from auditkit.report import Fault, Report, SourceCard, Unreadable
from auditkit.settings import Settings
from auditkit_reports import issue_list, json_report, page, terminal
from auditkit_reports.wording import field_words, place_words
from auditkit_schemas import load_schema

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
HOSTILE = '<script>alert(1)</script>=HYPERLINK("http://x","y")&\x00\x1b[31m\ud800\uffff\u202e\r\n@+-'


@cache
def _report() -> Report:
    files = sorted(path for path in EXAMPLES.iterdir() if path.is_file())
    sources = [Source(path.name, path.read_bytes()) for path in files]
    return audit(sources, prepare(load_plugins(), Settings()), datetime(2026, 3, 1).astimezone())


def _findings(report: Report) -> list[Finding]:
    return [finding for item in report.audited for finding in item.findings]


def _hostile() -> Report:
    """The same report with every text of the submitters replaced by something nasty."""
    audited = []
    for item in _report().audited:
        findings = tuple(
            replace(f, message=HOSTILE, suggestion=HOSTILE, location=replace(f.location, quote=HOSTILE))
            for f in item.findings
        )
        projects = tuple(replace(p, name=HOSTILE, purpose=HOSTILE) for p in item.submission.projects)
        audited.append(
            replace(
                item,
                source=replace(item.source, name=HOSTILE),
                findings=findings,
                submission=replace(item.submission, projects=projects),
            )
        )
    card = SourceCard(HOSTILE, "")
    return replace(
        _report(),
        audited=tuple(audited),
        unreadable=(Unreadable(card, "corrupt", HOSTILE),),
        errors=(Fault(HOSTILE, HOSTILE),),
    )


def test_the_issue_list_has_one_row_a_finding_with_drop_down_filter_and_frozen_header() -> None:
    report = _report()
    book = openpyxl.load_workbook(BytesIO(issue_list.render(report)))
    sheet = book["问题清单"]
    headings = [cell.value for cell in sheet[2]]
    assert headings[:12] == [
        "序号", "单位", "项目", "指标", "位置", "原文", "问题", "依据", "修改建议", "级别", "整改状态", "整改说明",
    ]  # fmt: skip
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    findings = _findings(report)
    assert len(rows) == len(findings) > 30
    assert [row[headings.index("问题指纹")] for row in rows] == [f.fingerprint for f in findings]
    assert all(
        row[headings.index("整改状态")] is None and row[headings.index("整改说明")] is None for row in rows
    )
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:O{len(rows) + 2}"
    [validation] = sheet.data_validations.dataValidation
    assert "已整改" in validation.formula1
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["O"].hidden


def test_values_that_look_like_formulas_stay_text() -> None:
    book = openpyxl.load_workbook(BytesIO(issue_list.render(_hostile())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(isinstance(cell.value, str) and "HYPERLINK" in cell.value for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    quotes = openpyxl.load_workbook(BytesIO(issue_list.render(_report())))["问题清单"]["F"]
    assert any(str(cell.value).startswith("≥") for cell in quotes[2:])


def test_every_character_can_be_written() -> None:
    report = _report()
    pieces = [
        "".join(map(chr, range(start, min(start + 0x2000, 0x110000)))) for start in range(0, 0x110000, 0x2000)
    ]
    item = report.audited[1]
    finding = item.findings[0]
    many = tuple(replace(finding, message=piece, suggestion=piece) for piece in pieces)
    broken = replace(report, audited=(replace(item, findings=many),))
    for render in (issue_list.render, json_report.render, page.render, terminal.render):
        assert len(render(broken)) > 10_000


def test_the_json_matches_its_schema_also_when_hostile() -> None:
    validator = jsonschema.Draft202012Validator(load_schema("report"))
    for report in (_report(), _hostile()):
        validator.validate(json.loads(json_report.render(report)))


def test_the_page_is_alone_and_holds_every_finding_at_its_cell() -> None:
    report = _report()
    text = page.render(report).decode("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    cards = re.findall(r'id="f(\d+)"', text)
    marks = re.findall(r'id="c(\d+)"', text)
    assert len(cards) == len(_findings(report))
    assert sorted(map(int, cards)) == sorted(map(int, marks))
    assert len(set(cards)) == len(cards)


def test_the_page_runs_nothing_a_submitter_wrote() -> None:
    text = page.render(_hostile()).decode("utf-8")
    assert "<script>alert" not in text
    assert text.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in text


def test_the_screen_shows_findings_summary_and_troubles() -> None:
    text = terminal.render(_report()).decode("utf-8")
    assert not re.search(r"(?<!…)…\s*(?:│|\n)", text), "a message was cut short"
    assert "必须修改" in text
    assert "逐项结论" in text
    shown = terminal.render(_hostile()).decode("utf-8")
    assert "未能审核的文件" in shown
    assert "本次审核不完整" in shown


def test_the_screen_report_carries_no_escape_codes_of_a_submitter() -> None:
    shown = terminal.render(_hostile()).decode("utf-8")
    assert "\x00" not in shown
    assert "\x1b[31malert" not in shown
    assert "@+-" in shown


@pytest.mark.parametrize("render", [issue_list.render, json_report.render, page.render, terminal.render])
def test_the_same_report_gives_the_same_bytes(render: object) -> None:
    assert callable(render)
    assert render(_report()) == render(_report())


def test_an_empty_report_can_be_written() -> None:
    empty = Report("0", "2026-03-01T00:00:00+08:00", "default")
    for render in (issue_list.render, json_report.render, page.render, terminal.render):
        assert render(empty)


DEPARTMENT = {
    "name": "云岭县林业局",
    "unit": {"code": "327001", "name": "云岭县林业局"},
    "scope": "department",
    "money_unit": "万元",
    "budget": {},
    "overall": {
        "duties": "负责森林资源管护。",
        "income": "2000",
        "spending": "2000",
        "basic_spending": "1240",
        "project_spending": "670",
        "tasks": [{"name": "造林绿化", "content": "新造林8000亩", "total": "420"}],
    },
    "objectives": ["1.新造林8000亩，林农满意度达到90%。"],
    "indicators": [
        {"first_level": "履职效能", "second_level": "造林绿化", "name": "新造林面积", "target": "≥8000亩"},
        {"first_level": "服务对象满意度", "second_level": "群众", "name": "林农满意度", "target": "较高"},
    ],
}


@cache
def _department() -> Report:
    data = json.dumps({"projects": [DEPARTMENT]}, ensure_ascii=False).encode()
    return audit([Source("部门.json", data)], prepare(load_plugins(), Settings()), datetime(2026, 3, 1).astimezone())


def test_a_department_is_called_one_and_no_project() -> None:
    report = _department()
    rules = {finding.rule for finding in _findings(report)}
    assert {"DEP102", "NRM121"} <= rules
    shown = re.sub(r"\x1b\[[\d;]*m", "", terminal.render(report).decode("utf-8"))
    assert "云岭县林业局（部门整体）" in shown
    assert "项目 1 个（其中部门整体 1 个）" in shown
    text = page.render(report).decode("utf-8")
    assert '<th scope="row">部门名称' in text and '<th scope="row">项目名称' not in text
    assert "部门职能" in text and "新造林8000亩" in text
    sheet = openpyxl.load_workbook(BytesIO(issue_list.render(report)))["问题清单"]
    assert {cell.value for cell in sheet["C"][2:]} == {"云岭县林业局（部门整体）"}
    told = json.loads(json_report.render(report))["submissions"][0]["findings"]
    assert {finding["location"]["scope"] for finding in told} == {"department"}
    jsonschema.Draft202012Validator(load_schema("report")).validate(json.loads(json_report.render(report)))


def test_the_places_on_a_department_s_form_have_names() -> None:
    def words(field: str) -> str:
        return field_words(Location("", field=field, scope="department"))

    fields = ("name", "overall/spending", "overall/income_parts/1", "overall/tasks/0/name", "overall/tasks")
    assert [words(field) for field in fields] == [
        "部门名称", "支出合计", "收入构成第2项", "主要任务第1项", "年度主要任务",
    ]  # fmt: skip
    assert place_words(Location("", scope="department")) == "部门整体"
