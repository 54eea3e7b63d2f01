"""指标值低于上年目标或实际

检查什么
    同一单位、同名项目有相邻两个年度的申报表时，逐条比同名指标：越多越好的，本年目标比上年目标（或上年实际）低 drop
    （默认5%）以上；越少越好的，高出同样幅度。
为什么
    目标不应无故倒退，也不应低于已经做到的水平。
示例
    不通过：上年扫描150万页，本年≥120万页
    通过：≥150万页，或说明任务减少
不报的情形
    计量单位或口径不同；成本指标。预算同时减少，或者文中写明任务收尾、政策调整的，只作提示。没有上年资料时不判断。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Batch,
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
    parse_target_value,
    plain,
)
from auditkit_rules.performance_target._targets import direction_of, shown
from auditkit_rules.performance_target._time_limits import less_is_better
from auditkit_rules.performance_target._unit_projects import successions
from auditkit_rules.performance_target._year_pairs import same_indicators, told_change

_KINDS = ("quantity", "percent")


def _less_is_better(indicator: Indicator) -> bool:
    return direction_of(indicator.target) == "down" or less_is_better(indicator)


def _reached(before: Indicator) -> list[tuple[str, Decimal]]:
    """Last year's target and, where filed in the same unit, what was reached."""
    levels = [("目标", before.target.number)]
    actual = parse_target_value(before.actual) if before.actual else None
    if actual is not None and actual.unit == before.target.unit and not actual.delta:
        levels.append(("实际", actual.number))
    return [(label, number) for label, number in levels if number is not None and number > 0]


def _worse(now: Indicator, before: Indicator, drop: Decimal) -> tuple[str, Decimal, Decimal] | None:
    """The level it falls behind most, and by how many per cent."""
    number, down = now.target.number, _less_is_better(now)
    if number is None or now.target.delta or before.target.delta:
        return None
    found = [
        (label, level, ((number - level) if down else (level - number)) / level)
        for label, level in _reached(before)
    ]
    label, level, gap = max(found, key=lambda row: row[2], default=("", Decimal(0), Decimal(0)))
    return (label, level, round(gap * 100, 1)) if gap > drop else None


def _reason(before: Project, now: Project, gap: Decimal) -> str:
    """What speaks for a lower target: a budget that fell at least half as much, or the form's own words."""
    told = told_change(now, "fewer")
    if told:
        return f"；文中提到“{told}”，请核实是否与此有关"
    old, new = before.budget.total, now.budget.total
    if old is None or new is None or not old.yuan or new.yuan is None:
        return ""
    return "；预算也相应减少，请说明任务有何变化" if (old.yuan - new.yuan) / old.yuan * 100 >= gap / 2 else ""


@make_rule(
    code="XPR107",
    title="指标值不及上年水平",
    severity="warning",
    confidence=0.8,
    basis=("P101-1.1", "P101-3.3", "P88-11", "P10-16"),
)
def target_below_last_year(batch: Batch, *, drop: float = 0.05) -> Iterator[Outcome]:
    pairs = list(successions(batch))
    if not pairs:
        yield NotApplicable("没有上年资料")
        return
    for before, now in pairs:
        for old, new in same_indicators(before, now):
            worse = _worse(new, old, Decimal(str(drop))) if new.target.kind in _KINDS else None
            if worse is None or new.kind.startswith("cost"):
                continue
            label, level, gap = worse
            less = _less_is_better(new)
            moved = f"{plain(abs((new.target.number or level) - level))}个百分点" if new.target.unit == "%" else f"{plain(gap)}%"
            written = shown(old.actual or "") if label == "实际" else shown(old.target.raw)
            reason = _reason(before, now, gap)
            yield Issue(
                message=f"“{new.name}”指标值“{shown(new.target.raw)}”，较上年{label}“{written}”"
                f"{'上升' if less else '下降'}{moved}{reason}。",
                suggestion=f"参照上年水平设定，不{'高' if less else '低'}于上年{label}；任务有变化的，说明原因。",
                subject=new,
                field="target",
                related=(Place(old, "target"),),
                evidence=(Evidence(f"上年{label}", plain(level), new.target.unit), Evidence("变动", plain(gap), "%")),
                severity=Severity.NOTE if reason else None,
            )
