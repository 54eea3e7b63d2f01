"""完成时限晚于预算年度或项目期

检查什么
    指标值里的完成日期，晚于预算年度末（项目期更长的，晚于项目期末）或早于年初；
    绩效目标里“某年某月前完成”一类时限晚于年度末。
为什么
    当年的资金应在当年形成产出；完成时限在年度之外，年终无法考核。
示例
    不通过：2024年的项目，工程完工时间｜2025年6月底
    通过：2024年的项目，工程完工时间｜2024年12月20日前
不报的情形
    跨年项目期内的日期、中长期目标和指标；写明结转、跨年、次年考核、质保的；文件没有预算年度的不判。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._dates import When, dates_in, iso_span
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target.lists import words

_SPARED = re.compile("结转|跨年|次年|下一年|质保|运维期|使用年限|有效期|考核期|续建|尾款|规划|分期|分年")
_DUE = re.compile(r"^[^，。；\d]{0,4}(?:底|末|前|以前|之前|完成|竣工|完工|交付|建成|验收|投入使用|上线)")
_CONTEXT = words("year_context")
_Day = tuple[int, int, int]


def _window(project: Project, year: int) -> tuple[_Day, _Day]:
    """The first and last day that a deadline may fall on."""
    first, last = (year, 1, 1), (year, 12, 31)
    if project.period:
        start, end = iso_span(project.period.start), iso_span(project.period.end)
        first = min(first, start[0]) if start else first
        last = max(last, end[1]) if end else last
    return first, last


def _of_indicator(project: Project, item: Indicator, window: tuple[_Day, _Day]) -> Iterator[Issue]:
    text = f"{item.name}{item.description or ''}{item.target.raw}"
    dates = dates_in(item.target.raw)
    dated = item.target.kind == "date" or item.kind == "output.timeliness"
    if not dates or not dated or item.horizon == "midterm" or _SPARED.search(text):
        return
    last = max(dates, key=lambda when: when.last)
    late, early = last.first > window[1], last.last < window[0]
    period = project.period
    if late or early:
        yield Issue(
            message=f"“{item.name}”完成时限“{shown(item.target.raw)}”"
            + f"{'晚于' if late else '早于'}预算年度{project.year}年"
            + (f"，也不在项目期“{period.raw}”内。" if period and period.raw.strip() else "。"),
            suggestion=f"调整到{project.year}年12月底以前；确需跨年的，说明跨年安排并设置当年应完成的节点。"
            if late
            else f"核对年份，属当年任务的，改为{project.year}年内的时限；属以前年度任务的，删除该条。",
            subject=item,
            field="target",
            related=(Place(project, "year"),),
            evidence=(Evidence("完成时限", last.raw), Evidence("预算年度", str(project.year))),
        )


def _due(text: str, when: When) -> bool:
    """Whether the text makes this date a deadline."""
    sentence = re.split("[。；;\n]", text[: when.start])[-1] + re.split("[。；;\n]", text[when.start :])[0]
    ends = when.raw.endswith(("底", "末"))
    due = ends or _DUE.match(text[when.end :]) is not None
    return due and not _SPARED.search(sentence) and not _CONTEXT.matches(sentence)


@make_rule(
    code="FEA101",
    title="完成时限不在预算年度内",
    severity="error",
    confidence=0.85,
    basis=("P88-13.3", "P101-2.2"),
)
def deadline_outside_the_year(project: Project) -> Iterator[Outcome]:
    annual = [o for o in project.objectives if o.horizon != "midterm"]
    dated = [item for item in project.indicators if dates_in(item.target.raw)]
    if not dated and not any(dates_in(o.text) for o in annual):
        yield NotApplicable("没有写明年份的完成时限")
        return
    if project.year is None:
        yield NotJudged("文件没有可靠的预算年度，不能判断时限是否超出年度")
        return
    window = _window(project, project.year)
    for item in dated:
        yield from _of_indicator(project, item, window)
    for objective in annual:
        for when in dates_in(objective.text):
            if when.first > window[1] and _due(objective.text, when):
                yield Issue(
                    message=f"绩效目标中的完成时限“{when.raw}”晚于预算年度{project.year}年。",
                    suggestion=f"写明{project.year}年内应完成的内容；跨年任务另列入中长期目标。",
                    subject=objective,
                    quote=when.raw,
                    related=(Place(project, "year"),),
                    evidence=(Evidence("完成时限", when.raw), Evidence("预算年度", str(project.year))),
                    confidence=0.7,
                )
