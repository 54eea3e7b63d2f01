"""Shares in per cent, for messages."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["share"]


def share(part: int, whole: int) -> Decimal:
    """``part`` of ``whole`` in per cent, to one decimal; ``whole`` is at least 1."""
    return round(Decimal(part * 100) / whole, 1)
