"""Tables drawn in every usual way, read alike from PDF and OFD: spans, edges, frames, tables in tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_builder import Paper, ofd_of_papers, pdf_of

from auditkit.document import Document, Limits, Paragraph, Source, Table
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf_pages import read_here

Read = Callable[..., Document]
XS, YS = [70, 170, 320, 520], [100, 130, 160, 220]
PLAN = [
    (0, 0, "项目名称"),
    (0, 1, "河道保洁", 1, 2),
    (1, 0, "产出指标", 2, 1),
    (1, 1, "≥90%"),
    (1, 2, "11月底前"),
    (2, 1, "0.9万元"),
    (2, 2, "甲"),
]
SHAPE = [
    (1, 1, 1, 1, "项目名称"),
    (1, 2, 1, 2, "河道保洁"),
    (2, 1, 2, 1, "产出指标"),
    (2, 2, 1, 1, "≥90%"),
    (2, 3, 1, 1, "11月底前"),
    (3, 2, 1, 1, "0.9万元"),
    (3, 3, 1, 1, "甲"),
]


def _pdf(*papers: Paper) -> Document:
    return read_here(Source("表.pdf", pdf_of(papers)), Limits())


def _ofd(*papers: Paper) -> Document:
    return OFD.read(Source("表.ofd", ofd_of_papers(papers)), Limits())


both = pytest.mark.parametrize("read", [_pdf, _ofd], ids=["pdf", "ofd"])


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


@both
def test_merged_cells_have_their_spans_and_the_page(read: Read) -> None:
    paper = Paper()
    paper.text(200, 60, "绩效目标表")
    paper.table(XS, YS, PLAN)
    paper.text(70, 240, "填报人：甲")
    document = read(paper)
    assert shape(only_table(document)) == SHAPE
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert document.blocks[0].anchor().page == 1
    table = only_table(document)
    anchor = table.anchor(table.cells[3])
    assert (anchor.part, anchor.row, anchor.column, anchor.page) == ("table 1", 2, 2, 1)
    assert not any(cell.inferred for cell in table.cells)
    assert document.warnings == ()


def _thin_fills(paper: Paper) -> Callable[[float, float, float, float], None]:
    return lambda x, y, to_x, to_y: paper.fill(x - 0.25, y - 0.25, to_x + 0.25, to_y + 0.25)


def _dashes(paper: Paper) -> Callable[[float, float, float, float], None]:
    def draw(x: float, y: float, to_x: float, to_y: float) -> None:
        across = to_x > x
        at, end = (x, to_x) if across else (y, to_y)
        while at < end:
            stop = min(at + 4, end)
            if across:
                paper.line(at, y, stop, y)
            else:
                paper.line(x, at, x, stop)
            at += 6

    return draw


def _double(paper: Paper) -> Callable[[float, float, float, float], None]:
    def draw(x: float, y: float, to_x: float, to_y: float) -> None:
        for off in (-0.9, 0.9):
            if to_x > x:
                paper.line(x - 0.9, y + off, to_x + 0.9, y + off)
            else:
                paper.line(x + off, y - 0.9, x + off, to_y + 0.9)

    return draw


@both
@pytest.mark.parametrize("edge", [_thin_fills, _dashes, _double])
def test_edges_may_be_thin_fills_dashes_or_double_lines(read: Read, edge: Callable[[Paper], object]) -> None:
    paper = Paper()
    paper.table(XS, YS, PLAN, edge(paper))  # type: ignore[arg-type]
    assert shape(only_table(read(paper))) == SHAPE


@both
def test_edges_may_be_one_stroked_box_a_cell(read: Read) -> None:
    paper = Paper()
    for row, column, text, *spans in PLAN:
        down, across = spans or (1, 1)
        paper.box(XS[column], YS[row], XS[column + across], YS[row + down])
        paper.text(XS[column] + 5, YS[row] + 3, text)
    assert shape(only_table(read(paper))) == SHAPE


@both
def test_white_edges_part_a_table_only_where_there_are_no_others(read: Read) -> None:
    def white(x: float, y: float, to_x: float, to_y: float) -> None:
        paper.line(x, y, to_x, to_y, white=True)

    paper = Paper()
    paper.fill(70, 100, 520, 220, grey=0.8)
    paper.table(XS, YS, PLAN, white)
    assert shape(only_table(read(paper))) == SHAPE
    paper = Paper()
    paper.table(XS, YS, PLAN)
    paper.line(70, 145, 520, 145, white=True)
    paper.line(240, 100, 240, 220, white=True)
    assert shape(only_table(read(paper))) == SHAPE


@both
def test_a_table_may_lack_its_left_and_right_sides(read: Read) -> None:
    paper = Paper()
    for y in (100, 130, 160):
        paper.line(70, y, 520, y)
    for x in (170, 320):
        paper.line(x, 100, x, 160)
    for column, x in enumerate((70, 170, 320)):
        paper.text(x + 5, 105, f"上{column}")
        paper.text(x + 5, 135, f"下{column}")
    found = [(row, column, text) for row, column, _, _, text in shape(only_table(read(paper)))]
    assert found == [(1, 1, "上0"), (1, 2, "上1"), (1, 3, "上2"), (2, 1, "下0"), (2, 2, "下1"), (2, 3, "下2")]


@both
def test_a_notch_beside_a_table_is_no_cell_of_it(read: Read) -> None:
    paper = Paper()
    paper.table(XS, YS, [cell for cell in PLAN if cell[2] != "河道保洁"])
    paper.text(200, 110, "表外")
    document = read(paper)
    assert shape(only_table(document)) == [cell for cell in SHAPE if cell[4] != "河道保洁"]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["表外"]


@both
def test_a_missing_piece_of_edge_is_told_by_inferred_cells(read: Read) -> None:
    paper = Paper()
    paper.box(70, 100, 370, 160)
    paper.line(70, 130, 370, 130)
    paper.line(170, 100, 170, 130)
    paper.line(270, 100, 270, 160)
    for x, y, text in (
        (75, 105, "甲"),
        (175, 105, "乙"),
        (275, 105, "丙"),
        (75, 135, "丁"),
        (275, 135, "戊"),
    ):
        paper.text(x, y, text)
    whole = only_table(read(paper))
    assert [c.text for c in whole.cells] == ["甲", "乙", "丙", "丁", "戊"]
    assert not any(c.inferred for c in whole.cells)
    paper = Paper()
    paper.box(70, 100, 270, 160)
    paper.line(70, 130, 170, 130)
    paper.line(170, 130, 170, 160)
    paper.text(75, 135, "里")
    paper.text(175, 105, "外")
    bent = only_table(read(paper))
    assert sorted(c.text for c in bent.cells if c.text) == ["外", "里"]
    assert any(c.inferred for c in bent.cells) and not all(c.inferred for c in bent.cells)


@both
def test_frames_around_the_page_or_the_table_are_not_tables(read: Read) -> None:
    paper = Paper()
    paper.box(2, 2, 593, 840)
    paper.box(18, 20, 577, 822)
    paper.box(50, 80, 540, 700)
    paper.table(XS, YS, PLAN)
    paper.text(60, 85, "框内")
    document = read(paper)
    assert shape(only_table(document)) == SHAPE
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["框内"]


@both
def test_a_small_box_is_a_table_of_one_cell(read: Read) -> None:
    paper = Paper()
    paper.box(70, 100, 300, 140)
    paper.text(80, 110, "注意事项")
    assert shape(only_table(read(paper))) == [(1, 1, 1, 1, "注意事项")]


@both
def test_a_table_in_a_cell_stands_in_that_cell(read: Read) -> None:
    paper = Paper()
    paper.table([70, 170, 520], [100, 130, 300], [(0, 0, "甲"), (0, 1, "乙"), (1, 0, "丙"), (1, 1, "外文字")])
    paper.table([200, 300, 400], [150, 180, 210], [(0, 0, "一"), (0, 1, "二"), (1, 0, "三"), (1, 1, "四")])
    outer, inner = read(paper).tables()
    assert [cell.text for cell in outer.cells] == ["甲", "乙", "丙", "外文字"]
    assert outer.cells[3].tables == (inner,)
    assert [cell.text for cell in inner.cells] == ["一", "二", "三", "四"]
    assert (outer.index, inner.index) == (1, 2)


@both
def test_underlines_in_cells_and_under_text_are_not_rulings(read: Read) -> None:
    paper = Paper()
    paper.table(XS, YS, PLAN)
    paper.line(180, 118, 300, 118)
    paper.line(330, 178, 500, 178)
    paper.line(70, 90, 520, 90)
    assert shape(only_table(read(paper))) == SHAPE


@both
def test_a_character_belongs_where_its_middle_is(read: Read) -> None:
    paper = Paper()
    paper.table([70, 170, 270], [100, 130], [(0, 0, ""), (0, 1, "")])
    paper.text(134, 105, "甲乙丙丁戊己")
    assert [cell.text for cell in only_table(read(paper)).cells] == ["甲乙丙丁", "戊己"]


@both
def test_shaded_cells_make_no_rulings(read: Read) -> None:
    paper = Paper()
    paper.fill(70, 100, 520, 130, grey=0.9)
    paper.fill(200, 135, 260, 150, grey=0.5)
    paper.table(XS, YS, PLAN)
    assert shape(only_table(read(paper))) == SHAPE


@both
def test_two_tables_one_above_the_other_stay_two(read: Read) -> None:
    paper = Paper()
    paper.table(XS, YS, PLAN)
    paper.text(70, 230, "说明")
    paper.table(XS, [250, 280, 310, 370], PLAN)
    document = read(paper)
    assert [shape(table) for table in document.tables()] == [SHAPE, SHAPE]
    assert [type(block) for block in document.blocks] == [Table, Paragraph, Table]


@both
def test_a_page_full_of_lines_is_a_drawing_and_said_to_be(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditkit.readers.lattice_rulings.MOST", 20)
    paper = Paper()
    for at in range(30):
        paper.line(100, 100 + 8 * at, 400, 100 + 8 * at)
        paper.line(100 + 8 * at, 100, 100 + 8 * at, 400)
    paper.text(100, 60, "图")
    document = read(paper)
    assert list(document.tables()) == []
    assert document.warnings[0].startswith("第 1 页的线条过多")


@both
def test_an_unruled_page_is_read_as_lines_and_said_to_be(read: Read) -> None:
    paper = Paper()
    paper.text(70, 100, "项目名称")
    paper.text(200, 100, "河道保洁")
    paper.text(70, 120, "预算数")
    document = read(paper)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "项目名称\t河道保洁",
        "预算数",
    ]
    assert document.warnings[0].startswith("第 1 页没有表格线，按文字行读入")
