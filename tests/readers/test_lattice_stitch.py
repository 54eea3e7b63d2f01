"""Tables that go on over pages, and those that only look as if they did."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from page_builder import Cell, Paper, ofd_of_papers, pdf_of

from auditkit.document import Document, Limits, Paragraph, Source, Table
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf_pages import read_here

Read = Callable[..., Document]
XS = [70, 150, 230, 380, 520]
HEADER: list[Cell] = [(0, 0, "一级指标"), (0, 1, "二级指标"), (0, 2, "三级指标"), (0, 3, "指标值")]


def _pdf(*papers: Paper) -> Document:
    return read_here(Source("表.pdf", pdf_of(papers)), Limits())


def _ofd(*papers: Paper) -> Document:
    return OFD.read(Source("表.ofd", ofd_of_papers(papers)), Limits())


both = pytest.mark.parametrize("read", [_pdf, _ofd], ids=["pdf", "ofd"])


def page(
    rows: Sequence[Cell],
    top: float,
    *lines: tuple[float, float, str],
    height: float = 30.0,
    xs: Sequence[float] = XS,
) -> Paper:
    """A page with one table whose rows are equally high, and lines of text."""
    paper = Paper()
    count = max(cell[0] + (cell[3] if len(cell) > 3 else 1) for cell in rows)
    paper.table(xs, [top + height * row for row in range(count + 1)], rows)
    for x, y, text in lines:
        paper.text(x, y, text)
    return paper


def shapes(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells if c.text]
        for table in document.tables()
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


FIRST: list[Cell] = [
    *HEADER,
    (1, 0, "产出指标", 2, 1),
    (1, 1, "数量指标", 2, 1),
    (1, 2, "甲数"),
    (1, 3, "≥1个"),
    (2, 2, "乙数"),
    (2, 3, "≥2个"),
]
SECOND: list[Cell] = [
    (0, 0, "", 2, 1),
    (0, 1, ""),
    (0, 2, "丙数"),
    (0, 3, "≥3个"),
    (1, 1, "质量指标"),
    (1, 2, "丁率"),
    (1, 3, "≥4%"),
]
WHOLE = [
    (1, 1, 1, 1, "一级指标"),
    (1, 2, 1, 1, "二级指标"),
    (1, 3, 1, 1, "三级指标"),
    (1, 4, 1, 1, "指标值"),
    (2, 1, 4, 1, "产出指标"),
    (2, 2, 3, 1, "数量指标"),
    (2, 3, 1, 1, "甲数"),
    (2, 4, 1, 1, "≥1个"),
    (3, 3, 1, 1, "乙数"),
    (3, 4, 1, 1, "≥2个"),
    (4, 3, 1, 1, "丙数"),
    (4, 4, 1, 1, "≥3个"),
    (5, 2, 1, 1, "质量指标"),
    (5, 3, 1, 1, "丁率"),
    (5, 4, 1, 1, "≥4%"),
]


@both
def test_an_empty_first_cell_goes_on_with_the_merge(read: Read) -> None:
    document = read(page(FIRST, 680), page(SECOND, 70))
    assert shapes(document) == [WHOLE]
    (table,) = document.tables()
    assert {cell.text: cell.page for cell in table.cells}["丁率"] == 2
    anchor = table.anchor(next(cell for cell in table.cells if cell.text == "丁率"))
    assert (anchor.page, anchor.row) == (2, 5)
    assert document.warnings == ()


@both
def test_page_numbers_and_running_heads_do_not_stand_between(read: Read) -> None:
    heads = (70, 40, "临河市2026年部门预算")
    document = read(
        page(FIRST, 680, heads, (280, 800, "- 1 -"), (70, 660, "单位：万元")),
        page(SECOND, 70, heads, (280, 800, "- 2 -")),
    )
    assert shapes(document) == [WHOLE]
    assert texts(document) == ["临河市2026年部门预算", "单位：万元"]


@both
@pytest.mark.parametrize("number", ["1", "第 {} 页", "第{}页 共2页", "{}/2", "— {} —", "Page {} of 2"])
def test_page_numbers_are_left_out_however_they_are_written(read: Read, number: str) -> None:
    papers = [page(rows, 300, (280, 800, number.format(at))) for at, rows in ((1, FIRST), (2, FIRST))]
    assert texts(read(*papers)) == []


@both
def test_a_repeated_header_is_left_out(read: Read) -> None:
    moved = [(row + 1, *rest) for row, *rest in SECOND]
    document = read(page(FIRST, 600), page([*HEADER, *moved], 70))  # type: ignore[list-item]
    assert shapes(document) == [WHOLE]


@both
def test_the_tail_of_a_row_goes_back_to_its_row(read: Read) -> None:
    long = "全年完成养护并且验收合格的处数之和不含上年已经完成"
    first: list[Cell] = [*HEADER, (1, 0, "产出指标"), (1, 1, "数量指标"), (1, 2, long[:14]), (1, 3, "≥1个")]
    second: list[Cell] = [
        (0, 0, ""),
        (0, 1, ""),
        (0, 2, long[14:]),
        (0, 3, ""),
        (1, 0, "效益指标"),
        (1, 1, "社会效益指标"),
        (1, 2, "完好率"),
        (1, 3, "≥95%"),
    ]
    document = read(page(first, 740), page(second, 70))
    (cells,) = shapes(document)
    assert cells[6:8] == [(2, 3, 1, 1, long), (2, 4, 1, 1, "≥1个")]
    assert cells[8] == (3, 1, 1, 1, "效益指标")


@both
def test_the_rest_of_a_long_text_goes_back_to_its_label(read: Read) -> None:
    text = "用于城市道路桥梁路灯站台等设施的日常养护和应急抢修保障设施安全运行改善市容环境服务城市发展和"
    xs = [70, 150, 520]
    first: list[Cell] = [(0, 0, "项目名称"), (0, 1, "养护"), (1, 0, "资金用途"), (1, 1, text[:36])]
    second: list[Cell] = [(0, 0, ""), (0, 1, text[36:]), (1, 0, "绩效目标"), (1, 1, "甲")]
    document = read(page(first, 740, xs=xs), page(second, 70, xs=xs))
    assert [cell[4] for cell in shapes(document)[0]] == [
        "项目名称",
        "养护",
        "资金用途",
        text,
        "绩效目标",
        "甲",
    ]


@both
def test_a_row_whose_value_was_left_empty_is_a_row_of_its_own(read: Read) -> None:
    second = [(row, column, "" if text == "≥3个" else text, *spans) for row, column, text, *spans in SECOND]
    document = read(page(FIRST, 680), page(second, 70))  # type: ignore[arg-type]
    (cells,) = shapes(document)
    assert (4, 3, 1, 1, "丙数") in cells
    assert (3, 3, 1, 1, "乙数") in cells


@both
def test_a_table_under_a_title_is_another_table(read: Read) -> None:
    document = read(page(FIRST, 680), page(FIRST, 100, (200, 70, "2.乙项目绩效目标表")))
    assert len(shapes(document)) == 2
    assert texts(document) == ["2.乙项目绩效目标表"]


@both
def test_the_same_title_on_every_page_is_no_running_head_to_be_lost(read: Read) -> None:
    title = (200, 70, "项目支出绩效目标表")
    papers = [
        page([(0, 0, "项目名称"), (0, 1, name)], 100, title, xs=[70, 150, 520]) for name in ("甲", "乙", "丙")
    ]
    document = read(*papers)
    assert texts(document) == ["项目支出绩效目标表"] * 3
    assert len(shapes(document)) == 3


@both
def test_forms_that_fill_a_page_each_under_the_same_title_stay_apart(read: Read) -> None:
    title = (200, 40, "项目支出绩效目标表")
    rows: list[Cell] = [(0, 0, "项目名称"), *[(row, 0, f"{row}") for row in range(1, 23)]]
    rows += [(row, 1, "甲") for row in range(23)]
    document = read(*[page(rows, 70, title, xs=[70, 150, 520]) for _ in range(3)])
    assert texts(document) == ["项目支出绩效目标表"] * 3
    assert len(shapes(document)) == 3


@both
def test_a_table_that_ended_high_up_the_page_is_over(read: Read) -> None:
    other = page([(0, 0, "项目名称"), (0, 1, "乙")], 70, xs=[70, 150, 520])
    full = page([(0, 0, "项目名称"), (0, 1, "丙")], 740, (70, 300, "文"), xs=[70, 150, 520])
    assert (
        len(shapes(read(page([(0, 0, "项目名称"), (0, 1, "甲")], 70, xs=[70, 150, 520]), other, full))) == 3
    )


@both
def test_a_table_of_another_width_is_another_table(read: Read) -> None:
    document = read(page(FIRST, 680), page(SECOND, 70, xs=[70, 150, 230, 380, 480]))
    assert len(shapes(document)) == 2


@both
def test_text_after_a_table_ends_it(read: Read) -> None:
    document = read(page(FIRST, 600, (70, 700, "填报人：甲")), page(SECOND, 70))
    assert len(shapes(document)) == 2


@both
def test_a_table_may_go_on_over_many_pages(read: Read) -> None:
    middle: list[list[Cell]] = [
        [(row, column, f"{part}.{row}.{column}") for row in range(24) for column in range(4)]
        for part in range(5)
    ]
    document = read(page(FIRST, 680), *[page(rows, 70) for rows in middle], page(SECOND, 70))
    (table,) = document.tables()
    assert table.rows == 3 + 5 * 24 + 2
    assert {cell.page for cell in table.cells} == set(range(1, 8))


@both
def test_columns_are_counted_by_all_edges_of_all_parts(read: Read) -> None:
    head: list[Cell] = [(0, 0, "项目名称"), (0, 1, "养护")]
    document = read(page(head, 780, xs=[70, 120, 520]), page(HEADER, 70))
    (table,) = document.tables()
    assert isinstance(table, Table)
    found = {cell.text: (cell.column, cell.colspan) for cell in table.cells}
    assert found == {
        "项目名称": (1, 1),
        "养护": (2, 4),
        "一级指标": (1, 2),
        "二级指标": (3, 1),
        "三级指标": (4, 1),
        "指标值": (5, 1),
    }


@both
def test_a_wide_sheet_printed_on_pages_side_by_side_is_told(read: Read) -> None:
    left: list[Cell] = [(row, column, f"{row}{column}") for row in range(6) for column in range(2)]
    document = read(
        page(left, 100, xs=[70, 300, 520]),
        page(left, 100, xs=[70, 200, 400]),
        page(left, 100, xs=[60, 90, 200]),
    )
    assert len(shapes(document)) == 3
    assert document.warnings[0].startswith("第 2-3 页的表格像是前一页表格右边的部分")
