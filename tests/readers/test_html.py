"""Web pages: the text and the tables that a browser shows."""

from __future__ import annotations

import pytest
from document_forms import FAMILIES, document, findings, fixture, projects

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.html import READER
from auditkit.readers.mht import READER as MHT
from auditkit.readers.text import READER as TEXT


def read(page: str | bytes, limits: Limits | None = None) -> Document:
    data = page if isinstance(page, bytes) else page.encode()
    return READER.read(Source("页.html", data), limits or Limits())


def texts(page: str) -> list[str]:
    return [block.text for block in read(page).blocks if isinstance(block, Paragraph)]


def only_table(page: str) -> Table:
    (found,) = [block for block in read(page).blocks if isinstance(block, Table)]
    return found


def grid(page: str) -> dict[tuple[int, int], tuple[int, int, str]]:
    """(row, column) -> (rowspan, colspan, text)."""
    return {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in only_table(page).cells}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_form_as_a_page_is_the_form_as_docx(name: str) -> None:
    assert document(fixture(name, "html")).blocks == document(fixture(name, "docx")).blocks
    assert projects(fixture(name, "html"), "乙.doc") == projects(fixture(name, "docx"))
    assert findings(fixture(name, "html")) == findings(fixture(name, "docx")) != []


def test_cells_reach_over_rows_and_columns() -> None:
    page = """<table><tr><td rowspan=3>甲<td colspan='2'>乙</td><td>丙</td></tr>
    <tr><td>一<td rowspan="2" colspan="2">二</tr><tr><td>三</table>"""
    assert grid(page) == {
        (1, 1): (3, 1, "甲"), (1, 2): (1, 2, "乙"), (1, 4): (1, 1, "丙"),
        (2, 2): (1, 1, "一"), (2, 3): (2, 2, "二"), (3, 2): (1, 1, "三"),
    }  # fmt: skip


def test_spans_are_cut_to_the_table() -> None:
    assert grid("<table><tr><td rowspan=9>甲</td><td colspan=0>乙<tr><td rowspan=0>丙<tr><td>丁</table>") == {
        (1, 1): (3, 1, "甲"), (1, 2): (1, 1, "乙"), (2, 2): (2, 1, "丙"), (3, 3): (1, 1, "丁"),
    }  # fmt: skip
    groups = "<table><thead><tr><td rowspan=5>头<td>一</thead><tbody><tr><td>二<td>三<tr><td>四<td>五</tbody></table>"
    assert grid(groups)[1, 1] == (1, 1, "头")
    assert only_table("<table><tr><td colspan=99999999>甲</table>").columns == 1000
    assert grid("<table><tr><td>一<td rowspan=2>二<tr><td colspan=3>三</table>")[2, 1] == (1, 1, "三")


def test_hidden_rows_cells_and_texts_do_not_count() -> None:
    page = """<html><head><style>.x1 {color:red} td.gone, .off { mso-hide:all; }</style></head><table>
    <tr style='display:none'><td>藏<td>藏</tr>
    <tr><td colspan=2>甲<td style="DISPLAY: none">藏</td></tr>
    <tr><td>乙<span class="off">藏</span><td class=x1>丙<td class=gone>藏<td hidden>藏</td></tr>
    <tr><td>丁<table style="display:none"><tr><td>藏</table><td>戊<script>if (a<b) {}</script></tr></table>"""
    assert grid(page) == {
        (1, 1): (1, 2, "甲"), (2, 1): (1, 1, "乙"), (2, 2): (1, 1, "丙"),
        (3, 1): (1, 1, "丁"), (3, 2): (1, 1, "戊"),
    }  # fmt: skip
    assert read(page).warnings == ("文中有隐藏文字，未读入。",)
    assert texts("<p>前<span style='display:none'>藏<b>也藏</b></span></p><div hidden><p>藏</div>后") == [
        "前",
        "后",
    ]


def test_deletions_are_gone_and_said() -> None:
    found = read("<p>≥<del cite='mailto:甲'>80</del><ins>90</ins>%</p>")
    assert (found.blocks, found.warnings) == (
        (Paragraph(1, "≥90%"),),
        ("文中有未处理的修订，已按接受全部修订后的内容读取。",),
    )


