"""一级或二级指标名称不规范

检查什么
    一级、二级指标的名称去掉分值、括号和“★”后，是否属于规定的指标分类（含常见简称）。
为什么
    指标分类是汇总和比较的基础，自造的类别无法归类，也常掩盖缺项。
示例
    不通过：一级“管理指标”；二级“宣传指标”
    通过：产出指标 / 数量指标；效益指标 / 社会效益
不报的情形
    “效果指标”“时效”“服务对象满意度”等常见写法；表内没有一级或二级指标栏。
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from auditkit import (
    Indicator,
    Issue,
    NotApplicable,
    Outcome,
    canonical_first_level,
    canonical_second_level,
    kind_of,
    make_rule,
)

_FIRST = ("产出指标", "效益指标", "满意度指标", "成本指标")
_SECOND = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
)


@make_rule(
    code="NRM201",
    title="一级或二级指标名称不规范",
    severity="warning",
    confidence=0.85,
    basis=("P88-10", "P101-2.0", "SYS3"),
)
def unofficial_level_name(indicator: Indicator) -> Iterator[Outcome]:
    """Judge both level names; a second level that still tells its kind is let pass."""
    first, second = indicator.first_level, indicator.second_level
    if not first and not second:
        yield NotApplicable("没有填写一级、二级指标")
        return
    if first and canonical_first_level(first) is None and canonical_second_level(first) is None:
        yield _issue(first, "一级指标", _FIRST, "first_level")
    if second and canonical_second_level(second) is None and kind_of(first, second) == "unknown":
        yield _issue(second, "二级指标", _SECOND, "second_level")


def _issue(text: str, level: str, official: tuple[str, ...], field: str) -> Issue:
    near = get_close_matches(text, official, n=1, cutoff=0.75)
    advice = f"改为“{near[0]}”" if near else f"改用规定的{level}（{'、'.join(official)}）"
    return Issue(
        message=f"{level}“{text}”不属于规定的指标分类，无法归类汇总。",
        suggestion=f"{advice}，并核对该指标应归入哪一类。",
        field=field,
    )
