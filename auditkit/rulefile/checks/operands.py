"""The two sides of a check: the figure that a place states, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditkit.finding import Evidence, plain
from auditkit.model import Money, TargetValue
from auditkit.rulefile.checks.spots import Spot, short_label, spots
from auditkit.rulefile.language.compiling import Expression
from auditkit.rulefile.language.fields import FieldPath
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.readings import quantity
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.values import PERCENT, RATIO, Missing, Quantity

__all__ = ["Operand", "described", "ends", "evidence_of", "figure_evidence", "figure_text"]


@dataclass(frozen=True, slots=True)
class Operand:
    """What a value is compared with: an expression, and the field it is when it is nothing else."""

    text: str
    expression: Expression | None
    path: FieldPath | None = None
    constant: Any = None

    def value(self, frame: Frame) -> Any:
        """The value, or ``Missing``."""
        if self.expression is None:
            return self.constant
        return self.expression.value(frame)

    def spot(self, frame: Frame) -> Spot | None:
        """The place, when the operand is one field that stands in one place."""
        found = spots(self.path, frame) if self.path is not None else []
        return found[0] if len(found) == 1 else None


def ends(spot: Spot) -> tuple[Any, Any]:
    """The lowest and the highest figure a place states: both ends of a range, else twice the one value."""
    whole = spot.whole
    if isinstance(whole, TargetValue):
        if whole.number is None:
            text = whole.raw.strip()
            note = f"{spot.label}“{text}”没有读出数值"
            return (missing := spot.value if spot.blank else Missing(notes=(note,))), missing
        low = quantity(whole.number, whole.unit)
        return low, low if whole.upper is None else quantity(whole.upper, whole.unit)
    return spot.value, spot.value


def described(operand: Operand, value: Any) -> str:
    """What a message calls the other side: its value, with the field's name or the expression before it."""
    if operand.path is not None:
        return f"“{short_label(operand.path)}”（{show(value)}）"
    expression = operand.expression
    if expression is not None and expression.fields:
        return f"“{operand.text}”（{show(value)}）"
    return show(value)


def evidence_of(label: str, value: Any, written: str = "") -> Evidence:
    """A figure with its unit, or a text as it stands."""
    if isinstance(value, Quantity):
        if value.unit == RATIO:
            return Evidence(label, plain(value.number * 100), PERCENT)
        return Evidence(label, plain(value.number), value.unit)
    if isinstance(value, Decimal):
        return Evidence(label, plain(value))
    return Evidence(label, written or show(value))


def figure_evidence(spot: Spot) -> Evidence:
    """The figure of a place as evidence; a range as filed."""
    low, high = ends(spot)
    return evidence_of(spot.label, low, spot.written) if low == high else Evidence(spot.label, spot.written)


def figure_text(spot: Spot) -> str:
    """The figure of a place in a message: as filed, with its value where a bare amount tells no unit."""
    if not spot.written:
        return show(spot.value)
    bare = isinstance(spot.whole, Money) and "元" not in spot.written
    return f"“{spot.written}”" + (f"（{show(spot.value)}）" if bare else "")
