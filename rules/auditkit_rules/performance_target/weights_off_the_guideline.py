"""一级指标权重偏离指引

检查什么
    各一级指标的权重小计与指引（产出50、效益30、满意度10；或成本20、产出40、效益20、满意度10）相差是否超过5分。
为什么
    指引给出了通行的权重结构，偏离较多应说明理由。特殊情况允许调整，只作提示。
示例
    不通过：产出70、效益10、满意度10
    通过：产出50、效益30、满意度10
不报的情形
    表式没有权重栏；没有设满意度时，满意度的10分并入效益。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Project,
    canonical_first_level,
    make_rule,
    plain,
)

_THREE = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
_FOUR = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
_BUDGETED = 90


def _guideline(sums: dict[str, Decimal]) -> dict[str, int]:
    expected = dict(_FOUR if "成本指标" in sums else _THREE)
    if "满意度指标" not in sums:
        expected["效益指标"] += expected.pop("满意度指标")
    return expected


@make_rule(
    code="NRM502",
    title="一级指标权重偏离指引",
    severity="note",
    confidence=0.75,
    basis=("P101-3.6", "P10-13"),
)
def weights_off_the_guideline(project: Project, *, tolerance: int = 5) -> Iterator[Outcome]:
    """Compare sums a first level with the guideline, scaled to the form's own total."""
    rows = project.indicators
    if "weight" not in project.fields or not any(row.weight is not None for row in rows):
        yield NotApplicable("表内没有权重（分值）栏")
        return
    sums: dict[str, Decimal] = {}
    for row in rows:
        first = canonical_first_level(row.first_level)
        if first is None or row.weight is None:
            yield NotJudged("有指标没有权重或没有规范的一级指标，无法分类小计")
            return
        sums[first] = sums.get(first, Decimal(0)) + row.weight
    total = sum(sums.values(), Decimal(0))
    if total <= 0:
        yield NotJudged("权重合计为零")
        return
    expected = _guideline(sums)
    scale = Decimal(_BUDGETED) / total
    names = [*expected, *(name for name in sums if name not in expected)]
    off = [name for name in names if abs(sums.get(name, Decimal(0)) * scale - expected.get(name, 0)) > tolerance]
    if not off:
        return
    actual = "、".join(f"{name}{plain(value)}分" for name, value in sums.items())
    wanted = "、".join(f"{name}{value}分" for name, value in expected.items())
    yield Issue(
        message=f"一级指标权重为{actual}，偏离指引（{wanted}，合计90分）。",
        suggestion="参照指引调整；有特殊情况的，说明理由。",
        field="indicators",
    )
