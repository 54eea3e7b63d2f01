"""Every family of forms in every format: the same model, the same findings, and places that hold.

A form is one text file and what the program must make of it, in ``fixtures/layouts``;
``fixtures/build_forms.py`` writes the files from it.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "layouts"), str(HERE / "readers")]

from document_forms import document, findings  # noqa: E402
from family_paper import NAMES, as_expected, expected, paper  # noqa: E402
from layout_paper import take  # noqa: E402

from auditkit.document import Anchor, Document, Form, Paragraph  # noqa: E402

FORMS = HERE / "fixtures" / "forms"
WORD = ("docx", "doc", "wps", "xml", "rtf", "odt", "html", "mht")
BOOKS = ("xlsx", "xls", "ods")
FORMATS = (*WORD, *BOOKS, "pdf", "ofd", "txt")
EXCEPTIONS = {
    ("d1-transposed", "txt"): "levels stand over the columns they span, and plain text has no spans: "
    "the levels are reported as unknown, not guessed",
}
"""What a format cannot carry, and why. Anything else must come out the same."""
ALL = [(name, kind) for name in NAMES for kind in FORMATS]
SAME = [pair for pair in ALL if pair not in EXCEPTIONS]


def _data(name: str, kind: str) -> bytes:
    return (FORMS / f"{name}.{kind}").read_bytes()


@cache
def _read(name: str, kind: str) -> tuple[Document, Form]:
    found = document(_data(name, kind))
    return found, take(found)


@cache
def _found(name: str, kind: str) -> list[tuple[Any, ...]]:
    """Rule, severity, message, suggestion, pointer and quotation of every finding."""
    return [item[:-1] for item in findings(_data(name, kind))]


def test_every_form_is_there_in_every_format() -> None:
    there = {path.name for path in FORMS.iterdir()}
    assert there == {f"{name}.{kind}" for name, kind in ALL}, "python tests/fixtures/build_forms.py"


@pytest.mark.parametrize(("name", "kind"), SAME)
def test_a_form_is_the_same_in_every_format(name: str, kind: str) -> None:
    got, wanted = as_expected(_read(name, kind)[1]), expected(name)
    assert got["projects"] == wanted["projects"]
    assert sorted(map(str, got["unread"])) == sorted(map(str, wanted["unread"]))


@pytest.mark.parametrize(("name", "kind"), [pair for pair in SAME if pair[1] != "docx"])
def test_a_form_gets_the_same_findings_in_every_format(name: str, kind: str) -> None:
    assert _found(name, kind) == _found(name, "docx")


def _text_at(found: Document, anchor: Anchor) -> str:
    """What stands in the file where an anchor points."""
    kind, number = anchor.part.split()
    if kind == "paragraph":
        blocks = [b for b in found.blocks if isinstance(b, Paragraph) and b.index == int(number)]
        (one,) = [b for b in blocks if (b.page, b.sheet) == (anchor.page, anchor.sheet)]
        whole = one.text
    else:
        (table,) = [table for table in found.tables() if table.index == int(number)]
        assert table.sheet == anchor.sheet
        (cell,) = [c for c in table.cells if (c.row, c.column) == (anchor.row, anchor.column)]
        assert anchor.page == (cell.page if cell.page is not None else table.page)
        whole = cell.text
    assert anchor.span is not None
    return whole[slice(*anchor.span)]


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_every_place_holds_what_it_says(name: str, kind: str) -> None:
    found, form = _read(name, kind)
    places = [*form.anchors.values(), *(item.anchor for item in form.unread)]
    assert places
    for anchor in places:
        assert _text_at(found, anchor) == anchor.text


@pytest.mark.parametrize("kind", WORD)
@pytest.mark.parametrize("name", NAMES)
def test_a_place_in_a_document_is_the_place_of_the_cell_on_paper(name: str, kind: str) -> None:
    cells = {
        (f"table {table.index}", cell.row, cell.column): cell.text
        for table in paper(name).tables()
        for cell in table.cells
    }
    for anchor in _read(name, kind)[1].anchors.values():
        if anchor.part.startswith("table"):
            on_paper = cells[anchor.part, anchor.row or 0, anchor.column or 0]
            assert anchor.text.split() == [piece for piece in anchor.text.split() if piece in on_paper]


@pytest.mark.parametrize("name", NAMES)
def test_a_place_in_a_workbook_is_the_place_other_programs_show(name: str) -> None:
    import openpyxl

    book = openpyxl.load_workbook(FORMS / f"{name}.xlsx")
    for anchor in _read(name, "xlsx")[1].anchors.values():
        if anchor.row is None or anchor.column is None:
            continue
        sheet = book[anchor.sheet] if anchor.sheet else book.active
        held = sheet.cell(anchor.row, anchor.column).value
        if held is None or isinstance(held, str):
            assert anchor.text in (held or "")
        else:
            shown = anchor.text.rstrip("%")
            assert float(shown) == pytest.approx(held * (100 if "%" in anchor.text else 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_place_in_a_text_file_is_a_line_of_it(name: str) -> None:
    lines = _data(name, "txt").decode("gb18030").split("\n")
    for anchor in _read(name, "txt")[1].anchors.values():
        assert anchor.line is not None
        for number, piece in enumerate(anchor.text.split("\n"), anchor.line - 1):
            assert piece in lines[number]


@pytest.mark.parametrize(("name", "kind"), list(EXCEPTIONS))
def test_an_exception_says_what_it_does_not_know(name: str, kind: str) -> None:
    form = _read(name, kind)[1]
    assert as_expected(form)["projects"] != expected(name)["projects"]
    assert form.unread
