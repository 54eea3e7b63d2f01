"""Figures as written: a number stands for everything that is rounded to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditkit.model import Money, TargetValue
from auditkit.rulefile.checks.operands import ends
from auditkit.rulefile.checks.spots import Spot
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.values import Missing, Quantity

__all__ = ["Figure", "common_unit", "exact", "figure", "half_digit", "listed_sum", "summed"]

_DIGITS = re.compile(r"(?<![0-9.,])[0-9][0-9,]*(?:\.([0-9]+))?")
_MOST = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in its unit, and half a unit of its last digit as written."""

    label: str
    number: Decimal
    unit: str | None
    half: Decimal
    spot: Spot | None = None

    @property
    def shown(self) -> str:
        """The number as people write it, with its unit."""
        return show(Quantity(self.number, self.unit) if self.unit else self.number)


def half_digit(written: str, number: Decimal) -> Decimal:
    """Half of the last written digit in the unit of ``number``: 42.00万元 is 50 元; 0 where none is told."""
    found = _DIGITS.search(written)
    if found is None:
        return Decimal(0)
    told = Decimal(found.group().replace(",", ""))
    scale = abs(number / told) if told else Decimal(1)
    return scale * Decimal(1).scaleb(-len(found[1] or "")) / 2


def exact(label: str, value: Any) -> Figure | Missing:
    """A figure that is meant as it stands: a literal of the rule, an option, the result of a formula."""
    if isinstance(value, Quantity):
        return Figure(label, value.number, value.unit, Decimal(0))
    if isinstance(value, Decimal):
        return Figure(label, value, None, Decimal(0))
    return value if isinstance(value, Missing) else Missing(notes=(f"“{label}”不是数",))


def figure(spot: Spot, label: str = "") -> Figure | Missing:
    """The figure at a place, rounded as it is written there."""
    made = exact(label or spot.label, ends(spot)[0])
    if isinstance(made, Missing):
        return made
    written = spot.written if isinstance(spot.whole, Money | TargetValue | Decimal) else ""
    return Figure(made.label, made.number, made.unit, half_digit(written, made.number), spot)


def common_unit(figures: Iterable[Figure]) -> str | Missing | None:
    """The one unit of figures that are added; those without a unit fit any."""
    units = dict.fromkeys(one.unit for one in figures if one.unit)
    if len(units) > 1:
        return Missing(notes=(f"计量单位不同（{'、'.join(str(unit) for unit in units)}），不能相加或比较",))
    return next(iter(units), None)


def summed(parts: Sequence[Figure], label: str, unit: str | None) -> Figure:
    """The sum: its number and by how much it may differ for rounding."""
    total = sum((part.number for part in parts), Decimal(0))
    half = sum((part.half for part in parts), Decimal(0))
    return Figure(label, total, unit, half)


def listed_sum(parts: Sequence[Figure], total: Figure) -> str:
    """The sum written out: ``“财政资金”30万元＋“其他资金”15万元＝45万元``."""
    if len(parts) > _MOST:
        labels = "、".join(dict.fromkeys(_kind_of(part) for part in parts))
        return f"{labels}共{len(parts)}项，合计{total.shown}"
    if len(parts) == 1:
        return f"“{parts[0].label}”{total.shown}"
    return "＋".join(f"“{part.label}”{part.shown}" for part in parts) + f"＝{total.shown}"


def _kind_of(part: Figure) -> str:
    return part.spot.label if part.spot is not None else part.label
