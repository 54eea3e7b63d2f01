"""Precedence: one fault is told once, and what was left out is kept with the reason."""

from __future__ import annotations

from auditkit.finding import Finding, Location, Severity
from auditkit.rule import Precedence
from auditkit.triage import document_order, settle


def _finding(rule: str, pointer: str, topics: tuple[str, ...] = ()) -> Finding:
    place = Location(pointer, "项目", "指标", "target", None, "", "a.docx")
    return Finding(
        rule,
        rule.lower(),
        Severity.WARNING,
        0.9,
        "form",
        rule,
        rule,
        "",
        (),
        (),
        place,
        (),
        f"v1:{rule}",
        topics,
    )


def test_a_finding_in_the_same_cell_is_suppressed_and_elsewhere_it_stays() -> None:
    row = Precedence(("APP101",), ("NRM103",), "indicator", "suppress", "已提出")
    strong = _finding("APP101", "/projects/0/indicators/1/target")
    weak = _finding("NRM103", "/projects/0/indicators/1/target")
    other = _finding("NRM103", "/projects/0/indicators/10/target")
    kept, aside = settle([strong, weak, other], [row])
    assert kept == [strong, other]
    assert [(item.finding, item.kind, item.by, item.reason) for item in aside] == [
        (weak, "suppressed", "APP101", "已提出")
    ]


def test_a_merged_finding_is_shown_inside_its_keeper() -> None:
    row = Precedence(("NRM121",), ("NRM302", "NRM122"), "indicator", "merge")
    keeper = _finding("NRM121", "/projects/0/indicators/1/target")
    name = _finding("NRM302", "/projects/0/indicators/1/name")
    kept, aside = settle([keeper, name], [row])
    assert [item.rule for item in kept] == ["NRM121"]
    assert [item.rule for item in kept[0].merged] == ["NRM302"]
    assert aside[0].kind == "merged"


def test_findings_on_another_matter_are_not_merged_by_topic() -> None:
    row = Precedence(("REL103",), ("CMP308",), "topic", "suppress")
    keeper = _finding("REL103", "/projects/0/purpose", ("设备购置",))
    same = _finding("CMP308", "/projects/0", ("办案设备购置",))
    other = _finding("CMP308", "/projects/0", ("培训",))
    kept, _ = settle([keeper, same, other], [row])
    assert kept == [keeper, other]


def test_a_finding_that_was_set_aside_sets_nothing_aside() -> None:
    rows = [
        Precedence(("A",), ("B",), "cell", "suppress"),
        Precedence(("B",), ("C",), "cell", "suppress"),
    ]
    a, b, c = (_finding(name, "/projects/0/purpose") for name in ("A01", "B01", "C01"))
    kept, aside = settle([a, b, c], rows)
    assert kept == [a, c]
    assert [item.finding for item in aside] == [b]


def test_findings_stand_in_document_order_with_numbers_as_numbers() -> None:
    pointers = ["/projects/0/indicators/10/target", "/projects/0/indicators/2/target", "/projects/0"]
    findings = [_finding("R", pointer) for pointer in pointers]
    assert [item.location.pointer for item in document_order(findings)] == [
        "/projects/0",
        "/projects/0/indicators/2/target",
        "/projects/0/indicators/10/target",
    ]
