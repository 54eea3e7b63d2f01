"""Every cell of a form that is not blank is in the submission, a word of the form, or unread with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from every_form import GROUPS, RENDERS, documents
from family_paper import NAMES, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_paper import Rows, Wide, dump, take, word

from auditkit.cell_uses import Account, CellUse
from auditkit.document import Cell, Document, Table
from auditkit.layouts import auditkit_layouts
from auditkit.layouts.family import Family, built_in_families
from auditkit.layouts.text import key_of, squeeze
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

FAMILIES = {family.name: family for family in built_in_families()}


@cache
def _layouts() -> list[Any]:
    return [layout for layout in auditkit_layouts() if layout.account is not None]


def account(document: Document) -> Account | None:
    """What became of the cells of a document, by the layout that is surest of it."""
    best = max(_layouts(), key=lambda layout: layout.score(document))
    found = best.account(document) if best.score(document) > 0 else None
    return found if found is not None and found.form.projects else None


def _at(data: Any, pointer: str) -> Any:
    for key in pointer.split("/")[2:]:
        data = data[int(key)] if isinstance(data, list | tuple) else data[key]
    return data


def _is_word(text: str, family: Family) -> bool:
    key = key_of(text)
    known = family.label(key) or family.column(key) or family.inner_column(key) or family.is_remark(key)
    return bool(known or family.patterns.inner_title.search(key.plain))


def _fault(use: CellUse, found: Account, texts: Counter[str]) -> str | None:
    """What is wrong with what the books say of a cell; the books are not asked."""
    family, text = FAMILIES[found.form.layout], use.anchor.text
    place = (use.anchor.part, use.anchor.row, use.anchor.column)
    unread = {(i.anchor.part, i.anchor.row, i.anchor.column): i.reason for i in found.form.unread}
    reasons = list(unread.values())
    wordless = not any(char.isalpha() for char in text)
    told = str(found.form.projects)
    checks = {
        "value": bool(use.pointers) and all(_at(found.form.projects, pointer) for pointer in use.pointers),
        "level": bool(use.pointers) or normal_level(text).endswith("指标") or is_first_level(text) or is_second_level(text),
        "label": _is_word(text, family) or wordless or squeeze(text) in squeeze(told),
        "header": _is_word(text, family) or is_first_level(text) or is_second_level(text),
        "residue": family.is_residue(text) or wordless or len(squeeze(text)) <= 4,
        "sum": wordless or any(squeeze(text).endswith(w) for w in family.subtotals) or texts[squeeze(text)] > 1,
        "note": family.patterns.note.search(squeeze(text)) is not None,
        "direction": squeeze(text) in family.directions | family.operators or wordless,
        "repeat": texts[squeeze(text)] > 1 or squeeze(text) in squeeze(told),
        "told": any(f"“{use.says}”" in reason for reason in reasons),
        "unread": place in unread or any(i.whole and i.anchor.part == use.anchor.part for i in found.form.unread),
        "ignored": True,
        "outside": use.anchor.part.startswith("paragraph") or _is_other_table(use, found),
    }
    return None if checks.get(use.kind, False) else f"{place} {use.kind} {text!r}"


def _is_other_table(use: CellUse, found: Account) -> bool:
    return use.anchor.part not in {anchor.part for anchor in found.form.anchors.values()}


@pytest.mark.parametrize("group", GROUPS)
def test_every_cell_of_every_form_of_ours_is_accounted_for(group: str) -> None:
    forms = 0
    for document in documents(group):
        found = account(document)
        if found is None:
            continue
        forms += 1
        texts = Counter(squeeze(use.anchor.text) for use in found.uses)
        assert [told for use in found.uses if (told := _fault(use, found, texts))] == [], document.name
        filled = sum(1 for table in document.tables() for cell in table.cells if squeeze(cell.text))
        assert filled == sum(1 for use in found.uses if use.anchor.part.startswith("table"))
    assert forms


TABLED = [name for name in NAMES if any(True for _ in paper(name).tables())]
UNKNOWN = st.text(alphabet="桐榆椿楸槐栎桦楠", min_size=5, max_size=12)
"""Words that no form, label or value has."""


@st.composite
def _into(draw: st.DrawFn, document: Document, text: str) -> Document:
    """The document with a text in an empty cell, one after the end of a row, or one in a row of its own."""
    at = draw(st.sampled_from([n for n, block in enumerate(document.blocks) if isinstance(block, Table)]))
    table = document.blocks[at]
    assert isinstance(table, Table)
    line = (10**6,) if table.cells[0].lines else ()
    where = draw(st.sampled_from(["empty", "extra", "new"]))
    empty = [n for n, cell in enumerate(table.cells) if not squeeze(cell.text)]
    cells = list(table.cells)
    if where == "empty" and empty:
        n = draw(st.sampled_from(empty))
        cells[n] = replace(cells[n], text=text)
    elif where != "new":
        row = draw(st.sampled_from(sorted({cell.row for cell in cells})))
        reaching = [c for c in cells if c.row <= row < c.row + c.rowspan]
        cells.append(Cell(row, max(c.column + c.colspan for c in reaching), text, lines=line))
    else:
        row = max(cell.row + cell.rowspan for cell in cells)
        column = draw(st.integers(1, max(cell.column for cell in cells)))
        cells += [*(Cell(row, n, "", lines=line) for n in range(1, column)), Cell(row, column, text, lines=line)]
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    changed = replace(table, cells=ordered)
    return replace(document, blocks=(*document.blocks[:at], changed, *document.blocks[at + 1 :]))


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from(TABLED), st.sampled_from(RENDERS), UNKNOWN)
def test_a_text_put_anywhere_into_a_form_is_in_the_submission_or_unread(
    data: st.DataObject, name: str, render: Any, text: str
) -> None:
    document = data.draw(_into(paper(name, render), text))
    best = max(_layouts(), key=lambda layout: layout.score(document))
    found = best.account(document)
    said = str(found.form.projects) + "".join(i.anchor.text + i.reason for i in found.form.unread)
    if text in said:
        return
    # Else its whole column or table has been told, or the form says that the field is not audited.
    (use,) = (use for use in found.uses if use.anchor.text == text)
    assert use.kind in ("told", "ignored") or (use.kind == "unread" and use.says), use


HEAD: Rows = [["项目名称", Wide("城墙修缮", across=4)], ["年度目标", Wide("修缮城墙。", across=4)]]
FIVE = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]


@pytest.mark.parametrize("render", [word, dump])
@pytest.mark.parametrize(
    "rows",
    [
        [FIVE, ["产出指标", "数量指标", "修缮长度", "", "≥3公里"], ["小计", "另有安排", "", "", ""]],
        [[*FIVE, "另有安排"], ["产出指标", "数量指标", "修缮长度", "", "≥3公里", ""]],
        [FIVE, ["产出指标", "数量指标", "修缮长度", "", "≥3公里"], ["注：见附件", "另有安排", "", "", ""]],
        [["项目属性", "另有安排"], FIVE, ["产出指标", "数量指标", "修缮长度", "", "≥3公里"]],
        [["年度", "另有安排"], FIVE, ["产出指标", "数量指标", "修缮长度", "", "≥3公里"]],
        [["二级项目名称", "另有安排"], FIVE, ["产出指标", "数量指标", "修缮长度", "", "≥3公里"]],
        [["年度预算", "12"], ["年度资金总额", "另有安排"], FIVE, ["产出指标", "数量指标", "长度", "", "3公里"]],
    ],
)
def test_what_was_passed_over_in_silence_is_told(rows: list[list[str]], render: Any) -> None:
    form = take(render([*HEAD, *rows]))
    assert "另有安排" in str(form.projects) + "".join(i.anchor.text for i in form.unread)


def test_a_header_cell_tells_which_column_it_is() -> None:
    found = account(word([*HEAD, FIVE, ["产出指标", "数量指标", "修缮长度", "实测", "≥3公里"]]))
    assert found is not None
    heads = {use.anchor.text: use.says for use in found.uses if use.kind == "header"}
    assert heads["绩效指标描述"] == "description"
    assert heads["指标值"] == "value"
    level = next(use for use in found.uses if use.anchor.text == "数量指标")
    assert (level.kind, level.pointers) == ("level", ("/projects/0/indicators/0/second_level",))
