"""Every rule of the pack: the YAML rules by the tests written in them, the Python rule by its cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from auditkit.testing import Case, failures, pack_test, read_cases

from auditkit_linhe.rules.miscounted_villages import miscounted_villages

HERE = Path(__file__).parent

test_rules = pack_test(HERE.parent / "src" / "auditkit_linhe" / "rules")


@pytest.mark.parametrize("case", read_cases(HERE / "miscounted_villages.yaml"), ids=lambda case: case.title)
def test_villages(case: Case) -> None:
    assert failures(miscounted_villages, case) == []
