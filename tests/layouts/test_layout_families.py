"""Every family on a form of its own: recognised as itself, read whole, the same however it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from family_paper import NAMES, as_expected, expected, paper
from layout_forms import A1_HEAD, A1_ROWS, A2, B2
from layout_paper import dump, everywhere, poor, rows_of, take, word

from auditkit.document import Document, Table
from auditkit.layouts import auditkit_layouts
from auditkit.layouts.family import built_in_families
from auditkit.layouts.text import key_of
from auditkit.loader import submission_of
from auditkit.loader.build import build_submission
from auditkit.loader.check import reference_errors
from auditkit.report import SourceCard
from auditkit.vocabulary import is_first_level, is_second_level

MARGIN = 10
MARK = "另行说明"
OURS = {"A1": word([*A1_HEAD, *A1_ROWS]), "A2": word(A2), "B2": word(B2)}
OWN = {"A1": "tianjin-card", "A2": "minimal-card", "B2": "central-card"}


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_read_to_the_last_cell(name: str) -> None:
    assert as_expected(take(paper(name))) == expected(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "d1-transposed"])
def test_a_form_without_stated_spans_is_the_same_form(name: str) -> None:
    assert as_expected(take(paper(name, dump)))["projects"] == expected(name)["projects"]


@pytest.mark.parametrize("render", [word, dump])
@pytest.mark.parametrize("name", [*NAMES, *OURS])
def test_no_family_claims_the_form_of_another(name: str, render: Callable[..., Document]) -> None:
    document = OURS[name] if name in OURS else paper(name, render)
    own = OWN[name] if name in OURS else expected(name)["layout"]
    scores = {layout.name: layout.score(document) for layout in auditkit_layouts()}
    assert scores.pop(own) - max(scores.values()) >= MARGIN


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_form_has_its_place(name: str) -> None:
    form = take(paper(name))
    for number, project in enumerate(form.projects):
        pointer = f"/projects/{number}"
        for key in ("name", "title", "unit", "department", "year", "purpose", "money_unit"):
            assert not project[key] or f"{pointer}/{key}" in form.anchors
        for n, row in enumerate(project["indicators"]):
            told = [key for key in ("first_level", "second_level", "name", "weight", "actual") if row[key]]
            told += ["target"] if row["target"]["raw"] else []
            assert [key for key in told if f"{pointer}/indicators/{n}/{key}" not in form.anchors] == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(("b2b", "b6-checked", "d1"))])
def test_a_form_whose_merged_cells_are_absent_is_the_same_form(name: str) -> None:
    assert as_expected(take(paper(name, poor)))["projects"] == expected(name)["projects"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "d1-transposed"])
def test_a_form_with_its_merged_cells_printed_in_every_place_is_the_same_form(name: str) -> None:
    assert as_expected(take(paper(name, everywhere)))["projects"] == expected(name)["projects"]


def test_a_row_with_two_halves_and_too_few_cells_is_told_and_not_guessed() -> None:
    form = take(paper("b2b-two-horizons", poor))
    rows, whole = rows_of(form), rows_of(take(paper("b2b-two-horizons")))
    assert [row for row in whole if row not in rows] == [("产出指标", "数量指标", "安装监控点位", "≥60个")]
    (unread,) = form.unread
    assert (unread.anchor.text, "安装监控点位" in unread.reason) == ("≥60个", True)


def test_levels_over_columns_are_unknown_where_their_spans_are_lost() -> None:
    form = take(paper("d1-transposed", dump))
    rows = form.projects[1]["indicators"]
    assert [(row["name"], row["target"]["raw"]) for row in rows][:2] == [
        ("养护里程（公里）", "≥204"),
        ("修复桥梁（座）", "2"),
    ]
    assert [row["second_level"] for row in rows] == ["", "", "", "", "服务对象满意度指标"]
    (unread,) = form.unread
    assert "无法确定" in unread.reason


@pytest.mark.parametrize("name", NAMES)
def test_every_form_makes_a_submission(name: str) -> None:
    form = take(paper(name))
    card = SourceCard("甲.docx", "0" * 64, "docx", 1)
    data = submission_of(card, form.projects, form.anchors, form.unread)
    assert reference_errors(data) == []
    assert len(build_submission(data).projects) == len(form.projects)


def _titles(name: str) -> set[str]:
    """Texts of a form that are words of the form: labels, column titles, levels, and what it passes over."""
    family = next(family for family in built_in_families() if family.name == expected(name)["layout"])
    told = set()
    for table in paper(name).tables():
        for cell in table.cells:
            key = key_of(cell.text)
            known = family.label(key) or family.column(key) or family.inner_column(key)
            if known or is_first_level(cell.text) or is_second_level(cell.text) or family.is_remark(key):
                told.add(cell.text)
    return told


def _told_columns(name: str) -> Iterator[tuple[int, int]]:
    """Table and column of what is told once for a whole column, and of running numbers."""
    reasons = [item["reason"] for item in expected(name)["unread"]]
    for table in paper(name).tables():
        for cell in table.cells:
            told = any(f"“{cell.text}”" in reason and "列" in reason for reason in reasons)
            if cell.text and (told or cell.text == "序号"):
                yield from ((table.index, cell.column + n) for n in range(cell.colspan))


def _sum_rows(name: str) -> set[tuple[int, int]]:
    """Table and row of the sums that are passed over."""
    cells = [(table.index, cell) for table in paper(name).tables() for cell in table.cells]
    return {(index, cell.row) for index, cell in cells if cell.text.endswith(("小计", "合计", "总分"))}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_written_into_any_cell_is_lost(name: str) -> None:
    document, titles, lost = paper(name), _titles(name), set()
    told, sums = set(_told_columns(name)), _sum_rows(name)
    for at, block in enumerate(document.blocks):
        for n, cell in enumerate(block.cells if isinstance(block, Table) else ()):
            if not isinstance(block, Table) or cell.text in titles:
                continue
            if (block.index, cell.column) in told or (block.index, cell.row) in sums:
                continue
            cells = (*block.cells[:n], replace(cell, text=MARK), *block.cells[n + 1 :])
            blocks = (*document.blocks[:at], replace(block, cells=cells), *document.blocks[at + 1 :])
            form = take(replace(document, blocks=blocks))
            said = [str(form.projects), *(item.anchor.text + item.reason for item in form.unread)]
            if MARK not in "".join(said):
                lost.add((cell.row, cell.column, cell.text))
    assert lost == set()
