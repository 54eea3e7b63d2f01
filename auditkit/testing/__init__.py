"""The kit for testing rules, public: YAML cases in, plain failures out.

A case gives fragments; the kit fills the rest from a blank, valid submission. Expectations are
``flags`` (every finding, with ``at``, ``says`` and more), ``passes``, ``not_applicable`` or
``not_judged`` (true, or a part of the reason). In pytest, one line tests a whole pack::

    test_my_pack = auditkit.testing.pack_test("rules/my-district")
"""

from __future__ import annotations

from auditkit.testing.cases import Case, CaseError, failures, read_cases
from auditkit.testing.inline import inline_cases
from auditkit.testing.kit import Answer, PackAnswers, pack_test, run_cases
from auditkit.testing.submissions import blank_indicator, blank_project, make_submission

__all__ = [
    "Answer",
    "Case",
    "CaseError",
    "PackAnswers",
    "blank_indicator",
    "blank_project",
    "failures",
    "inline_cases",
    "make_submission",
    "pack_test",
    "read_cases",
    "run_cases",
]
