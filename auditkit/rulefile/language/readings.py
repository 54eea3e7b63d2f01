"""How fields are read from the model: numbers with their units, dates, and the text of small parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import Any

from auditkit import model
from auditkit.rulefile.language.values import CONTEXT, PERCENT, YUAN, Missing, Moment, Quantity, is_blank

__all__ = ["SPECIAL", "as_moment", "as_number", "plain_value", "quantity"]

_SAME_UNIT = {"‰": (PERCENT, 1), "‱": (PERCENT, 2), "角": (YUAN, 1), "日": ("天", 0), "自然日": ("天", 0)}
_SAME_UNIT |= {
    "个自然日": ("天", 0),
    "日历天": ("天", 0),
    "月": ("个月", 0),
    "块钱": (YUAN, 0),
    "人民币": (YUAN, 0),
}
"""Units that are read as another, and the power of ten they are smaller by."""


def as_moment(iso: str | None) -> Moment | None:
    try:
        return None if iso is None else Moment(iso)
    except ValueError:
        return None


def as_number(value: Decimal | int | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, int) else value


def quantity(number: Decimal, unit: str | None) -> Decimal | Quantity:
    """The number in the unit it is compared in: ‰ in %, 角 in 元, 日 in 天; a plain number without unit."""
    if not unit:
        return number
    same, power = _SAME_UNIT.get(unit, (unit, 0))
    return Quantity(number.scaleb(-power, CONTEXT) if power else number, same)


def _measured(name: str, label: str) -> Callable[[Any], Any]:
    get = attrgetter(name)

    def read(target: model.TargetValue) -> Any:
        number = get(target)
        if number is not None:
            return quantity(number, target.unit)
        if is_blank(target.raw):
            return None
        return Missing(notes=(f"指标值“{target.raw[:40]}”中没有读出{label}",))

    return read


def _yuan(money: model.Money) -> Quantity | Missing:
    if money.yuan is None:
        return Missing(notes=(f"金额“{money.raw[:40]}”读不出是多少元",), filled=True)
    return Quantity(money.yuan, YUAN)


def _weight(indicator: model.Indicator) -> Any:
    if indicator.weight is None and not is_blank(indicator.weight_raw):
        return Missing(notes=(f"权重“{str(indicator.weight_raw)[:40]}”不是数",), filled=True)
    return indicator.weight


SPECIAL: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("target", "number"): _measured("number", "数值"),
    ("target", "upper"): _measured("upper", "上限"),
    ("money", "yuan"): _yuan,
    ("indicator", "weight"): _weight,
    ("project", "fields"): lambda project: tuple(sorted(project.fields)),
}


def plain_value(value: Any) -> Any:
    """What a part of the submission counts as where a value is wanted; None where it is blank.

    Money counts as its yuan, a unit, a period and an objective as their text. Project, indicator,
    budget and target value stay what they are.
    """
    reading = _PLAIN.get(value.__class__)
    return reading(value) if reading else value


def _text_of_unit(unit: model.Unit) -> str | None:
    return unit.code if is_blank(unit.name) else unit.name


_PLAIN: Mapping[type[Any], Callable[[Any], Any]] = {
    model.Money: _yuan,
    model.Unit: _text_of_unit,
    model.Period: attrgetter("raw"),
    model.Objective: attrgetter("text"),
    model.TargetValue: lambda target: None if is_blank(target.raw) else target,
}
