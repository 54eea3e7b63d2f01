"""Named checks that hold texts against each other: the same, too much alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from auditkit.finding import Evidence, Issue, NotApplicable, NotJudged, Outcome, plain
from auditkit.rulefile.checks.counting import normal
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, naming, spots
from auditkit.rulefile.checks.wording import quoted
from auditkit.rulefile.language.comparing import compare, equal
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.text_functions import similarity
from auditkit.rulefile.language.values import Missing, Quantity, join_missing

__all__ = ["SAME_AS", "SIMILAR"]

_MOST = Quantity(Decimal(90), "%")
_MOST_ITEMS = 400
_SHOWN = 6


def _examine(settings: Settings) -> None:
    """Note a rule that says nothing, or two things, about what is compared."""
    if ("other" in settings.entry) == ("of" in settings.entry):
        settings.fault("other", "other（另一栏目）和 of（在哪些里）只写一个。")
    elif "only" in settings.entry and "of" not in settings.entry:
        settings.fault("only", "写了 of（在哪些里）才能用 only，请补上 of 或去掉 only。")


def _column(settings: Settings, frame: Frame) -> tuple[list[Spot], list[Missing]]:
    """The field of every item that counts, and what is missing."""
    path = settings.paths("field")[0]
    found: list[Spot] = []
    missing: list[Missing] = []
    for item, counts in settings.items(frame):
        if isinstance(counts, Missing):
            missing.append(counts)
        elif counts:
            for spot in spots(path, item):
                if spot.written:
                    found.append(spot)
                else:
                    missing.append(_blank(spot))
    return found, missing


def _blank(spot: Spot) -> Missing:
    return spot.value if isinstance(spot.value, Missing) else Missing((spot.label,))


def _pair(settings: Settings, frame: Frame) -> tuple[Spot, Spot] | Missing:
    """The two places that are compared."""
    one, other = settings.spots("field", frame), settings.spots("other", frame)
    if len(one) != 1 or len(other) != 1:
        return Missing(notes=("要比较的栏目不是恰好一个",))
    blank = [_blank(spot) for spot in (one[0], other[0]) if not spot.written]
    return join_missing(blank) if blank else (one[0], other[0])


def _same_as(settings: Settings) -> Run:
    _examine(settings)

    def run(frame: Frame) -> Iterator[Outcome]:
        if "of" in settings.entry:
            yield from _all_the_same(settings, frame)
            return
        pair = _pair(settings, frame)
        if isinstance(pair, Missing):
            yield unjudged(pair)
            return
        one, other = pair
        if not _are_same(one, other):
            yield issue_at(
                one,
                f"{naming(one, frame)}为{quoted(one.written)}，与{naming(other, frame, False)}{quoted(other.written)}不一致。",
                f"核对两处，改为一致，如{quoted(other.written)}。",
                (Evidence(one.label, one.written), Evidence(other.label, other.written)),
                (other,),
            )

    return run


def _are_same(one: Spot, other: Spot) -> bool:
    if isinstance(one.value, Decimal | Quantity) and isinstance(other.value, Decimal | Quantity):
        return equal(one.value, other.value) is True
    return normal(one.written) == normal(other.written)


def _all_the_same(settings: Settings, frame: Frame) -> Iterator[Outcome]:
    found, missing = _column(settings, frame)
    groups: dict[str, list[Spot]] = {}
    for spot in found:
        groups.setdefault(normal(spot.written), []).append(spot)
    if len(groups) > 1:
        usual, *strange = sorted(groups.values(), key=lambda group: -len(group))
        said = "、".join(f"{quoted(group[0].written)}{len(group)}处" for group in (usual, *strange)[:_SHOWN])
        deviating = [spot for group in strange for spot in group]
        yield issue_at(
            deviating[0],
            f"各处的“{deviating[0].label}”不一致：{said}。",
            f"核对后改为一致，多数写的是{quoted(usual[0].written)}。",
            tuple(Evidence(group[0].label, group[0].written) for group in (usual, *strange)[:_SHOWN]),
            tuple(deviating[1:] + usual[:_SHOWN]),
        )
    elif missing:
        yield unjudged(join_missing(missing))
    elif len(found) < 2:
        yield NotApplicable("不到两处，没有可比较的")


def _similar(settings: Settings) -> Run:
    _examine(settings)
    bound = settings.operand("most")

    def run(frame: Frame) -> Iterator[Outcome]:
        most = bound.value(frame) if bound is not None else _MOST
        if isinstance(most, Missing):
            yield unjudged(most)
        elif "of" in settings.entry:
            yield from _each_with_each(settings, frame, most)
        else:
            pair = _pair(settings, frame)
            if isinstance(pair, Missing):
                yield unjudged(pair)
            elif alike := _alike(*pair, frame, most):
                yield _too_similar(*pair, frame, alike)

    return run


def _alike(one: Spot, other: Spot, frame: Frame, most: Quantity | Decimal) -> Quantity | None:
    """How much two texts are alike, if that is too much."""
    share = similarity(frame, one.written, other.written)
    return share if compare(">=", share, most) is True else None


def _each_with_each(settings: Settings, frame: Frame, most: Quantity | Decimal) -> Iterator[Outcome]:
    found, missing = _column(settings, frame)
    if len(found) > _MOST_ITEMS:
        yield NotJudged(f"共{len(found)}条，超过{_MOST_ITEMS}条，不能两两比较")
        return
    paired: set[int] = set()
    for (first, one), (second, other) in combinations(enumerate(found), 2):
        if second not in paired and (alike := _alike(one, other, frame, most)):
            paired |= {first, second}
            yield _too_similar(other, one, frame, alike)
    if not paired and missing:
        yield unjudged(join_missing(missing))
    elif len(found) < 2 and not missing:
        yield NotApplicable("不到两条，没有可比较的")


def _too_similar(one: Spot, other: Spot, frame: Frame, alike: Quantity) -> Issue:
    share = plain(round(alike.number * 100, 1))
    return issue_at(
        one,
        f"{naming(one, frame, False)}{quoted(one.written)}与{naming(other, frame, False)}{quoted(other.written)}"
        f"雷同（相似度{share}%）。",
        "改写其中一处，或合并。",
        (
            Evidence(one.label, one.written),
            Evidence(other.label, other.written),
            Evidence("相似度", share, "%"),
        ),
        (other,),
    )


SAME_AS = NamedCheck(
    "same_as",
    _same_as,
    "比较时不计空格和全角半角；两处都是数的按数值比较。",
)
SIMILAR = NamedCheck(
    "similar",
    _similar,
    "相似度不计空格和标点；逐条两两比较时，每条只提一次。",
)
