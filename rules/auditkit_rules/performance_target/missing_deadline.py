"""时效指标未设置完成时点

检查什么
    时效指标全部是比率或“及时”“按计划”之类，没有一条写明日期、时限、工期或频次。
为什么
    时效指标应确定整体完成时间；只有及时率，无法判断任务究竟什么时候完成。
示例
    不通过：时效指标只有“服务响应及时率≥90%”
    通过：时效指标“培训完成时间｜2024年11月底前”
不报的情形
    全年持续性工作可以只用及时率，所以默认不查，从严方案才查；没有时效指标的另有规则。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._amounts import annual
from auditkit_rules.performance_target._dates import dates_in
from auditkit_rules.performance_target._wording import valued
from auditkit_rules.performance_target.lists import words

_TIMES = {*words("units").groups["time"], *words("cost_reading").groups["time"]}
_POINT = re.compile(
    r"\d{1,2}\s?月|月底|季度|年底|年内|全年|每[年季月周日天]|\d+\s?个?(?:工作日|天|日|小时|分钟|周|月)"
)


@make_rule(
    code="FEA102",
    title="时效指标未设置完成时点",
    severity="note",
    confidence=0.6,
    basis=("P101-2.2", "IK-1"),
    default="strict",
)
def missing_deadline(project: Project) -> Iterator[Outcome]:
    rows = [item for item in project.indicators if item.kind == "output.timeliness" and annual(item)]
    if not rows:
        yield NotApplicable("没有时效指标")
        return
    for item in rows:
        target = item.target
        units = set(re.split(r"[/·]", target.unit or ""))
        if (
            target.kind == "date"
            or units & _TIMES
            or dates_in(target.raw)
            or _POINT.search(item.name + target.raw)
        ):
            return
    if all(item.target.kind in ("empty", "unparsed") for item in rows):
        yield NotJudged("时效指标的值为空或未能识别")
        return
    listed = "、".join(valued(item) for item in rows[:3]) + ("等" if len(rows) > 3 else "")
    yield Issue(
        message=f"时效指标{listed}没有写明整体完成时间或关键节点。",
        suggestion="增设完成时限，如“任务完成时间”（11月底前），或按关键节点设置时限。",
        subject=rows[0],
        field="target",
        related=tuple(Place(item, "target") for item in rows[1:]),
        evidence=tuple(Evidence(item.name, item.target.raw) for item in rows[:3]),
    )
