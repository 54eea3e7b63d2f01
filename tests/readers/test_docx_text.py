"""What a Word document says: everything that shows, once, and nothing that does not."""

from __future__ import annotations

import re

import pytest
from docx_builder import (
    STRICT,
    W,
    cell,
    document,
    only_table,
    package,
    paragraph,
    read_body,
    read_package,
    row,
    run,
    table,
    text_of,
)

from auditkit.document import Paragraph, ReadError, Source, Table
from auditkit.readers.docx import READER

SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "00B1", "±"),
        ("symbol", "f0b0", "°"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "0052", "☑"),
        ("Wingdings 2", "00A3", "□"),
        ("宋体", "2265", "≥"),
        ("Symbol", "F0B7", "•"),
        ("Symbol", "不是数", ""),
        ("Symbol", "D800", ""),
        ("Symbol", "FFFFFFFF", ""),
    ],
)
def test_an_inserted_symbol_is_read_as_the_sign_it_shows(font: str, code: str, text: str) -> None:
    assert text_of(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "85%") == f"{text}85%"


def test_a_private_character_in_a_run_of_the_symbol_font_is_read_as_the_sign_it_shows() -> None:
    assert text_of(run("\uf0b3", SYMBOL), "85%") == "≥85%"


def test_the_symbol_font_ends_with_its_run() -> None:
    assert text_of(run("\uf0a3", SYMBOL), run("abc")) == "≤abc"


def test_letters_stay_letters_when_only_another_slot_has_a_symbol_font() -> None:
    fonts = '<w:rFonts w:ascii="宋体" w:hAnsi="Symbol"/>'
    assert text_of(run("a\uf0b3", fonts)) == "a≥"


def test_a_private_character_of_an_unknown_font_is_kept_and_reported() -> None:
    found = read_body(paragraph("\uf0b3" + "85%"))
    assert found.blocks == (Paragraph(1, "\uf0b3" + "85%"),)
    assert found.warnings == ("文中有符号字体的字符无法换成通用字符，请人工核对。",)


def test_an_equation_is_read() -> None:
    assert text_of("<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>", "98%") == "≥98%"


def test_a_fraction_keeps_its_bar() -> None:
    top, bottom = "<m:num><m:r><m:t>3</m:t></m:r></m:num>", "<m:den><m:r><m:t>4</m:t></m:r></m:den>"
    assert text_of(f"<m:oMath><m:f>{top}{bottom}</m:f></m:oMath>") == "3/4"


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    deleted = "<w:del><w:r><w:delText>80</w:delText></w:r></w:del>"
    assert text_of("≥", deleted, f"<w:ins>{run('90')}</w:ins>", "%") == "≥90%"


def test_deleted_text_is_not_read_even_if_it_stands_in_a_plain_text_element() -> None:
    assert text_of("甲", f"<w:del>{run('乙')}</w:del>") == "甲"


def test_moved_text_is_read_where_it_went() -> None:
    moved = run("搬动")
    assert text_of(f"<w:moveFrom>{moved}</w:moveFrom>", "前", f"<w:moveTo>{moved}</w:moveTo>") == "前搬动"


def test_a_change_of_formatting_does_not_count_as_formatting() -> None:
    change = "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    assert text_of(run("现在可见", change)) == "现在可见"


def test_tracked_changes_are_reported() -> None:
    assert "文中有未处理的修订" in read_body(paragraph(f"<w:ins>{run('甲')}</w:ins>")).warnings[0]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_whose_end_is_deleted_joins_the_next(mark: str) -> None:
    first = paragraph("上半", properties=f"<w:rPr><w:{mark}/></w:rPr>")
    assert [block.text for block in read_body(first + paragraph("下半")).blocks] == ["上半下半"]  # type: ignore[union-attr]


def test_a_deleted_paragraph_leaves_no_empty_line() -> None:
    gone = paragraph(f"<w:del>{run('删')}</w:del>", properties="<w:rPr><w:del/></w:rPr>")
    assert only_table(table(row(cell("甲", gone, "乙")))).cells[0].text == "甲\n乙"


def test_the_deleted_end_of_the_last_paragraph_of_a_cell_keeps_its_text() -> None:
    last = paragraph("末", properties="<w:rPr><w:del/></w:rPr>")
    assert [c.text for c in only_table(table(row(cell("甲", last), "乙"))).cells] == ["甲\n末", "乙"]


def test_hidden_text_is_not_read_and_reported() -> None:
    found = read_body(paragraph("可见", run("隐藏", "<w:vanish/>")))
    assert found.blocks == (Paragraph(1, "可见"),)
    assert found.warnings == ("文中有隐藏文字，未读入。",)


@pytest.mark.parametrize("properties", ['<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', "<w:webHidden/>"])
def test_text_that_only_looks_hidden_is_read(properties: str) -> None:
    assert text_of(run("可见", properties)) == "可见"


