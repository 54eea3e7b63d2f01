"""The named checks: rules that need no expression, only their fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .amounts import COMPARE, RANGE, RATIO_CHECK
from .counting import COUNT, COVERAGE, UNIQUE
from .dates import DATE_ORDER, DATE_WITHIN
from .history import CHANGED_SINCE
from .likeness import SAME_AS, SIMILAR
from .named_check import NamedCheck, Run
from .presence import REQUIRED, REQUIRED_IF, UNIT_PRESENT
from .structure import SCHEMA
from .sums import SUM_AT_MOST, SUM_EQUALS
from .wording import LENGTH, NOT_WORDS, ONE_OF, PATTERN, WORDS

__all__ = ["CHECKS", "NamedCheck", "Run"]

_ALL = (
    *(REQUIRED, REQUIRED_IF, COMPARE, RANGE, SUM_EQUALS, SUM_AT_MOST, RATIO_CHECK, COUNT, UNIQUE, ONE_OF),
    *(WORDS, NOT_WORDS, PATTERN, LENGTH, DATE_ORDER, DATE_WITHIN, UNIT_PRESENT, SAME_AS, CHANGED_SINCE),
    *(COVERAGE, SIMILAR, SCHEMA),
)

CHECKS: Mapping[str, NamedCheck] = MappingProxyType({check.name: check for check in _ALL})
"""Every named check by its name."""
