"""Whether lines of a form add up to its total, some of which may only break others down."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

__all__ = ["adds_up"]

_MOST = 8
"""Lines up to which those that break others down are looked for: twice as many take thousands of times as long."""


def _sums(amounts: Sequence[Decimal]) -> set[Decimal]:
    return {sum(some, Decimal(0)) for size in range(len(amounts) + 1) for some in combinations(amounts, size)}


def adds_up(whole: Decimal, amounts: Sequence[Decimal], slack: Decimal) -> bool:
    """Whether lines sum to the whole, those left out that only break other lines down (人员经费 of 基本支出)."""
    if abs(sum(amounts, Decimal(0)) - whole) <= slack:
        return True
    for size in range(1, len(amounts)) if len(amounts) <= _MOST else ():
        for left in combinations(range(len(amounts)), size):
            kept = [amount for n, amount in enumerate(amounts) if n not in left]
            broken_down = sum((amounts[n] for n in left), Decimal(0))
            if abs(sum(kept, Decimal(0)) - whole) <= slack and any(abs(s - broken_down) <= slack for s in _sums(kept)):
                return True
    return False
