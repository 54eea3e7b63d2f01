"""Broken and hostile workbooks: a clear refusal or a document, quickly, and never anything else."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_builder import Member, raw_zip
from docx_builder import package as word_package
from hypothesis import given, settings
from hypothesis import strategies as st
from test_workbooks_ods import ods, row
from workbook_builder import (
    READERS,
    cells,
    formats,
    parts,
    read,
    reader_of,
    refused,
    rows,
    said,
    xlsx,
    zipped,
)
from workbook_forms import A2, B2
from workbook_writers import xls_by_xlwt, xlsx_by_xlsxwriter

from auditkit.document import Document, Limits, ReadError, Source, Table
from auditkit.readers.docx import READER as DOCX
from auditkit.readers.text import READER as TEXT
from auditkit.readers.workbook_merges import Cover
from auditkit.readers.workbook_sheet import Merge, Ranges
from auditkit.readers.xls import READER as XLS
from auditkit.readers.xls_container import stream_of, top_names
from auditkit.readers.xlsx import READER as XLSX

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks"
GRID = rows(said("A1", "甲") + said("B1", "乙"), said("A2", "丙") + said("B2", "丁"))
GOOD = {
    "xlsx": xlsx_by_xlsxwriter({"表1": A2}),
    "xls": xls_by_xlwt({"表1": B2}),
    "ods": (FIXTURES / "a2.ods").read_bytes(),
}


def frugally(work: Callable[[], object]) -> None:
    """In little memory."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 2**20


def test_a_bomb_in_a_sheet_is_refused_at_once() -> None:
    made = parts([GRID])
    made["xl/worksheets/sheet1.xml"] = "<worksheet>" + " " * (300 * 2**20) + "</worksheet>"
    data = zipped(made)
    frugally(lambda: refused(data, XLSX))
    assert refused(data, XLSX).kind == "hostile"


def test_a_part_that_inflates_too_well_is_refused() -> None:
    assert "压缩比" in refused(xlsx(rows(*["<c/>" * 1000] * 1000))).message


def test_all_sheets_together_are_held_to_the_limit() -> None:
    sheets = [
        rows(said("A1", f"{n}")) + f"<!--{random.Random(n).randbytes(40_000).hex()}-->" for n in range(5)
    ]
    data = xlsx(*sheets)
    assert read(data, Limits(part_bytes=500_000))
    assert refused(data, limits=Limits(part_bytes=300_000)).kind == "hostile"


def test_a_file_above_the_limit_is_refused() -> None:
    for data in GOOD.values():
        assert refused(data, limits=Limits(file_bytes=len(data) - 1)).kind == "hostile"
        assert read(data, Limits(file_bytes=len(data)))


def test_too_many_cells_are_refused() -> None:
    for data in GOOD.values():
        assert "单元格过多" in refused(data, limits=Limits(cells=30)).message


def test_too_many_entries_are_refused() -> None:
    data = zipped({**parts([GRID]), **{f"xl/media/{n}": b"" for n in range(60)}})
    assert refused(data, XLSX, Limits(entries=50)).kind == "hostile"


