"""Broken and hostile packages: a clear refusal or a document, quickly, and never anything else."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from docx_builder import (
    BEGIN,
    GO_ON,
    Member,
    around,
    cell,
    document,
    package,
    paragraph,
    raw_zip,
    read_package,
    row,
    run,
    table,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.docx import READER

MAIN = "word/document.xml"
FORM = table(
    row(cell("一级指标", properties=BEGIN), cell("指标", span=2), "指标值"),
    row(cell(properties=GO_ON), "数量", run("培训人次").join(("<w:tc><w:p>", "</w:p></w:tc>")), "≥300人次"),
)
GOOD = package(document(paragraph("项目支出绩效目标表") + FORM))


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_package(data, limits)
    assert caught.value.message.endswith("。")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.message)
    return caught.value


def deflated(data: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(data) + engine.flush()


def bomb(megabytes: int) -> bytes:
    """A deflated document of so many blanks; the blocks of one megabyte stand alone and are repeated."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = engine.compress(b"<document>") + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(b" " * 2**20) + engine.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes + deflated(b"</document>")


@pytest.mark.parametrize("declared", [2**30 + 21, 150 * 2**20, 2**20])
def test_a_bomb_of_a_gigabyte_is_refused_at_once_and_in_little_memory(declared: int) -> None:
    data = around(Member(MAIN, bomb(1024), zipfile.ZIP_DEFLATED, size=declared))
    assert len(data) < 2 * 2**20
    tracemalloc.start()
    assert refusal(data).kind == "hostile"
    assert tracemalloc.get_traced_memory()[1] < 32 * 2**20
    tracemalloc.stop()


def test_a_part_that_inflates_too_well_is_refused() -> None:
    text = document("<w:p/>" * 2_000_000)
    assert refusal(package(text)).message.startswith("文件的压缩比超过 200 倍")


def test_a_part_above_the_limit_is_refused() -> None:
    assert refusal(GOOD, Limits(part_bytes=500)).kind == "hostile"


def test_a_file_above_the_limit_is_refused() -> None:
    assert refusal(GOOD, Limits(file_bytes=len(GOOD) - 1)).message.startswith("文件超过")
    assert read_package(GOOD, Limits(file_bytes=len(GOOD)))


def test_too_many_entries_are_refused() -> None:
    data = package(document(FORM), others=[(f"word/media/{n}", b"") for n in range(60)])
    assert refusal(data, Limits(entries=50)).kind == "hostile"
    assert read_package(data, Limits(entries=63))


def test_too_many_cells_and_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(package(document(table(row("1", "2", "3")))), Limits(cells=3)).kind == "hostile"
    monkeypatch.setattr("auditkit.readers.docx_story.PARAGRAPHS", 1000)
    assert refusal(package(document("<w:p/>" * 1001))).kind == "hostile"


@pytest.mark.parametrize("twin", [MAIN, MAIN.upper(), "word\\document.xml", "/word/document.xml"])
def test_a_name_listed_twice_is_refused(twin: str) -> None:
    main = document(FORM).encode()
    assert refusal(around(Member(MAIN, main), Member(twin, main))).kind == "hostile"


def test_overlapping_entries_are_refused() -> None:
    main = Member(MAIN, document(FORM).encode())
    assert refusal(around(main, Member("word/a.xml", b"x" * 50, offset=20))).kind == "hostile"


def test_something_before_the_package_is_refused() -> None:
    assert refusal(GOOD + GOOD).kind == "hostile"


def test_an_encrypted_member_is_named_as_such() -> None:
    error = refusal(around(Member(MAIN, b"?" * 40, flags=1)))
    assert (error.kind, error.message) == ("encrypted", "文件设有密码，无法读取，请去掉密码后重新提交。")


def test_an_unusual_compression_is_named_as_such() -> None:
    assert refusal(around(Member(MAIN, b"?" * 40, method=zipfile.ZIP_LZMA))).kind == "unsupported"


