"""OpenDocument texts, packed and flat: the text and the grid that LibreOffice shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from document_forms import FAMILIES, document, findings, fixture, mutants, projects, survives

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.odt import FLAT_READER, READER

NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{prefix}="{NAMESPACE}{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                         ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"))
)  # fmt: skip
KIND = "application/vnd.oasis.opendocument.text"


def flat(body: str, styles: str = "") -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:mimetype="{KIND}">'
    return f"{start}{styles}<office:body><office:text>{body}</office:text></office:body></office:document>".encode()


def packed(content: str | bytes, others: Mapping[str, str | bytes] = {}, kind: str = KIND) -> bytes:  # noqa: B006
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", content)
        for name, data in others.items():
            archive.writestr(name, data)
    return memory.getvalue()


def read(body: str, styles: str = "") -> Document:
    return FLAT_READER.read(Source("甲.fodt", flat(body, styles)), Limits())


def texts(body: str, styles: str = "") -> list[str]:
    return [block.text for block in read(body, styles).blocks if isinstance(block, Paragraph)]


def grid(body: str) -> dict[tuple[int, int], tuple[int, int, str]]:
    """(row, column) -> (rowspan, colspan, text)."""
    (found,) = [block for block in read(body).blocks if isinstance(block, Table)]
    return {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in found.cells}


def cell(text: str, spans: str = "") -> str:
    return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    made = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{made}</table:table-row>"


COVERED = "<table:covered-table-cell/>"
WIDE, TALL = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'


@pytest.mark.parametrize("kind", ["odt", "fodt"])
@pytest.mark.parametrize("name", FAMILIES)
def test_a_form_is_the_form_as_docx(name: str, kind: str) -> None:
    assert document(fixture(name, kind)).blocks == document(fixture(name, "docx")).blocks
    assert projects(fixture(name, kind), "乙.doc") == projects(fixture(name, "docx"))
    assert findings(fixture(name, kind)) == findings(fixture(name, "docx")) != []


@pytest.mark.parametrize("kind", ["odt", "fodt"])
def test_symbols_deletions_numbers_and_nested_tables_are_as_in_docx(kind: str) -> None:
    mine, other = document(fixture("traps", kind)), document(fixture("traps", "docx"))
    assert (mine.blocks, mine.warnings, mine.format) == (other.blocks, other.warnings, kind)


def test_cells_stand_where_their_row_puts_them() -> None:
    body = row(cell("甲", TALL), cell("乙", WIDE), COVERED) + row(COVERED, "一", "二") + row("三", "四", "五")
    header = f"<table:table-header-rows>{body}</table:table-header-rows>"
    wanted = {
        (1, 1): (2, 1, "甲"), (1, 2): (1, 2, "乙"), (2, 2): (1, 1, "一"), (2, 3): (1, 1, "二"),
        (3, 1): (1, 1, "三"), (3, 2): (1, 1, "四"), (3, 3): (1, 1, "五"),
    }  # fmt: skip
    assert grid(f"<table:table>{header}</table:table>") == wanted


def test_two_cells_never_cover_the_same_place() -> None:
    spans = 'table:number-columns-spanned="99999999" table:number-rows-spanned="99999999"'
    body = row(cell("甲", spans), cell("乙", spans)) + row("一", "二") + row(COVERED, cell("三", spans))
    assert grid(f"<table:table>{body}</table:table>") == {
        (1, 1): (1, 1, "甲"), (1, 2): (1, 1000, "乙"), (2, 1): (1, 1, "一"), (2, 2): (1, 1, "二"),
        (3, 2): (1, 1000, "三"),
    }  # fmt: skip


def test_rows_and_cells_may_be_repeated() -> None:
    body = row(cell("甲", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"')
    assert sorted(grid(f"<table:table>{body}</table:table>")) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_covered_text_is_said() -> None:
    hidden = "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>"
    found = read(f"<table:table>{row(cell('甲', WIDE), hidden)}</table:table><text:p>后</text:p>")
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["后"]
    assert "被合并的位置" in found.warnings[0]


def test_white_space_is_as_the_format_says() -> None:
    body = "<text:p> \n 甲  乙\n丙<text:s text:c='3'/>丁<text:tab/>戊<text:line-break/>己 </text:p>\n 外"
    assert texts(body) == ["甲 乙 丙   丁\t戊\n己"]


def test_what_does_not_show_is_not_read() -> None:
    body = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>删</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>甲<text:change text:change-id='c1'/><text:change-start text:change-id='c1'/>删"
        "<text:change-end text:change-id='c1'/>乙<text:note><text:note-body><text:p>注</text:p></text:note-body>"
        "</text:note><office:annotation><text:p>批</text:p></office:annotation><text:span text:style-name='H'>藏"
        "<text:span text:style-name='S'>显</text:span></text:span><text:ruby><text:ruby-base>宝</text:ruby-base>"
        "<text:ruby-text>bǎo</text:ruby-text></text:ruby><text:a>链</text:a></text:p>"
        "<text:section text:display='none'><text:p>藏</text:p><table:table><table:table-row><table:table-cell>"
        "<text:p>藏</text:p></table:table-cell></table:table-row></table:table></text:section>"
        "<text:p text:style-name='P2'>藏</text:p>"
    )
    styles = (
        "<office:styles><style:style style:name='H' style:family='text'><style:text-properties text:display='none'/>"
        "</style:style><style:style style:name='S' style:family='text'><style:text-properties text:display='true'/>"
        "</style:style><style:style style:name='P1' style:family='paragraph'><style:text-properties "
        "text:display='none'/></style:style><style:style style:name='P2' style:family='paragraph' "
        "style:parent-style-name='P1'/></office:styles>"
    )
    assert texts(body, styles) == ["甲乙显宝链", "", ""]
    assert [said[:5] for said in read(body, styles).warnings] == ["文中有未处", "文中有隐藏", "文中有脚注"]


def test_symbol_fonts_are_read() -> None:
    styles = (
        "<office:font-face-decls><style:font-face style:name='F1' svg:font-family=\"'Symbol'\"/></office:font-face-decls>"
        "<office:styles><style:style style:name='T' style:family='text'><style:text-properties style:font-name='F1'/>"
        "</style:style><style:style style:name='U' style:family='text'><style:text-properties style:font-name='宋体'/>"
        "</style:style></office:styles>"
    )
    body = "<text:p><text:span text:style-name='T'>\uf0b3<text:span text:style-name='U'>a</text:span></text:span>9</text:p>"
    assert texts(body, styles) == ["≥a9"]


def levels(*kinds: str) -> str:
    made = "".join(
        f"<text:list-level-style-number text:level='{depth}' style:num-format='{kind}' style:num-suffix='.' "
        f"text:display-levels='{depth}'/>"
        for depth, kind in enumerate(kinds, 1)
    )
    bullet = "<text:list-level-style-bullet text:level='3' text:bullet-char='\uf06c'><style:text-properties fo:font-family='Wingdings'/></text:list-level-style-bullet>"
    return f"<office:styles><text:list-style style:name='L'>{made}{bullet}</text:list-style></office:styles>"


def item(*inside: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(one if one.startswith('<') else f'<text:p>{one}</text:p>' for one in inside)}</text:list-item>"


def listed(*items: str, more: str = "text:style-name='L'") -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def test_lists_are_numbered() -> None:
    inner = listed(item("子"), item("丑", listed(item("点"), more="")), more="")
    body = listed(item("甲", "续", inner), item("乙"), item("丙", more="text:start-value='7'"))
    body += "<text:p>断</text:p>" + listed(
        item("丁"), more="text:style-name='L' text:continue-numbering='true'"
    )
    body += listed(item("新"), more="text:style-name='L' xml:id='x'") + listed(
        item("再"), more="text:style-name='L'"
    )
    body += listed(item("接"), more="text:style-name='L' text:continue-list='x'")
    assert texts(body, levels("1", "a")) == [
        "1.甲", "续", "1.a.子", "1.b.丑", "●点", "2.乙", "7.丙", "断", "8.丁", "1.新", "1.再", "2.接",
    ]  # fmt: skip
    assert texts(listed(item("甲"), item("乙")), levels("一, 二, 三, ...")) == ["一.甲", "二.乙"]
    strange = read(listed(item("甲")), levels("क, ख, ग, ..."))
    assert strange.blocks == (Paragraph(1, "甲"),) and "自动编号" in strange.warnings[0]


def test_headings_are_numbered_by_their_outline() -> None:
    styles = (
        "<office:styles><text:outline-style><text:outline-level-style text:level='1' style:num-format='1'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/></text:outline-style>"
        "</office:styles>"
    )
    heads = [("1", "甲"), ("2", "乙"), ("2", "丙"), ("1", "丁"), ("2", "戊"), ("3", "己")]
    body = "".join(f"<text:h text:outline-level='{level}'>{text}</text:h>" for level, text in heads)
    assert texts(body, styles) == ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊", "己"]


def test_frames_stand_behind_their_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>框中</text:p></draw:text-box></draw:frame>"
    assert texts(f"<text:p>前{box}后</text:p><text:p>末</text:p>{box}") == ["前后", "框中", "末", "框中"]


def refusal(data: bytes, limits: Limits | None = None, flat: bool = False) -> ReadError:
    with pytest.raises(ReadError) as caught:
        (FLAT_READER if flat else READER).read(Source("甲", data), limits or Limits())
    assert "。" in caught.value.message
    return caught.value


CONTENT = f"<office:document-content {SPACES}><office:body>{{}}</office:body></office:document-content>"


def test_what_cannot_be_read_is_refused() -> None:
    text = CONTENT.format("<office:text><text:p>甲</text:p></office:text>")
    assert READER.read(Source("甲", packed(text)), Limits()).blocks == (Paragraph(1, "甲"),)
    secret = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    assert refusal(packed(text, secret)).kind == "encrypted"
    assert refusal(packed(CONTENT.format("<office:spreadsheet/>"))).kind == "unsupported"
    assert refusal(packed(CONTENT.format("<office:text/>"))).kind == "empty"
    assert refusal(packed("<!DOCTYPE x [<!ENTITY a 'b'>]>" + text)).kind == "hostile"
    assert refusal(packed(text[:-9])).kind == "corrupt"
    assert refusal(packed(text)[:-30]).kind == "corrupt"
    assert refusal(b"").kind == refusal(b"", flat=True).kind == "empty"
    assert refusal(b"PK\x03\x04 no").kind == "corrupt"
    assert refusal(packed(text), Limits(file_bytes=10)).kind == "hostile"
    macros = READER.read(Source("甲", packed(text, {"Basic/a.xml": "x"})), Limits())
    assert "宏" in macros.warnings[0]


def test_limits_hold() -> None:
    nested = "<table:table><table:table-row><table:table-cell>" * 70
    assert refusal(flat(nested), flat=True).kind == "hostile"
    deep = "<text:p><draw:frame>" * 80
    assert refusal(flat(deep), flat=True).kind == "hostile"
    again = (cell("甲", 'table:number-columns-repeated="1000"'),) * 9
    many = "<table:table>" + row(*again, more='table:number-rows-repeated="1000"') + "</table:table>"
    assert refusal(flat(many), flat=True).kind == "hostile"
    bomb = packed(CONTENT.format("<office:text><text:p>" + " " * 60_000_000 + "</text:p></office:text>"))
    assert refusal(bomb).kind == "hostile"


def test_it_is_known_by_its_content() -> None:
    assert READER.recognises(Source("甲.doc", fixture("a1", "odt"))) == 95
    assert READER.recognises(Source("甲.odt", fixture("a1", "docx"))) == 0
    assert (
        READER.recognises(
            Source("甲.odt", packed("<x/>", kind="application/vnd.oasis.opendocument.spreadsheet"))
        )
        == 0
    )
    assert READER.recognises(Source("甲.odt", fixture("a1", "odt")[:2000])) == 60
    assert FLAT_READER.recognises(Source("甲.xml", fixture("a1", "fodt"))) == 95
    assert FLAT_READER.recognises(Source("甲.xml", fixture("a1", "html"))) == 0


@pytest.mark.parametrize("name", [*FAMILIES, "traps"])
def test_mutants_are_read_or_refused(name: str) -> None:
    for data in mutants(fixture(name, "odt"), 500, seed=len(name)):
        READER.recognises(Source("甲", data))
        survives(READER, data)
    for data in mutants(fixture(name, "fodt"), 500, seed=len(name)):
        survives(FLAT_READER, data)


def test_mutants_of_the_content_are_read_or_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(fixture("traps", "odt"))) as archive:
        content = archive.read("content.xml")
    whole = 0
    for data in mutants(content, 500, seed=11):
        whole += survives(READER, packed(data))
    assert whole < 500