def test_one_text_in_very_many_cells_is_refused() -> None:
    cell = '<c t="s"><v>0</v></c>'
    data = xlsx(
        rows(*[cell * 100] * 30), strings=f"<si><t>{random.Random(1).randbytes(20_000).hex()}</t></si>"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("auditkit.readers.workbook_sheet._CHARACTERS", 100_000_000)
        assert "文字过多" in refused(data, limits=Limits(ratio=10**4)).message


def test_a_cell_far_away_costs_nothing() -> None:
    sheet = f'<sheetData><row r="1">{said("A1", "甲")}</row><row r="1048576">{said("XFD1048576", "乙")}</row></sheetData>'
    frugally(lambda: read(xlsx(sheet)))
    assert cells(read(xlsx(sheet))) == {(1, 1): "甲", (1048576, 16384): "乙"}
    wide = rows(said("A1", "甲") + said("XFD1", "乙"), said("A2", "丙") + said("XFD2", "丁")) * 1
    frugally(lambda: read(xlsx(wide)))
    assert len(cells(read(xlsx(wide)))) == 4


def test_tables_too_sparse_to_fill_are_read_without_their_blanks() -> None:
    sheet = rows(*[said(f"A{n}", "甲") + said(f"XFD{n}", "乙") for n in range(1, 101)])
    (table,) = read(xlsx(sheet), Limits(ratio=10**4)).blocks
    assert isinstance(table, Table)
    assert len(table.cells) == 200


def test_an_area_over_everything_costs_nothing() -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:XFD1048576"/></mergeCells>'
    frugally(lambda: read(xlsx(GRID + merges)))
    assert cells(read(xlsx(GRID + merges))) == {(1, 1): "甲"}


def test_very_many_areas_are_refused_or_read_frugally() -> None:
    many = "".join(f'<mergeCell ref="A{n}:C{n + 4}"/>' for n in range(1, 20_000))
    frugally(lambda: read(xlsx(GRID + f"<mergeCells>{many}</mergeCells>")))
    assert (
        refused(xlsx(GRID + f"<mergeCells>{many}</mergeCells>"), limits=Limits(cells=10_000)).kind
        == "hostile"
    )


def test_repetitions_in_a_spreadsheet_are_held_to_the_limit() -> None:
    many = 't:number-rows-repeated="1048576"'
    cell = '<t:table-cell t:number-columns-repeated="16384"><x:p>甲</x:p></t:table-cell>'
    frugally(lambda: refused(ods("|" + row(cell, attributes=many))))
    blank = '<t:table-cell t:number-columns-repeated="99999999999"/>'
    frugally(lambda: read(ods("|" + row("甲", "乙") + row(blank, attributes=many))))
    assert refused(ods("|" + row(attributes=many) + row("甲"))).kind == "corrupt"
    assert refused(ods("|" + row(blank, "甲"))).kind == "corrupt"


def test_blanks_without_end_in_a_spreadsheet_are_cut() -> None:
    spaces = '<t:table-cell><x:p>甲<x:s x:c="99999999"/>乙</x:p></t:table-cell>'
    assert max(map(len, cells(read(ods("|" + row(spaces)))).values())) == 10_002


DOCTYPES = [
    '<!DOCTYPE w [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "<!DOCTYPE w>",
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_refused_in_any_part(doctype: str) -> None:
    made = parts([GRID], strings="<si/>", styles=formats("0"))
    for name, content in made.items():
        assert "DOCTYPE" in refused(zipped({**made, name: doctype + str(content)}), XLSX).message
    content = zipfile.ZipFile(FIXTURES / "a2.ods").read("content.xml").decode()
    start = content.index("<office:document")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    data = zipped({"mimetype": kind, "content.xml": content[:start] + doctype + content[start:]})
    assert "DOCTYPE" in refused(data).message


@pytest.mark.parametrize(
    "reference", ["A0", "A1048577", "XFE1", "AAAA1", "1", "A", "a-1", "A1:B2", "甲1", "A99999999999", "A１"]
)
def test_a_cell_outside_the_sheet_is_damage(reference: str) -> None:
    assert refused(xlsx(f"<sheetData><row>{said(reference, '甲')}</row></sheetData>")).kind == "corrupt"


@pytest.mark.parametrize("number", ["0", "1048577", "x", "-1", "99999999999"])
def test_a_row_outside_the_sheet_is_damage(number: str) -> None:
    assert refused(xlsx(f'<sheetData><row r="{number}"><c><v>1</v></c></row></sheetData>')).kind == "corrupt"


@pytest.mark.parametrize("value", ["1", "-1", "x", "1e3"])
def test_a_shared_string_that_is_not_there_is_damage(value: str) -> None:
    assert refused(xlsx(rows(f'<c t="s"><v>{value}</v></c>'), strings="<si><t>x</t></si>")).kind == "corrupt"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("NaN", "NaN"),
        ("inf", "inf"),
        ("1_0", "1_0"),
        ("1e999", ""),
        ("１", "１"),
        (" 5 ", "5"),
        ("1e308", "1E+308"),
    ],
)
def test_what_is_no_number_is_read_as_it_is_written(value: str, shown: str) -> None:
    got = cells(read(xlsx(rows(said("A1", "甲") + f"<c><v>{value}</v></c>"))))
    assert got.get((1, 2), "") == shown


