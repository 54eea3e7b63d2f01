"""Durations that something may take at most, and of which indicators less is better."""

from __future__ import annotations

from auditkit import Indicator
from auditkit_rules.performance_target._measures import bare_unit
from auditkit_rules.performance_target._names import is_unwanted, normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["less_is_better", "takes_time"]

_READING, _TIME_UNITS = words("negative_reading"), frozenset(words("units").groups["time"])


def takes_time(indicator: Indicator, unit: str | None = None) -> bool:
    """Whether this is how long something may take: a duration among the timeliness indicators.

    ``unit`` stands for that of the value where the value as a whole cannot be read (24小时左右).
    """
    name, counted = normal_name(indicator.name), bare_unit(unit or indicator.target.unit or "")
    if indicator.kind != "output.timeliness" or counted not in _TIME_UNITS:
        return False
    noun = max((word for word in _READING.groups["durations"] if name.endswith(word)), key=len, default="")
    stem = name.removesuffix(noun)
    lasting = stem.endswith(_READING.groups["lasting"]) or "提前" in stem
    return noun != "" and not lasting and not _READING.excepts(name)


def less_is_better(indicator: Indicator, unit: str | None = None) -> bool:
    """Whether nobody wants more of it: accidents, complaints, time that something takes."""
    return is_unwanted(indicator.name) or takes_time(indicator, unit)
