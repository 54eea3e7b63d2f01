"""Choosing rules: prefixes, profiles, options, and what is said of a slip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from auditkit.finding import Outcome, Severity
from auditkit.model import Project
from auditkit.rule import Profile, Rule, RulePack
from auditkit.settings import Settings, SettingsError, choose


def _check(project: Project, *, taxonomy: str = "auto") -> Iterator[Outcome]:
    yield from ()


def _rule(code: str, default: str = "on") -> Rule:
    return Rule(
        code,
        code.lower(),
        code,
        Severity.WARNING,
        0.9,
        (),
        _check,
        "project",
        ("project",),
        {"taxonomy": "auto"},
        default,
    )


PACK = RulePack(
    "p",
    "包",
    "1",
    (_rule("CON101"), _rule("NRM101"), _rule("TXT105", "strict")),
    profiles=(
        Profile("2021", "新", {"taxonomy": "2021"}),
        Profile("strict", "严", enable=("TXT105",), severities={"NRM": "note"}),
    ),
)


def _codes(settings: Settings) -> list[str]:
    return [rule.code for rule in choose([PACK], settings).rules]


def test_strict_rules_wait_for_their_profile_or_their_full_code() -> None:
    assert _codes(Settings()) == ["CON101", "NRM101"]
    assert _codes(Settings(profile="strict")) == ["CON101", "NRM101", "TXT105"]
    assert _codes(Settings(select=("TXT105",))) == ["TXT105"]


def test_prefixes_select_and_ignore() -> None:
    assert _codes(Settings(select=("CON", "NRM1"))) == ["CON101", "NRM101"]
    assert _codes(Settings(ignore=("NRM",))) == ["CON101"]


def test_a_profile_sets_options_and_severities_and_says_so() -> None:
    chosen = choose([PACK], Settings(profile="2021,strict"))
    assert chosen.options["CON101"] == {"taxonomy": "2021"}
    assert chosen.changed["CON101"] == {"taxonomy": "2021"}
    assert chosen.severities == {"NRM101": Severity.NOTE}


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(select=("CON1O1",)), "是不是“CON101”"),
        (Settings(profile="2022"), "可用的有"),
        (Settings(options={"CON101": {"tol": 1}}), "没有参数“tol”"),
        (Settings(severities={"CON": "fatal"}), "级别“fatal”不存在"),
    ],
)
def test_a_slip_is_answered_with_the_remedy(settings: Settings, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        choose([PACK], settings)
