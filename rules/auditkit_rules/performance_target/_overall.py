"""Add up the income, the spending and the tasks of a department's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditkit import Evidence, Issue, Money, NotJudged, Outcome, Passed, Place, Project, plain
from auditkit_rules.performance_target._amounts import money_text
from auditkit_rules.performance_target._numbers_in_text import half_digit
from auditkit_rules.performance_target._sums import adds_up

__all__ = ["Line", "income_lines", "judge_sum", "near", "spending_lines", "total_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """An amount of the form: what it is called, as filed and in yuan, and the field it stands in."""

    label: str
    money: Money
    field: str


def total_of(project: Project) -> Line | None:
    """The total of the whole form: 资金总额, or the total of spending or income that stands for it."""
    total = project.budget.total
    return None if total is None else Line("资金总额", total, "budget/total")


def income_lines(project: Project) -> tuple[Line | None, tuple[Line, ...]]:
    """The total of income (资金总额 where the form has no other) and what it is made of."""
    whole = project.overall
    if whole is None:
        return None, ()
    head = None if whole.income is None else Line("收入合计", whole.income, "overall/income")
    parts = (Line(p.label, p.amount, f"overall/income_parts/{n}") for n, p in enumerate(whole.income_parts))
    return head or total_of(project), tuple(parts)


def spending_lines(project: Project) -> tuple[Line | None, tuple[Line, ...]]:
    """The total of spending, None where the form has none, and what it is made of."""
    whole = project.overall
    if whole is None:
        return None, ()
    kinds = (("基本支出", whole.basic_spending, "basic_spending"), ("项目支出", whole.project_spending, "project_spending"))
    parts = [Line(label, money, f"overall/{key}") for label, money, key in kinds if money is not None]
    parts += [Line(p.label, p.amount, f"overall/spending_parts/{n}") for n, p in enumerate(whole.spending_parts)]
    return None if whole.spending is None else Line("支出合计", whole.spending, "overall/spending"), tuple(parts)


def near(line: Line, tolerance: int) -> Decimal:
    """By how much sums may miss a line for rounding, in yuan."""
    return max(Decimal(tolerance), half_digit(line.money.raw, line.money.yuan or Decimal(0)))


def judge_sum(project: Project, whole: Line, parts: Sequence[Line], tolerance: int) -> Iterator[Outcome]:
    """Whether the parts make up the whole; a single part may be one of several (其中)."""
    unread = [line.label for line in (whole, *parts) if line.money.yuan is None]
    if unread:
        yield NotJudged(f"{'、'.join(unread)}未能识别为金额，无法核对")
        return
    total, amounts = whole.money.yuan or Decimal(0), [line.money.yuan or Decimal(0) for line in parts]
    added, slack = sum(amounts, Decimal(0)), near(whole, tolerance)
    shown = "+".join(f"{line.label.rstrip('：:')}{money_text(amount)}" for line, amount in zip(parts, amounts, strict=True))
    if adds_up(total, amounts, slack):
        yield Passed(f"{whole.label}{money_text(total)}={shown}")
        return
    if len(parts) == 1 and added < total:
        yield NotJudged(f"{whole.label}的构成只列了{parts[0].label}一项，无法核对")
        return
    yield Issue(
        message=f"{whole.label}{money_text(total)}≠{shown}={money_text(added)}（差{money_text(abs(total - added))}）。",
        suggestion=f"核对各项金额和计量单位；构成无误的，{whole.label}应为{money_text(added)}。",
        field=whole.field,
        related=tuple(Place(project, line.field) for line in parts),
        evidence=(Evidence(whole.label, plain(total), "元"), Evidence("各项之和", plain(added), "元")),
    )
