"""预算数缺失、非数值或不大于零

检查什么
    预算数（年度资金总额）为空、不是数字，或者不大于零。
为什么
    没有有效的预算数，就无法判断目标与资金是否匹配。
示例
    不通过：预算数｜（空）；预算数｜待定
    通过：预算数｜1,030,700.00
不报的情形
    表式没有预算数一栏；金额带附注而未能识别的列为数据不足；只缺金额单位的由“金额计量单位未注明”来提；
    只用上年结转资金的延续项目，当年预算为零属正常；allow_zero 可整体放行零预算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import Issue, Money, NotApplicable, NotJudged, Outcome, Project, make_rule, parse_amount
from auditkit_rules.performance_target._placeholders import is_placeholder

_GARBLED = re.compile(r"[\dOoIl.,，。\s]+")


def _number(money: Money | None) -> Decimal | None:
    """The figure in the unit of the form: what is asked is only whether there is one."""
    if money is None:
        return None
    return money.yuan if money.yuan is not None else parse_amount(money.raw, "元")


def _may_be_amount(raw: str) -> bool:
    """Whether there is an amount in a text that cannot be read as one: 200+100, not 详见附件2."""
    figures = any(char.isdigit() for char in raw) and not _GARBLED.fullmatch(raw)
    return figures and not is_placeholder(raw.rstrip("0123456789一二三四五六七八九十"))


def _carried_over(project: Project) -> bool:
    parts = [part for part in project.budget.parts if "结转" in part.label or "结余" in part.label]
    return any((_number(part.amount) or 0) > 0 for part in parts)


def _advice(project: Project) -> str:
    parts = [("财政资金", project.budget.fiscal), ("其他资金", project.budget.other)]
    known = [(label, money.raw.strip(), _number(money)) for label, money in parts if money is not None]
    filled = [(label, raw) for label, raw, number in known if number]
    usable = sum((number for _, _, number in known if number), Decimal(0)) > 0
    if not filled or not usable:
        return "按项目库批复数填写，金额单位与表头一致。"
    told = "、".join(f"{label}{raw}" for label, raw in filled)
    return f"表内已填{told}，核对后按各项资金之和填写，并与项目库批复数一致。"


@make_rule(
    code="CMP103",
    title="预算数缺失、非数值或不大于零",
    severity="error",
    confidence=0.97,
    basis=("P88-13.4", "P88-22.1"),
)
def missing_budget(project: Project, *, allow_zero: bool = False) -> Iterator[Outcome]:
    """A figure without a money unit is a figure; zero is allowed beside carried-over money."""
    total = project.budget.total
    if total is None or not total.raw.strip():
        if "budget.total" not in project.fields:
            yield NotApplicable("表式没有预算数一栏")
            return
        yield Issue(
            message="预算数未填写，无法判断目标与资金是否匹配。",
            suggestion=_advice(project),
            field="budget/total",
        )
        return
    number = _number(total)
    if number is None and _may_be_amount(total.raw):
        yield NotJudged(f"预算数“{total.raw.strip()}”未能识别为一个金额")
        return
    if number is None:
        fact = f"预算数“{total.raw.strip()}”不是有效金额"
    elif number < 0:
        fact = f"预算数“{total.raw.strip()}”小于零"
    elif number == 0 and not allow_zero and not _carried_over(project):
        fact = f"预算数为“{total.raw.strip()}”"
    else:
        return
    yield Issue(
        message=f"{fact}，无法判断目标与资金是否匹配。",
        suggestion=_advice(project),
        field="budget/total",
    )
