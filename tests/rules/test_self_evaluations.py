"""Which rules leave self-evaluations alone, and that the others judge them."""

from __future__ import annotations

from typing import Any

import pytest

from auditkit.engine import judge
from auditkit.testing import make_submission
from auditkit_rules.performance_target import load_pack
from auditkit_rules.performance_target._self_evaluations import percent_of, score_of
from auditkit_rules.performance_target.lists import words

RULES = {rule.code: rule for rule in load_pack().rules}
REASONS = {
    code: entry["label"]
    for entry in words("not_for_self_evaluations").entries
    for code in entry["keywords"]
}
FILED: dict[str, Any] = {
    "execution": [{"label": "年度资金总额", "adjusted": "60", "executed": "55", "weight": "10", "score": "10"}],
    "indicator": {"target": "大幅提升", "weight": "85", "actual": "有所提升", "score": "85"},
}


def outcome(code: str, given: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What a rule says of the first project of a submission, or of its first indicator."""
    submission, _ = make_submission(given)
    first = submission.projects[0]
    said = judge(
        RULES[code], {"submission": submission, "project": first, "indicator": first.indicators[0]}, {}
    )
    return said.outcome, said.reasons


def test_the_list_names_rules_that_exist_each_once() -> None:
    listed = [code for entry in words("not_for_self_evaluations").entries for code in entry["keywords"]]
    assert sorted(set(listed)) == sorted(listed)
    assert set(listed) <= set(RULES)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_listed_rule_does_not_apply_to_a_self_evaluation_and_says_why(code: str) -> None:
    assert outcome(code, FILED) == ("not_applicable", (REASONS[code],))
    assert REASONS[code] in RULES[code].manual


def test_rules_on_values_do_judge_a_self_evaluation_and_listed_ones_the_draft() -> None:
    assert outcome("NRM121", FILED)[0] == "flagged"
    assert outcome("NRM501", {"indicator": {"weight": "85"}})[0] == "flagged"


@pytest.mark.parametrize(
    ("filed", "score", "percent"),
    [
        ("10", "10", "10"),
        ("9.5分", "9.5", "9.5"),
        ("98.5%", None, "98.5"),
        ("９８．５％", None, "98.5"),
        ("0.985", "0.985", "98.5"),
        ("1", "1", "100"),
        ("0", "0", "0"),
        ("—", None, None),
        ("", None, None),
        (None, None, None),
        ("满分", None, None),
        ("NaN", None, None),
        ("1e5", None, None),
    ],
)
def test_scores_and_rates_are_read_as_people_write_them(
    filed: str | None, score: str | None, percent: str | None
) -> None:
    as_text = [None if found is None else format(found.normalize(), "f") for found in (score_of(filed), percent_of(filed))]
    assert as_text == [score, percent]
