"""绩效目标未量化

检查什么
    一个项目的全部绩效目标里，没有任何“数字＋单位”、百分比或完成时点。编号、年份、文号不算。按项目合并成一条。
为什么
    目标要能衡量；核心产出、质量、时限写进目标，才能与指标和预算对得上。
示例
    不通过：提高执法办案效率和水平
    通过：全年办结案件18000件以上，平均审理天数较上年下降5%
不报的情形
    有任何一条目标写了数量、比例或时限。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotJudged, Outcome, Place, Project, TargetValue, make_rule
from auditkit_rules.performance_target._quantities import is_quantified
from auditkit_rules.performance_target._targets import shown
from auditkit_rules.performance_target._wording import quoted

_LISTED = 3
_WHOLE = Decimal(100)


def _sound(target: TargetValue) -> bool:
    """Whether a value can be offered as it stands: a date, a count with its unit, a rate below 100% or equal to it."""
    if target.kind == "percent":
        number = target.number or Decimal(0)
        return 0 < number < _WHOLE or (number == _WHOLE and target.operator in ("=", None))
    return target.kind == "date" or (target.kind == "quantity" and bool(target.number) and bool(target.unit))


def _measured(project: Project) -> list[Indicator]:
    return [item for item in project.indicators if item.kind.startswith("output.") and _sound(item.target)]


def _advice(project: Project) -> str:
    core = quoted(f"{item.name}{shown(item.target.raw)}" for item in _measured(project)[:_LISTED])
    return f"把核心指标值写入绩效目标，如{core}。" if core else "在绩效目标中写明主要产出的数量、质量要求和完成时限。"


@make_rule(
    code="REL107",
    title="绩效目标未量化",
    severity="note",
    confidence=0.85,
    basis=("P88-13.2", "P10-A2", "AU-3"),
)
def unquantified_objectives(project: Project) -> Iterator[Outcome]:
    objectives = [item for item in project.objectives if item.text.strip()]
    if not objectives:
        yield NotJudged("绩效目标没有填写")
        return
    if any(is_quantified(item.text) for item in objectives):
        return
    count = len(objectives)
    told = f"全部{count}条绩效目标都是" if count > 1 else "绩效目标是"
    yield Issue(
        message=f"{told}定性表述，未明确数量、质量或时限要求。",
        suggestion=_advice(project),
        related=tuple(Place(item) for item in objectives),
        evidence=(Evidence("未量化的目标", f"{count}/{count}", "条"),),
    )
