"""定量指标值没有写比较符号

检查什么
    指标值是“数字＋单位”，却没有 ≥、≤、= 等符号，也没有“不低于”“以内”等文字。
    成本类指标按“建议修改”提出，其他指标只作提示；表中另设符号栏而该行空着的同样提出。
为什么
    没有方向，执行中多于或少于这个数都无法判断是否完成；成本指标尤其须写明上限。
示例
    不通过：发放救助金金额｜26万元
    通过：发放救助金金额｜≤26万元
不报的情形
    比率写“100%”视为“=100%”；完成时间、工期、频次等时间要求；增减幅度。
    全表都不写符号是有的表式的通行写法，此时只提成本指标。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._names import is_cost, is_saving
from auditkit_rules.performance_target._targets import figure_of, folded, shown, unreadable
from auditkit_rules.performance_target._time_limits import less_is_better
from auditkit_rules.performance_target.lists import words

_PLAIN = re.compile(r"[￥¥]?\d[\d,]*(?:\.\d+)?[^\d，,；;、]{0,12}")
_TIMES = frozenset(words("units").groups["time"])
_FUZZY, _TIMELY = words("fuzzy_words"), words("timeliness")
_WHOLE = Decimal(100)


def _is_cost(indicator: Indicator) -> bool:
    return indicator.kind.startswith("cost.") or (
        is_cost(indicator.name) and indicator.target.kind == "money"
    )


def _speaks_of_time(indicator: Indicator) -> bool:
    timely = indicator.kind == "output.timeliness" or _TIMELY.ends(indicator.name) is not None
    unit = indicator.target.unit or ""
    return timely and (unit.split("/")[0].removeprefix("个") in _TIMES or "次" in unit)


def _no_need(indicator: Indicator) -> str | None:
    """Why a value without an operator is in order all the same."""
    target = indicator.target
    if target.operator is not None or target.marks or target.delta:
        return "指标值已有方向"
    if target.number == 0:
        return "“0”即“=0”"
    if "年一遇" in target.raw:
        return "“N年一遇”是标准，不要求比较符号"
    if _speaks_of_time(indicator):
        return "完成时间、频次类指标不要求比较符号"
    if not _PLAIN.fullmatch(folded(target.raw)) or _FUZZY.has(folded(target.raw)):
        return "指标值不是单纯的“数字＋单位”"
    if not _is_cost(indicator) and target.kind == "percent" and target.number == _WHOLE:
        return "“100%”视为“=100%”"
    return None


def _issue(indicator: Indicator, project: Project) -> Issue:
    figure, name = figure_of(indicator.target), indicator.name
    cost, standard = _is_cost(indicator), name.rstrip().endswith("标准")
    down = (cost and not is_saving(name)) or less_is_better(indicator)
    sign = "=" if standard else "≤" if down else "≥"
    exact = "按固定标准执行、必须等于的" if cost else "必须恰好完成这个数的"
    other = f"标准设有上限或下限的，写“≤{figure}”或“≥{figure}”" if standard else f"{exact}写“={figure}”"
    place = "，表中符号栏也空着" if "operator_column" in project.fields else ""
    kind = "成本指标" if cost else ""
    return Issue(
        message=f"{kind}“{name}”指标值“{shown(indicator.target.raw)}”未标明方向（≥、≤、=）{place}，"
        "多于或少于这个数时无法判断是否完成。",
        suggestion=f"改为“{sign}{figure}”；{other}。",
        field="target",
        evidence=(Evidence("指标值", shown(indicator.target.raw)),),
        severity=Severity.WARNING if cost and not standard else Severity.NOTE,
        confidence=0.9 if cost and not standard else 0.75,
    )


@make_rule(
    code="NRM101",
    title="定量指标值缺少比较符号",
    severity="warning",
    confidence=0.85,
    basis=("BT-5", "SYS1", "SYS4", "R-HBFY"),
)
def missing_operator(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    hindrance = unreadable(indicator.target)
    if hindrance is not None:
        yield hindrance
        return
    if _no_need(indicator) is not None:
        return
    signed = any(i.target.operator is not None or i.target.marks for i in project.indicators)
    if not _is_cost(indicator) and not signed:
        yield NotApplicable("全表指标值都不写比较符号，属该表式的通行写法，只审核成本指标")
        return
    yield _issue(indicator, project)
