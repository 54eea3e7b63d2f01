"""What is proposed for a form is a valid layout that reads it; nothing makes the proposer stumble."""

from __future__ import annotations

import pytest
from family_paper import NAMES, expected, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_paper import Render, Rows, Wide, dump, word
from test_layout_properties import CELLS

from auditkit.document import Cell, Document, Form, Table
from auditkit.layouts import layout_from_yaml
from auditkit.layouts.family import built_in_families
from auditkit.layouts.proposing import Proposal, as_yaml, propose
from auditkit.schema_check import complaints
from auditkit.strict_yaml import load_yaml


def drafted(document: Document) -> tuple[Proposal, str] | None:
    """The proposal and its text, which is a valid layout."""
    proposal = propose(document, built_in_families())
    if proposal is None:
        return None
    text = as_yaml(proposal, "draft", "草稿", document.name, lambda anchor: anchor.part, lambda field, group: field)
    assert complaints(load_yaml(text, "草稿", marks=True), "layout", "草稿") == []
    return proposal, text


def read_by_draft(document: Document) -> Form:
    found = drafted(document)
    assert found is not None
    return layout_from_yaml(found[1], "草稿").take(document)


def _rows(projects: object) -> list[list[str]]:
    return [[row["name"] for row in project["indicators"]] for project in projects]  # type: ignore[attr-defined]


NOT_GUESSED = ("b6-checked-boxes", "b6-evaluated-contents", "d2-list")
"""Forms whose draft asks for more: 评价内容 is taken for a name, and a list of departments names no project."""


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOT_GUESSED])
def test_a_known_form_is_read_by_its_draft(name: str) -> None:
    form = read_by_draft(paper(name))
    assert _rows(form.projects) == _rows(expected(name)["projects"])


@pytest.mark.parametrize("render", [word, dump])
def test_odd_labels_are_guessed_from_their_neighbours(render: Render) -> None:
    rows: Rows = [
        ["办的事", Wide("河堤加固", across=4)],
        ["掏钱的", Wide("青川县水利局", across=4)],
        ["几时到几时", Wide("2026年1月—2026年12月", across=4)],
        ["总共（万元）", Wide("260", across=4)],
        ["会怎样", Wide("1.加固河堤3公里。\n2.消除险段。", across=4)],
        ["甲项", "乙项", "丙项", "丁项", "戊项"],
        [Wide("产出指标", down=2), "数量指标", "加固长度", "≥3公里", "公里数"],
        ["质量指标", "工程合格率", "100%", "验收单"],
        ["满意度指标", "服务对象满意度指标", "沿河村民满意度", "≥90%", "问卷"],
    ]
    found = drafted(render(rows))
    assert found is not None
    guesses = {guess.text: (guess.field, guess.sure) for guess in found[0].guesses}
    assert guesses == {
        "办的事": ("name", False),
        "掏钱的": ("unit", True),
        "几时到几时": ("period", True),
        "总共（万元）": ("total", True),
        "会怎样": ("objectives", True),
        "甲项": ("first_level", True),
        "乙项": ("second_level", True),
        "丙项": ("name", True),
        "丁项": ("value", True),
        "戊项": ("description", True),
    }
    assert "拿不准：“办的事”" in found[1]


def test_labels_that_yaml_would_misread_are_quoted() -> None:
    rows: Rows = [
        ["是否: #1 {事}", "河堤加固"],
        ["yes", "青川县水利局"],
        ["甲项", "- 乙项", "丁项"],
        ["数量指标", "加固长度", "≥3公里"],
        ["质量指标", "合格率", "100%"],
        ["满意度指标", "村民满意度", "≥90%"],
    ]
    assert drafted(word(rows)) is not None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=14), min_size=1, max_size=3))
def test_no_heap_of_cells_upsets_the_proposer(heaps: list[list[tuple[int, int, str, int, int]]]) -> None:
    tables = tuple(
        Table(n, tuple(Cell(r, c, text, down, across) for r, c, text, down, across in heap), 9, 9)
        for n, heap in enumerate(heaps, 1)
    )
    drafted(Document("乱.docx", "docx", tables))


def test_short_words_between_two_columns_of_levels_are_no_stumbling_block() -> None:
    filed = [
        ["产出指标", ("人次", "场次")[n % 2], "数量指标", f"培训教师第{n}批", "≥30人"] for n in range(6)
    ]
    rows = [["甲栏", "乙栏", "丙栏", "丁栏", "戊栏"], *filed]
    cells = [Cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1)]
    assert drafted(Document("表.docx", "docx", (Table(1, tuple(cells), 7, 5),))) is not None
