"""金额计量单位未注明

检查什么
    表头、栏目名称和金额本身都没有写明是元还是万元。
为什么
    单位不明，预算与成本指标就无法勾稽；有关金额的各项检查只能列为“数据不足”。
示例
    不通过：预算数｜42.00（通篇没有单位）
    通过：单位：万元｜预算数 42.00
不报的情形
    金额里已带单位（“42万元”）；没有填写任何金额；同一文件的其他项目表已注明的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, Money, NotApplicable, Outcome, Passed, Project, Severity, Submission, make_rule


def _amounts(project: Project) -> list[Money]:
    budget = project.budget
    found = [budget.total, budget.fiscal, budget.other, *(part.amount for part in budget.parts)]
    return [money for money in found if money is not None and any(char.isdigit() for char in money.raw)]


@make_rule(
    code="CMP105",
    title="金额计量单位未注明",
    severity="warning",
    confidence=0.9,
    basis=("BT-5", "SYS7"),
)
def missing_money_unit(project: Project, submission: Submission) -> Iterator[Outcome]:
    """The unit may stand in the head, in a label, in each amount, or in a neighbouring form."""
    if project.money_unit:
        return
    amounts = _amounts(project)
    if not amounts:
        yield NotApplicable("没有填写金额")
        return
    unclear = [money for money in amounts if "元" not in money.raw and any(c in "123456789" for c in money.raw)]
    if not unclear:
        yield Passed("各金额自带计量单位")
        return
    raw = unclear[0].raw.strip()
    others = [item.money_unit for item in submission.projects if item.money_unit]
    field = "budget/total" if unclear[0] is project.budget.total else "budget"
    if others:
        yield Issue(
            message=f"本表未注明金额单位（预算金额“{raw}”），同一文件的其他项目表为“{others[0]}”。",
            suggestion=f"核对后在表头注明“单位：{others[0]}”。",
            field=field,
            severity=Severity.NOTE,
        )
        return
    yield Issue(
        message=f"预算金额“{raw}”没有注明是元还是万元，无法与成本指标核对。",
        suggestion="在表头注明“单位：万元”（以元填报的注明“单位：元”）。",
        field=field,
    )
