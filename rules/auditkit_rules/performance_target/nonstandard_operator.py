"""比较符号书写不规范

检查什么
    指标值用了 >=、=>、≧、》、﹦ 等代用符号，或同一张表里“大于等于”与“≥”混用。
    按项目汇总成一条。
为什么
    符号不统一，录入系统时容易丢失或误认。
示例
    不通过：>=21933人
    通过：≥21933人
不报的情形
    全表统一写“大于等于”等文字；“不低于”“以上”等通行文字；表中另有符号栏。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._targets import Mark, blank, figure_of, marks_of, shown
from auditkit_rules.performance_target._wording import quoted, sign_for, some_of
from auditkit_rules.performance_target.lists import words

_COLUMN_WORDS = frozenset(words("comparison_marks").mapping)
_FINE = frozenset({"≥", "≤", "=", ">", "<", "＞", "＜"})
_SHOWN = 4


def _odd(marks: Sequence[Mark], mixed: bool, equals: bool) -> bool:
    for mark in marks:
        if mark.symbol and mark.written not in _FINE and (mark.written != "＝" or equals):
            return True
        if mixed and mark.written in _COLUMN_WORDS:
            return True
    return False


def _right(indicator: Indicator, marks: Sequence[Mark]) -> str:
    return f"{sign_for(indicator, marks[0].canonical, indicator.target.number)}{figure_of(indicator.target)}"


@make_rule(
    code="NRM109",
    title="比较符号书写不规范",
    severity="note",
    confidence=0.95,
    basis=("BT-5", "R-LJ", "R-SX", "R-NMZL"),
)
def nonstandard_operator(project: Project) -> Iterator[Outcome]:
    filled = [(i, marks_of(i.target)) for i in project.indicators if not blank(i.target)]
    used = [(indicator, marks) for indicator, marks in filled if marks]
    if not used:
        yield NotApplicable("全表指标值都没有比较符号")
        return
    written = {mark.written for _, marks in used for mark in marks if mark.symbol}
    mixed = bool(written) and "operator_column" not in project.fields
    odd = [(i, marks) for i, marks in used if _odd(marks, mixed, "=" in written)]
    if not odd:
        return
    listed = quoted(shown(i.target.raw) for i, _ in odd[:_SHOWN])
    rights = quoted(_right(i, marks) for i, marks in odd[:_SHOWN])
    more = "等" if len(odd) > _SHOWN else ""
    yield Issue(
        message=f"{some_of(len(odd), len(filled), '指标值')}比较符号书写不规范：{listed}{more}。",
        suggestion=f"全表统一使用“≥”“≤”“=”“＞”“＜”，改为{rights}{more}。",
        evidence=(Evidence("书写不规范", str(len(odd)), "条"), Evidence("指标值", str(len(filled)), "条")),
        related=tuple(Place(indicator, "target") for indicator, _ in odd),
    )
