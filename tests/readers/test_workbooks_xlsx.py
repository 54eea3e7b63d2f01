"""Excel workbooks, case by case: cells, strings, merged areas, what is hidden, where tables end."""

from __future__ import annotations

import pytest
from workbook_builder import (
    BOOK,
    OFFICE,
    STRICT,
    cells,
    formats,
    parts,
    read,
    reader_of,
    refused,
    rows,
    said,
    spans,
    texts,
    xlsx,
    zipped,
)

from auditkit.document import Paragraph, Table
from auditkit.readers.xlsx import READER

BOX = (
    '<borders><border/><border><left style="thin"/><right style="thin"/><top style="thin"/>'
    '<bottom style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs>'
)


def shape(*inside: str, styles: str = "") -> list[str | list[str]]:
    """Blocks of a sheet: lines as texts, tables as the texts of their cells."""
    document = read(xlsx(rows(*inside), styles=styles))
    return [b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in document.blocks]


def test_values_of_every_kind_are_read() -> None:
    sheet = rows(
        '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>42</v></c><c r="C1" s="1"><v>0.9</v></c>',
        '<c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="str"><f>A1</f><v>甲</v></c>',
        '<c r="A3" s="2"><f>SUM(B1)</f><v>42</v></c><c r="B3" t="inlineStr"><is><t>行内</t></is></c><c r="C3" s="3" t="d"><v>2025-03-01</v></c>',
        '<c r="A4" t="n"><v>1E+2</v></c><c r="B4" t="d"><v>2025-03-01</v></c><c r="C4" t="b"><v>0</v></c>',
    )
    got = cells(read(xlsx(sheet, strings="<si><t>文字</t></si>", styles=formats("0%", "0.00", "yyyy/m/d"))))
    assert list(got.values()) == [
        "文字", "42", "90%", "TRUE", "#REF!", "甲", "42.00", "行内", "2025/3/1", "100", "2025-03-01", "FALSE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("string", "shown"),
    [
        ("<si><t> 前后 </t></si>", " 前后 "),
        ("<si><r><t>≥</t></r><r><rPr><b/></rPr><t>90%</t></r></si>", "≥90%"),
        ('<si><t>课税</t><rPh sb="0" eb="2"><t>カゼイ</t></rPh><phoneticPr/></si>', "课税"),
        ("<si><t>一_x000D_\n二_x005F_x0041_</t></si>", "一\n二_x0041_"),
        ("<si><t>一\r\n二</t></si>", "一\n二"),
        ('<si><r><rPr><rFont val="Symbol"/></rPr><t>\u00b3</t></r><r><t>90%</t></r></si>', "≥90%"),
        ('<si><r><rPr><rFont val="Wingdings 2"/></rPr><t>R</t></r><r><rPr><rFont val="宋体"/></rPr><t>R</t></r></si>', "☑R"),
        ("<si><t>&lt;甲&gt;&amp;</t></si>", "<甲>&"),
        ("<si><t>𠮷_xD842_</t></si>", "𠮷\ufffd"),
    ],
)  # fmt: skip
def test_a_shared_string_is_read_as_it_is_shown(string: str, shown: str) -> None:
    sheet = rows('<c r="A1" t="s"><v>0</v></c>')
    assert cells(read(xlsx(sheet, strings=string))) == {(1, 1): shown}
    inline = string.replace("<si>", '<c r="A1" t="inlineStr"><is>').replace("</si>", "</is></c>")
    assert cells(read(xlsx(rows(inline)))) == {(1, 1): shown}


