"""OpenDocument spreadsheets, case by case."""

from __future__ import annotations

import pytest
from workbook_builder import cells, read, reader_of, refused, spans, texts, zipped

from auditkit.document import Paragraph
from auditkit.readers.ods import READER

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = ("office", "style", "table", "text", "xsl-fo-compatible", "drawing")
SHORT = dict(zip(NAMES, ("o", "s", "t", "x", "fo", "draw"), strict=True))
SPACES = " ".join(f'xmlns:{SHORT[name]}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)


def package(content: str, **others: str) -> bytes:
    return zipped(
        {
            "mimetype": KIND,
            "content.xml": content,
            **{name.replace("_", "/"): text for name, text in others.items()},
        }
    )


def ods(*sheets: str, styles: str = "") -> bytes:
    """A spreadsheet; each argument is what stands inside a table, perhaps after its attributes."""
    tables = ""
    for number, inside in enumerate(sheets, 1):
        attributes, _, rows = inside.rpartition("|")
        tables += f'<t:table t:name="表{number}" {attributes}>{rows}</t:table>'
    return package(
        f"<o:document-content {SPACES}><o:automatic-styles>{styles}</o:automatic-styles>"
        f"<o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>"
    )


def cell(text: str = "", attributes: str = "") -> str:
    """A cell; ``text`` is one paragraph, or XML."""
    inside = text if text.startswith("<") else f"<x:p>{text}</x:p>" if text else ""
    return f"<t:table-cell {attributes}>{inside}</t:table-cell>"


def row(*inside: str, attributes: str = "") -> str:
    made = "".join(piece if piece.startswith("<") else cell(piece) for piece in inside)
    return f"<t:table-row {attributes}>{made}</t:table-row>"


def of(*rows: str, styles: str = "") -> dict[tuple[int, int], str]:
    return cells(read(ods("|" + "".join(rows), styles=styles)))


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<x:p>一</x:p><x:p>二</x:p>", "一\n二"),
        ("<x:p>一<x:line-break/>二<x:tab/>三</x:p>", "一\n二\t三"),
        ('<x:p>一<x:s x:c="3"/>二<x:s/>三</x:p>', "一   二 三"),
        ("<x:p>≥<x:span>90</x:span><x:a>%</x:a></x:p>", "≥90%"),
        ("<x:p>一\n   二</x:p>", "一 二"),
        ("<x:p><x:ruby><x:ruby-base>甲</x:ruby-base><x:ruby-text>jia</x:ruby-text></x:ruby></x:p>", "甲"),
        ("<x:p>&lt;甲&gt;</x:p>", "<甲>"),
        ("<x:p/><x:p>二</x:p>", "\n二"),
    ],
)
def test_the_text_of_a_cell_is_read_as_it_is_shown(inside: str, shown: str) -> None:
    assert of(row(inside.join(("<t:table-cell>", "</t:table-cell>")))) == {(1, 1): shown}


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ('o:value-type="float" o:value="42.50"', "42.5"),
        ('o:value-type="percentage" o:value="0.9"', "90%"),
        ('o:value-type="string" o:string-value="甲"', "甲"),
        ('o:value-type="date" o:date-value="2025-03-01"', "2025-03-01"),
        ('o:value-type="boolean" o:boolean-value="true"', "TRUE"),
        ('o:value-type="float" o:value="x"', "x"),
        ('o:value-type="float" o:value="1e999"', "1e999"),
    ],
)
def test_a_bare_value_is_read_where_nothing_is_shown(attributes: str, shown: str) -> None:
    assert of(row(cell("", attributes))) == {(1, 1): shown}


def test_repeated_cells_and_rows_are_written_out() -> None:
    assert of(
        row(cell("甲", 't:number-columns-repeated="2"'), cell("", 't:number-columns-repeated="3"'), "乙"),
        row(cell(), attributes='t:number-rows-repeated="2"'),
        row("丙", "丁", attributes='t:number-rows-repeated="2"'),
        row("尾", "巴"),
    ) == {
        (1, 1): "甲", (1, 2): "甲", (1, 6): "乙", (4, 1): "丙", (4, 2): "丁", (5, 1): "丙", (5, 2): "丁", (6, 1): "尾", (6, 2): "巴",
    }  # fmt: skip


def test_merged_areas_have_their_spans() -> None:
    merged = cell("甲", 't:number-columns-spanned="2" t:number-rows-spanned="2"')
    covered = "<t:covered-table-cell/>"
    document = read(ods("|" + row(merged, covered, "乙") + row(covered, covered, "丙")))
    assert spans(document) == {(1, 1): (2, 2)}
    assert cells(document) == {(1, 1): "甲", (1, 3): "乙", (2, 3): "丙"}


