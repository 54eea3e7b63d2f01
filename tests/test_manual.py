"""The generated pages of the manual are what the rules say today; the chapters speak of what exists."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest

from auditkit.cli import application, run

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
        found = application.get_command(click.Context(application), command)
        assert found is not None, command
        if command in ("rules", "layout") and sub:
            assert sub in found.commands, sub  # type: ignore[attr-defined]


def test_every_link_between_chapters_leads_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def _blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [body for name, body in found if name == language]


def test_the_chapter_on_rules_works_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands in their order, its YAML put where it says, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    example = next((DOCS.parent / "examples").glob("02*"))
    (tmp_path / "申报.docx").write_bytes(example.read_bytes())
    (tmp_path / "申报文件夹").mkdir()
    (tmp_path / "申报文件夹" / "申报.docx").write_bytes(example.read_bytes())
    rule, named_check, lists, changes = _blocks("write-a-rule.md", "yaml")
    written = {"rules new rule 我的规则/rules/满意度.yaml --code LH-103": rule}
    for command in (line for block in _blocks("write-a-rule.md", "") for line in block.strip().splitlines()):
        words = command.removeprefix("auditkit ").split()
        code = run(words)
        assert code == (1 if words[0] == "check" else 0), command
        text = written.get(" ".join(words))
        if text:
            home = tmp_path / "我的规则"
            (home / "rules" / "满意度.yaml").write_text(text + named_check, encoding="utf-8")
            head = (home / "pack.yaml").read_text(encoding="utf-8")
            (home / "pack.yaml").write_text(_merged(head, lists, changes), encoding="utf-8")


def _merged(head: str, lists: str, changes: str) -> str:
    """The chapter's lists, options, policy and overrides in place of those that ``rules new`` wrote."""
    return head.partition("pack:")[0] + changes + lists