def test_a_cell_in_a_symbol_font_shows_its_glyph() -> None:
    styles = (
        '<fonts><font/><font><name val="Wingdings 2"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    )
    sheet = rows(
        '<c r="A1" s="1" t="inlineStr"><is><t>R</t></is></c><c r="B1" t="inlineStr"><is><t>R</t></is></c>'
    )
    assert cells(read(xlsx(sheet, styles=styles))) == {(1, 1): "☑", (1, 2): "R"}


def test_a_number_typed_as_text_stays_what_was_typed() -> None:
    sheet = rows('<c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="s" s="2"><v>1</v></c>')
    got = cells(
        read(xlsx(sheet, strings="<si><t>0012.50</t></si><si><t>=100%</t></si>", styles=formats("0.0", "@")))
    )
    assert list(got.values()) == ["0012.50", "=100%"]


def test_cells_without_references_follow_one_another() -> None:
    inside = '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>'
    assert list(cells(read(xlsx(inside)))) == [(1, 1), (1, 2), (4, 3), (4, 4), (5, 1)]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    sheet = rows('<c r="A1" s="1"><v>0</v></c>')
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    assert cells(read(xlsx(sheet, styles=styles, book='<workbookPr date1904="1"/>'))) == {(1, 1): "1904/1/1"}


def test_zeros_are_not_shown_where_the_sheet_hides_them() -> None:
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert cells(read(xlsx(view + rows('<c r="A1"><v>0</v></c><c r="B1"><v>5</v></c>')))) == {(1, 2): "5"}


def test_a_formula_without_a_result_is_said() -> None:
    document = read(xlsx(rows(said("A1", "合计") + '<c r="B1"><f>SUM(C1:C9)</f></c>')))
    assert cells(document) == {(1, 1): "合计"}
    assert document.warnings == (
        "有公式没有保存计算结果，按空白读取，请用 Excel 打开并保存后重新提交（“表1”B1）。",
    )


def test_digits_that_are_not_shown_are_said() -> None:
    document = read(xlsx(rows(said("A1", "率") + '<c r="B1" s="1"><v>0.955</v></c>'), styles=formats("0%")))
    assert cells(document)[(1, 2)] == "96%"
    assert document.warnings == ("有的数字显示的位数比存储的少，按显示的数字读取（“表1”B1）。",)


def test_a_value_hidden_by_its_format_is_not_read_and_this_is_said() -> None:
    sheet = rows(said("A1", "名") + '<c r="B1" s="1"><v>7</v></c>')
    document = read(xlsx(sheet, styles=formats(";;;")))
    assert cells(document) == {(1, 1): "名"}
    assert document.warnings == ("有的单元格按所设格式不显示内容，未读入（“表1”B1）。",)


def merged(*references: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in references) + "</mergeCells>"


GRID = rows(
    said("A1", "一") + said("B1", "二") + said("C1", "三"),
    said("A2", "四") + said("C2", "五"),
    said("A3", "六") + said("B3", "七") + said("C3", "八"),
)


def test_merged_areas_have_their_spans_and_their_parts_are_no_cells() -> None:
    document = read(xlsx(rows(said("A1", "甲") + said("C1", "乙"), said("C2", "丙")) + merged("A1:B2")))
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.text, c.rowspan, c.colspan) for c in table.cells] == [
        (1, 1, "甲", 2, 2),
        (1, 3, "乙", 1, 1),
        (2, 3, "丙", 1, 1),
    ]


def test_a_merged_blank_is_one_blank_cell() -> None:
    document = read(
        xlsx(rows(said("A1", "甲") + said("D1", "乙"), said("A2", "丙") + said("D2", "丁")) + merged("B1:C2"))
    )
    assert spans(document) == {(1, 2): (2, 2)}


def test_text_under_a_merged_cell_is_not_shown_and_this_is_said() -> None:
    document = read(xlsx(GRID + merged("A1:B2")))
    assert cells(document)[(1, 1)] == "一"
    assert (1, 2) not in cells(document) and (2, 1) not in cells(document)
    assert "在被合并的位置还留有文字" in document.warnings[0]
    assert "“表1”B1、“表1”A2" in document.warnings[0]


def test_areas_that_overlap_are_said() -> None:
    document = read(xlsx(GRID + merged("A1:A2", "A2:B3")))
    assert spans(document) == {(1, 1): (2, 1)}
    assert any("互相重叠" in warning for warning in document.warnings)


def test_an_area_over_the_whole_sheet_is_cut_to_what_the_sheet_holds() -> None:
    document = read(xlsx(rows(said("A1", "题"), "") + merged("A1:XFD1048576")))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["题"]
    other = read(xlsx(GRID + merged("A3:XFD3")))
    assert spans(other) == {(3, 1): (1, 3)}