def test_a_hidden_paragraph_mark_does_not_hide_the_paragraph() -> None:
    found = read_body(paragraph("可见", properties="<w:rPr><w:vanish/></w:rPr>"))
    assert found.blocks == (Paragraph(1, "可见"),)


def test_text_hidden_by_its_style_is_not_read() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="z"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="heir"><w:basedOn w:val="z"/></w:style><w:style w:styleId="plain"/></w:styles>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    relations = f'<R><Relationship Type="{kind}" Target="styles.xml"/></R>'
    body = "".join(
        [
            paragraph("窗体顶端", properties='<w:pStyle w:val="heir"/>'),
            paragraph("正文", properties='<w:pStyle w:val="plain"/>'),
            paragraph(run("暗", '<w:rStyle w:val="z"/>'), run("明", '<w:rStyle w:val="z"/><w:vanish w:val="0"/>')),
        ]
    )
    others = [("word/styles.xml", styles), ("word/_rels/document.xml.rels", relations)]
    found = read_package(package(document(body), others=others))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["", "正文", "明"]


def test_content_controls_are_looked_into_at_every_level() -> None:
    def control(inside: str) -> str:
        properties = "<w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr>"
        return f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    in_run = cell(paragraph("一", control(run("二"))))
    in_cell = control(cell(control(paragraph("三"))))
    body = control(table(control(row(in_run, in_cell, "四"))))
    assert [(c.column, c.text) for c in only_table(body).cells] == [(1, "一二"), (2, "三"), (3, "四")]


@pytest.mark.parametrize("wrapper", ["smartTag", "customXml", "hyperlink", "fldSimple", "bdo", "dir"])
def test_wrappers_of_runs_are_looked_into(wrapper: str) -> None:
    assert text_of("甲", f"<w:{wrapper}>{run('乙')}</w:{wrapper}>", "丙") == "甲乙丙"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    code = "<w:r><w:instrText> = SUM(ABOVE) </w:instrText></w:r>"
    assert text_of("共", mark("begin"), code, mark("separate"), run("12"), mark("end"), "个") == "共12个"


def test_what_a_field_computes_from_inner_fields_is_not_shown() -> None:
    inner = mark("begin") + mark("separate") + run("内层") + mark("end")
    assert text_of(mark("begin"), inner, mark("separate"), run("结果"), mark("end")) == "结果"


def test_a_field_that_never_ends_hides_nothing() -> None:
    body = paragraph(mark("begin"), "甲") + paragraph("乙", mark("end"))
    assert [block.text for block in read_body(body).blocks] == ["甲", "乙"]  # type: ignore[union-attr]


def test_a_field_without_a_result_shows_nothing() -> None:
    assert text_of("甲", mark("begin"), run("不显示"), mark("end"), "乙") == "甲乙"


def test_ruby_shows_its_base_only() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('jì xiào')}</w:rt><w:rubyBase>{run('绩效')}</w:rubyBase></w:ruby></w:r>"
    assert text_of(ruby, "目标") == "绩效目标"


def test_hyphens_tabs_and_breaks() -> None:
    inside = "<w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/><w:tab/><w:t>3</w:t><w:br/><w:cr/><w:t>4</w:t>"
    assert text_of(f"<w:r>{inside}</w:r>") == "1-2\t3\n\n4"


def test_tab_stops_are_no_tabs() -> None:
    assert read_body(paragraph("甲", properties="<w:tabs><w:tab w:pos='1'/></w:tabs>")).blocks == (Paragraph(1, "甲"),)


BOX = f"<w:txbxContent>{paragraph('框一')}{paragraph('框二')}</w:txbxContent>"
DRAWN = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    found = read_body(paragraph("前", DRAWN, "后") + paragraph("下一段"))
    assert [block.text for block in found.blocks] == ["前后", "框一", "框二", "下一段"]  # type: ignore[union-attr]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert text_of("前", DRAWN, "后") == "前后\n框一\n框二"


def test_a_table_in_a_text_box_is_a_table() -> None:
    box = f"<w:r><w:txbxContent>{table(row('框内'))}<w:p/></w:txbxContent></w:r>"
    blocks = read_body(paragraph("前", box)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]


