"""定量指标值没有计量单位

检查什么
    指标值只有数字，没有单位也没有“%”，且表中没有另填的计量单位。
为什么
    “≥18000”说不清是件、人次还是元；成本指标缺单位时，元与万元相差一万倍。
示例
    不通过：支持项目数量｜≥18
    通过：支持项目数量｜≥18个
不报的情形
    指数、得分、比值、排名等本无单位；指标值为0；比率漏写“%”由百分比写法规则汇总提出。
    单位在名称里已经写明（“培训人数（人）”“扫描页数”）的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._names import measure_of
from auditkit_rules.performance_target._targets import shown, unreadable
from auditkit_rules.performance_target._units import family_of, is_percentage, needs_no_unit, unit_in_name
from auditkit_rules.performance_target._wording import either
from auditkit_rules.performance_target.lists import words

_TIMELY = words("timeliness")


def _no_need(indicator: Indicator) -> str | None:
    target, name = indicator.target, indicator.name
    if needs_no_unit(name):
        return "指数、得分、比值类指标没有计量单位"
    if is_percentage(name):
        return "比率类指标漏写“%”由百分比写法规则提出"
    year = target.number is not None and 1990 <= target.number <= 2100
    if year and (_TIMELY.ends(name) or measure_of(name) in ("时间", "日期", "时限")):
        return "指标值是年份"
    return None


def _likely_units(name: str, project: Project) -> tuple[str, ...]:
    family = family_of(name)
    if family is None:
        return ()
    if family.money:
        unit = project.money_unit or "万元"
        return (unit, "元" if unit != "元" else "万元")
    return family.units[:3]


def _unit_wanted(raw: str, units: tuple[str, ...]) -> str:
    if len(units) > 1:
        return f"补写计量单位，写明是{either(units[:2])}。"
    return f"补写计量单位，如“{raw}{units[0]}”。" if units else "补写计量单位（件、人次、项等）。"


def _issue(indicator: Indicator, project: Project) -> Issue:
    name, raw = indicator.name, shown(indicator.target.raw)
    told = unit_in_name(name)
    units = _likely_units(name, project)
    column = "，表中计量单位栏也空着" if "unit_column" in project.fields else ""
    if told is not None:
        message = f"“{name}”指标值“{raw}”没有写计量单位{column}，只能从名称推知是“{told[0]}”。"
        suggestion = f"改为“{raw}{told[0]}”。"
    else:
        unclear = f"，无法分清是{'还是'.join(units[:2])}" if len(units) > 1 else "，无法确定数量"
        message = f"“{name}”指标值“{raw}”没有计量单位{column}{unclear}。"
        suggestion = _unit_wanted(raw, units)
    return Issue(
        message=message,
        suggestion=suggestion,
        field="target",
        evidence=(Evidence("指标值", raw),),
        severity=Severity.NOTE if told is not None else None,
    )


@make_rule(
    code="NRM102",
    title="定量指标值缺少计量单位",
    severity="warning",
    confidence=0.88,
    basis=("BT-5", "SYS1", "R-NMZL"),
)
def missing_unit(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    hindrance = unreadable(indicator.target)
    if hindrance is not None:
        yield hindrance
        return
    target = indicator.target
    if target.unit or target.kind in ("percent", "money") or target.number == 0:
        return
    reason = _no_need(indicator)
    if reason is not None:
        yield NotApplicable(reason)
        return
    yield _issue(indicator, project)
