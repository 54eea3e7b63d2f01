"""The reference grade of a project: how a pack grades, and what came of it. A hint, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["HINT", "Deduction", "GradePart", "Grading", "PartScore", "Penalty", "ReferenceGrade"]

HINT = "系统提示，仅供排序参考，不替代人工评定"
"""What stands beside every grade, whoever shows it."""


@dataclass(frozen=True, slots=True)
class GradePart:
    """One part of the score: its full points, and the dimensions whose findings take from it."""

    name: str
    full: Decimal
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Penalty:
    """What one finding of a severity costs, and the most that a rule, or a part, can lose so."""

    points: Decimal
    most_per_rule: Decimal | None = None
    most_per_part: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grading:
    """How a pack grades. ``grades`` are names with the least score of each, best first.

    A finding of a ``shared`` dimension counts for every project it names.
    """

    parts: tuple[GradePart, ...]
    penalties: Mapping[str, Penalty]
    grades: tuple[tuple[str, Decimal], ...]
    shared: tuple[str, ...] = ()
    basis: str = ""

    def grade_of(self, score: Decimal) -> str:
        """The name of the grade that a score reaches; the last one when it reaches none."""
        return next((name for name, least in self.grades if score >= least), self.grades[-1][0])


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken for findings of one severity: of one rule, or of ``rules`` that share a limit."""

    rules: tuple[str, ...]
    severity: str
    times: int
    points: Decimal
    capped: bool = False


@dataclass(frozen=True, slots=True)
class PartScore:
    """What is left of a part; never below 0, whatever was taken."""

    name: str
    full: Decimal
    score: Decimal
    deductions: tuple[Deduction, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceGrade:
    """The grade of one project. ``uncounted`` are findings of dimensions that belong to no part."""

    pointer: str
    project: str
    score: Decimal
    grade: str
    parts: tuple[PartScore, ...] = ()
    uncounted: int = 0

    @property
    def hint(self) -> str:
        """The sentence that stands beside the grade wherever it is shown."""
        return HINT
