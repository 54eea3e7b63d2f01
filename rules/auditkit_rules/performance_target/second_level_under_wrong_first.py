"""二级指标归属的一级指标错误

检查什么
    二级指标所属的一级指标与规定的对应关系是否一致，新旧两套分类都认。
为什么
    归属错误会使产出、效益的考核内容混在一起，汇总和赋分都会出错。
示例
    不通过：效益指标 / 质量指标
    通过：产出指标 / 质量指标；成本指标 / 经济成本指标
不报的情形
    同一项目有三行及以上同时不符，多半是表格读取时错行，请先核对原件（列为未判断）。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import (
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Project,
    canonical_first_level,
    canonical_second_level,
    make_rule,
)
from auditkit_rules.performance_target.lists import words

_LEVELS = words("levels_2015_2021")
_HOMES: dict[str, set[str]] = {}
for _taxonomy in ("taxonomy_2015", "taxonomy_2021"):
    for _first, _seconds in _LEVELS.extra[_taxonomy].items():
        for _second in _seconds:
            _HOMES.setdefault(_second, set()).add(_first)


def _misplaced(indicator: Indicator) -> tuple[str, ...]:
    """The first levels where the second belongs, when it stands under another; else nothing."""
    first = canonical_first_level(indicator.first_level)
    second = canonical_second_level(indicator.second_level)
    if first is None or second is None or indicator.kind == "satisfaction":
        return ()
    homes = _HOMES.get(second, set())
    return () if not homes or first in homes or second == first else tuple(sorted(homes))


@make_rule(
    code="NRM203",
    title="二级指标归属的一级指标错误",
    severity="error",
    confidence=0.93,
    basis=("P88-10", "AU-1", "ST-1"),
)
def second_level_under_wrong_first(indicator: Indicator, project: Project, *, most: int = 3) -> Iterator[Outcome]:
    """Compare with both taxonomies; many misplaced rows at once mean a shifted table."""
    if canonical_first_level(indicator.first_level) is None or canonical_second_level(indicator.second_level) is None:
        yield NotApplicable("一级或二级指标不在规定的分类内")
        return
    homes = _misplaced(indicator)
    if not homes:
        return
    if sum(1 for row in project.indicators if _misplaced(row)) >= most:
        yield NotJudged("同一项目多行的一级、二级指标都不对应，疑似表格错行，请核对原件")
        return
    yield Issue(
        message=f"指标“{indicator.name}”的二级指标“{indicator.second_level}”不应列在“{indicator.first_level}”下。",
        suggestion=f"移至“{'”或“'.join(homes)}”；确属{indicator.first_level}的，改填相应的二级指标。",
        field="second_level",
    )
