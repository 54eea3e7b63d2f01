"""PDF files: the same form as Word gives, pages that lie on their sides, scans, passwords, and PDFium apart."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from page_builder import Paper, assemble, pdf_of

from auditkit.audit import Workshop, audit, prepare
from auditkit.document import Document, Limits, Paragraph, ReadError, Source
from auditkit.loader import load
from auditkit.plugins import load_plugins
from auditkit.readers import pdf_apart
from auditkit.readers.pdf import ISOLATED, READER
from auditkit.readers.pdf_pages import read_here
from auditkit.readers.pdf_wire import data_of, document_of
from auditkit.settings import Settings

PAGES = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
sys.path.insert(0, str(PAGES.parent))

from build_pages import FORMS  # noqa: E402


def fixture(name: str) -> Source:
    return Source(name, (PAGES / name).read_bytes())


def read(data: bytes | Source, limits: Limits | None = None) -> Document:
    source = data if isinstance(data, Source) else Source("表.pdf", data)
    return read_here(source, limits or Limits())


def refusal(data: bytes | Source, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, limits)
    return caught.value


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@cache
def workshop() -> Workshop:
    return prepare(load_plugins(), Settings())


@cache
def word_file(name: str) -> bytes:
    memory = io.BytesIO()
    FORMS[name]().save(memory)
    return memory.getvalue()


def told(source: Source) -> tuple[dict[str, Any], list[tuple[str, str, str, str]], list[str]]:
    """The submission, the findings and what was not understood, but for places and the file itself."""
    shop = workshop()
    loaded = load(source, shop.readers, shop.layouts)
    data = {key: value for key, value in loaded.data.items() if key not in ("source", "anchors", "unread")}
    report = audit([source], shop, datetime(2026, 1, 1, tzinfo=UTC))
    (audited,) = report.audited
    findings = [(f.rule, f.location.pointer, f.message, f.fingerprint) for f in audited.findings]
    return data, findings, [item.reason for item in loaded.unread]


@pytest.mark.parametrize("suffix", ["pdf", "ofd"])
@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_gives_the_same_model_and_findings_as_its_word_file(name: str, suffix: str) -> None:
    word = told(Source(f"{name}.docx", word_file(name)))
    assert word[1], "the form should have something to find"
    assert told(fixture(f"{name}.{suffix}")) == word


@pytest.mark.parametrize("suffix", ["pdf", "ofd"])
def test_places_are_page_table_row_and_column(suffix: str) -> None:
    shop = workshop()
    loaded = load(fixture(f"long.{suffix}"), shop.readers, shop.layouts)
    rows = [loaded.anchors[f"/projects/0/indicators/{at}/target"] for at in (0, 50)]
    assert [(place.part, place.page) for place in rows] == [("table 1", 1), ("table 1", 5)]
    assert rows[1].text == loaded.data["projects"][0]["indicators"][50]["target"]["raw"]
    assert loaded.warnings == ()


def _plumbed(data: bytes) -> Iterator[list[tuple[list[float], str]]]:
    """Cells of each table by pdfplumber: their edges and their text without blanks."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                cells = []
                for left, top, right, bottom in table.cells:
                    inside = page.filter(
                        lambda item, box=(left, top, right, bottom): (
                            item["object_type"] == "char"
                            and box[0] <= (item["x0"] + item["x1"]) / 2 < box[2]
                            and box[1] <= (item["top"] + item["bottom"]) / 2 < box[3]
                        )
                    )
                    text = "".join((inside.extract_text() or "").split())
                    cells.append(([left, top, right, bottom], text))
                yield sorted(cells, key=lambda cell: (cell[0][1], cell[0][0]))


