"""Word documents as one XML file: Word 2003 XML, and the parts of a .docx in one file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from document_forms import FAMILIES, document, findings, fixture, mutants, projects, survives
from docx_builder import run

from auditkit.document import Document, Limits, Paragraph, ReadError, Source
from auditkit.readers.word_xml import READER

sys.path.append(str(Path(__file__).resolve().parents[1] / "fixtures"))
from build_documents import AML, flat_opc  # noqa: E402

HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
)


def older(body: str, front: str = "") -> bytes:
    return f"{HEAD}{front}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>".encode()


def read(body: str, front: str = "") -> Document:
    return READER.read(Source("甲.xml", older(body, front)), Limits())


def texts(body: str, front: str = "") -> list[str]:
    return [block.text for block in read(body, front).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_form_is_the_form_as_docx(name: str) -> None:
    for data in (fixture(name, "xml"), flat_opc(fixture(name, "docx"))):
        assert document(data).blocks == document(fixture(name, "docx")).blocks
        assert projects(data, "乙.doc") == projects(fixture(name, "docx"))
        assert findings(data) == findings(fixture(name, "docx")) != []


def test_symbols_deletions_numbers_and_nested_tables_are_as_in_docx() -> None:
    other = document(fixture("traps", "docx"))
    for data in (fixture("traps", "xml"), flat_opc(fixture("traps", "docx"))):
        mine = document(data)
        assert (mine.blocks, mine.warnings, mine.format) == (other.blocks, other.warnings, "wordxml")


def test_the_number_that_word_shows_is_taken() -> None:
    shown = (
        '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="{}"/><wx:font wx:val="{}"/></w:listPr>'
    )
    numbered = f"<w:p><w:pPr>{shown.format('（三）', '宋体')}</w:pPr>{run('目标')}</w:p>"
    dotted = f"<w:p><w:pPr>{shown.format('·', 'Symbol')}</w:pPr>{run('点')}</w:p>"
    assert texts(numbered + dotted + f"<w:p>{run('平')}</w:p>") == ["（三）目标", "•点", "平"]


def test_styles_hide_and_notes_and_headers_are_left_out() -> None:
    front = '<w:styles><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    body = (
        f'<w:p><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r>{run("显")}'
        "<w:r><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:r></w:p>"
        f"<w:sectPr><w:hdr><w:p>{run('页眉')}</w:p></w:hdr></w:sectPr>"
    )
    found = read(body, front)
    assert found.blocks == (Paragraph(1, "显"),)
    assert [said[:5] for said in found.warnings] == ["文中有隐藏", "文中有脚注"]


def test_deleted_rows_and_paragraph_ends_are_gone() -> None:
    gone = f'<aml:annotation {AML} w:type="Word.Deletion"/>'
    rows = f"<w:tr><w:tc><w:p>{run('留')}</w:p></w:tc></w:tr>"
    rows += f"<w:tr><w:trPr>{gone}</w:trPr><w:tc><w:p>{run('删')}</w:p></w:tc></w:tr>"
    joined = f"<w:p><w:pPr><w:rPr>{gone}</w:rPr></w:pPr>{run('前')}</w:p><w:p>{run('后')}</w:p>"
    found = read(f"<w:tbl>{rows}</w:tbl>{joined}")
    assert [cell.text for table in found.tables() for cell in table.cells] == ["留"]
    assert found.blocks[1] == Paragraph(1, "前后")


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("甲", data), limits or Limits())
    return caught.value


def test_what_cannot_be_read_is_refused() -> None:
    assert refusal(b"").kind == "empty"
    assert refusal(older("")).kind == "empty"
    assert refusal(older("<w:p>")[:-30]).kind == "corrupt"
    assert refusal(older("<w:tbl>" * 70)).kind == "corrupt"
    assert refusal(older("<w:tbl><w:tr><w:tc>" * 70)).kind == "hostile"
    assert refusal(older("").replace(b"<?mso", b"<!DOCTYPE a [<!ENTITY b 'c'>]><?mso")).kind == "hostile"
    assert refusal(HEAD.encode() + b"</w:wordDocument>").kind == "unsupported"
    assert refusal(older("x"), Limits(file_bytes=9)).kind == "hostile"
    package = flat_opc(fixture("a2", "docx"))
    assert refusal(package, Limits(entries=2)).kind == "hostile"
    assert refusal(package.replace(b"xmlData", b"xmlOther")).kind == "corrupt"
    assert refusal(package[:-9]).kind == "corrupt"


def test_it_is_known_by_its_content() -> None:
    assert READER.recognises(Source("甲.doc", fixture("a1", "xml"))) == 95
    assert READER.recognises(Source("甲.doc", flat_opc(fixture("a1", "docx")))) == 95
    for kind in ("docx", "html", "fodt", "rtf"):
        assert READER.recognises(Source("甲.xml", fixture("a1", kind))) == 0


@pytest.mark.parametrize("name", [*FAMILIES, "traps"])
def test_mutants_are_read_or_refused(name: str) -> None:
    for data in mutants(fixture(name, "xml"), 500, seed=len(name)):
        survives(READER, data)
    for data in mutants(flat_opc(fixture(name, "docx")), 125, seed=len(name)):
        survives(READER, data)
