"""The named checks: rules that need no expression, only their fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from auditkit.rulefile.checks.amounts import COMPARE, RANGE, RATIO_CHECK
from auditkit.rulefile.checks.counting import COUNT, COVERAGE, UNIQUE
from auditkit.rulefile.checks.dates import DATE_ORDER, DATE_WITHIN
from auditkit.rulefile.checks.history import CHANGED_SINCE
from auditkit.rulefile.checks.likeness import SAME_AS, SIMILAR
from auditkit.rulefile.checks.named_check import NamedCheck, Run
from auditkit.rulefile.checks.presence import REQUIRED, REQUIRED_IF, UNIT_PRESENT
from auditkit.rulefile.checks.structure import SCHEMA
from auditkit.rulefile.checks.sums import SUM_AT_MOST, SUM_EQUALS
from auditkit.rulefile.checks.wording import LENGTH, NOT_WORDS, ONE_OF, PATTERN, WORDS

__all__ = ["CHECKS", "NamedCheck", "Run"]

_ALL = (
    *(REQUIRED, REQUIRED_IF, COMPARE, RANGE, SUM_EQUALS, SUM_AT_MOST, RATIO_CHECK, COUNT, UNIQUE, ONE_OF),
    *(WORDS, NOT_WORDS, PATTERN, LENGTH, DATE_ORDER, DATE_WITHIN, UNIT_PRESENT, SAME_AS, CHANGED_SINCE),
    *(COVERAGE, SIMILAR, SCHEMA),
)

CHECKS: Mapping[str, NamedCheck] = MappingProxyType({check.name: check for check in _ALL})
"""Every named check by its name."""
