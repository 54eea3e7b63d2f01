"""Named checks on what has to be there: filled in, filled in under a condition, with its unit."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.finding import Evidence, NotApplicable, NotJudged, Outcome
from auditkit.model import Money, TargetValue
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.settings import Settings, truth
from auditkit.rulefile.checks.spots import Spot, naming, short_label, spots
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.fields import FieldPath, resolve_field
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.values import Missing
from auditkit.rulefile.load_checks import listed
from auditkit.target_value import parse_amount

__all__ = ["REQUIRED", "REQUIRED_IF", "UNIT_PRESENT"]

_TARGETS = {
    "indicator": "指标值",
    "project": "指标.指标值",
    "submission": "项目.指标.指标值",
    "batch": "项目.指标.指标值",
}


def _demanded(settings: Settings, frame: Frame, reason: str) -> Iterator[Outcome]:
    """An issue for every blank place; with ``least``, one issue if too few are filled in."""
    found = settings.spots("fields", frame)
    asked = [spot for spot in found if spot.asked or settings.plain("always")]
    if not asked:
        labels = "、".join(f"“{short_label(path)}”" for path in settings.paths("fields"))
        yield NotApplicable(f"表式没有{labels}一栏" if found else f"没有可查的{labels}")
        return
    empty = [spot for spot in asked if spot.blank]
    least = settings.plain("least")
    if least is None:
        for spot in empty:
            yield issue_at(spot, f"{reason}{naming(spot, frame)}未填写。", f"补填{spot.label}。")
    elif len(asked) - len(empty) < least:
        named = "、".join(naming(spot, frame) for spot in asked)
        filled = len(asked) - len(empty)
        yield issue_at(
            empty[0] if empty else asked[0],
            f"{reason}{named}中至少要填写{least}项，现在填写了{filled}项。",
            f"补填{listed(spot.label for spot in empty)}中的{least - filled}项。",
            (Evidence("已填写", str(filled), "项"), Evidence("至少", str(least), "项")),
            tuple(asked),
        )


def _required(settings: Settings) -> Run:
    least = settings.plain("least")
    if (
        least is not None
        and least > len(settings.paths("fields"))
        and not any(p.many for p in settings.paths("fields"))
    ):
        settings.fault(
            "least", f"只列出了{len(settings.paths('fields'))}个栏目，不能要求填写{least}个，请改小。"
        )

    def run(frame: Frame) -> Iterator[Outcome]:
        yield from _demanded(settings, frame, "")

    return run


def _required_if(settings: Settings) -> Run:
    condition = settings.made["when"]
    because = settings.plain("because") or f"符合“{condition.text}”"

    def run(frame: Frame) -> Iterator[Outcome]:
        holds = truth(condition, frame)
        if isinstance(holds, Missing):
            yield unjudged(holds)
        elif not holds:
            yield NotApplicable(f"不符合条件“{condition.text}”")
        else:
            yield from _demanded(settings, frame, f"{because}，但")

    return run


def _is_stated(path: FieldPath) -> bool:
    sort = path.sort.item or path.sort
    return sort.record in ("target", "money")


def _unit_present(settings: Settings) -> Run:
    if "fields" not in settings.entry:
        text = _TARGETS[settings.names.scope]
        settings.made["fields"] = [
            resolve_field(text, settings.names, Mark(settings.faults.file, 0, "fields"))
        ]
    for path in settings.paths("fields"):
        if not _is_stated(path):
            settings.fault("fields", f"“{path.label}”不是指标值或金额，没有单位可查，请换一个栏目。")
    allowed = settings.plain("allowed")

    def run(frame: Frame) -> Iterator[Outcome]:
        found = [spot for path in settings.paths("fields") for spot in spots(path, frame)]
        if not found:
            yield NotApplicable("没有可查的指标值或金额")
        for spot in found:
            yield from _unit_of(spot, frame, allowed)

    return run


def _unit_of(spot: Spot, frame: Frame, allowed: list[str] | None) -> Iterator[Outcome]:
    named, written = naming(spot, frame, False), f"“{spot.written}”"
    if spot.blank or not isinstance(spot.whole, TargetValue | Money):
        yield unjudged(spot.value) if isinstance(spot.value, Missing) else NotJudged(f"{named}未填写")
        return
    if isinstance(spot.whole, Money):
        unit = "元" if _states_unit(spot.whole.raw) else spot.frame.project and spot.frame.project.money_unit
        remedy = "在表头注明金额单位（元或万元）。"
    else:
        if spot.whole.number is None:
            known = spot.whole.kind in ("qualitative", "date")
            reason = f"{named}{written}" + ("不是数值，不需要计量单位" if known else "未能识别为一个数值")
            yield NotApplicable(reason) if known else NotJudged(reason)
            return
        unit, remedy = (
            spot.whole.unit,
            f"在数值后写明计量单位，如“{spot.written}个”“{spot.written}次”“{spot.written}%”等。",
        )
    if not unit:
        yield issue_at(spot, f"{named}{written}没有写明单位。", remedy, (Evidence(spot.label, spot.written),))
    elif allowed and unit not in allowed:
        yield issue_at(
            spot,
            f"{named}{written}的单位“{unit}”不在允许的单位（{'、'.join(allowed)}）之内。",
            f"改用{'、'.join(allowed)}之一。",
            (Evidence("单位", unit),),
        )


def _states_unit(raw: str) -> bool:
    """Whether an amount can be told in yuan without the unit of the form."""
    return parse_amount(raw, None) is not None


REQUIRED = NamedCheck(
    "required",
    _required,
    "每个空着的栏目提一条；写了 least 时，填写的太少才提一条。",
)
REQUIRED_IF = NamedCheck(
    "required_if",
    _required_if,
    "条件不成立时为“不适用”，条件缺数据时为“未判断”。",
)
UNIT_PRESENT = NamedCheck(
    "unit_present",
    _unit_present,
    "文字和日期形式的指标值不适用；金额可以由表头的金额单位说明。",
)
