"""The words of every finding the cases produce, and of the cards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditkit.finding import Finding, Location, Severity
from auditkit.rule import Rule
from auditkit.testing import read_cases
from auditkit.testing.cases import judge_case
from auditkit_rules.performance_target import load_pack

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from wording import lists, wording_faults  # noqa: E402

_CASES = Path(__file__).parent / "performance_target"
_RULES = {rule.name: rule for rule in load_pack().rules}


@pytest.mark.parametrize("name", sorted(_RULES))
def test_what_a_rule_says_reads_like_a_reviewer_s_opinion(name: str) -> None:
    rule = _RULES[name]
    found = [finding for case in read_cases(_CASES / f"{name}.yaml") for finding in judge_case(rule, case)[1]]
    assert found
    assert [fault for finding in found for fault in wording_faults(finding)] == []


@pytest.mark.parametrize("rule", _RULES.values(), ids=sorted(_RULES))
def test_a_title_is_short_and_no_sentence(rule: Rule) -> None:
    assert len(rule.title) <= lists()["title_at_most"]
    assert rule.title[-1] not in "。，；：、"
    assert not any(word in rule.title for word in lists()["unsaid"])


@pytest.mark.parametrize(
    ("message", "confidence", "fault"),
    [
        ("指标值“≥90%”偏低。", 0.5, "does not ask"),
        ("“验收合格率”误列为“数量指标”，请核实。", 0.5, "states 误列"),
        ("“验收合格率”误列为“数量指标”，请核实。", 0.9, "says 请核实"),
        ("指标值“≥90%”低于95%", 0.9, "end in 。"),
        ("指标值“≥90%”低于95%。。", 0.9, "doubled"),
        ("指标值“≥90%低于95%。", 0.9, "do not pair"),
        ("“甲”、“乙”重复。", 0.9, "between quotations"),
        ("预算数,低于95%。", 0.9, "half-width punctuation"),
        ("预算数None，低于95%。", 0.9, "identifier"),
        ("预算数target不符。", 0.9, "identifier"),
        ("预算数{}不符。", 0.9, "brackets"),
        ("预算数42.00万元不符。", 0.9, "zeros"),
        ("目标值不符。", 0.9, "says 目标值"),
        ("第2、3行不符。", 0.9, "行"),
        ("指标值≥90%不符。", 0.9, "[≥≤]"),
    ],
)
def test_a_fault_of_wording_is_told(message: str, confidence: float, fault: str) -> None:
    told = wording_faults(_finding(message, confidence))
    assert any(fault in line for line in told), told


def test_what_stands_in_quotation_marks_is_the_form_s_own() -> None:
    message = "“a_b（≥5，，个）None”指标值“目标值,42.00万元”不符。"
    assert wording_faults(_finding(message, 0.9)) == []


def _finding(message: str, confidence: float) -> Finding:
    place = Location("/projects/0")
    return Finding(
        "NRM999", "x", Severity.WARNING, confidence, "normative", "题", message, "", (), (), place, (), "v1:0"
    )
