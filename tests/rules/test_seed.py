"""The real submission the project started from, audited as a careful expert would."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from fnmatch import fnmatch
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditkit.audit import Workshop, audit, prepare
from auditkit.document import Source
from auditkit.finding import Finding
from auditkit.loader import Loaded, load
from auditkit.plugins import load_plugins
from auditkit.report import Report
from auditkit.settings import Settings
from auditkit.strict_yaml import load_yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
SEED = SEEDS / "000_7f119943ef2d8812.txt"
GOLDEN: dict[str, Any] = load_yaml(
    (HERE / "seed_golden.yaml").read_text(encoding="utf-8"), "seed_golden.yaml"
)

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")


@cache
def _workshop() -> Workshop:
    return prepare(load_plugins(), Settings())


@cache
def _loaded() -> Loaded:
    shop = _workshop()
    return load(Source("seed.txt", SEED.read_bytes()), shop.readers, shop.layouts)


def _audit(source: Source) -> Report:
    return audit([source], _workshop(), datetime(2026, 1, 1).astimezone())


@cache
def _findings() -> tuple[Finding, ...]:
    report = _audit(Source("seed.txt", SEED.read_bytes()))
    assert report.errors == ()
    assert report.summary.outcomes["failed"] == 0
    return report.audited[0].findings


def test_the_model_holds_what_stands_in_the_file() -> None:
    facts, projects = GOLDEN["facts"], _loaded().data["projects"]
    assert [project["name"] for project in projects] == facts["names"]
    assert [project["budget"]["total"]["yuan"] for project in projects] == facts["yuan"]
    assert [len(project["indicators"]) for project in projects] == facts["indicators"]
    assert [len(project["objectives"]) for project in projects] == facts["objectives"]
    assert [project["unit"] for project in projects] == [
        {"code": "217101", "name": "天津市宝坻区人民法院"}
    ] * 3
    assert {row["kind"] for project in projects for row in project["indicators"]} >= {
        "cost.economic",
        "satisfaction",
    }
    assert not any(row["kind"] == "unknown" for project in projects for row in project["indicators"])
    assert _loaded().unread == ()


def test_every_line_is_anchored() -> None:
    facts, anchors = GOLDEN["facts"], _loaded().anchors
    lines = SEED.read_text(encoding="utf-8").split("\n")
    for number, wanted in enumerate(facts["objective_lines"]):
        assert [anchors[f"/projects/{number}/objectives/{n}"].line for n in range(len(wanted))] == wanted
    purposes = [anchors[f"/projects/{number}/purpose"].line for number in range(3)]
    assert purposes == facts["purpose_lines"]
    for pointer, anchor in anchors.items():
        if pointer.endswith(("/target", "/name", "/description", "/second_level")):
            assert anchor.line is not None
            assert anchor.text.strip() in lines[anchor.line - 1], pointer


@pytest.mark.parametrize("row", GOLDEN["must"], ids=lambda row: f"{row[0]}-{row[1]}")
def test_what_must_be_said_is_said_there(row: list[Any]) -> None:
    rule, pointer, severity, line = row
    hits = [f for f in _findings() if f.rule == rule and f.location.pointer == pointer]
    assert [str(f.severity) for f in hits] == [severity]
    anchor = hits[0].location.anchor
    assert line is None or (anchor is not None and anchor.line == line)


def test_what_may_be_said_stays_below_an_error() -> None:
    for rule, prefix in GOLDEN["should"]:
        for finding in _findings():
            if finding.rule == rule and finding.location.pointer.startswith(prefix):
                assert str(finding.severity) != "error"


@pytest.mark.parametrize("row", GOLDEN["must_not"], ids=lambda row: "-".join(row["rules"])[:40])
def test_what_would_be_a_false_alarm_is_not_said(row: dict[str, list[str]]) -> None:
    wrong = [
        (f.rule, f.location.pointer, f.message)
        for f in _findings()
        if f.rule.startswith(tuple(row["rules"]))
        and any(fnmatch(f.location.pointer, pattern) for pattern in row["at"])
    ]
    assert wrong == []


def test_nothing_is_said_that_no_expert_would_say() -> None:
    known = {(row[0], row[1]) for row in GOLDEN["must"]}
    strangers = [
        (f.rule, f.location.pointer, f.message)
        for f in _findings()
        if (f.rule, f.location.pointer) not in known
        and not any(f.rule == rule and f.location.pointer.startswith(at) for rule, at in GOLDEN["should"])
    ]
    assert strangers == []


def test_the_arithmetic_that_clears_the_first_project_is_kept() -> None:
    report = _audit(Source("seed.txt", SEED.read_bytes()))
    [coverage] = [item for item in report.audited[0].coverage if item.rule == "CON104"]
    assert coverage.flagged == 0
    assert any("0.3元/页×140万页=42万元" in proof for proof in coverage.proofs)


def _rebuilt_as_docx() -> bytes:
    sys.path.insert(0, str(ROOT / "tests" / "examples"))
    try:
        from build_examples import tianjin_card
    finally:
        sys.path.pop(0)
    document = Document()
    for project in json.loads(json.dumps(_loaded().data["projects"])):
        tianjin_card(document, _as_source(project))
        document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _as_source(project: dict[str, Any]) -> dict[str, Any]:
    budget = {key: (project["budget"][key] or {"raw": ""})["raw"] for key in ("total", "fiscal", "other")}
    columns = ("first_level", "second_level", "name", "description")
    return {
        "title": project["title"].removesuffix("绩效目标表"),
        "name": project["name"],
        "code": project["unit"]["code"],
        "unit": project["unit"]["name"],
        "budget": budget,
        "purpose": project["purpose"],
        "objectives": [item["text"] for item in project["objectives"]],
        "indicators": [
            [*(row[column] for column in columns), row["target"]["raw"]] for row in project["indicators"]
        ],
    }


def test_the_same_forms_in_word_give_the_same_findings() -> None:
    report = _audit(Source("seed.docx", _rebuilt_as_docx()))
    assert report.unreadable == ()

    def told(findings: tuple[Finding, ...]) -> list[tuple[str, ...]]:
        return [(f.rule, f.location.pointer, str(f.severity), f.message, f.fingerprint) for f in findings]

    assert told(report.audited[0].findings) == told(_findings())