def test_the_fallback_is_read_if_the_choice_says_nothing() -> None:
    both = "<mc:Choice Requires='w16se'><w:other/></mc:Choice><mc:Fallback><w:t>备用</w:t></mc:Fallback>"
    assert text_of(f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>") == "备用"


def test_a_text_box_does_not_disturb_the_field_and_the_fonts_around_it() -> None:
    boxed = f"<w:r><w:rPr>{SYMBOL}</w:rPr>{BOX}<w:t>\uf0b3</w:t></w:r>"
    assert text_of(mark("begin"), "码", mark("separate"), boxed, mark("end")) == "≥\n框一\n框二"


def test_comments_footnotes_and_instructions_are_left_out() -> None:
    inside = "<w:commentReference w:id='1'/><w:footnoteReference w:id='2'/><w:instrText>码</w:instrText>"
    found = read_body(paragraph("文", f"<w:r>{inside}</w:r>"))
    assert found.blocks == (Paragraph(1, "文"),)
    assert found.warnings == ("文中有脚注或尾注，注释内容未读入。",)


def test_comments_cdata_and_entities_do_not_cut_the_text() -> None:
    assert text_of("<w:r><w:t>甲<!-- 注 -->乙<![CDATA[<&>]]>&lt;&#x4E19;<?x y?>丁</w:t></w:r>") == "甲乙<&><丙丁"


def test_white_space_between_elements_is_no_text_and_in_text_is_kept() -> None:
    assert text_of("<w:r>\n  <w:t xml:space='preserve'> 甲 </w:t>\n</w:r>\n") == " 甲 "


def test_automatic_numbers_in_cells_that_nothing_defines_are_reported() -> None:
    numbered = paragraph("内容", properties="<w:numPr><w:numId w:val='3'/></w:numPr>")
    said = ("文中有的自动编号无法读出，请对照原文核对。",)
    assert read_body(table(row(cell(numbered)))).warnings == said
    removed = numbered.replace("'3'", "'0'")
    assert read_body(table(row(cell(removed))) + numbered).warnings == ()


FORM = paragraph("甲单位") + table(
    row(cell("指标", span=2), "值"), row("数量", "个", cell(paragraph(run("≥5", "<w:b/>"), "人")))
)
OTHER_PREFIX = document(FORM).replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:").replace(":w=", ":x=")
BELOW = document(FORM).replace(f' xmlns:w="{W}"', "").replace("w:document", "document")


@pytest.mark.parametrize(
    "xml",
    [
        document(FORM, STRICT),
        OTHER_PREFIX,
        '<?xml version="1.0" encoding="UTF-16"?>' + document(FORM),
        '<?xml version="1.0" encoding="GBK"?>' + document(FORM),
        '<?xml version="1.0" encoding="gb18030"?>' + document(FORM),
        '<?xml version="1.0" encoding="UTF-8"?>\n' + document(FORM).replace("<w:p>", f'<w:p xmlns:w="{W}">'),
        BELOW.replace("<w:body", f'<w:body xmlns:w="{W}"'),
        "\ufeff" + document(FORM).replace('"', "'"),
        document(FORM).replace("<w:tr>", "\n\t<w:tr>\n").replace("<w:body>", "<!-- 注 --><w:body>"),
    ],
    ids=["strict", "prefix", "utf-16", "gbk", "gb18030", "redeclared", "bound below", "bom", "pretty"],
)
def test_another_spelling_of_the_same_document_reads_the_same(xml: str) -> None:
    declared = re.search('encoding="([^"]+)"', xml[:60])
    data = xml.encode(declared[1] if declared else "utf-8")
    found = read_package(package(data))
    assert found.blocks == read_body(FORM).blocks
    assert [len(block.cells) for block in found.tables()] == [5]


def test_a_prefix_bound_to_something_else_below_the_root_is_not_word() -> None:
    foreign = '<w:x xmlns:w="urn:other"><w:t>别的</w:t></w:x>'
    assert read_body(paragraph("甲", foreign)).blocks == (Paragraph(1, "甲"),)


@pytest.mark.parametrize("step", [1, 7, 300])
def test_a_part_in_several_chunks_reads_the_same(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_body(FORM).blocks
    monkeypatch.setattr("auditkit.readers.docx_package.OUTPUT_STEP", step)
    assert read_body(FORM).blocks == whole


def test_a_double_byte_character_may_be_cut_between_two_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_body(FORM).blocks
    for step in (60, 61, 62, 63):
        monkeypatch.setattr("auditkit.readers.docx_package.OUTPUT_STEP", step)
        gbk = f'<?xml version="1.0" encoding="GBK"?>{document(FORM)}'.encode("gbk")
        assert read_package(package(gbk)).blocks == whole


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "Word/Haupt.XML", "x/y.xml"])
def test_the_main_part_is_found_under_any_name(main: str) -> None:
    data = package(document(FORM), main)
    assert READER.recognises(Source("无名", data)) == 95
    assert read_package(data).blocks == read_body(FORM).blocks


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_macro_documents_are_word_documents(kind: str) -> None:
    data = package(document(FORM), kind=kind, others=[("word/vbaProject.bin", b"x")])
    assert READER.recognises(Source("无名", data)) == 95
    assert read_package(data).warnings == ("文件带有宏，未运行。",)


def test_blocks_stand_in_document_order_and_are_counted_from_one() -> None:
    found = read_body(paragraph("一") + table(row("甲")) + "<w:p/>" + table(row("乙")) + paragraph("二"))
    assert [(type(block).__name__, block.index) for block in found.blocks] == [
        ("Paragraph", 1),
        ("Table", 1),
        ("Paragraph", 2),
        ("Table", 2),
        ("Paragraph", 3),
    ]


def test_a_document_without_any_text_is_called_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read_body(table(row(cell())) + "<w:p/>")
    assert caught.value.kind == "empty"
