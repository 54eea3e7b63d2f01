"""Subjects for the tests of expressions: one project with four indicators, and the year before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from auditkit.model import (
    Batch,
    Budget,
    BudgetPart,
    Indicator,
    Money,
    Objective,
    Period,
    Project,
    Submission,
    Unit,
)
from auditkit.rulefile.language.compiling import compile_expression
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.frame import Frame, Names, Scope
from auditkit.rulefile.language.words import WordList
from auditkit.target_value import parse_target_value
from auditkit.vocabulary import kind_of

WHERE = Mark("规则.yaml", 12, "flag_when")
LEXICONS = {"模糊词": WordList("模糊词", ("有效", "进一步", "切实"), ("有效期", "有效票"))}
OPTIONS: dict[str, Any] = {
    "满意度上限": "100%",
    "最高金额": "500万元",
    "词": ["设备", "车辆"],
    "类别们": ["数量", "满意度"],
    "开关": True,
    "字数": 10,
    "无值": None,
}
ASKED = frozenset(
    "budget.total budget.fiscal first_level second_level unit year period purpose weight objectives "
    "objectives.annual money_unit".split()
)


def indicator(first: str, second: str, name: str, target: str, weight: str | None, number: int) -> Indicator:
    """An indicator as the loader makes it."""
    return Indicator(
        first_level=first,
        second_level=second,
        kind=kind_of(first, second),
        name=name,
        target=parse_target_value(target),
        horizon="annual",
        weight=None if weight is None else Decimal(weight),
        pointer=f"/projects/0/indicators/{number}",
    )


INDICATORS = (
    indicator("产出指标", "数量指标", "档案扫描页数", "≥140万页", "30", 0),
    indicator("产出指标", "质量指标", "进一步提升质量", "较高", "20", 1),
    indicator("成本指标", "经济成本指标", "总成本", "≤500万元", "40", 2),
    indicator("满意度指标", "服务对象满意度指标", "群众满意度", "≥100%", "10", 3),
)
PROJECT = Project(
    name="档案数字化",
    form="test",
    unit=Unit("217101", "示例法院"),
    year=2026,
    period=Period("2026年1月至12月", "2026-01", "2026-12-31"),
    money_unit="万元",
    budget=Budget(
        total=Money("500", Decimal(5_000_000)),
        fiscal=Money("300", Decimal(3_000_000)),
        parts=(BudgetPart("设备", Money("200", Decimal(2_000_000))), BudgetPart("其他", Money("若干"))),
    ),
    purpose="用于采购有效期内的设备",
    objectives=(Objective("扫描档案", "annual"), Objective("切实提高效率", "annual")),
    indicators=INDICATORS,
    fields=ASKED,
    pointer="/projects/0",
)
LAST_YEAR = replace(
    PROJECT,
    year=2025,
    budget=Budget(total=Money("400", Decimal(4_000_000))),
    indicators=(replace(INDICATORS[0], target=parse_target_value("≥100万页")),),
    pointer="/projects/1",
)
SUBMISSION = Submission("示例.docx", "docx", (PROJECT, LAST_YEAR))
BATCH = Batch((SUBMISSION,))


def frame_of(scope: Scope, number: int = 0, project: Project = PROJECT, **more: Any) -> Frame:
    """The frame of a check of that scope; ``number`` chooses the indicator."""
    rows = project.indicators
    return Frame(
        batch=BATCH,
        submission=None if scope == "batch" else SUBMISSION,
        project=project if scope in ("project", "indicator") else None,
        indicator=rows[number] if scope == "indicator" else None,
        **{"options": OPTIONS, "lexicons": LEXICONS, **more},
    )


def names_of(scope: Scope) -> Names:
    """All that the frames of that scope have."""
    return Names(scope, OPTIONS, LEXICONS)


def value_of(text: str, scope: Scope = "indicator", number: int = 0, **more: Any) -> Any:
    """The value of an expression on the subject of that scope."""
    return compile_expression(text, names_of(scope), WHERE).value(frame_of(scope, number, **more))