def test_a_checksum_or_a_size_that_does_not_fit_is_damage() -> None:
    main = document(FORM).encode()
    assert refusal(around(Member(MAIN, main, crc=1))).kind == "corrupt"
    packed = deflated(main)
    wrong = Member(MAIN, packed, zipfile.ZIP_DEFLATED, size=len(main) + 1, crc=zlib.crc32(main))
    assert refusal(around(wrong)).kind == "corrupt"
    cut = Member(MAIN, packed[:-4], zipfile.ZIP_DEFLATED, size=len(main), crc=zlib.crc32(main))
    assert refusal(around(cut)).kind == "corrupt"


DOCTYPES = [
    '<!DOCTYPE w [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE w [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>',
    '<!DOCTYPE w SYSTEM "http://localhost/x.dtd">',
    "<!DOCTYPE w>",
]


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gbk"])
def test_a_document_type_is_refused_in_any_encoding(
    doctype: str, codec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a file was opened")

    data = package(f'<?xml version="1.0" encoding="{codec}"?>{doctype}{document(FORM)}'.encode(codec))
    monkeypatch.setattr("builtins.open", forbidden)
    monkeypatch.setattr("io.open", forbidden)
    assert "DOCTYPE" in refusal(data).message


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels"])
def test_a_document_type_in_a_side_part_is_refused(name: str) -> None:
    frame = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}
    frame[name] = DOCTYPES[0].replace("w [", "Types [").encode() + frame[name]
    data = raw_zip([*(Member(key, value) for key, value in frame.items()), Member(MAIN, document(FORM).encode())])
    assert "DOCTYPE" in refusal(data).message


def test_tables_nested_without_end_are_refused() -> None:
    opened = "<w:tbl><w:tr><w:tc>" * 20_000
    closed = "</w:tc></w:tr></w:tbl>" * 20_000
    assert "嵌套超过 64 层" in refusal(package(document(opened + closed)), Limits(ratio=10**4)).message


def test_text_boxes_nested_without_end_are_refused() -> None:
    opened, closed = "<w:p><w:r><w:txbxContent>" * 20_000, "</w:txbxContent></w:r></w:p>" * 20_000
    assert "嵌套超过 64 层" in refusal(package(document(opened + closed)), Limits(ratio=10**4)).message


def test_as_many_nested_tables_as_the_limit_allows_are_read() -> None:
    opened, closed = "<w:tbl><w:tr><w:tc>" * 64, "</w:tc></w:tr></w:tbl>" * 64
    data = package(document(f"{opened}{paragraph('底')}{closed}"))
    assert len(list(read_package(data).tables())) == 64
    assert refusal(data, Limits(depth=63)).kind == "hostile"


@pytest.mark.parametrize("element", ["w:sdt", "w:ins", "w:del", "w:x", "mc:AlternateContent"])
def test_other_elements_nested_without_end_do_no_harm(element: str) -> None:
    inside = f"<{element}>" * 50_000 + f"</{element}>" * 50_000
    assert read_package(package(document(paragraph("甲") + inside)), Limits(ratio=10**4)).blocks


def test_a_tag_without_end_is_refused() -> None:
    xml = document(f'<w:p w:x="{"文" * 2**23}"/>{FORM}')
    assert "过长的标记" in refusal(package(xml), Limits(ratio=10**6)).message


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:p/></w:p>",
        "<w:p><w:tbl/></w:p>",
        "<w:tr/>",
        "<w:tc/>",
        "<w:tbl><w:p/></w:tbl>",
        "<w:tbl><w:tc/></w:tbl>",
        "<w:tbl><w:tr><w:tr/></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tc/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tbl/></w:tbl>",
        "<w:p>",
        "<w:t>&unknown;</w:t>",
    ],
)
def test_a_structure_that_cannot_be_is_damage(body: str) -> None:
    assert refusal(package(document(body))).kind == "corrupt"


