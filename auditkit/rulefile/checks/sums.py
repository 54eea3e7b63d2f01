"""Named checks on sums: parts and total, parts and limit, with the rounding of every figure allowed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from auditkit.finding import Evidence, NotApplicable, Outcome, Passed, plain
from auditkit.model import Indicator
from auditkit.rulefile.checks.figures import Figure, common_unit, exact, figure, listed_sum, summed
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.operands import Operand
from auditkit.rulefile.checks.settings import Settings, truth
from auditkit.rulefile.checks.spots import Spot
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.sorts import is_numeric
from auditkit.rulefile.language.values import PERCENT, Missing, Quantity, join_missing

__all__ = ["SUM_AT_MOST", "SUM_EQUALS"]

_MOST_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class _Sum:
    """Parts, their sum, what it is held against, and by how much it may differ."""

    parts: tuple[Figure, ...]
    total: Figure
    other: Figure
    slack: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more the sum is than what it is held against."""
        return self.total.number - self.other.number

    @property
    def told(self) -> str:
        """The sum written out."""
        return listed_sum(self.parts, self.total)

    @property
    def apart(self) -> str:
        """The difference as people write it."""
        return replace(self.total, number=abs(self.difference)).shown

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every part, the sum, the other side and the difference."""
        shown = self.parts if len(self.parts) <= _MOST_EVIDENCE else ()
        figures = (
            *shown,
            self.total,
            self.other,
            replace(self.total, label="相差", number=abs(self.difference)),
        )
        return tuple(Evidence(one.label, plain(one.number), one.unit) for one in figures)


def _label(spot: Spot) -> str:
    return f"{spot.subject.name}" if isinstance(spot.subject, Indicator) and spot.subject.name else spot.label


def _parts(settings: Settings, frame: Frame) -> list[Figure] | Missing:
    """The figures that are added; Missing where one cannot be read or is blank and not zero."""
    condition = settings.made.get("only")
    found: list[Figure] = []
    missing: list[Missing] = []
    for spot in settings.spots("parts", frame):
        counts = True if condition is None else truth(condition, spot.frame)
        if counts is False:
            continue
        made = figure(spot, _label(spot))
        if isinstance(counts, Missing):
            missing.append(counts)
        elif isinstance(made, Figure):
            found.append(made)
        elif not (settings.plain("blank_is_zero") and spot.blank):
            missing.append(made)
    return join_missing(missing) if missing else found


def _other(operand: Operand, frame: Frame) -> Figure | Missing:
    spot = operand.spot(frame)
    if spot is not None:
        return figure(spot)
    label = operand.text if operand.expression is not None and operand.expression.fields else "应为"
    return exact(label, operand.value(frame))


def _sum(settings: Settings, key: str, frame: Frame) -> _Sum | Missing | None:
    """The sum and the other side; None where there is nothing to add."""
    operand, tolerance = settings.operand(key), settings.operand("tolerance")
    assert operand is not None
    parts = _parts(settings, frame)
    if isinstance(parts, Missing):
        return parts
    if not parts:
        return None
    other = _other(operand, frame)
    if isinstance(other, Missing):
        return other
    unit = common_unit((*parts, other))
    if isinstance(unit, Missing):
        return unit
    if settings.plain("exact"):
        parts = [replace(part, half=Decimal(0)) for part in parts]
        other = replace(other, half=Decimal(0))
    total = summed(parts, "合计", unit)
    other = replace(other, unit=unit)
    spare = Decimal(0)
    if tolerance is not None:
        value = tolerance.value(frame)
        if isinstance(value, Missing):
            return value
        share = isinstance(value, Quantity) and value.unit == PERCENT
        number = value.number if isinstance(value, Quantity) else value
        spare = abs(other.number) * number / 100 if share else number
    return _Sum(tuple(parts), total, other, total.half + other.half + spare)


def _check_sorts(settings: Settings) -> None:
    """Note parts that are no figures."""
    for path in settings.paths("parts"):
        sort = path.sort.item or path.sort
        if not is_numeric(sort):
            settings.fault("parts", f"“{path.label}”是{sort.spoken}，不能相加，请换成金额、权重或指标值。")


def _nothing(settings: Settings) -> NotApplicable:
    only = settings.plain("only")
    return NotApplicable(f"没有符合“{only}”的内容" if only else "没有可相加的内容")


def _places(found: _Sum) -> tuple[Spot, ...]:
    """Where the finding stands: the other side's field if it is one, else the first part; then the rest."""
    spots = [one.spot for one in (found.other, *found.parts) if one.spot is not None]
    return tuple(spots)


def _held(found: _Sum) -> str:
    other = found.other
    return f"与“{other.label}”{other.shown}" if other.spot else f"应为{other.shown}，"


def _sum_equals(settings: Settings) -> Run:
    _check_sorts(settings)

    def run(frame: Frame) -> Iterator[Outcome]:
        found = _sum(settings, "total", frame)
        if found is None:
            yield _nothing(settings)
        elif isinstance(found, Missing):
            yield unjudged(found)
        elif abs(found.difference) > found.slack:
            first, *rest = _places(found)
            advice = f"核对各项和合计，使两者相等；各项无误的，合计应为{found.total.shown}。"
            if not found.other.spot:
                advice = f"核对各项，使合计为{found.other.shown}。"
            message = f"{found.told}，{_held(found)}相差{found.apart}。"
            yield issue_at(first, message, advice, found.evidence, tuple(rest))
        elif found.difference:
            yield Passed(f"{found.told}，{_held(found)}相差{found.apart}，在四舍五入或允许误差的范围内")
        else:
            yield Passed(f"{found.told}，{_held(found)}相符")

    return run


def _sum_at_most(settings: Settings) -> Run:
    _check_sorts(settings)

    def run(frame: Frame) -> Iterator[Outcome]:
        found = _sum(settings, "limit", frame)
        if found is None:
            yield _nothing(settings)
        elif isinstance(found, Missing):
            yield unjudged(found)
        elif found.difference > found.slack:
            limit = f"“{found.other.label}”{found.other.shown}" if found.other.spot else found.other.shown
            spots = _places(found)
            parts = [one.spot for one in found.parts if one.spot is not None]
            message = f"{found.told}，超过{limit}（多{found.apart}）。"
            advice = f"核对各项金额和单位，使合计不超过{found.other.shown}。"
            yield issue_at((parts or spots)[0], message, advice, found.evidence, spots)
        else:
            yield Passed(f"{found.told}，不超过{found.other.shown}")

    return run


SUM_EQUALS = NamedCheck(
    "sum_equals",
    _sum_equals,
    "33.33＋66.66 与 100.00 相符，60＋30 与 100 不符。"
    "规则里直接写出的合计（如 100）是准数；"
    "分值、人数等本来就是准数的，请写 exact: true，否则 12 项整数分值相加允许差 6。",
)
SUM_AT_MOST = NamedCheck(
    "sum_at_most",
    _sum_at_most,
)
