"""Every hook is documented with its exact signature and used in a test."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from auditkit import hookspecs

ROOT = Path(__file__).resolve().parents[1]
HOOKS = sorted(name for name in dir(hookspecs) if name.startswith("auditkit_"))


def test_there_are_four_hooks() -> None:
    assert HOOKS == ["auditkit_layouts", "auditkit_readers", "auditkit_reporters", "auditkit_rule_packs"]


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_documented_with_its_signature(name: str) -> None:
    signature = f"{name}{inspect.signature(getattr(hookspecs, name))}"
    assert f"`{signature}`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_used_in_a_test(name: str) -> None:
    assert f"def {name}(" in (ROOT / "tests" / "test_plugins.py").read_text(encoding="utf-8")
