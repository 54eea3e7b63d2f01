"""收支构成的占比算错

检查什么
    部门（单位）整体支出绩效目标表的收支构成填有占比的，按金额重算；相差超过 points（百分点，默认0.6）的提出。
为什么
    占比与金额对不上，不是占比算错，就是金额的计量单位用错（万元的表填了元）。
示例
    不通过：收入合计2000万元，财政拨款1860万元，占比83%
    通过：占比93%
不报的情形
    没有占比栏；没有合计数可以相除的，不判断。
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
    Overall,
    Passed,
    Project,
    make_rule,
    parse_target_value,
    plain,
)
from auditkit_rules.performance_target._amounts import money_text, percent_text
from auditkit_rules.performance_target._departments import NOT_A_DEPARTMENT

_Filled = tuple[str, Money, str, str, str, Money | None]
"""Label, amount, share and field of a line, and what the total over it is called and amounts to."""


def _lines(whole: Overall) -> Iterator[_Filled]:
    """The lines that have a share."""
    sides = (("income_parts", "收入合计", whole.income), ("spending_parts", "支出合计", whole.spending))
    for key, name, total in sides:
        for number, part in enumerate(getattr(whole, key)):
            if part.share:
                yield part.label, part.amount, part.share, f"overall/{key}/{number}", name, total
    kinds = (("基本支出", whole.basic_spending, whole.basic_spending_share, "basic_spending"), ("项目支出", whole.project_spending, whole.project_spending_share, "project_spending"))
    for label, amount, share, key in kinds:
        if share and amount is not None:
            yield label, amount, share, f"overall/{key}", "支出合计", whole.spending


def _judge(line: _Filled, points: float) -> Outcome:
    label, amount, share, field, name, total = line
    stated = parse_target_value(share).number
    if total is None or not total.yuan or amount.yuan is None or stated is None:
        return NotJudged(f"{name}或“{label}”的金额、占比没有填写或未能识别，无法重算")
    right = amount.yuan / total.yuan * 100
    if abs(right - stated) <= Decimal(str(points)):
        return Passed(f"“{label}”占比{plain(stated)}%与金额相符")
    told = percent_text(amount.yuan, total.yuan)
    return Issue(
        message=f"“{label}”{money_text(amount.yuan)}占{name}{money_text(total.yuan)}的{told}，表中写{share}。",
        suggestion=f"核对金额和计量单位；金额无误的，占比改为{told}。",
        field=field,
        evidence=(Evidence("表中占比", plain(stated), "%"), Evidence("重算占比", plain(round(right, 2)), "%")),
    )


@make_rule(
    code="DEP107",
    title="收支构成的占比算错",
    severity="warning",
    confidence=0.9,
    basis=("P88-22.1", "TJ102"),
    dimension="consistency",
)
def wrong_share(project: Project, *, points: float = 0.6) -> Iterator[Outcome]:
    if project.overall is None:
        yield NOT_A_DEPARTMENT
        return
    judged = [_judge(line, points) for line in _lines(project.overall)]
    yield from judged or [NotApplicable("表中没有占比")]
