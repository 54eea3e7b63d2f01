"""Write the generated pages of the manual anew: ``python docs/write_pages.py`` (``make docs``)."""

from __future__ import annotations

from pathlib import Path

from auditkit.cli.manual import manual_pages
from auditkit.cli.rule_reference import reference_page
from auditkit.plugins import load_plugins

HERE = Path(__file__).parent


def pages() -> dict[Path, str]:
    """Where each generated page lies, and its text."""
    rules = manual_pages(load_plugins().rule_packs())
    found = {HERE / "rules" / name: text for name, text in rules.items()}
    found[HERE / "rule-reference.md"] = reference_page()
    return found


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    made = pages()
    (HERE / "rules").mkdir(exist_ok=True)
    for stale in set((HERE / "rules").glob("*.md")) - set(made):
        stale.unlink()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
