"""Golden reports: what the examples give today, so that no change of finding or fingerprint slips by.

After a wanted change: ``python tests/test_golden.py`` writes them anew; read the difference.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditkit.audit import Workshop, audit, prepare
from auditkit.document import Source
from auditkit.plugins import load_plugins
from auditkit.settings import Settings
from auditkit_reports.json_report import as_data

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_file())


@cache
def _workshop() -> Workshop:
    return prepare(load_plugins(), Settings())


def _told(name: str) -> list[dict[str, Any]]:
    """The findings of one example, as far as a reviewer or a later round depends on them."""
    source = Source(name, (EXAMPLES / name).read_bytes())
    report = as_data(audit([source], _workshop(), datetime(2026, 1, 1, tzinfo=UTC)))
    return [
        {
            "rule": finding["rule"],
            "severity": finding["severity"],
            "pointer": finding["location"]["pointer"],
            "message": finding["message"],
            "suggestion": finding["suggestion"],
            "fingerprint": finding["fingerprint"],
        }
        for finding in report["submissions"][0]["findings"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_its_golden_report(name: str) -> None:
    golden = json.loads((GOLDEN / f"{name}.golden.json").read_text(encoding="utf-8"))
    assert _told(name) == golden


def test_there_are_enough_examples_and_no_orphan_golden_report() -> None:
    assert len(NAMES) >= 8
    assert sum("无问题" in name for name in NAMES) >= 3
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(f"{name}.golden.json" for name in NAMES)


def _write() -> None:
    for name in NAMES:
        text = json.dumps(_told(name), ensure_ascii=False, indent=1) + "\n"
        (GOLDEN / f"{name}.golden.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write()
