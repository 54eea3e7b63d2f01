"""Read the forms of ``tests/fixtures/layouts``: a grid a block, ``~`` merged from the left, ``^`` from above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from layout_paper import Rows, Wide, dump, word

from auditkit.document import Document, Form, Table

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.form"))


def _grid(lines: list[str]) -> Rows:
    cells = [[text.strip().replace("\\n", "\n") for text in line.split("|")] for line in lines]
    rows: list[list[str | Wide]] = []
    for at, line in enumerate(cells):
        row: list[str | Wide] = []
        for column, text in enumerate(line):
            if text in ("~", "^"):
                continue
            across = 1
            while column + across < len(line) and line[column + across] == "~":
                across += 1
            down = 1
            while (
                at + down < len(cells) and column < len(cells[at + down]) and cells[at + down][column] == "^"
            ):
                down += 1
            row.append(Wide(text, down, across) if down + across > 2 else text)
        rows.append(row)
    return rows


def read_paper(text: str) -> tuple[list[str | Rows], list[str | None]]:
    """The blocks of a form file, and the sheet of each table."""
    blocks: list[str | Rows] = []
    sheets: list[str | None] = []
    for part in ("\n" + text.strip("\n")).split("\n# ")[1:]:
        kind, *lines = part.split("\n")
        if kind.startswith("标题"):
            blocks += [line.replace("\\t", "\t") for line in lines]
            continue
        blocks.append(_grid([line for line in lines if line.strip()]))
        sheets.append(kind.removeprefix("工作表").strip() if kind.startswith("工作表") else None)
    return blocks, sheets


def paper(name: str, render: Callable[..., Document] = word) -> Document:
    """The form of a file of ours on paper."""
    blocks, sheets = read_paper((FOLDER / f"{name}.form").read_text(encoding="utf-8"))
    document = render(*blocks)
    tables = iter(sheets)
    found = [replace(b, sheet=next(tables)) if isinstance(b, Table) else b for b in document.blocks]
    return replace(document, blocks=tuple(found))


def expected(name: str) -> dict[str, Any]:
    """What the program must make of it."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def as_expected(form: Form) -> dict[str, Any]:
    """A form in the shape of the expectations."""
    unread = [{"text": item.anchor.text, "reason": item.reason} for item in form.unread]
    return {"layout": form.layout, "projects": list(form.projects), "unread": unread}


__all__ = ["FOLDER", "NAMES", "as_expected", "dump", "expected", "paper", "read_paper", "word"]
