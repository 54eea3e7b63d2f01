"""How well kinship tells related phrases from unrelated ones, on pairs judged by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditkit.strict_yaml import load_yaml
from auditkit_rules.performance_target._kinship import APART, RELATED, clash, kinship, matter_of

PAIRS = load_yaml(Path(__file__).with_name("kinship.yaml").read_text(encoding="utf-8"), "kinship.yaml")


def _share(group: str, least: float) -> float:
    pairs = PAIRS[group]
    return sum(kinship(one, other) >= least for one, other in pairs) / len(pairs)


@pytest.mark.parametrize("held", ["", "held_"])
def test_related_phrases_reach_the_threshold_and_unrelated_ones_seldom_do(held: str) -> None:
    assert _share(f"{held}related", RELATED) >= 0.9
    assert _share(f"{held}unrelated", RELATED) <= 0.31


@pytest.mark.parametrize("held", ["", "held_"])
def test_related_phrases_are_seldom_called_apart(held: str) -> None:
    assert _share(f"{held}related", APART) >= 0.95 - 0.02
    assert _share(f"{held}unrelated", APART) <= 0.4


def test_kinship_is_the_same_both_ways_and_one_for_the_same_phrase() -> None:
    for one, other in PAIRS["related"] + PAIRS["unrelated"]:
        assert kinship(one, other) == kinship(other, one)
        assert 0 <= kinship(one, other) <= 1
    assert kinship("渠道衬砌", "衬砌渠道长度") > 0.4
    assert kinship("渠道衬砌", "渠道衬砌") == 1


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("公厕新建", "公厕保洁达标率", True),
        ("路灯维修", "路灯更换盏数", False),
        ("设备更新", "设备采购数量", False),
        ("公厕新建", "公厕座数", False),
    ],
)
def test_works_of_different_classes_clash(one: str, other: str, apart: bool) -> None:
    assert clash(one, other) is apart


def test_people_and_places_count_only_where_nothing_else_is_told() -> None:
    assert not matter_of("农村学校供餐") & matter_of("农村学校绘本添置")
    assert matter_of("农村学校") & matter_of("农村学校数量")
