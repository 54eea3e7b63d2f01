"""The words of the official forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditkit.vocabulary import (
    FIRST_LEVELS_2015,
    FIRST_LEVELS_2021,
    KINDS,
    canonical_first_level,
    canonical_second_level,
    is_second_level,
    kind_of,
    normal_level,
    score_in_level,
)


@pytest.mark.parametrize(
    ("filed", "normal", "score"),
    [
        ("产出指标(50分)", "产出指标", "50"),
        ("产出指标（ 37.5 分）", "产出指标", "37.5"),
        ("成本指标(0-20)分", "成本指标", "0-20"),
        ("质量指标 (必填)", "质量指标", None),
        ("满意度指\n标", "满意度指标", None),
        ("数 量 指 标：", "数量指标", None),
        ("★时效指标", "时效指标", None),
        ("一、效益指标", "效益指标", None),
        ("（二）效益指标30分", "效益指标", "30"),
        ("【社会效益指标】", "社会效益指标", None),
        ("", "", None),
    ],
)
def test_a_level_is_stripped_of_extras_and_its_score_is_kept(
    filed: str, normal: str, score: str | None
) -> None:
    assert normal_level(filed) == normal
    assert score_in_level(filed) == score


@pytest.mark.parametrize("taxonomy", [FIRST_LEVELS_2015, FIRST_LEVELS_2021])
def test_every_official_pair_has_a_kind(taxonomy: dict[str, tuple[str, ...]]) -> None:
    for first, seconds in taxonomy.items():
        assert canonical_first_level(first) == first
        for second in seconds:
            assert canonical_second_level(second) == second
            assert kind_of(first, second) in KINDS
            assert kind_of(first, second) != "unknown"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("产出指标", "成本指标", "cost.economic"),
        ("成本指标", "经济成本指标", "cost.economic"),
        ("成本指标", "社会成本指标", "cost.social"),
        ("成本指标(10分)", "生态环境成本指标", "cost.environmental"),
        ("成本指标", "", "cost.economic"),
        ("效益指标", "服务对象满意度指标", "satisfaction"),
        ("满意度指标", "", "satisfaction"),
        ("满意度指标", "家长评价", "satisfaction"),
        ("社会公众或服务对象满意度指标", "其他", "satisfaction"),
        ("效益指标", "受益群众满意度指标", "satisfaction"),
        ("项目完成指标", "进度指标", "output.timeliness"),
        ("项目效益指标", "环境效益指标", "benefit.ecological"),
        ("效益", "可持续发展指标", "benefit.sustained"),
        ("产出", "数量", "output.quantity"),
        ("", "质量指标（必填）", "output.quality"),
        ("产出指标", "工程数量", "output.quantity"),
        ("效益指标", "经济社会效益", "unknown"),
        ("产出指标", "", "unknown"),
        ("过程指标", "资金管理", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_the_kind_comes_from_both_levels(first: str, second: str, kind: str) -> None:
    assert kind_of(first, second) == kind


@pytest.mark.parametrize("name", ["社会公众满意度", "修复古籍册数", "成本控制在预算内", "", "指标"])
def test_an_indicator_name_is_no_second_level(name: str) -> None:
    assert not is_second_level(name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_some_kind(first: str, second: str) -> None:
    assert kind_of(first, second) in KINDS


@given(
    st.sampled_from([s for t in (FIRST_LEVELS_2015, FIRST_LEVELS_2021) for v in t.values() for s in v]),
    st.data(),
)
def test_blanks_and_a_score_change_nothing(level: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(level) - 1))
    score = data.draw(st.integers(1, 90))
    filed = f"{level[:at]}{data.draw(st.sampled_from([' ', chr(10), chr(0x3000)]))}{level[at:]}（{score}分）"
    assert canonical_second_level(filed) == level
    assert score_in_level(filed) == str(score)
