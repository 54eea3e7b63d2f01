"""What every rule of our pack owes: cases for its outcomes, a manual page, a basis, a good name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from auditkit.rule import PackError, Rule, RulePack, make_rule
from auditkit.testing import Case, read_cases

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "rules" / "performance_target"
HOME = ROOT / "rules" / "auditkit_rules" / "performance_target"
HEADINGS = ("检查什么", "为什么", "示例")


@cache
def _pack() -> RulePack:
    from auditkit_rules.performance_target import load_pack

    return load_pack()


def _rules() -> list[str]:
    return sorted(
        path.stem for path in HOME.glob("*.py") if not path.stem.startswith("_") and path.stem != "lists"
    )


def _rule(name: str) -> Rule:
    [found] = [rule for rule in _pack().rules if rule.name == name]
    return found


def _cases(name: str) -> list[Case]:
    return read_cases(CASES / f"{name}.yaml")


def test_the_pack_holds_every_rule_module_and_no_case_file_is_an_orphan() -> None:
    assert [rule.name for rule in sorted(_pack().rules, key=lambda rule: rule.name)] == _rules()
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == _rules()
    assert len(_rules()) >= 113


@pytest.mark.parametrize("name", _rules())
def test_a_rule_has_cases_for_both_outcomes_and_for_not_judging(name: str) -> None:
    kinds = [case.expects for case in _cases(name)]
    assert kinds.count("flags") >= 1
    assert kinds.count("passes") >= 1
    assert {"not_judged", "not_applicable"} & set(kinds)


@pytest.mark.parametrize("name", _rules())
def test_a_rule_s_page_has_the_headings_and_both_examples(name: str) -> None:
    manual = _rule(name).manual
    assert all(f"\n{heading}\n" in f"\n{manual}\n" for heading in HEADINGS)
    assert "不通过" in manual
    assert manual.splitlines()[0].strip()


@pytest.mark.parametrize("name", _rules())
def test_a_rule_rests_on_something_in_the_policy_file(name: str) -> None:
    rule = _rule(name)
    assert rule.basis
    assert [key for key in rule.basis if key not in _pack().policy] == []


def test_codes_are_unique_and_of_known_dimensions() -> None:
    codes = [rule.code for rule in _pack().rules]
    assert len(set(codes)) == len(codes)
    assert all(rule.dimension != "other" for rule in _pack().rules)


def test_precedence_and_profiles_name_rules_that_exist() -> None:
    codes = [rule.code for rule in _pack().rules]
    pack = _pack()
    named = [code for row in pack.precedence for code in (*row.keeper, *row.others)]
    named += [code for profile in pack.profiles for code in (*profile.enable, *profile.disable)]
    assert [code for code in named if not any(known.startswith(code) for known in codes)] == []
    assert all(row.action in ("suppress", "merge") for row in pack.precedence)


def test_rules_neither_read_files_nor_clocks() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from)\s+(os|io|pathlib|time|datetime|random|socket|subprocess)\b", re.M
    )
    guilty = [
        name for name in _rules() if forbidden.search((HOME / f"{name}.py").read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_rules_do_not_know_each_other() -> None:
    names = "|".join(_rules())
    pattern = re.compile(rf"auditkit_rules\.performance_target(?:\.| import )({names})\b")
    guilty = [name for name in _rules() if pattern.search((HOME / f"{name}.py").read_text(encoding="utf-8"))]
    assert guilty == []


@pytest.mark.parametrize(
    ("change", "says"),
    [({"code": "X1"}, "不合规定"), ({"code": "NRM9999"}, "不合规定"), ({}, "不一致")],
)
def test_a_badly_made_card_is_refused_with_a_sentence(change: dict[str, object], says: str) -> None:
    card = {"code": "NRM999", "title": "t", "severity": "note", "confidence": 0.5} | change

    def some_other_name(project: object) -> list[object]:
        return []

    with pytest.raises(PackError, match=says):
        make_rule(**card)(some_other_name)  # type: ignore[arg-type]