def test_text_under_a_merged_cell_is_not_shown_and_this_is_said() -> None:
    merged = cell("甲", 't:number-columns-spanned="2"')
    document = read(
        ods("|" + row(merged, "<t:covered-table-cell><x:p>藏</x:p></t:covered-table-cell>", "乙"))
    )
    assert cells(document) == {(1, 1): "甲", (1, 3): "乙"}
    assert "在被合并的位置还留有文字" in document.warnings[0]


def test_what_is_hidden_is_not_read_and_this_is_said() -> None:
    columns = '<t:table-column/><t:table-column t:visibility="collapse" t:number-columns-repeated="2"/>'
    styles = '<s:style s:name="ta2"><s:table-properties t:display="false"/></s:style>'
    first = "|" + columns + row("甲", "藏", cell(), "乙") + row("藏", attributes='t:visibility="filter"')
    document = read(ods(first, 't:style-name="ta2"|' + row("藏"), styles=styles))
    assert texts(document) == {("表1", 1, 1): "甲", ("表1", 1, 4): "乙"}
    assert document.warnings == (
        "有隐藏的工作表，未读入（“表2”）。",
        "有隐藏的行，其中的文字未读入（“表1”A2）。",
        "有隐藏的列，其中的文字未读入（“表1”B1）。",
    )


def test_comments_shapes_and_changes_are_no_text() -> None:
    shapes = "<t:shapes><draw:custom-shape><x:p>图</x:p></draw:custom-shape></t:shapes>"
    noted = cell("<o:annotation><x:p>批</x:p></o:annotation><x:p>甲</x:p>")
    changes = "<t:tracked-changes><t:table-cell><x:p>删</x:p></t:table-cell></t:tracked-changes>"
    document = read(ods("|" + shapes + changes + row(noted, "乙")))
    assert cells(document) == {(1, 1): "甲", (1, 2): "乙"}
    assert document.warnings == ("表中有批注，批注内容未读入。", "表中有文本框或图形，其中的文字未读入。")


def test_a_formula_without_a_result_is_said() -> None:
    assert "公式" in read(ods("|" + row("甲", cell("", 't:formula="of:=1+1"')))).warnings[0]


def test_lines_around_cells_tell_tables_from_titles() -> None:
    styles = '<s:style s:name="c" s:family="table-cell"><s:table-cell-properties fo:border="0.06pt solid #000"/></s:style>'
    styles += '<s:style s:name="d" s:parent-style-name="c"/><s:style s:name="e"><s:table-cell-properties fo:border="none"/></s:style>'
    ruled = row(cell("甲", 't:style-name="d"'), cell("乙", 't:style-name="c"'))
    blank = row(cell("", 't:style-name="c" t:number-columns-repeated="2"'))
    document = read(ods("|" + row(cell("题", 't:style-name="e"')) + ruled + blank + ruled, styles=styles))
    assert [b.text if isinstance(b, Paragraph) else len(b.cells) for b in document.blocks] == ["题", 6]


def test_the_style_of_a_column_is_that_of_its_cells() -> None:
    styles = '<s:style s:name="c"><s:table-cell-properties fo:border="1pt solid"/></s:style>'
    columns = '<t:table-column t:default-cell-style-name="c" t:number-columns-repeated="2"/>'
    document = read(
        ods("|" + columns + row("甲", "乙") + row(cell(), cell()) + row("甲", "乙"), styles=styles)
    )
    assert len(document.blocks) == 1


def test_an_encrypted_spreadsheet_is_named_as_such() -> None:
    manifest = "<m><m:encryption-data/></m>".replace("m:", "")
    data = package("\x00", **{"META-INF_manifest.xml": manifest})
    assert reader_of(data) is READER
    assert refused(data).kind == "encrypted"


def test_macros_are_reported() -> None:
    content = f"<o:document-content {SPACES}><o:body><o:spreadsheet><t:table>{row('甲', '乙')}</t:table></o:spreadsheet></o:body></o:document-content>"
    assert read(package(content, Basic_Standard_Module1="x")).warnings == ("文件带有宏，未运行。",)


def test_what_is_no_spreadsheet_is_refused() -> None:
    assert refused(package("<x/>")).kind == "unsupported"
    assert refused(zipped({"mimetype": KIND}), READER).kind == "unsupported"
    assert refused(ods("|")).kind == "empty"
