"""成本指标写成“≥”

检查什么
    成本类指标（单位成本、总成本、各项费用）用了 ≥、＞、“不低于”“以上”。
    名称不像成本、但列在成本栏且指标值是金额的，按“建议修改”请单位核实。
为什么
    成本指标用来控制支出，应当写上限；写“≥”等于鼓励多花钱。
示例
    不通过：每页扫描成本｜≥0.3元
    通过：每页扫描成本｜≤0.3元
不报的情形
    成本节约率、节支额、带动投资、自筹配套等越多越好的；补助标准、保障标准（下限合法）；
    没有列在成本栏的金额（发放额、收入等）。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Severity, make_rule
from auditkit_rules.performance_target._names import is_cost, is_saving
from auditkit_rules.performance_target._targets import direction_of, figure_of, shown, unreadable


@make_rule(
    code="NRM105",
    title="成本指标方向错误",
    severity="error",
    confidence=0.93,
    basis=("SYS4", "P101-2.1", "BT-5"),
)
def cost_at_least(indicator: Indicator) -> Iterator[Outcome]:
    name, target = indicator.name, indicator.target
    if not indicator.kind.startswith("cost."):
        yield NotApplicable("不是成本指标")
        return
    if is_saving(name):
        yield NotApplicable("节约、带动、标准类指标，下限合法")
        return
    hindrance = unreadable(target)
    if hindrance is not None:
        yield hindrance
        return
    if direction_of(target) != "up" or target.delta:
        return
    sure = is_cost(name)
    if not sure and (target.kind != "money" or indicator.kind != "cost.economic"):
        return
    figure, raw = figure_of(target), shown(target.raw)
    said = f"成本指标“{name}”应填控制上限，指标值“{raw}”却写成下限，方向相反。"
    asked = f"“{name}”列为成本指标，指标值“{raw}”却写成下限，请核实是否应为上限。"
    yield Issue(
        message=said if sure else asked,
        suggestion=f"改为“≤{figure}”；按固定标准支付的写“={figure}”。",
        field="target",
        evidence=(Evidence("指标值", raw),),
        severity=None if sure else Severity.WARNING,
        confidence=None if sure else 0.65,
    )
