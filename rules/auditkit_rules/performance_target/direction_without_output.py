"""资金用途的主要支出方向没有产出指标

检查什么
    把资金用途拆成几个支出方向（“甲外包、乙外包、丙维护等…及丁购置”），逐个与数量、质量、时效指标比对；
    没有任何产出指标提到的方向列出来（最多列 max_listed 个），用途写有分项金额的一并给出占预算的比例。只有一个方向的用途不比对。
为什么
    产出指标应与花钱的事项一一对应；有支出而没有产出要求，这部分资金就无从考核。
示例
    不通过：用途含“办案设备购置”，没有购置类产出指标
    通过：设备购置数量≥30台
不报的情形
    同义说法（送达与邮递、购置与采购）算已覆盖；同一件事的几道工序只算一个方向；“等”后的统称、
    印刷费、水电费、劳务费等花费名目不要求单设产出；对同一批已计数的对象做的几件事（24间教室的粉刷、更换和改造）、
    项目名称本身就是这件事的也不报。“包括”之后列出三项以上工作的，按这些工作比对，只差一项的，和五个以上方向只差一个的，只作提示。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import (
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    Severity,
    make_rule,
    parse_amount,
)
from auditkit_rules.performance_target._amounts import money_text, percent_text
from auditkit_rules.performance_target._spending import breaks_down, spending_directions
from auditkit_rules.performance_target._spending_gaps import (
    Gaps,
    gaps_of,
    judged_directions,
    outputs_of,
    outputs_suggested,
)
from auditkit_rules.performance_target.lists import words

_RUNNING = words("running_costs")
_MANY = 5
_STATED = re.compile(r"(?:(?![每均单标])[^，。；、\d]){0,6}(\d[\d,.]{0,14}\s?[万亿]?元)")


def _with_share(direction: str, project: Project) -> str:
    """The matter in quotes, with its amount and share of the budget where the purpose states it."""
    purpose, total = project.purpose or "", project.budget.total
    at = purpose.find(direction)
    stated = _STATED.match(purpose, at + len(direction)) if at >= 0 else None
    amount = parse_amount(stated[1], None) if stated else None
    if amount is None or total is None or not total.yuan or not 0 < amount <= total.yuan:
        return f"“{direction}”"
    return f"“{direction}”（{money_text(amount)}，占预算{percent_text(amount, total.yuan)}）"


def _issue(project: Project, directions: tuple[str, ...], gaps: Gaps, max_listed: int) -> Issue:
    missing = gaps.uncovered
    listed = "".join(_with_share(item, project) for item in missing[:max_listed])
    more = f"等{len(missing)}个" if len(missing) > max_listed else ""
    unsure = len(missing) == len(directions)
    broken = breaks_down(project.purpose or "")
    uncounted = "".join(f"“{item}”" for item in gaps.uncounted[:max_listed])
    also = f"；{uncounted}有质量或时效指标，没有数量指标" if uncounted else ""
    told = f"{listed}{more}没有看到对应的产出指标{also}，请核实指标与资金用途是否对应"
    if not unsure:
        told = f"{listed}{more}未设置产出指标{also}"
    advice = "；".join(f"“{item}”可设{'、'.join(outputs_suggested(item))}" for item in missing[:max_listed])
    return Issue(
        message=f"资金用途列有{len(directions)}个支出方向，其中{told}。",
        suggestion=f"按支出方向补充产出指标：{advice}。",
        field="purpose",
        quote=missing[0],
        related=tuple(Place(item, "name") for item in outputs_of(project)),
        evidence=(
            Evidence("支出方向", "、".join(directions)),
            Evidence("未覆盖", f"{len(missing)}/{len(directions)}"),
        ),
        severity=Severity.NOTE if len(missing) == 1 and (len(directions) >= _MANY or broken) else None,
        confidence=0.55 if unsure else None,
        topics=missing,
    )


@make_rule(
    code="REL103",
    title="支出方向没有产出指标",
    severity="warning",
    confidence=0.7,
    basis=("P101-2.2", "P88-13.1", "P88-22.2"),
)
def direction_without_output(project: Project, *, max_listed: int = 8) -> Iterator[Outcome]:
    if not (project.purpose or "").strip():
        asked = "purpose" in project.fields
        yield NotJudged("资金用途没有填写") if asked else NotApplicable("表中没有资金用途栏")
        return
    if not outputs_of(project):
        yield NotJudged("没有产出指标，不能与资金用途比对")
        return
    if len(spending_directions(project.purpose or "")) < 2:
        yield NotApplicable("资金用途只有一个支出方向")
        return
    if _RUNNING.has(project.name):
        yield NotApplicable("日常运转类项目，不要求逐项设产出指标")
        return
    directions = judged_directions(project.purpose or "")
    if len(directions) < 2:
        yield NotApplicable("除花费名目外，资金用途没有两个以上支出方向")
        return
    gaps = gaps_of(project, directions)
    if gaps.uncovered:
        yield _issue(project, directions, gaps, max_listed)
    else:
        yield Passed(f"{'、'.join(directions)}均有产出指标对应")
