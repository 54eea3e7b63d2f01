"""文本中的项目金额与预算数不一致

检查什么
    用途、目标里“共安排”“预算资金”“申请资金”等说的全项目金额，与预算数（或其中财政资金、其他资金）不等；
    用途里各分项金额之和与预算数不等；文中只写了一个总投资而比本年预算数还少。文中金额按末位数的半个单位留四舍五入的余地。
为什么
    同一张表里两个预算数，说明其中一个没有随调整更新。
示例
    不通过：用途“共安排45万元”，预算数42.00
    通过：用途“培训30万元、会议30万元、差旅30万元”，预算数90.00
不报的情形
    单价、补助标准、上年数、累计数、结转、收入等不与预算数比较；总投资大于预算数的（分年安排或另有资金）；
    金额恰好相差一万倍的，由“金额量级疑似错误”来提；分项后有“等”“其他”的，不要求加总相等。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Project,
    make_rule,
)
from auditkit_rules.performance_target._amount_issues import investment_issue, parts_issue, whole_issue
from auditkit_rules.performance_target._amounts import budget_of, money_text
from auditkit_rules.performance_target._money_in_text import (
    investments,
    is_known,
    known_amounts,
    money_mentions,
    off_by_scale,
    rounding,
)


@make_rule(
    code="CON109",
    title="文中金额与预算数不一致",
    severity="error",
    confidence=0.75,
    basis=("P88-13.4", "SYS7", "R-CZTX"),
)
def conflicting_text_amounts(project: Project) -> Iterator[Outcome]:
    told = money_mentions(project)
    whole = [item for item in told if item.role == "whole"]
    parts = [item for item in told if item.role == "part" and item.field == "purpose"]
    if not whole and len(parts) < 2 and not investments(project):
        yield NotApplicable("文中没有可与预算数比较的金额")
        return
    budget, reason = budget_of(project)
    if reason:
        yield NotJudged(reason)
        return
    if less := investment_issue(project, budget):
        yield less
        return
    if not whole and len(parts) < 2:
        yield Passed(f"文中的总投资不小于预算数{money_text(budget)}")
        return
    amounts = known_amounts(project)
    wrong = [
        item
        for item in whole
        if not is_known(item, amounts) and not off_by_scale(item.mention.number, budget)
    ]
    added = sum((item.mention.number for item in whole), Decimal(0))
    if wrong and abs(added - budget) > sum((rounding(item) for item in whole), Decimal(0)):
        yield from (whole_issue(project, item, budget) for item in wrong)
        return
    if whole:
        scaled = any(off_by_scale(item.mention.number, budget) for item in whole)
        proof = f"文中金额与预算数{money_text(budget)}一致"
        yield NotApplicable("文中金额与预算数相差一万倍，按金额量级问题处理") if scaled else Passed(proof)
        return
    if "其中" not in (project.purpose or "") and not any(is_known(item, amounts) for item in parts):
        issue = parts_issue(project, parts, budget)
        yield issue or Passed(f"用途所列各项金额与预算数{money_text(budget)}不矛盾")
