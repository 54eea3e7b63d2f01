"""The submission as auditors talk about it.

Every number is a ``Decimal``; money is in yuan, counts in base units. ``pointer`` is the JSON
pointer of an object inside its submission and takes no part in comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = [
    "Batch",
    "Budget",
    "BudgetPart",
    "Execution",
    "Indicator",
    "Money",
    "Objective",
    "Overall",
    "Period",
    "Project",
    "Submission",
    "TargetValue",
    "Task",
    "Unit",
]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as filed (``raw``) and in yuan; ``yuan`` is None when it cannot be told."""

    raw: str
    yuan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BudgetPart:
    """A line of a composed budget: its label as filed, the amount, the share (74.8%) where one is stated."""

    label: str
    amount: Money
    share: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of a project. A field the form leaves blank or does not have is None."""

    total: Money | None = None
    fiscal: Money | None = None
    other: Money | None = None
    parts: tuple[BudgetPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Code and name of a unit as filed; either may be None."""

    code: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The project period as filed, with ISO dates (``YYYY``, ``YYYY-MM`` or full) where stated."""

    raw: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """One numbered item of the objectives. ``horizon`` is ``annual``, ``midterm`` or None."""

    text: str
    horizon: str | None = None
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TargetValue:
    """A target value as filed and as read.

    ``kind``: quantity, percent, money, date, qualitative, empty or unparsed. ``operator``: one of
    ``>= <= > < = range`` or None. ``number`` has magnitude words resolved (140万页 is 1400000 页);
    ``upper`` is the end of a range. ``unit`` is the base unit, ``元/页`` for compounds.
    ``date``: ISO as far as stated. ``delta``: a change against a base (较上年下降5%).
    ``marks``: every comparison mark or word as written, in order (``("≥", "以上")``).
    ``parts``: the single values when one cell states several; then ``kind`` is unparsed.
    """

    raw: str = ""
    kind: str = "empty"
    operator: str | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    date: str | None = None
    delta: bool = False
    marks: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table. ``kind`` is decided from first and second level.

    ``actual``, ``score`` and ``reason`` are what a self-evaluation adds; ``goal`` names the goal whose
    block the row stands in, where the form has a block for each.
    """

    first_level: str = ""
    second_level: str = ""
    kind: str = "unknown"
    name: str = ""
    description: str | None = None
    target: TargetValue = TargetValue()
    horizon: str | None = None
    weight: Decimal | None = None
    weight_raw: str | None = None
    level_weight: Decimal | None = None
    actual: str | None = None
    score: Decimal | None = None
    reason: str | None = None
    goal: str | None = None
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Execution:
    """A line of the money spent, on a self-evaluation: the total, or one source of it.

    ``rate`` (执行率), ``weight`` (分值) and ``score`` (得分) are the texts as filed; None where blank.
    """

    label: str
    initial: Money | None = None
    adjusted: Money | None = None
    executed: Money | None = None
    rate: str | None = None
    weight: str | None = None
    score: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A main task of the year on a department's form, with its money where the form asks for it."""

    name: str
    content: str | None = None
    total: Money | None = None
    fiscal: Money | None = None
    other: Money | None = None


@dataclass(frozen=True, slots=True)
class Overall:
    """What only a department's form has (部门整体支出): duties, income, spending, main tasks.

    ``basic_spending`` and ``project_spending`` are the two kinds of spending, apart from the other ``spending_parts``.
    ``tasks_total`` is the sum that the table of tasks states.
    """

    duties: str | None = None
    income: Money | None = None
    income_parts: tuple[BudgetPart, ...] = ()
    spending: Money | None = None
    spending_parts: tuple[BudgetPart, ...] = ()
    basic_spending: Money | None = None
    basic_spending_share: str | None = None
    project_spending: Money | None = None
    project_spending_share: str | None = None
    tasks: tuple[Task, ...] = ()
    tasks_total: Money | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One project: head, budget, purpose, objectives, indicators.

    ``scope`` is ``project``, or ``department`` for the form of a whole department, which then is
    what ``name`` names and ``overall`` tells more of.
    ``fields`` names what this form has a place for (``purpose``, ``description``, ``weight``,
    ``budget.other``, ``objectives.midterm``, ``unit_column`` ...), so that a rule can tell "left
    blank" from "not asked".
    ``stage`` is ``target``, or ``self-evaluation`` for a form filed after the year, which adds the
    ``execution`` of the budget, the ``outcome`` of the objectives and the ``total_score``, as filed.
    """

    name: str = ""
    form: str = ""
    title: str | None = None
    unit: Unit | None = None
    department: Unit | None = None
    year: int | None = None
    period: Period | None = None
    money_unit: str | None = None
    budget: Budget = Budget()
    midterm_total: Money | None = None
    purpose: str | None = None
    objectives: tuple[Objective, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    fields: frozenset[str] = frozenset()
    stage: str = "target"
    execution: tuple[Execution, ...] = ()
    outcome: str | None = None
    total_score: str | None = None
    scope: str = "project"
    overall: Overall | None = None
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as understood: its projects. ``format`` is the file format it was read from."""

    source: str = ""
    format: str = ""
    projects: tuple[Project, ...] = ()
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """All submissions of one run, in a fixed order; ``previous`` are last year's, to compare with."""

    submissions: tuple[Submission, ...] = ()
    pointer: str = field(default="", compare=False)
    previous: tuple[Submission, ...] = ()

    def projects(self) -> Iterator[Project]:
        """Every project of every submission."""
        for submission in self.submissions:
            yield from submission.projects