def test_tables_stand_inside_cells() -> None:
    (cell, _) = only_table("<table><tr><td>前<table><tr><td>内<th>表</table>后<td>右</table>").cells
    assert cell.text == "前\n后"
    assert [(c.column, c.text) for c in cell.tables[0].cells] == [(1, "内"), (2, "表")]


def test_lines_are_what_a_browser_breaks() -> None:
    page = "<td>不在表中<table><tr><td>一<br>二<p>三</p><p>&nbsp;</p><div>四</div></table>"
    assert grid(page)[1, 1] == (1, 1, "一\n二\n三\n\n四")
    assert texts(page) == ["不在表中"]
    assert texts("<p>a  b\n c<p>新\n  行</p>x<pre>1  2\n 3</pre><p>甲&#12288;乙&ge;&lt;</p>") == [
        "a b c", "新行", "x", "1  2\n 3", "甲\u3000乙≥<",
    ]  # fmt: skip


def test_captions_and_strays_stand_before_the_table() -> None:
    page = "<table><caption>1.甲绩效目标表</caption>散落<tr><td>一</td></tr>也散<tr><td>二</table>末"
    assert texts(page) == ["1.甲绩效目标表", "散落", "也散", "末"]
    assert isinstance(read(page).blocks[3], Table)


def test_lists_are_numbered() -> None:
    page = (
        "<ol start=3><li>甲<li><p>乙</p><p>续</p><ol type=a><li>丙</ol><li value=9>丁</ol><ul><li>戊</ul>己"
    )
    assert texts(page) == ["3.甲", "4.乙", "续", "a.丙", "9.丁", "•戊", "己"]
    assert texts("<ol style='list-style-type:cjk-ideographic'><li>甲</ol>") == ["一.甲"]


def test_symbol_fonts_are_read() -> None:
    word = "<span style='font-family:Symbol;mso-char-type:symbol;mso-symbol-font-family:Symbol'>³</span>90%"
    assert texts(f"<p>{word}</p><p><font face=\"Symbol\">£<font face='宋体'>£</font></font></p>") == [
        "≥90%",
        "≤£",
    ]


def test_what_is_typed_into_a_page_is_read() -> None:
    page = "<table><tr><td><input value='≥90%'><input type=hidden value=x><td><textarea>一\n二</textarea>"
    page += "<td><select><option>甲<option selected>乙</select></table>"
    assert [cell.text for cell in only_table(page).cells] == ["≥90%", "一\n二", "乙"]