def test_a_sheet_listed_twice_is_damage() -> None:
    made = parts([GRID, GRID])
    made["xl/_rels/workbook.xml.rels"] = str(made["xl/_rels/workbook.xml.rels"]).replace("sheet2", "sheet1")
    assert refused(zipped(made)).kind == "corrupt"


def test_a_sheet_that_is_not_there_is_damage() -> None:
    made = parts([GRID])
    del made["xl/worksheets/sheet1.xml"]
    assert refused(zipped(made)).kind == "corrupt"
    made["xl/_rels/workbook.xml.rels"] = "<Relationships/>"
    assert refused(zipped(made)).kind == "corrupt"


def test_too_many_cell_styles_are_refused() -> None:
    styles = f"<cellXfs>{'<xf/>' * 200_001}</cellXfs>"
    assert "样式过多" in refused(xlsx(GRID, styles=styles), limits=Limits(ratio=10**4)).message


@pytest.mark.parametrize("element", ["sheetData", "row", "c", "v", "is", "x"])
def test_elements_nested_without_end_do_no_harm(element: str) -> None:
    inside = f"<{element}>" * 15_000 + f"</{element}>" * 15_000
    assert isinstance(read(xlsx(GRID + inside), Limits(ratio=10**4)), Document)


def test_an_encrypted_member_is_named_as_such() -> None:
    made = [Member(name, str(content).encode()) for name, content in parts([GRID]).items()]
    made[-1] = Member(made[-1].name, b"?" * 40, flags=1)
    error = refused(raw_zip(made), XLSX)
    assert (error.kind, error.message) == ("encrypted", "文件设有密码，无法读取，请去掉密码后重新提交。")


def test_each_reader_knows_its_own_files_only() -> None:
    others = [
        b"",
        b"PK",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        word_package("<w/>"),
    ]
    for data in others:
        assert [reader.recognises(Source("甲.xlsx", data)) for reader in READERS] == [0, 0, 0]
    for kind, data in GOOD.items():
        source = Source("甲.docx", data)
        assert {reader.name: reader.recognises(source) for reader in READERS} == {
            name: 95 if name == kind else 0 for name in GOOD
        }
        assert DOCX.recognises(source) == TEXT.recognises(source) == 0


