"""What all tests have in common."""

from __future__ import annotations

import os

import pytest

# No test but its own may depend on whether LibreOffice is installed.
os.environ["AUDITKIT_OFFICE"] = "off"


@pytest.fixture(autouse=True)
def _no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor on whether scans can be recognised."""
    for module in ("scan_apart", "stitch_document"):
        monkeypatch.setattr(f"auditkit.readers.{module}.is_installed", lambda: False)