def test_numbers_of_a_spreadsheet_stay_as_shown() -> None:
    page = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>
    .xl65 {mso-number-format:"0%";} .xl66 {mso-number-format:"\\@";}</style>
    <!--[if gte mso 9]><xml><x:Name>表1</x:Name></xml><![endif]--></head><table><col width=72>
    <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
    <tr><td class=xl65 x:num="0.9">90%</td><td class=xl66>042.00</td></tr></table></html>"""
    assert document(page.encode(), "表.xls").format == "html"
    assert [cell.text for cell in only_table(page).cells] == ["90%", "042.00"]


def test_the_encoding_is_what_the_page_says_if_it_is_true() -> None:
    page = "<html><head><meta http-equiv=Content-Type content='text/html; charset={}'></head><p>指标值≥90％㐂</p>"
    for claim, codec in (("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "utf-8"), ("big5", "utf-8"),
                         ("utf-8", "gb18030"), ("iso-8859-1", "gb18030"), ("no such", "utf-8"), ("punycode", "utf-8")):  # fmt: skip
        found = read(page.format(claim).encode(codec))
        assert found.blocks == (Paragraph(1, "指标值≥90％㐂"),), (claim, codec)
        assert not found.warnings
    assert read(page.format("gb2312").encode("utf-16")).blocks == (Paragraph(1, "指标值≥90％㐂"),)
    western = "<html><meta charset=iso-8859-1><p>Gebühren für Übung\xe9\xff</p>".encode("latin-1")
    assert read(western).blocks == (Paragraph(1, "Gebühren für Übung\xe9\xff"),)


MULTIPART = """From: <Saved by WPS>\r
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary="----=_B0"\r
\r
------=_B0\r
Content-Location: file:///C:/a.htm\r
Content-Transfer-Encoding: {coding}\r
Content-Type: text/html; charset="gb2312"\r
\r
{page}\r
------=_B0\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
\r
iVBORw==\r
------=_B0--\r
"""


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_a_web_archive_is_its_page(coding: str) -> None:
    import base64
    import quopri

    raw = fixture("a2", "html").decode().replace("charset=utf-8", "charset=gb2312").encode("gb18030")
    encoded = {"quoted-printable": quopri.encodestring(raw), "base64": base64.encodebytes(raw), "8bit": raw}[
        coding
    ]
    head, tail = MULTIPART.format(coding=coding, page="@").encode("gb18030").split(b"@")
    data = head + encoded + tail
    assert (MHT.recognises(Source("甲.doc", data)), READER.recognises(Source("甲.doc", data))) == (92, 0)
    assert document(data).format == "mht"
    assert document(data).blocks == document(fixture("a2", "docx")).blocks
    assert findings(data) == findings(fixture("a2", "docx"))


def test_a_workbook_as_a_web_archive_is_its_sheets() -> None:
    parts = {
        "a.htm": "<html><frameset rows=*><frame src=sheet001.htm></frameset></html>",
        "a.files/tabstrip.htm": "<html><body>表1</body></html>",
        "a.files/sheet001.htm": "<table><tr><td>一</table>",
        "a.files/sheet002.htm": "<table><tr><td>二</table>",
    }
    data = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n"
    for name, page in parts.items():
        data += (
            f"--B\nContent-Location: file:///C:/{name}\nContent-Type: text/html; charset=utf-8\n\n{page}\n"
        )
    found = MHT.read(Source("甲", (data + "--B--\n").encode()), Limits())
    assert [[cell.text for cell in block.cells] for block in found.blocks if isinstance(block, Table)] == [
        ["一"],
        ["二"],
    ]


def test_a_page_is_known_by_its_content() -> None:
    for sure in (
        "<!DOCTYPE html><p>",
        " <HTML>",
        "<!-- 甲 --><?xml version='1.0'?>\n<html>",
        "<meta charset=gbk>",
    ):
        assert READER.recognises(Source("甲.doc", sure.encode())) == 90
        assert TEXT.recognises(Source("甲.txt", sure.encode())) == 0 or sure.startswith("<!--")
    assert READER.recognises(Source("甲", b"<div><table><tr><td>")) == 55
    for other in (
        b"<div>",
        b"",
        "一 < 二 <td".encode(),
        b"<?xml version='1.0'?><w:wordDocument>",
        b"{\\rtf1 <html>",
    ):
        assert READER.recognises(Source("甲", other)) == 0
    assert MHT.recognises(Source("甲", "MIME-Version: 1.0 是什么\n".encode())) == 0


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("甲", data), limits or Limits())
    return caught.value


def test_refusals_say_what_is_wrong() -> None:
    assert refusal(b"<html><body><img src=a.png></body></html>").kind == "empty"
    frames = refusal(b"<html><frameset><frame src=a.htm></frameset></html>")
    assert (frames.kind, "框架" in frames.message) == ("unsupported", True)
    assert refusal(b"<table><tr><td>x" * 70).kind == "hostile"
    assert refusal(b"<table>" + b"<tr><td>x" * 99, Limits(cells=50)).kind == "hostile"
    assert refusal(b"<p>x", Limits(file_bytes=3)).kind == "hostile"


FORMATS = {
    "docx": "docx",
    "doc": "doc",
    "rtf": "rtf",
    "html": "html",
    "xml": "wordxml",
    "odt": "odt",
    "fodt": "fodt",
}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_read_by_its_content_whatever_it_is_called(kind: str) -> None:
    for name in ("甲.doc", "甲.xls", "甲.wps", "甲.txt", "甲", "甲.pdf"):
        assert document(fixture("a2", kind), name).format == FORMATS[kind]
