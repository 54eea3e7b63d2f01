"""Named checks on one figure: against another, inside a range, as a share of a whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from auditkit.finding import Evidence, Outcome, Passed, plain
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.operands import (
    Operand,
    described,
    ends,
    evidence_of,
    figure_evidence,
    figure_text,
)
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, naming, short_label
from auditkit.rulefile.language.comparing import compare
from auditkit.rulefile.language.compiling import compile_expression
from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.measures import add, divide, multiply, subtract
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.values import PERCENT, Missing, Quantity
from auditkit.rulefile.load_checks import line_of

__all__ = ["COMPARE", "OPERATORS", "RANGE", "RATIO_CHECK"]

OPERATORS = {
    **{sign: sign for sign in (">=", "<=", ">", "<", "=", "≠")},
    "≥": ">=",
    "≤": "<=",
    "==": "=",
    "!=": "≠",
    "等于": "=",
    "不等于": "≠",
    "不小于": ">=",
    "不大于": "<=",
    "大于": ">",
    "小于": "<",
}
_WORDS = {">=": "不小于", "<=": "不大于", ">": "大于", "<": "小于", "=": "等于", "≠": "不等于"}


def _fits_statically(settings: Settings, pairs: list[tuple[str, str, str]]) -> None:
    """Note comparisons that can never be made, such as money with a percentage: (key, sign, other key)."""
    for key, sign, other in pairs:
        if (
            key not in settings.entry
            or other not in settings.entry
            or any(p.many for p in settings.paths("field"))
        ):
            continue
        text = f"{settings.entry[key]} {sign} {settings.entry[other]}"
        where = Mark(settings.faults.file, line_of(settings.entry, other), other)
        try:
            compile_expression(text, settings.names, where)
        except ExpressionError as error:
            settings.faults.take(error)


def _slack(tolerance: Any, other: Any) -> Any:
    """By how much a value may miss: a share of the other side or an amount."""
    if isinstance(tolerance, Quantity) and tolerance.unit == PERCENT:
        return multiply(other, tolerance.number / 100)
    return tolerance


def _holds(sign: str, value: Any, other: Any, slack: Any) -> bool | Missing:
    if slack is None:
        return compare(sign, value, other)
    low, high = subtract(other, slack), add(other, slack)
    if sign in ("=", "≠"):
        above, under = compare(">=", value, low), compare("<=", value, high)
        if isinstance(above, Missing) or isinstance(under, Missing):
            return above if isinstance(above, Missing) else under
        return (above and under) == (sign == "=")
    return compare(sign, value, low if sign in (">=", ">") else high)


def _compare(settings: Settings) -> Run:
    sign = OPERATORS[settings.plain("operator")]
    than, tolerance = settings.operand("than"), settings.operand("tolerance")
    assert than is not None
    _fits_statically(settings, [("field", sign.replace("≠", "!="), "than")])

    def run(frame: Frame) -> Iterator[Outcome]:
        other = than.value(frame)
        slack = _slack(tolerance.value(frame), other) if tolerance is not None else None
        for spot in settings.spots("field", frame):
            low, high = ends(spot)
            value = high if sign in ("<=", "<") else low
            gone = [side for side in (value, other, slack) if isinstance(side, Missing)]
            holds = gone[0] if gone else _holds(sign, value, other, slack)
            if isinstance(holds, Missing):
                yield unjudged(holds)
            elif not holds:
                yield _compared(spot, frame, sign, than, other, slack)

    return run


def _compared(spot: Spot, frame: Frame, sign: str, than: Operand, other: Any, slack: Any) -> Outcome:
    wanted = f"{_WORDS[sign]}{described(than, other)}"
    spare = f"（允许误差{show(slack)}）" if slack is not None else ""
    beside = than.spot(frame)
    value = ends(spot)[0]
    advice = f"核对{spot.label}，使它{wanted}。"
    if isinstance(value, Quantity | Decimal) and sign == "=":
        advice = f"核对{spot.label}，应为{show(other)}。"
    return issue_at(
        spot,
        f"{naming(spot, frame)}为{figure_text(spot)}，应{wanted}{spare}。",
        advice,
        (
            figure_evidence(spot),
            evidence_of(short_label(than.path) if than.path else "应" + _WORDS[sign], other),
        ),
        (beside,) if beside else (),
    )


def _range(settings: Settings) -> Run:
    _fits_statically(settings, [("field", ">=", "from"), ("field", "<=", "to"), ("from", "<=", "to")])
    bounds = [(sign, settings.operand(key)) for sign, key in ((">=", "from"), ("<=", "to"))]

    def run(frame: Frame) -> Iterator[Outcome]:
        limits = [(sign, bound, bound.value(frame)) for sign, bound in bounds if bound is not None]
        for spot in settings.spots("field", frame):
            low, high = ends(spot)
            results = [compare(sign, low if sign == ">=" else high, limit) for sign, _, limit in limits]
            if any(result is False for result in results):
                yield _outside(spot, frame, limits)
            elif missing := [result for result in results if isinstance(result, Missing)]:
                yield unjudged(missing[0])

    return run


def _outside(spot: Spot, frame: Frame, limits: list[tuple[str, Operand, Any]]) -> Outcome:
    wanted = "且".join(f"{_WORDS[sign]}{described(bound, value)}" for sign, bound, value in limits)
    labels = {">=": "下限", "<=": "上限"}
    return issue_at(
        spot,
        f"{naming(spot, frame)}为{figure_text(spot)}，应{wanted}。",
        f"核对{spot.label}，改到范围之内。",
        (
            figure_evidence(spot),
            *(evidence_of(labels[sign], value) for sign, _, value in limits),
        ),
        tuple(found for _, bound, _ in limits if (found := bound.spot(frame))),
    )


def _ratio(settings: Settings) -> Run:
    bounds = [(sign, settings.operand(key)) for sign, key in ((">=", "least"), ("<=", "most"))]

    def run(frame: Frame) -> Iterator[Outcome]:
        limits = [(sign, bound, bound.value(frame)) for sign, bound in bounds if bound is not None]
        part, whole = settings.spots("part", frame), settings.spots("whole", frame)
        if len(part) != 1 or len(whole) != 1:
            yield unjudged(Missing(notes=("部分或整体不是一个数",)))
            return
        share = divide(ends(part[0])[0], ends(whole[0])[0])
        results = [compare(sign, share, limit) for sign, _, limit in limits]
        wanted = "且".join(f"{_WORDS[sign]}{described(bound, value)}" for sign, bound, value in limits)
        missing = next((result for result in results if isinstance(result, Missing)), None)
        told = f"{_named(part[0])}占{_named(whole[0])}的{_percent(share)}"
        if any(result is False for result in results):
            yield issue_at(
                part[0],
                f"{told}，应{wanted}。",
                f"核对“{part[0].label}”和“{whole[0].label}”，使占比{wanted}。",
                (
                    figure_evidence(part[0]),
                    figure_evidence(whole[0]),
                    Evidence("占比", _percent(share).removesuffix("%"), PERCENT),
                ),
                (whole[0],),
            )
        elif missing is not None:
            yield unjudged(missing)
        else:
            yield Passed(told)

    return run


def _named(spot: Spot) -> str:
    return f"“{spot.label}”{show(ends(spot)[0])}"


def _percent(share: Any) -> str:
    number = share.number if isinstance(share, Quantity) else share
    return plain(round(number * 100, 2)) + "%" if isinstance(number, Decimal) else show(share)


COMPARE = NamedCheck(
    "compare",
    _compare,
    "指标值写成范围时，“不大于”看上限，“不小于”看下限。",
)
RANGE = NamedCheck(
    "range",
    _range,
)
RATIO_CHECK = NamedCheck(
    "ratio",
    _ratio,
)
