"""起止时间矛盾

检查什么
    项目期的开始晚于结束；项目期写“3年”而起止日期不是三年；指标值里的起止日期前后颠倒。
为什么
    起止时间错了，年度任务和时限都无从核对。
示例
    不通过：项目期2024-12-31至2024-01-01
    通过：项目期2024-01-01至2024-12-31
不报的情形
    表式没有项目期；年数按历年或按足月计算其一相符的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._dates import dates_in, iso_span

_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_YEARS = re.compile(
    r"(?<![\d一二三四五六七八九十])(\d{1,2}|[一二两三四五六七八九十])\s?年(?!\s?\d{1,2}\s?月|[度级以内初底末])"
)
_RANGE = re.compile(r"\s*(?:[-—–~～]+|至|到)\s*")


def _stated_years(raw: str) -> int | None:
    found = _YEARS.search(re.sub(r"(?:19|20)\d\d\s?年", "", raw))
    return (_DIGITS.get(found[1]) or int(found[1])) if found else None


def _of_period(project: Project) -> Iterator[Outcome]:
    period = project.period
    if period is None:
        return
    start, end = iso_span(period.start), iso_span(period.end)
    if start is None or end is None:
        yield NotJudged(f"项目期“{period.raw}”未能识别出起止日期")
        return
    evidence = (Evidence("开始", period.start or ""), Evidence("结束", period.end or ""))
    if start[0] > end[1]:
        yield Issue(
            message=f"项目起止时间“{period.raw}”矛盾：开始时间{period.start}晚于结束时间{period.end}。",
            suggestion=f"核对起止时间，属前后颠倒的，改为“{period.end}至{period.start}”。",
            field="period",
            evidence=evidence,
        )
        return
    stated = _stated_years(period.raw)
    calendar = end[1][0] - start[0][0] + 1
    months = (end[1][0] - start[0][0]) * 12 + end[1][1] - start[0][1] + 1
    if stated and stated != calendar and abs(months - stated * 12) > 2:
        yield Issue(
            message=f"项目期“{period.raw}”写{stated}年，而起止时间{period.start}至{period.end}为{calendar}个年度，两者矛盾。",
            suggestion="核对项目期年数和起止日期，改为一致。",
            field="period",
            evidence=evidence,
        )


def _of_targets(project: Project) -> Iterator[Outcome]:
    for item in project.indicators:
        dates = dates_in(item.target.raw)
        if len(dates) != 2 or not _RANGE.fullmatch(item.target.raw[dates[0].end : dates[1].start]):
            continue
        if dates[0].first > dates[1].last:
            yield Issue(
                message=f"“{item.name}”的起止时间“{item.target.raw}”前后颠倒。",
                suggestion=f"核对年月，属前后颠倒的，改为“{dates[1].raw}至{dates[0].raw}”。",
                subject=item,
                field="target",
                evidence=(Evidence("开始", dates[0].raw), Evidence("结束", dates[1].raw)),
            )


@make_rule(
    code="FEA107",
    title="起止时间矛盾",
    severity="error",
    confidence=0.95,
    basis=("P88-22.1", "P88-13.3"),
)
def contradictory_period(project: Project) -> Iterator[Outcome]:
    ranged = any(len(dates_in(item.target.raw)) == 2 for item in project.indicators)
    if project.period is None and not ranged:
        yield NotApplicable("没有起止时间")
        return
    yield from _of_period(project)
    yield from _of_targets(project)