@pytest.mark.parametrize("reference", ["", "A1", "A1:A1", "B2:A1", "A0:B1", "x:y", "A1:B2:C3", "$A$1", "1:2"])
def test_what_is_no_area_is_none(reference: str) -> None:
    assert spans(read(xlsx(GRID + merged(reference)))) == {}


def test_hidden_rows_and_columns_are_not_read_and_this_is_said() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    document = read(xlsx(columns + GRID.replace('<row r="2">', '<row r="2" hidden="1">')))
    assert cells(document) == {(1, 1): "一", (1, 3): "三", (3, 1): "六", (3, 3): "八"}
    assert document.warnings == (
        "有隐藏的行，其中的文字未读入（“表1”A2、“表1”C2）。",
        "有隐藏的列，其中的文字未读入（“表1”B1、“表1”B3）。",
    )


def test_a_merged_cell_is_read_where_its_first_visible_part_is() -> None:
    columns = '<cols><col min="1" max="1" width="0" customWidth="1"/></cols>'
    document = read(xlsx(columns + GRID.replace('<row r="1">', '<row r="1" hidden="1">') + merged("A1:B2")))
    assert cells(document)[(2, 2)] == "一"
    whole = read(
        xlsx(columns + rows(said("A1", "甲") + said("B1", "乙"), said("A2", "丙")) + merged("A1:A2"))
    )
    assert cells(whole) == {(1, 2): "乙"}


def test_hidden_rows_do_not_part_a_table() -> None:
    data = GRID.replace('<row r="2">', '<row r="2" hidden="1">').replace(
        said("A2", "四") + said("C2", "五"), ""
    )
    assert len(read(xlsx(data)).blocks) == 1


def test_hidden_sheets_are_not_read_and_this_is_said() -> None:
    made = parts([GRID, GRID, GRID], states={1: "hidden", 3: "veryHidden"})
    document = read(zipped(made))
    assert {sheet for sheet, _, _ in texts(document)} == {"表2"}
    assert document.warnings == ("有隐藏的工作表，未读入（“表1”、“表3”）。",)


def test_blank_rows_part_tables() -> None:
    two = said("A{}", "甲") + said("B{}", "乙")
    assert shape(two.format(1, 1), two.format(2, 2), "", two.format(4, 4)) == [
        ["甲", "乙", "甲", "乙"],
        ["甲", "乙"],
    ]


def test_a_ruled_blank_row_does_not_part_a_table() -> None:
    ruled = '<c r="A{0}" s="1" t="inlineStr"><is><t>甲</t></is></c><c r="B{0}" s="1" t="inlineStr"><is><t>乙</t></is></c>'
    blank = '<c r="A2" s="1"/><c r="B2" s="1"/>'
    assert shape(ruled.format(1), blank, ruled.format(3), styles=BOX) == [["甲", "乙", "", "", "甲", "乙"]]


def test_titles_above_and_notes_below_a_ruled_table_are_lines() -> None:
    ruled = '<c r="A{0}" s="1" t="inlineStr"><is><t>甲</t></is></c><c r="B{0}" s="1" t="inlineStr"><is><t>乙</t></is></c>'
    got = shape(
        said("A1", "附件"),
        said("A2", "题"),
        ruled.format(3),
        ruled.format(4),
        said("A5", "注：x"),
        styles=BOX,
    )
    assert got == ["附件", "题", ["甲", "乙", "甲", "乙"], "注：x"]


def test_without_drawn_lines_only_what_stands_first_is_a_title() -> None:
    two = said("A{}", "甲") + said("B{}", "乙")
    assert shape(said("A1", "题"), two.format(2, 2), said("A3", "注")) == ["题", ["甲", "乙", "注", ""]]


def test_a_sheet_of_prose_is_lines() -> None:
    assert shape(said("A1", "一"), said("A2", "二"), "", said("B4", "三")) == ["一", "二", "三"]


