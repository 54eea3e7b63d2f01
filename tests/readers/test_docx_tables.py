"""The grid of a Word table: where each cell stands and how far it reaches."""

from __future__ import annotations

import io
from itertools import pairwise, product

import docx
import pytest
from docx_builder import (
    BEGIN,
    GO_ON,
    cell,
    document,
    grid,
    only_table,
    package,
    paragraph,
    read_body,
    read_package,
    row,
    run,
    table,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from work_done import lines_run

from auditkit.document import Table

LEFT, RIGHT = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'


def test_cells_stand_at_their_grid_columns() -> None:
    found = only_table(table(row(cell("甲", span=2), "乙"), row("1", "2", "3")))
    assert grid(found) == {
        (1, 1): (1, 2, "甲"),
        (1, 3): (1, 1, "乙"),
        (2, 1): (1, 1, "1"),
        (2, 2): (1, 1, "2"),
        (2, 3): (1, 1, "3"),
    }
    assert (found.rows, found.columns) == (2, 3)


def test_a_cell_merged_downwards_appears_once() -> None:
    rows = [row(cell("级", properties=BEGIN), "1"), row(cell(properties=GO_ON), "2"), row(cell(properties=GO_ON), "3")]
    assert grid(only_table(table(*rows))) == {
        (1, 1): (3, 1, "级"),
        (1, 2): (1, 1, "1"),
        (2, 2): (1, 1, "2"),
        (3, 2): (1, 1, "3"),
    }


def test_a_new_merge_begins_right_below_another() -> None:
    rows = [row(cell(text, properties=kind)) for text, kind in (("一", BEGIN), ("", GO_ON), ("二", BEGIN), ("", GO_ON))]
    assert grid(only_table(table(*rows))) == {(1, 1): (2, 1, "一"), (3, 1): (2, 1, "二")}


def test_a_block_merged_both_ways_appears_once() -> None:
    rows = [row(cell("块", span=2, properties=BEGIN), "1"), row(cell(span=2, properties=GO_ON), "2")]
    assert grid(only_table(table(*rows)))[1, 1] == (2, 2, "块")


def test_an_old_merge_sideways_appears_once() -> None:
    rows = [row(cell("宽", properties=LEFT), cell(properties=RIGHT), cell(properties=RIGHT), "后"), row("1", "2", "3", "4")]
    found = grid(only_table(table(*rows)))
    assert (found[1, 1], found[1, 4], (1, 2) in found) == ((1, 3, "宽"), (1, 1, "后"), False)


def test_an_old_merge_both_ways_appears_once() -> None:
    rows = [
        row(cell("块", properties=LEFT + BEGIN), cell(properties=RIGHT + BEGIN)),
        row(cell(properties=LEFT + GO_ON), cell(properties=RIGHT + GO_ON)),
    ]
    assert grid(only_table(table(*rows))) == {(1, 1): (2, 2, "块")}


def test_a_row_may_begin_and_end_inside_the_grid() -> None:
    ends = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'
    found = only_table(table(row("1", "2", "3"), row("甲", properties=ends)))
    assert (grid(found)[2, 3], found.columns) == ((1, 1, "甲"), 4)


def test_a_short_row_leaves_its_end_free() -> None:
    found = only_table(table(row("1", "2", "3"), row("甲")))
    assert (sorted(grid(found)), found.columns) == ([(1, 1), (1, 2), (1, 3), (2, 1)], 3)


def test_a_continuation_with_nothing_above_is_a_cell_of_its_own() -> None:
    rows = [row(cell("孤", properties=GO_ON), "1"), row(cell(properties=GO_ON), "2")]
    assert grid(only_table(table(*rows)))[1, 1] == (2, 1, "孤")


def test_a_continuation_does_not_reach_over_a_row_that_breaks_the_merge() -> None:
    rows = [row(cell("上", properties=BEGIN)), row("中"), row(cell("下", properties=GO_ON))]
    assert grid(only_table(table(*rows))) == {(1, 1): (1, 1, "上"), (2, 1): (1, 1, "中"), (3, 1): (1, 1, "下")}


def test_two_narrow_continuations_below_a_wide_cell_go_with_it() -> None:
    rows = [row(cell("宽", span=2, properties=BEGIN), "1"), row(cell(properties=GO_ON), cell(properties=GO_ON), "2")]
    assert grid(only_table(table(*rows)))[1, 1] == (2, 2, "宽")


def test_a_merge_that_would_cover_another_cell_is_not_made_and_reported() -> None:
    rows = [row(cell("宽", span=2, properties=BEGIN), "1"), row(cell(properties=GO_ON), "挡", "2")]
    found = read_body(table(*rows))
    assert grid(next(found.tables())) == {
        (1, 1): (1, 2, "宽"),
        (1, 3): (1, 1, "1"),
        (2, 1): (1, 1, ""),
        (2, 2): (1, 1, "挡"),
        (2, 3): (1, 1, "2"),
    }
    assert found.warnings == ("有的单元格上下合并的位置没有对齐，合并范围请人工核对。",)


def test_text_under_a_merged_cell_is_not_shown_and_reported() -> None:
    found = read_body(table(row(cell("上", properties=BEGIN)), row(cell("藏", properties=GO_ON))))
    assert grid(next(found.tables())) == {(1, 1): (2, 1, "上")}
    assert found.warnings == ("有的合并单元格在被合并的位置还留有文字，Word 中不显示，未读入。",)


def test_a_deleted_row_is_not_there() -> None:
    rows = [row(cell("级", properties=BEGIN), "1"), row(cell(properties=GO_ON), "删", properties="<w:del/>"), row(cell(properties=GO_ON), "2")]
    found = only_table(table(*rows))
    assert grid(found) == {(1, 1): (2, 1, "级"), (1, 2): (1, 1, "1"), (2, 2): (1, 1, "2")}
    assert found.rows == 2


def test_a_table_of_deleted_rows_is_not_there() -> None:
    found = read_body(paragraph("文") + table(row("删", properties="<w:del/>")) + table(row("留")))
    assert [next(found.tables()).index, len(found.blocks)] == [1, 2]


def test_an_inserted_row_is_there() -> None:
    assert only_table(table(row("1"), row("2", properties="<w:ins/>"))).rows == 2


def test_the_former_shape_of_a_changed_cell_does_not_count() -> None:
    change = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="5"/><w:vMerge/></w:tcPr></w:tcPrChange>'
    assert grid(only_table(table(row(cell("甲", properties=change), "乙"))))[1, 2] == (1, 1, "乙")


def test_the_paragraphs_of_a_cell_are_joined_with_line_ends() -> None:
    assert only_table(table(row(cell("一", "", "三")))).cells[0].text == "一\n\n三"


def test_nested_tables_hang_on_their_cell_and_are_counted_after_their_host() -> None:
    inner = table(row(cell("里", table(row("最里")), "")))
    found = read_body(table(row(cell("外", inner, ""), "旁")) + table(row("下一个")))
    assert [(t.index, t.cells[0].text) for t in found.tables()] == [(1, "外\n"), (2, "里\n"), (3, "最里"), (4, "下一个")]
    host = next(found.tables())
    assert host.cells[0].tables[0].cells[0].tables[0].index == 3
    assert grid(host)[1, 2] == (1, 1, "旁")


@pytest.mark.parametrize(("value", "span"), [("2000000000", 63), ("-4", 1), ("0", 1), ("两列", 1), ("9" * 5000, 1), ("", 1)])
def test_an_impossible_span_is_cut(value: str, span: int) -> None:
    found = only_table(table(row(cell("甲", properties=f'<w:gridSpan w:val="{value}"/>'), "乙")))
    assert grid(found) == {(1, 1): (1, span, "甲"), (1, span + 1): (1, 1, "乙")}


def test_a_merge_over_thousands_of_rows_takes_work_in_proportion() -> None:
    def lines(count: int) -> int:
        rows = [row(cell("级", properties=BEGIN), "1")] + [row(cell(properties=GO_ON), "2")] * (count - 1)
        data = package(document(table(*rows)))
        read = read_package(data)
        assert next(read.tables()).cells[0].rowspan == count
        return lines_run(lambda: read_package(data))

    assert lines(2_000) < 12 * lines(200)


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Rows, columns, and a cover of the grid by rectangles (row, column, rowspan, colspan)."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = set(product(range(1, rows + 1), range(1, columns + 1)))
    found = []
    for top, left in sorted(free):
        if (top, left) not in free:
            continue
        height = draw(st.integers(1, rows - top + 1))
        width = 1
        while (top, left + width) in free and draw(st.booleans()):
            width += 1
        while any((top + down, left + right) not in free for down, right in product(range(height), range(width))):
            height -= 1
        free -= set(product(range(top, top + height), range(left, left + width)))
        found.append((top, left, height, width))
    return rows, columns, found


def row_cells(rectangles: list[tuple[int, int, int, int]], number: int, legacy: bool) -> list[str]:
    cells = []
    for index, (top, _, height, width) in sorted(enumerate(rectangles), key=lambda pair: pair[1][1]):
        if not top <= number < top + height:
            continue
        down = "" if height == 1 else BEGIN if number == top else GO_ON
        text = f"格{index}" if number == top else ""
        if legacy:
            across = [""] if width == 1 else [LEFT] + [RIGHT] * (width - 1)
            cells += [cell(text if not n else "", properties=kind + down) for n, kind in enumerate(across)]
        else:
            cells.append(cell(text, span=width, properties=down))
    return cells


@settings(max_examples=100, deadline=None)
@given(merged_grids(), st.booleans())
def test_any_merged_grid_comes_back_exactly(
    made: tuple[int, int, list[tuple[int, int, int, int]]], legacy: bool
) -> None:
    rows, columns, rectangles = made
    found = only_table(table(*(row(*row_cells(rectangles, n, legacy)) for n in range(1, rows + 1))))
    wanted = {(top, left): (height, width, f"格{n}") for n, (top, left, height, width) in enumerate(rectangles)}
    assert grid(found) == wanted
    assert (found.rows, found.columns) == (rows, columns)
    assert [(c.row, c.column) for c in found.cells] == sorted(wanted)


def raw_cells() -> st.SearchStrategy[str]:
    merges = st.sampled_from(["", "", BEGIN, GO_ON, GO_ON, LEFT, RIGHT, RIGHT + GO_ON])
    return st.builds(lambda span, merge: cell("文", span=span, properties=merge), st.integers(1, 3), merges)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(raw_cells(), min_size=1, max_size=5), min_size=1, max_size=6))