def test_each_reader_refuses_the_files_of_others() -> None:
    for data in (b"x" * 600, word_package("<w/>"), *GOOD.values()):
        for reader in READERS:
            if reader.recognises(Source("甲", data)) == 0:
                assert refused(data, reader).kind in ("unsupported", "corrupt")
    for reader in READERS:
        assert refused(b"", reader).kind == "empty"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_is_left_of_a_workbook_is_recognised_so_that_its_damage_is_said(kind: str) -> None:
    data = GOOD[kind][:-30]
    assert 0 < reader_of(data).recognises(Source("甲", data)) < 95
    assert reader_of(data).name == kind
    assert refused(data).kind == "corrupt"


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_cut_off_anywhere_is_refused(kind: str) -> None:
    data = GOOD[kind]
    for length in range(0, len(data) - 600, max(len(data) // 60, 1)):
        for reader in READERS:
            if reader.name == kind:
                assert refused(data[:length], reader).kind in ("empty", "corrupt", "unsupported")


def survives(data: bytes, name: str) -> None:
    """Reading ends with a document or a refusal; so does asking whether it can be read."""
    reader = next(reader for reader in READERS if reader.name == name)
    assert 0 <= reader.recognises(Source("x", data)) <= 100
    try:
        assert isinstance(reader.read(Source("x", data), Limits()), Document)
    except ReadError as error:
        assert error.kind in ("corrupt", "hostile", "encrypted", "unsupported", "empty")


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("seed", range(100))
def test_changed_bytes_end_in_a_document_or_a_refusal(kind: str, seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(GOOD[kind])
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        place, width = dice.randrange(len(data) - 8), dice.choice((1, 1, 2, 4))
        data[place : place + width] = dice.choice((b"\x00" * width, b"\xff" * width, dice.randbytes(width)))
    survives(bytes(data), kind)


SCRAPS = [
    '<c r="B1"/>',
    "</c>",
    "<row>",
    "</row>",
    "<v>9</v>",
    "<is><t>x</t></is>",
    '"',
    "&#0;",
    "<!--",
    "]]>",
    "<f/>",
    "-1",
]
SHEET = str(
    parts(
        [
            rows(said("A1", "甲") + '<c r="B1" s="1"><v>0.5</v></c>')
            + '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
        ]
    )["xl/worksheets/sheet1.xml"]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SHEET)), st.integers(0, 30), st.sampled_from(["", *SCRAPS])),
        min_size=1,
        max_size=4,
    )
)
def test_mangled_xml_ends_in_a_document_or_a_refusal(cuts: list[tuple[int, int, str]]) -> None:
    xml = SHEET
    for start, length, scrap in cuts:
        xml = xml[:start] + scrap + xml[start + length :]
    survives(zipped({**parts([""], styles=formats("0%")), "xl/worksheets/sheet1.xml": xml}), "xlsx")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00"]),
)
def test_noise_ends_in_a_refusal(noise: bytes, magic: bytes) -> None:
    for kind in GOOD:
        survives(magic + noise, kind)


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(0, 4), st.integers(0, 4)), max_size=12
    )
)
def test_areas_that_are_kept_never_overlap(corners: list[tuple[int, int, int, int]]) -> None:
    merges = [Merge(top, left, top + down, left + across) for top, left, down, across in corners]
    cover = Cover(merges)
    refused_ones = [merge for line in range(1, 20) for merge in cover.advance(line)]
    kept = list(merges)
    for merge in refused_ones:
        kept.remove(merge)
    places = [(r, c) for m in kept for r in range(m.top, m.bottom + 1) for c in range(m.left, m.right + 1)]
    assert len(places) == len(set(places))
    again = Cover(kept)
    for line in range(1, 20):
        assert not again.advance(line)
        for column in range(1, 20):
            owners = [m for m in kept if m.top <= line <= m.bottom and m.left <= column <= m.right]
            assert again.at(line, column) == (owners[0] if owners else None)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=8))
def test_ranges_hold_what_was_added(pairs: list[tuple[int, int]]) -> None:
    ranges, plain = Ranges(), set()
    for first, last in pairs:
        ranges.add(first, last)
        plain |= set(range(first, last + 1))
        assert {n for n in range(1, 40) if n in ranges} == plain
    for number in range(1, 40):
        assert ranges.after(number) == next(n for n in range(number, 99) if n not in plain)


def test_a_compound_file_with_a_directory_in_a_circle_is_refused() -> None:
    data = bytearray(GOOD["xls"])
    sector = struct.unpack_from("<I", data, 48)[0]
    table = struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * sector, sector)
    assert XLS.recognises(Source("x", bytes(data))) == 95
    survives(bytes(data), "xls")


def small_compound(after: int) -> bytes:
    """A compound file whose workbook stands in two small sectors; ``after`` follows the second one."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIII4xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, 2, 1, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table, end, end, end, *[free] * 124)
    for name, kind, child, start, size in (("Root Entry", 5, 1, 3, 128), ("Workbook", 2, free, 0, 128)):
        encoded = name.encode("utf-16-le")
        sectors += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(encoded) + 2, kind, 1, free, free, child
        )
        sectors += bytes(36) + struct.pack("<III", start, size, 0)
    sectors += bytes(256) + struct.pack("<128I", 1, after, *[free] * 126) + b"a" * 64 + b"b" * 448
    return head + sectors


@pytest.mark.parametrize("after", [0xFFFFFFFE, 0, 1, 77])
def test_a_stream_in_small_sectors_is_read_to_its_end_and_no_further(after: int) -> None:
    data = small_compound(after)
    assert top_names(data) == {"workbook"}
    assert stream_of(data, "book", "workbook") == b"a" * 64 + b"b" * 64
    assert refused(data).kind == "corrupt"


def test_a_stream_in_a_table_in_a_circle_is_read_to_its_end_and_no_further() -> None:
    data = bytearray(GOOD["xls"])
    whole = stream_of(bytes(data), "workbook")
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    struct.pack_into("<I", data, table + 4, 0)
    assert stream_of(bytes(data), "workbook") == whole[:1024]
    survives(bytes(data), "xls")
