"""预算执行情况加不平

检查什么
    自评表各项资金（财政拨款、上年结转、其他资金等）的年初预算数、全年预算数、全年执行数，加起来是否等于资金总额一行。
    空白按0计；误差在 tolerance（元，默认100元）以内的放行。
为什么
    总额与构成对不上，执行率就无从核对。
示例
    不通过：资金总额0，其中财政拨款90万元
    通过：资金总额90万元，其中财政拨款90万元
不报的情形
    只有一行资金；明细行是另一行的细目（如一般公共预算是财政拨款的细目）。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Issue,
    Money,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._self_evaluations import (
    NOT_A_SELF_EVALUATION,
    is_self_evaluation,
    line_label,
    total_lines,
)
from auditkit_rules.performance_target._sums import adds_up

_COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))


def _of_column(project: Project, head: int, key: str, label: str, tolerance: int) -> Iterator[Outcome]:
    filed: list[tuple[int, Money | None]] = [(n, getattr(line, key)) for n, line in enumerate(project.execution)]
    total = filed[head][1]
    parts = [(n, money) for n, money in filed if n != head and money is not None]
    if total is None or not parts:
        return
    if total.yuan is None or any(money.yuan is None for _, money in parts):
        yield NotJudged(f"{label}一栏有未能识别的金额")
        return
    amounts = [(n, money.yuan or Decimal(0)) for n, money in parts]
    added = sum((amount for _, amount in amounts), Decimal(0))
    told = "+".join(f"{line_label(project.execution[n])}{money_text(amount)}" for n, amount in amounts)
    name = line_label(project.execution[head])
    if adds_up(total.yuan, [amount for _, amount in amounts], Decimal(tolerance)):
        yield Passed(f"{label}：{name}{money_text(total.yuan)}={told}")
        return
    yield Issue(
        message=f"{label}加不平：{name}{money_text(total.yuan)}≠{told if len(amounts) == 1 else f'{told}={money_text(added)}'}"
        f"（差{money_text(abs(added - total.yuan))}）。",
        suggestion=f"核对各行{label}，改正总额或其构成，并重算执行率。",
        field=f"execution/{head}/{key}",
        related=tuple(Place(project, f"execution/{n}/{key}") for n, _ in amounts),
        evidence=(Evidence(name, plain(total.yuan), "元"), Evidence("各项之和", plain(added), "元")),
    )


@make_rule(
    code="EVA103",
    title="预算执行情况加不平",
    severity="error",
    confidence=0.9,
    basis=("P88-22.1", "P10-13"),
    dimension="consistency",
)
def unbalanced_execution(project: Project, *, tolerance: int = 100) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    heads = total_lines(project)
    if len(project.execution) < 2 or len(heads) != 1:
        yield NotApplicable("预算执行情况没有一行总额和它的构成")
        return
    outcomes = [said for key, label in _COLUMNS for said in _of_column(project, heads[0], key, label, tolerance)]
    yield from outcomes or [NotApplicable("没有可以相加的金额")]
