"""一级指标标注分值与三级分值小计不符

检查什么
    一级指标名称里标注的分值（如“产出指标（50分）”）与其下各三级指标分值之和相差超过 tolerance（默认0.05）。
为什么
    标注分值与小计不一致，自评和评价时无法计分。
示例
    不通过：产出指标（50分），三级指标分值合计47.5
    通过：产出指标（50分），三级指标分值合计50
不报的情形
    一级指标没有标注分值；分值标注为区间（0-20分）。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    make_rule,
    plain,
)


@make_rule(
    code="CON119",
    title="一级指标标注分值与三级分值小计不符",
    severity="error",
    confidence=0.93,
    basis=("BT-6", "R-NMZL", "R-CZTX"),
)
def unbalanced_level_weight(project: Project, *, tolerance: float = 0.05) -> Iterator[Outcome]:
    groups: dict[tuple[str, str | None], list[Indicator]] = {}
    for item in project.indicators:
        groups.setdefault((item.first_level, item.horizon), []).append(item)
    marked = {key: rows for key, rows in groups.items() if any(row.level_weight is not None for row in rows)}
    if not marked:
        yield NotApplicable("一级指标没有标注分值")
        return
    for (level, _), rows in marked.items():
        stated = {row.level_weight for row in rows if row.level_weight is not None}
        blank = [row for row in rows if row.weight is None]
        if blank or len(stated) > 1:
            why = f"“{blank[0].name}”没有可读的分值" if blank else "标注的分值不止一个"
            yield NotJudged(f"{level}：{why}，不能与标注分值核对")
            continue
        (mark,) = stated
        added = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
        if abs(added - mark) > Decimal(str(tolerance)):
            yield Issue(
                message=f"“{level}”标注{plain(mark)}分，"
                f"三级指标分值小计{plain(added)}分（差{plain(abs(added - mark))}分）。",
                suggestion=f"核对各三级指标分值，使小计等于{plain(mark)}分；或把标注改为{plain(added)}分。",
                subject=rows[0],
                field="first_level",
                related=tuple(Place(row, "weight") for row in rows),
                evidence=(Evidence("标注分值", plain(mark), "分"), Evidence("小计", plain(added), "分")),
            )
