"""The generated pages of the manual are what the rules say today; the chapters speak of what exists."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from auditkit.cli import application

DOCS = Path(__file__).resolve().parents[1] / "docs"
sys.path.insert(0, str(DOCS))

from write_pages import pages  # noqa: E402


def test_the_generated_pages_are_current() -> None:
    made = pages()
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"
    assert {path.name for path in (DOCS / "rules").glob("*.md")} == {p.name for p in made if p.parent.name == "rules"}


def test_every_command_in_the_manual_exists() -> None:
    named = set()
    for page in DOCS.glob("*.md"):
        named |= set(re.findall(r"auditkit ([a-z]+)(?: ([a-z]+))?", page.read_text(encoding="utf-8")))
    assert named
    for command, sub in named:
        found = application.commands.get(command)
        assert found is not None, command
        if command == "rules" and sub:
            assert sub in found.commands, sub  # type: ignore[attr-defined]


def test_every_link_between_chapters_leads_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