@pytest.mark.parametrize(
    "body",
    [
        "<w:gridSpan w:val='3'/><w:vMerge/><w:hMerge/><w:gridBefore/><w:trPr><w:del/></w:trPr>",
        "<w:sym/><w:fldChar/><w:rFonts/><w:numId/><w:pStyle/><w:rStyle/>",
        "<w:txbxContent><w:r><w:t>x</w:t></w:r></w:txbxContent><mc:Choice/><mc:Fallback/>",
        "<w:t>a<w:t>b</w:t>c</w:t><m:den/><w:br/>",
    ],
)
def test_elements_out_of_place_do_no_harm(body: str) -> None:
    assert isinstance(read_package(package(document(body + paragraph("甲")))), Document)


@pytest.mark.parametrize("encoding", ["no-such", "hex", "punycode", "utf-7", "utf-32", "big5", "shift_jis", "cp037"])
def test_an_encoding_that_does_not_fit_is_damage(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{document(paragraph("绩效目标表㊣"))}'
    try:
        assert isinstance(read_package(package(xml.encode())), Document)
    except ReadError as error:
        assert error.kind == "corrupt"


def test_an_empty_file_is_called_empty() -> None:
    assert refusal(b"").kind == "empty"


@pytest.mark.parametrize("length", range(0, len(GOOD), 61))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    assert refusal(GOOD[:length]).kind in ("empty", "corrupt")


def other_zip(*members: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return memory.getvalue()


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\x03\x04",
        b"%PDF-1.7",
        other_zip("OFD.xml", "Doc_0/Document.xml"),
        other_zip("readme.txt"),
        other_zip("content.xml", "mimetype"),
        package("<workbook/>", "xl/workbook.xml", SHEET),
        package("<workbook/>", "xl/workbook.xml", SHEET)[:-30],
    ],
)
def test_what_is_no_word_document_is_not_recognised(data: bytes) -> None:
    assert READER.recognises(Source("表.docx", data)) == 0
    if data:
        assert refusal(data).kind in ("corrupt", "unsupported")


def test_what_is_left_of_a_word_document_is_recognised_so_that_its_damage_is_said() -> None:
    assert READER.recognises(Source("x", GOOD)) == 95
    assert 0 < READER.recognises(Source("x", GOOD[:-30])) < 95


def survives(data: bytes) -> None:
    """Reading ends with a document or a refusal; so does asking whether it can be read."""
    assert 0 <= READER.recognises(Source("x", data)) <= 100
    try:
        assert isinstance(read_package(data), Document)
    except ReadError as error:
        assert error.kind in ("corrupt", "hostile", "encrypted", "unsupported", "empty")


@pytest.mark.parametrize("seed", range(300))
def test_flipped_bits_end_in_a_document_or_a_refusal(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(dice.choice((1, 1, 1, 4, 30))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    survives(bytes(data))


SCRAPS = [b"<w:tc>", b"</w:tc>", b"<w:tbl>", b"<w:p/>", b"<w:del>", b"&#0;", b"]]>", b"<!--", b"\xff", b"\x00", b'"']


def _cut(data: bytes, start: int, length: int, scrap: bytes) -> bytes:
    return data[:start] + scrap + data[start + length :]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.integers(0, 40), st.sampled_from([b"", *SCRAPS])), min_size=1, max_size=4
    )
)
def test_mangled_xml_ends_in_a_document_or_a_refusal(cuts: list[tuple[int, int, bytes]]) -> None:
    data = document(FORM).encode()
    for start, length, scrap in cuts:
        data = _cut(data, start, length, scrap)
    survives(package(data))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([lambda d: d, lambda d: b"PK\x03\x04" + d, lambda d: d + GOOD[-80:]]))
def test_noise_ends_in_a_refusal(noise: bytes, shape: Callable[[bytes], bytes]) -> None:
    survives(shape(noise))
