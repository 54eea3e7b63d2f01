"""Every rule against its cases: flagged, passed, not judged or not applicable, with the words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from auditkit.rule import Rule
from auditkit.testing import Case, failures, read_cases

HERE = Path(__file__).parent


def _cases() -> list[tuple[str, str, Case]]:
    return [
        (folder.name, path.stem, case)
        for folder in sorted(HERE.iterdir())
        if folder.is_dir()
        for path in sorted(folder.glob("*.yaml"))
        for case in read_cases(path)
    ]


def _rule(pack: str, name: str) -> Rule:
    found = getattr(import_module(f"auditkit_rules.{pack}.{name}"), name)
    assert isinstance(found, Rule)
    return found


@pytest.mark.parametrize(
    ("pack", "name", "case"),
    [pytest.param(*item, id=f"{item[1]}-{number}") for number, item in enumerate(_cases())],
)
def test_a_rule_answers_as_its_case_says(pack: str, name: str, case: Case) -> None:
    rule = _rule(pack, name)
    assert rule.code == case.code
    assert failures(rule, case) == []