@pytest.mark.parametrize("name", ["tianjin", "central", "minimal", "projects", "landscape"])
def test_cells_are_those_that_pdfplumber_finds(name: str) -> None:
    from auditkit.readers.lattice_page import sheet_of
    from auditkit.readers.pdf_native import native, opened, opened_page
    from auditkit.readers.pdf_pages import page_ink

    data = fixture(f"{name}.pdf").data
    ours = []
    with opened(data) as handle:
        for number in range(native()["GetPageCount"](handle)):
            with opened_page(handle, number) as page:
                assert page is not None
                for table in sheet_of(page_ink(page, number + 1)).tables:
                    cells = []
                    for cell in table.cells:
                        left, right = table.xs[cell.column], table.xs[cell.column + cell.colspan]
                        top, bottom = table.ys[cell.row], table.ys[cell.row + cell.rowspan]
                        cells.append(([left, top, right, bottom], "".join(cell.text.split())))
                    ours.append(sorted(cells, key=lambda cell: (cell[0][1], cell[0][0])))
    theirs = list(_plumbed(data))
    assert [len(table) for table in ours] == [len(table) for table in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert [text for _, text in mine] == [text for _, text in other]
        for (edges, _), (others, _) in zip(mine, other, strict=True):
            assert edges == pytest.approx(others, abs=3)


def test_pages_on_their_sides_are_read_upright() -> None:
    upright, turned = read(fixture("tianjin.pdf")), read(fixture("turned.pdf"))
    assert turned.blocks == upright.blocks
    assert turned.warnings == ("第 1 页的文字是横过来的，已转正后读取。",)


def _sheet() -> Paper:
    paper = Paper()
    paper.text(200, 60, "绩效目标表")
    paper.table(
        [70, 170, 520],
        [100, 130, 190],
        [(0, 0, "项目名称"), (0, 1, "河道保洁"), (1, 0, "目标"), (1, 1, "甲")],
    )
    return paper


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_content_that_was_turned_with_the_page_is_read_upright(rotate: int) -> None:
    paper = _sheet()
    matrix = {
        90: f"0 1 -1 0 {paper.height} 0",
        180: f"-1 0 0 -1 {paper.width} {paper.height}",
        270: f"0 -1 1 0 0 {paper.width}",
    }
    turned = Paper(paper.width, paper.height, [f"q {matrix[rotate]} cm", *paper.pdf_ops, "Q"])
    if rotate != 180:
        turned.width, turned.height = paper.height, paper.width
    shown = read(pdf_of([turned], rotate=rotate))
    assert shown.blocks == read(pdf_of([paper])).blocks
    assert shown.warnings == ()
    assert read(pdf_of([turned])).blocks == shown.blocks


def test_a_page_whose_box_does_not_begin_at_zero_is_read_alike() -> None:
    paper = _sheet()
    moved = Paper(paper.width, paper.height, ["q 1 0 0 1 100 -300 cm", *paper.pdf_ops, "Q"])
    data = pdf_of([moved]).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[100 -300 695 542]")
    assert read(data).blocks == read(pdf_of([paper])).blocks


def test_what_stands_in_a_form_object_is_read() -> None:
    content = "\n".join(_sheet().pdf_ops).encode()
    data = pdf_of([Paper(pdf_ops=["q 0.5 0 0 0.5 50 50 cm /X Do Q"])])
    bodies = [part.split(b"obj\n", 1)[1] for part in data.split(b"\nendobj")[:-1]]
    bodies[4] = bodies[4].replace(b"/Resources<<", b"/Resources<</XObject<</X 7 0 R>>")
    bodies.append(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
        % (len(content), content)
    )
    assert read(assemble(bodies)).blocks == read(pdf_of([_sheet()])).blocks


def test_what_was_typed_into_form_fields_is_read() -> None:
    paper = _sheet()
    data = pdf_of([paper], page_extra="/Annots[7 0 R]")
    bodies = [part.split(b"obj\n", 1)[1] for part in data.split(b"\nendobj")[:-1]]
    look = b"BT /F1 10 Tf 2 4 Td <%s> Tj ET" % "八十万元".encode("utf-16-be").hex().encode()
    bodies.append(
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[180 700 400 715]/P 5 0 R/AP<</N 8 0 R>>>>"
    )
    bodies.append(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 220 15]/Resources<</Font<</F1 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
        % (len(look), look)
    )
    (table,) = read(assemble(bodies)).tables()
    assert "八十万元" in table.cells[-1].text + table.cells[1].text


def test_slanting_text_over_the_page_is_left_out_and_told() -> None:
    paper = _sheet()
    paper.turned(200, 400, "内部资料", 60, "0.7 0.7 -0.7 0.7")
    document = read(pdf_of([paper]))
    assert document.blocks == read(pdf_of([_sheet()])).blocks
    assert document.warnings == ("第 1 页有斜排的文字（水印），未读入。",)


def test_a_label_on_its_side_is_read_in_its_order() -> None:
    paper = Paper()
    paper.table([70, 110, 520], [100, 200], [(0, 0, ""), (0, 1, "河道保洁项目的绩效目标说明")])
    paper.turned(95, 190, "绩效目标")
    (table,) = read(pdf_of([paper])).tables()
    assert [cell.text for cell in table.cells] == ["绩效目标", "河道保洁项目的绩效目标说明"]


def test_unruled_pages_are_read_as_lines() -> None:
    document = read(fixture("unruled.pdf"))
    assert texts(document)[2] == "项目名称\t城区河道保洁\t项目单位\t青石县河道所"
    assert document.warnings[0].startswith("第 1 页没有表格线")


