"""项目预算合计与汇总数不符

检查什么
    一份文件里列有“合计”“总计”一行时，各项目预算数之和与它的预算数不等（相差超过 tol，默认0.01万元）。
为什么
    合计对不上，说明漏报、错填或改了明细没有改合计。
示例
    不通过：42+319+26=387，合计写378
    通过：合计387.00
不报的情形
    文件里没有合计数的；公开件只列部分项目而没有同口径汇总的，不判断。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Batch,
    Evidence,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Passed,
    Place,
    Project,
    Submission,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target.lists import words

_TOTALS = frozenset(words("project_variants").groups["totals"])
_WAN = Decimal(10000)


def _yuan(project: Project) -> Decimal | None:
    return project.budget.total.yuan if project.budget.total is not None else None


def _judge(submission: Submission, total: Project, tol: Decimal) -> Outcome:
    parts = [item for item in submission.projects if normal_text(item.name) not in _TOTALS]
    amounts = [_yuan(item) for item in parts]
    whole = _yuan(total)
    known = [amount for amount in amounts if amount is not None]
    if whole is None or not parts or len(known) < len(parts):
        return NotJudged("有的项目预算数或合计数没有填写或未能识别")
    added = sum(known, Decimal(0))
    listed = "+".join(map(money_text, known[:10])) + ("+…" if len(known) > 10 else "")
    shown = f"{listed}={money_text(added)}" if len(known) > 1 else money_text(added)
    if abs(added - whole) <= tol * _WAN:
        return Passed(f"{shown}，与合计数一致")
    return Issue(
        message=f"各项目预算合计{shown}，与“{total.name}”所列{money_text(whole)}不符"
        f"（差{money_text(abs(added - whole))}）。",
        suggestion=f"核对有无漏报、错填；各项目预算数无误的，合计改为{money_text(added)}。",
        subject=total,
        field="budget/total",
        related=tuple(Place(item, "budget/total") for item in parts),
        evidence=(Evidence("项目合计", plain(added), "元"), Evidence("汇总数", plain(whole), "元")),
    )


@make_rule(
    code="XPR111",
    title="项目预算合计与汇总数不符",
    severity="error",
    confidence=0.85,
    basis=("P88-22.1", "SYS7"),
)
def unmatched_grand_total(batch: Batch, *, tol: float = 0.01) -> Iterator[Outcome]:
    found = False
    for submission in batch.submissions:
        totals = [item for item in submission.projects if normal_text(item.name) in _TOTALS]
        if len(totals) != 1:
            continue
        found = True
        yield _judge(submission, totals[0], Decimal(str(tol)))
    if not found:
        yield NotApplicable("文件中没有同口径的项目支出合计数")
