"""The same form as a workbook of any kind and as a Word document: one model, the same findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from workbook_forms import A1, A2, B2, FORMS, Blocks
from workbook_writers import docx_by_python_docx, ruled, xls_by_xlwt, xlsx_by_openpyxl, xlsx_by_xlsxwriter

from auditkit.audit import Workshop, audit, prepare
from auditkit.document import Limits, Source
from auditkit.layouts import auditkit_layouts
from auditkit.loader import Loaded, load
from auditkit.plugins import load_plugins
from auditkit.readers import auditkit_readers
from auditkit.settings import Settings
from auditkit_reports.wording import anchor_words

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks"


def loaded(data: bytes, name: str = "甲") -> Loaded:
    return load(Source(name, data), auditkit_readers(), auditkit_layouts(), Limits())


def projects(data: bytes) -> Any:
    return loaded(data).data["projects"]


def kinds(name: str, blocks: Blocks) -> Mapping[str, bytes]:
    """The form as a file of every kind."""
    sheets = {"表1": blocks}
    return {
        "xlsx by XlsxWriter": xlsx_by_xlsxwriter(sheets),
        "xlsx by openpyxl": xlsx_by_openpyxl(sheets),
        "xlsx ruled": ruled(xlsx_by_openpyxl(sheets)),
        "xls by xlwt": xls_by_xlwt(sheets),
        **{
            f"{kind} by LibreOffice": (FIXTURES / f"{name}.{kind}").read_bytes()
            for kind in ("xlsx", "xls", "ods")
        },
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_the_same_model_whatever_kind_of_file_it_is(name: str) -> None:
    wanted = projects(docx_by_python_docx({"表1": FORMS[name]}))
    assert len(wanted) == 1 and len(wanted[0]["indicators"]) > 3
    for kind, data in kinds(name, FORMS[name]).items():
        assert projects(data) == wanted, kind


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return prepare(load_plugins(), Settings())


def findings(workshop: Workshop, data: bytes) -> list[tuple[Any, ...]]:
    report = audit([Source("甲", data)], workshop, datetime(2026, 1, 1))
    assert not report.unreadable and not report.errors
    (one,) = report.audited
    return [
        (
            found.rule,
            found.severity,
            found.message,
            found.suggestion,
            found.location.pointer,
            found.location.quote,
        )
        for found in one.findings
    ]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_the_same_findings_whatever_kind_of_file_it_is(name: str, workshop: Workshop) -> None:
    wanted = findings(workshop, docx_by_python_docx({"表1": FORMS[name]}))
    assert wanted
    for kind, data in kinds(name, FORMS[name]).items():
        assert findings(workshop, data) == wanted, kind


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_one_project_a_sheet_gives_as_many_projects_in_their_order(kind: str) -> None:
    names = [project["name"] for project in projects((FIXTURES / f"all.{kind}").read_bytes())]
    assert names == ["柳溪镇图书角建设", "渠道清淤", "古树名木监测"]


def test_forms_under_one_another_on_a_sheet_are_as_many_projects() -> None:
    sheet = {"汇总": [*A1, "", *A1, "", "", *A1]}
    wanted = projects(docx_by_python_docx(sheet))
    assert len(wanted) == 3
    for write in (xlsx_by_xlsxwriter, xlsx_by_openpyxl, xls_by_xlwt):
        assert projects(write(sheet)) == wanted


def test_a_hidden_sheet_is_not_read_and_this_is_said() -> None:
    got = loaded(xlsx_by_xlsxwriter({"表1": A1, "上年": A2}, hidden=("上年",)))
    assert [project["name"] for project in got.data["projects"]] == ["柳溪镇图书角建设"]
    assert got.warnings == ("有隐藏的工作表，未读入（“上年”）。",)


def test_places_are_named_by_sheet_and_cell() -> None:
    got = loaded(xlsx_by_xlsxwriter({"项目一": A1}))
    places = {pointer: anchor_words(anchor) for pointer, anchor in got.anchors.items()}
    assert places["/projects/0/title"] == "工作表“项目一”A1"
    assert places["/projects/0/name"] == "工作表“项目一”B3"
    assert places["/projects/0/indicators/2/target"] == "工作表“项目一”E13"
    assert places["/projects/0/indicators/1/first_level"] == "工作表“项目一”A11"
    assert got.anchors["/projects/0/indicators/2/target"].text == "100%"


def test_nothing_of_a_form_is_left_unread() -> None:
    for name in ("a1", "b2"):
        for kind, data in kinds(name, FORMS[name]).items():
            assert not loaded(data).unread, kind


def test_numbers_are_read_as_shown() -> None:
    (project,) = projects(xlsx_by_xlsxwriter({"表1": A1}))
    assert {key: project["budget"][key]["raw"] for key in ("total", "fiscal", "other")} == {
        "total": "1,042.50",
        "fiscal": "1,000.00",
        "other": "42.00",
    }
    (other,) = projects(xlsx_by_xlsxwriter({"表1": B2}))
    assert [indicator["target"]["raw"] for indicator in other["indicators"]] == [
        "≥1400株",
        "2000",
        "2025年12月",
        "≥5%",
        "=100%",
    ]
