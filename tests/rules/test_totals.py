"""A grand total filed in the place of a project is not judged as one."""

from __future__ import annotations

from typing import Any

import pytest

from auditkit.engine import judge
from auditkit.finding import Subject
from auditkit.model import Batch
from auditkit.rule import Rule
from auditkit.testing import make_submission
from auditkit_rules.performance_target import load_pack

BUDGET = {"total": "387.00", "fiscal": "387.00"}
RULES = [rule for rule in load_pack().rules if rule.scope == "project"]


def _outcome(rule: Rule, project: dict[str, Any]) -> str:
    submission, _ = make_submission({"projects": [project]})
    context: dict[str, Subject] = {
        "batch": Batch((submission,)),
        "submission": submission,
        "project": submission.projects[0],
    }
    return judge(rule, context, {}).outcome


@pytest.mark.parametrize("name", ["合计", "项目支出合计", "总 计"])
def test_no_rule_on_projects_flags_a_line_with_nothing_but_a_sum(name: str) -> None:
    empty: dict[str, Any] = {
        "name": name,
        "budget": BUDGET,
        "purpose": "",
        "objectives": [],
        "indicators": [],
    }
    told = {rule.code: _outcome(rule, empty) for rule in RULES}
    assert [code for code, outcome in told.items() if outcome == "flagged"] == []
    assert told["CMP301"] == told["CMP201"] == told["CMP104"] == "not_applicable"


def test_the_budget_of_a_total_is_still_checked() -> None:
    [balance] = [rule for rule in RULES if rule.code == "CON101"]
    wrong = {
        "name": "合计",
        "budget": {"total": "90.00", "fiscal": "80.00"},
        "purpose": "",
        "objectives": [],
        "indicators": [],
    }
    assert _outcome(balance, wrong) == "flagged"


def test_a_project_with_contents_is_judged_whatever_it_is_called() -> None:
    [outputs] = [rule for rule in RULES if rule.code == "CMP201"]
    named = {
        "name": "合计",
        "budget": BUDGET,
        "purpose": "用于河道清淤。",
        "objectives": [],
        "indicators": [],
    }
    assert _outcome(outputs, named) == "flagged"