def test_whatever_the_merges_say_no_two_cells_cover_the_same_place(rows: list[list[str]]) -> None:
    found = only_table(table(*(row(*cells) for cells in rows)))
    covered = [
        place
        for c in found.cells
        for place in product(range(c.row, c.row + c.rowspan), range(c.column, c.column + c.colspan))
    ]
    assert len(covered) == len(set(covered))
    assert all(down <= found.rows and right <= found.columns for down, right in covered)
    assert all((a.row, a.column) < (b.row, b.column) for a, b in pairwise(found.cells))


def as_python_docx_sees_it(made: docx.table.Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """The grid by python-docx, which hands out a merged cell at each place that it covers."""
    places: dict[object, list[tuple[int, int]]] = {}
    texts = {}
    for r, c in product(range(len(made.rows)), range(len(made.columns))):
        found = made.cell(r, c)
        places.setdefault(found._tc, []).append((r + 1, c + 1))
        texts[found._tc] = found.text
    spans = {}
    for key, covered in places.items():
        (top, left), (bottom, right) = covered[0], covered[-1]
        spans[top, left] = (bottom - top + 1, right - left + 1, texts[key])
    return spans


@settings(max_examples=15, deadline=None)
@given(merged_grids())
def test_tables_merged_by_python_docx_read_as_python_docx_reads_them(
    made: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    rows, columns, rectangles = made
    written = docx.Document()
    target = written.add_table(rows, columns)
    for n, (top, left, height, width) in enumerate(rectangles):
        corner = target.cell(top - 1, left - 1)
        corner.merge(target.cell(top + height - 2, left + width - 2)).text = f"格{n}\n第二段\t\n"
    memory = io.BytesIO()
    written.save(memory)
    found = [block for block in read_package(memory.getvalue()).blocks if isinstance(block, Table)]
    assert grid(found[0]) == as_python_docx_sees_it(target)


def test_a_run_outside_any_run_property_keeps_its_cell() -> None:
    assert grid(only_table(table(row(cell(paragraph(run("甲"), run("乙"))))))) == {(1, 1): (1, 1, "甲乙")}
