"""Which rules leave the forms of whole departments alone, and that the others judge them."""

from __future__ import annotations

from typing import Any

import pytest

from auditkit.engine import judge
from auditkit.finding import Subject
from auditkit.model import Batch, Submission
from auditkit.rule import Rule
from auditkit.testing import make_submission
from auditkit_rules.performance_target import load_pack
from auditkit_rules.performance_target.lists import words

RULES = {rule.code: rule for rule in load_pack().rules}
REASONS = {
    code: entry["label"] for entry in words("not_for_departments").entries for code in entry["keywords"]
}
DEPARTMENT: dict[str, Any] = {
    "name": "云岭县林业局",
    "unit": {"code": None, "name": "云岭县林业局"},
    "scope": "department",
    "budget": {"total": "2000.00"},
    "purpose": None,
    "overall": {"duties": "负责森林资源管护。", "basic_spending": "1240.00", "project_spending": "760.00"},
    "indicator": {"first_level": "履职效能", "second_level": "造林绿化", "name": "新造林面积", "target": "大幅增加"},
}
PROJECT: dict[str, Any] = {"name": "林区道路", "unit": {"code": None, "name": "云岭县林业局"}}


def outcome(rule: Rule, *projects: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What a rule says of a submission, of its first project or of that one's first indicator."""
    submission, _ = make_submission({"projects": list(projects)})
    first = submission.projects[0]
    context: dict[str, Subject] = {
        "batch": Batch((submission,)),
        "submission": submission,
        "project": first,
        "indicator": first.indicators[0],
    }
    said = judge(rule, context, {})
    return said.outcome, said.reasons


def test_the_list_names_rules_that_exist_each_once() -> None:
    listed = [code for entry in words("not_for_departments").entries for code in entry["keywords"]]
    assert sorted(set(listed)) == sorted(listed)
    assert set(listed) <= set(RULES)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_listed_rule_does_not_apply_to_a_department_and_says_why(code: str) -> None:
    assert outcome(RULES[code], DEPARTMENT) == ("not_applicable", (REASONS[code],))
    assert REASONS[code] in RULES[code].manual


@pytest.mark.parametrize("code", ["NRM121", "CMP201", "CMP402", "REL107", "REL114", "TXT101", "APP101"])
def test_rules_on_values_words_and_texts_do_judge_a_department(code: str) -> None:
    assert outcome(RULES[code], DEPARTMENT)[0] != "not_applicable" or code == "APP101"


def test_a_vague_value_is_flagged_on_a_department_as_on_a_project() -> None:
    assert outcome(RULES["NRM121"], DEPARTMENT)[0] == "flagged"


def test_a_listed_rule_still_judges_a_project() -> None:
    unclear = PROJECT | {"indicator": {"first_level": "履职效能", "second_level": "造林绿化"}}
    assert outcome(RULES["NRM201"], unclear)[0] == "flagged"
    assert outcome(RULES["CON101"], PROJECT | {"budget": {"total": "9", "fiscal": "8"}})[0] == "flagged"


def test_rules_on_many_projects_do_not_count_departments() -> None:
    named = PROJECT | {"name": "云岭县林业局"}
    assert outcome(RULES["XPR104"], named, DEPARTMENT)[0] != "flagged"
    assert outcome(RULES["XPR104"], named, named)[0] == "flagged"


def test_the_texts_of_a_department_are_read_for_slips_too() -> None:
    marked = DEPARTMENT | {"overall": {"duties": "负责森林资源管护。。", "tasks": [{"name": "造林  绿化"}]}}
    rule = RULES["TXT101"]
    submission, _ = make_submission(marked)
    said = judge(rule, {"project": submission.projects[0]}, {})
    assert said.outcome == "flagged"
    assert "部门职能" in said.issues[0].message


def test_a_batch_without_departments_is_shown_as_it_is() -> None:
    submission, _ = make_submission(PROJECT)
    seen: list[Submission] = []

    def look(batch: Batch) -> list[Any]:
        seen.extend(batch.submissions)
        return []

    from dataclasses import replace

    from auditkit_rules.performance_target._departments import spare_departments

    [rule] = spare_departments([replace(RULES["XPR111"], check=look)])
    assert judge(rule, {"batch": Batch((submission,))}, {}).outcome == "passed"
    assert seen == [submission]
