"""How messages name things: quotations side by side, amounts with their unit, an indicator with its value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from auditkit import Indicator
from auditkit_rules.performance_target._names import is_bounded_rate
from auditkit_rules.performance_target._targets import shown

__all__ = ["either", "quoted", "sign_for", "some_of", "valued"]


def quoted(texts: Iterable[str]) -> str:
    """Each text in quotation marks, side by side and without 、 between: ``“甲”“乙”``."""
    return "".join(f"“{text}”" for text in texts)


def valued(indicator: Indicator) -> str:
    """An indicator and its value as a message names them: ``“培训人次”（≥300人次）``."""
    raw = shown(indicator.target.raw)
    return f"“{indicator.name}”（{raw}）" if raw else f"“{indicator.name}”"


def sign_for(indicator: Indicator, sign: str, number: Decimal | None) -> str:
    """The sign a suggestion writes: ``=`` where a rate that cannot exceed 100% would read ≥100%."""
    full = number == 100 and sign in ("≥", "＞") and is_bounded_rate(indicator.name)
    return "=" if full else sign


def some_of(part: int, whole: int, what: str) -> str:
    """How many of them, as people say it: ``3条指标中有2条``, ``全部3条指标``, ``指标`` where there is only one."""
    if whole == 1:
        return what
    return f"全部{whole}条{what}" if part == whole else f"{whole}条{what}中有{part}条"


def either(texts: Sequence[str]) -> str:
    """The texts to choose from, in quotation marks: ``“人”“名”或“位”``."""
    *first, last = texts
    return f"{quoted(first)}或“{last}”" if first else f"“{last}”"
