"""Workbooks made at random: what was meant, what openpyxl and xlrd see, and what our readers read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlrd
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_builder import read, spans, texts, zipped

WIDTH, HEIGHT = 6, 9
MARKED = {"&": "&amp;", "<": "&lt;", " ": "<x:s/>", "\n": "<x:line-break/>"}
Spot = tuple[int, int]
"""Row and column from 0."""


@dataclass(frozen=True)
class Plan:
    """A sheet as it is meant."""

    held: dict[Spot, str | int | bool]
    areas: tuple[tuple[int, int, int, int], ...]
    rows: frozenset[int]
    columns: frozenset[int]

    def shown(self) -> dict[Spot, tuple[str, int, int]]:
        """Texts where they are seen, with the rows and columns they take up."""
        found = {}
        covered = {}
        for top, left, bottom, right in self.areas:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[(row, column)] = (top, left, bottom, right)
        for (row, column), held in self.held.items():
            top, left, bottom, right = covered.get((row, column), (row, column, row, column))
            rows = [r for r in range(top, bottom + 1) if r not in self.rows]
            columns = [c for c in range(left, right + 1) if c not in self.columns]
            if (row, column) == (top, left) and rows and columns:
                text = str(held).upper() if isinstance(held, bool) else str(held)
                found[(rows[0], columns[0])] = (text, bottom - rows[0] + 1, right - columns[0] + 1)
        return found


@st.composite
def plans(draw: Any) -> Plan:
    spots = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))
    words = st.text(st.sampled_from("甲乙丙丁≥90%.\n &<>\"'_x"), min_size=1, max_size=8).filter(
        lambda t: t.strip() != ""
    )
    values = st.one_of(words, st.integers(-(10**9), 10**9), st.booleans())
    held = draw(st.dictionaries(spots, values, max_size=30))
    areas: list[tuple[int, int, int, int]] = []
    for top, left, down, across in draw(
        st.lists(
            st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)), max_size=5
        )
    ):
        area = (top, left, min(top + down, HEIGHT - 1), min(left + across, WIDTH - 1))
        apart = all(area[2] < a[0] or a[2] < area[0] or area[3] < a[1] or a[3] < area[1] for a in areas)
        if apart and (down or across):
            areas.append(area)
    inner = {
        (row, column)
        for top, left, bottom, right in areas
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    hidden = st.frozensets(st.integers(0, 8), max_size=2)
    kept = {spot: value for spot, value in held.items() if spot not in inner}
    return Plan(
        kept,
        tuple(areas),
        draw(hidden),
        draw(hidden.map(lambda found: frozenset(n for n in found if n < WIDTH))),
    )


def by_xlsxwriter(plan: Plan) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet = book.add_worksheet("表1")
    for row in plan.rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in plan.columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for area in plan.areas:
        sheet.merge_range(*area, "")
    for (row, column), held in plan.held.items():
        if isinstance(held, bool):
            sheet.write_boolean(row, column, held)
        elif isinstance(held, int):
            sheet.write_number(row, column, held)
        else:
            sheet.write_string(row, column, held)
    book.close()
    return memory.getvalue()


def by_openpyxl(plan: Plan) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表1"
    for (row, column), held in plan.held.items():
        cell = sheet.cell(row + 1, column + 1)
        cell.value = held
        if isinstance(held, str):
            cell.data_type = "s"
    for top, left, bottom, right in plan.areas:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in plan.rows:
        sheet.row_dimensions[row + 1].hidden = True
    for column in plan.columns:
        sheet.column_dimensions["ABCDEF"[column]].hidden = True
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def by_xlwt(plan: Plan) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1", cell_overwrite_ok=True)
    for row in plan.rows:
        sheet.row(row).hidden = True
    for column in plan.columns:
        sheet.col(column).hidden = True
    for top, left, bottom, right in plan.areas:
        sheet.merge(top, bottom, left, right)
    for (row, column), held in plan.held.items():
        sheet.write(row, column, held)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def by_hand(plan: Plan) -> bytes:
    """An .ods, written out cell by cell."""
    starts = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in plan.areas}
    columns = "".join(
        f'<t:table-column t:visibility="{"collapse" if n in plan.columns else "visible"}"/>'
        for n in range(WIDTH)
    )
    rows = ""
    for row in range(HEIGHT):
        rows += f'<t:table-row t:visibility="{"collapse" if row in plan.rows else "visible"}">'
        for column in range(WIDTH):
            down, across = starts.get((row, column), (1, 1))
            held = plan.held.get((row, column))
            rows += f'<t:table-cell t:number-rows-spanned="{down}" t:number-columns-spanned="{across}">'
            if held is not None:
                text = str(held).upper() if isinstance(held, bool) else str(held)
                rows += f"<x:p>{''.join(MARKED.get(mark, mark) for mark in text)}</x:p>"
            rows += "</t:table-cell>"
        rows += "</t:table-row>"
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = f'xmlns:o="{space}office:1.0" xmlns:t="{space}table:1.0" xmlns:x="{space}text:1.0"'
    body = f'<o:body><o:spreadsheet><t:table t:name="表1">{columns}{rows}</t:table></o:spreadsheet></o:body>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": kind, "content.xml": f"<o:document-content {spaces}>{body}</o:document-content>"}
    )


def same(plan: Plan, data: bytes) -> None:
    """Whether reading the file gives what was meant."""
    document = read(data)
    meant = plan.shown()
    assert texts(document) == {
        ("表1", row + 1, column + 1): text for (row, column), (text, _, _) in meant.items()
    }
    read_spans = spans(document)
    in_tables = {(cell.row, cell.column) for table in document.tables() for cell in table.cells}
    for (row, column), (_, down, across) in meant.items():
        if (row + 1, column + 1) in in_tables:
            assert read_spans.get((row + 1, column + 1), (1, 1)) == (down, across)
    assert not any("重叠" in warning for warning in document.warnings)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_workbooks_are_read_as_they_were_meant(plan: Plan) -> None:
    if not plan.shown():
        return
    same(plan, by_xlsxwriter(plan))
    same(plan, by_openpyxl(plan))
    same(plan, by_xlwt(plan))
    same(plan, by_hand(plan))


def seen_by_openpyxl(data: bytes) -> dict[Spot, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["表1"]
    return {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def seen_by_xlrd(data: bytes) -> dict[Spot, Any]:
    sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
    return {
        (row + 1, column + 1): bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
        if cell.value != ""
    }


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return str(int(value)) if isinstance(value, float) else str(value)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_libraries_see_the_same_values_in_the_same_cells(plan: Plan) -> None:
    bare = Plan(plan.held, (), frozenset(), frozenset())
    if not bare.held:
        return
    ours = {(row, column): text for (_, row, column), text in texts(read(by_xlsxwriter(bare))).items()}
    assert ours == {spot: as_text(value) for spot, value in seen_by_openpyxl(by_xlsxwriter(bare)).items()}
    ours = {(row, column): text for (_, row, column), text in texts(read(by_xlwt(bare))).items()}
    assert ours == {spot: as_text(value) for spot, value in seen_by_xlrd(by_xlwt(bare)).items()}
