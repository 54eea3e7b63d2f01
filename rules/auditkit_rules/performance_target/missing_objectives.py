"""绩效目标缺失

检查什么
    绩效目标一栏为空，只有编号或栏目的标签，或各条都只是占位内容。
为什么
    绩效目标是安排预算的前置条件；没有目标，指标就没有依据，不得纳入项目库。
示例
    不通过：绩效目标｜（空）；绩效目标｜详见附件
    通过：绩效目标｜全年新建村级文化广场12个，服务村民1.5万人次，9月底前全部开放。
不报的情形
    表式没有绩效目标一栏；目标写在标签下一行的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._placeholders import is_blank, is_placeholder


@make_rule(
    code="CMP201",
    title="绩效目标缺失",
    severity="error",
    confidence=0.99,
    basis=("P88-7", "P88-9", "SYS1"),
)
def missing_objectives(project: Project) -> Iterator[Outcome]:
    """One objective that says something is enough; single placeholders are another rule's matter."""
    filled = [item for item in project.objectives if not is_blank(item.text)]
    if any(not is_placeholder(item.text) for item in filled):
        return
    if not filled and "objectives" not in project.fields:
        yield NotApplicable("表式没有绩效目标一栏")
        return
    told = f"只填写了占位内容“{filled[0].text.strip()}”" if filled else "未填写"
    yield Issue(
        message=f"绩效目标{told}，不符合入库和申请预算的要求。",
        suggestion="按“产出+效果”补写总体目标：做什么、做多少、达到什么标准、何时完成、带来什么变化。",
        field="objectives",
        related=tuple(Place(item) for item in filled),
    )