def test_a_scan_is_named_with_the_remedy() -> None:
    error = refusal(fixture("scan.pdf"))
    assert error.kind == "scan"
    assert "扫描件" in error.message and "可编辑的原件" in error.message


def test_a_scanned_page_among_others_is_told() -> None:
    picture = Paper(pdf_ops=["q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q"])
    document = read(pdf_of([_sheet(), picture]))
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("第 2 页只有图片或轮廓，没有文字，内容未读入")
    assert document.pictures == (2,)


def test_text_without_codes_is_treated_as_a_scan() -> None:
    paper = Paper()
    paper.text(70, 100, "\ufffd\ufffd甲")
    assert refusal(pdf_of([paper])).kind == "scan"


_TO_UNICODE = b"""begincmap 1 begincodespacerange <0000><ffff> endcodespacerange
2 beginbfchar <0005> <597d> <0006> <0020> endbfchar endcmap"""
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/SimSun/Flags %d/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120"
    b"/StemV 80/ItalicAngle 0/CapHeight 700>>"
)
_GLYPHS_ONLY = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>",
    _DESCRIPTOR % 4,
)
_COMPOSITE = b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
_SIMPLE = (
    b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
    b"/Widths[" + b"500 " * 224 + b"]/FontDescriptor 6 0 R>>"
)


def _set_in(font: bytes, more: Sequence[bytes], shown: Sequence[bytes]) -> bytes:
    """A page on which each text stands on a line of its own, in a font that is not in the file."""
    content = b"\n".join(
        b"BT /F1 10 Tf 100 %d Td %s Tj ET" % (700 - 30 * number, text) for number, text in enumerate(shown)
    )
    resources = b"/Resources<</Font<</F1 3 0 R>>>>"
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            font,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R%s>>" % resources,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            *more,
        ]
    )


@pytest.mark.parametrize(
    ("font", "more", "shown", "read_as"),
    [
        (
            _COMPOSITE % b"/ToUnicode 8 0 R",
            (*_GLYPHS_ONLY, b"<</Length %d>>stream\n%s\nendstream" % (len(_TO_UNICODE), _TO_UNICODE)),
            (b"<0005>", b"<00050006>", b"<00050005>"),
            ["好", "好", "好好"],
        ),
        (
            _SIMPLE % b"\xcb\xce\xcc\xe5",
            (_DESCRIPTOR % 32,),
            (b"<bac3>", b"(A)", b"<a1dd>"),
            ["好", "A", "≥"],
        ),
        (_SIMPLE % b"SimSun", (_DESCRIPTOR % 32,), (b"(A)", b"( )", b"(%)"), ["A", "%"]),
    ],
    ids=["glyph numbers", "gbk", "ascii"],
)
def test_single_characters_in_fonts_of_other_machines_are_read(
    font: bytes, more: Sequence[bytes], shown: Sequence[bytes], read_as: list[str]
) -> None:
    assert texts(read(_set_in(font, more, shown))) == read_as


def test_single_characters_of_every_script_are_read() -> None:
    paper = Paper()
    said = ["好", "≥", "①", "A", "9", "％", "。", "ａ", "㎡"]
    for number, char in enumerate(said):
        paper.text(100, 100 + 30 * number, char)
    assert texts(read(pdf_of([paper]))) == said


def test_blanks_in_fonts_of_other_machines_stay_blanks() -> None:
    paper = Paper()
    paper.text(100, 100, "甲\u3000\u3000乙")
    paper.text(100, 130, " ")
    paper.text(100, 160, "\u3000")
    assert texts(read(pdf_of([paper]))) == ["甲\u3000\u3000乙"]


def test_glyphs_without_codes_are_marked_and_plain_letters_told() -> None:
    font = _COMPOSITE % b""
    document = read(_set_in(font, _GLYPHS_ONLY, (b"<" + b"0041" * 20 + b">", b"<1234>", b"<4e004e01>")))
    assert texts(document) == ["A" * 20, "\ufffd", "\ufffd\ufffd"]
    assert [warning for warning in document.warnings if "按字形编号" in warning]
    assert [warning for warning in document.warnings if "读不出编码" in warning]
    assert refusal(_set_in(font, _GLYPHS_ONLY, (b"<1234>",))).kind == "scan"


def test_an_empty_file_and_an_empty_page_are_called_empty() -> None:
    assert refusal(b"").kind == "empty"
    assert refusal(pdf_of([Paper()])).kind == "empty"


def test_a_password_is_asked_to_be_removed_and_restrictions_do_not_matter() -> None:
    error = refusal(fixture("locked.pdf"))
    assert (error.kind, error.message) == ("encrypted", "PDF 设有打开密码，无法读取，请去掉密码后重新提交。")
    assert read(fixture("restricted.pdf")).blocks == read(fixture("minimal.pdf")).blocks