def test_a_line_has_a_place() -> None:
    document = read(xlsx(rows("", said("B2", "绩效目标表"))))
    (line,) = document.blocks
    assert isinstance(line, Paragraph)
    anchor = line.anchor(0, 2)
    assert (anchor.part, anchor.sheet, anchor.row, anchor.column) == ("paragraph 1", "表1", 2, 2)
    assert (anchor.span, anchor.text) == ((0, 2), "绩效")


def test_blanks_inside_a_table_are_cells() -> None:
    (table,) = read(
        xlsx(rows(said("B1", "甲") + said("D1", "乙"), said("C2", "丙") + said("D2", "丁")))
    ).blocks
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (1, 2, "甲"), (1, 3, ""), (1, 4, "乙"), (2, 2, ""), (2, 3, "丙"), (2, 4, "丁"),
    ]  # fmt: skip


def test_tables_are_counted_over_all_sheets() -> None:
    tables = list(read(xlsx(GRID, GRID)).tables())
    assert [(table.index, table.sheet) for table in tables] == [(1, "表1"), (2, "表2")]


def test_the_strict_vocabulary_is_read() -> None:
    made = parts([GRID + merged("A1:B1")], strings="<si><t>x</t></si>", space=STRICT)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace(
        OFFICE, "http://purl.oclc.org/ooxml/officeDocument"
    )
    assert spans(read(zipped(made))) == {(1, 1): (1, 2)}


def test_any_prefix_is_read() -> None:
    made = parts([GRID])
    sheet = str(made["xl/worksheets/sheet1.xml"])
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        for before, after in (
            (f"<{name}>", f"<q:{name}>"),
            (f"<{name} ", f"<q:{name} "),
            (f"</{name}>", f"</q:{name}>"),
        ):
            sheet = sheet.replace(before, after)
    made["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:q=")
    assert len(cells(read(zipped(made)))) == 8


def test_a_workbook_without_styles_or_relations_of_its_own_name_is_read() -> None:
    made = parts([rows('<c r="A1" s="7"><v>3</v></c>')])
    del made["[Content_Types].xml"]
    assert cells(read(zipped(made))) == {(1, 1): "3"}


@pytest.mark.parametrize(
    ("path", "content", "warning"),
    [
        ("xl/vbaProject.bin", b"x", "文件带有宏，未运行。"),
        ("xl/comments1.xml", "<c/>", "表中有批注，批注内容未读入。"),
        ("xl/embeddings/a.bin", b"x", "表中嵌入了其他文件，嵌入的内容未读入。"),
        ("xl/drawings/drawing1.xml", "<d><a:t>x</a:t></d>", "表中有文本框或图形，其中的文字未读入。"),
    ],
)
def test_what_is_beside_the_cells_is_said(path: str, content: str | bytes, warning: str) -> None:
    assert read(zipped({**parts([GRID]), path: content})).warnings == (warning,)


def test_characters_of_a_symbol_font_that_cannot_be_told_are_said() -> None:
    assert "符号字体" in read(xlsx(rows(said("A1", "\uf0fe甲")))).warnings[0]


@pytest.mark.parametrize(
    "kind",
    [
        BOOK,
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ],
)
def test_workbooks_with_macros_and_templates_are_recognised(kind: str) -> None:
    data = zipped(parts([GRID], kind=kind))
    assert reader_of(data) is READER
    assert read(data).format == "xlsx"


def test_a_binary_workbook_is_named_as_such() -> None:
    made = parts([GRID], kind="application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    made = {name.replace("workbook.xml", "workbook.bin"): content for name, content in made.items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        made[name] = str(made[name]).replace("workbook.xml", "workbook.bin")
    error = refused(zipped(made))
    assert (error.kind, ".xlsb" in error.message) == ("unsupported", True)


def test_a_workbook_without_text_is_called_empty() -> None:
    assert refused(xlsx(rows('<c r="A1" s="1"/>'))).kind == "empty"


def test_a_row_of_no_height_is_hidden_only_where_somebody_made_it_so() -> None:
    flat = GRID.replace('<row r="2">', '<row r="2" ht="0">')
    assert (2, 1) in cells(read(xlsx(flat)))
    assert (2, 1) not in cells(read(xlsx(flat.replace('ht="0"', 'ht="0" customHeight="1"'))))