@pytest.mark.parametrize(
    ("data", "sure"), [(b"%PDF-1.7\n", 95), (b"\r\n%PDF-1.4", 80), (b"PK\x03\x04", 0), (b"", 0)]
)
def test_a_pdf_is_known_by_its_first_bytes(data: bytes, sure: int) -> None:
    assert READER.recognises(Source("x.docx", data)) == sure


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_of([_sheet(), _sheet(), _sheet()])
    assert refusal(data, Limits(entries=2)).message.startswith("PDF 超过 2 页")
    assert refusal(data, Limits(cells=10)).kind == "hostile"
    assert refusal(data, Limits(file_bytes=100)).kind == "hostile"
    monkeypatch.setattr("auditkit.readers.pdf_text.MOST", 5)
    assert refusal(data).kind == "hostile"
    monkeypatch.undo()
    monkeypatch.setattr("auditkit.readers.pdf_paths.MOST_OBJECTS", 5)
    assert refusal(data).kind == "hostile"
    monkeypatch.undo()
    monkeypatch.setattr("auditkit.readers.lattice_strokes.MOST", 5)
    assert refusal(data).kind == "hostile"


def test_a_document_survives_the_way_between_processes() -> None:
    paper = _sheet()
    paper.table([180, 250, 300], [140, 155, 170], [(0, 0, "一"), (0, 1, "二"), (1, 0, "三"), (1, 1, "四")])
    document = read(pdf_of([paper]))
    assert any(cell.tables for table in document.tables() for cell in table.cells)
    assert document_of(data_of(document)) == document


def test_pdfium_runs_in_a_process_apart_that_is_kept_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    source = fixture("minimal.pdf")
    here = read(source)
    assert READER.read(source, Limits()) == here
    worker = pdf_apart._kept[0]
    assert READER.read(source, Limits()) == here
    assert pdf_apart._kept == [worker]
    worker._process.kill()
    worker._process.wait()
    assert _kind(source) == "hostile"
    assert READER.read(source, Limits()) == here
    assert pdf_apart._kept != [worker]


def _kind(source: Source) -> str:
    with pytest.raises(ReadError) as caught:
        READER.read(source, Limits())
    return caught.value.kind


def test_refusals_come_through_from_the_process_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    assert _kind(fixture("locked.pdf")) == "encrypted"
    assert _kind(fixture("scan.pdf")) == "scan"
    assert _kind(Source("x", b"%PDF-1.7 nothing")) == "corrupt"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    monkeypatch.setattr(pdf_apart, "SECONDS", 0.3)
    deep = ["/X1 Do"]
    data = pdf_of([Paper(pdf_ops=deep)])
    bodies = [part.split(b"obj\n", 1)[1] for part in data.split(b"\nendobj")[:-1]]
    bodies[4] = bodies[4].replace(b"/Resources<<", b"/Resources<</XObject<</X1 7 0 R>>")
    for level in range(1, 9):
        inner = b"/X%d Do " % (level + 1) * 20 if level < 8 else b"0 0 m 9 9 l S " * 20
        resources = b"/XObject<</X%d %d 0 R>>" % (level + 1, 7 + level)
        bodies.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
            % (resources, len(inner), inner)
        )
    assert _kind(Source("x", assemble(bodies))) == "hostile"
    monkeypatch.undo()
    monkeypatch.delenv(ISOLATED, raising=False)
    assert READER.read(fixture("minimal.pdf"), Limits()).blocks


def test_threads_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    source = fixture("minimal.pdf")
    found: list[Document] = []
    threads = [threading.Thread(target=lambda: found.append(READER.read(source, Limits()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(document == found[0] for document in found)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_starts_a_reader_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    source = fixture("minimal.pdf")
    READER.read(source, Limits())
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if READER.read(source, Limits()).blocks and pdf_apart._kept else 2
            pdf_apart._forget()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert READER.read(source, Limits()).blocks


def test_a_worker_reads_in_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ISOLATED, "1")
    monkeypatch.setattr("auditkit.readers.pdf_apart.read_apart", _never)
    assert READER.read(fixture("minimal.pdf"), Limits()).blocks


def test_where_no_process_can_be_started_the_file_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)
    monkeypatch.setattr(pdf_apart, "_kept", [])
    monkeypatch.setattr(pdf_apart, "_cannot", False)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert READER.read(fixture("minimal.pdf"), Limits()).blocks
    assert pdf_apart._cannot


def _never(*_arguments: Sequence[object]) -> None:
    raise AssertionError("should not be called")
