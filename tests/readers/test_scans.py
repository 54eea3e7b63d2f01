"""Scanned pages: rulings found on pictures, characters dropped into cells, and no judgement without confidence.

The recogniser is a fake one here: what is tested is all that is ours around it. What the real one reads is
tested where it is installed.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_builder import NAMESPACE, Cell, Paper, package, page_xml, pdf_of, width_of

from auditkit.audit import audit, prepare
from auditkit.document import SURE, Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.hookspecs import Reader
from auditkit.plugins import load_plugins
from auditkit.readers import apart_process, scan_apart
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf import READER as PDF
from auditkit.readers.pdf_pages import read_here
from auditkit.readers.scan import READER
from auditkit.readers.scan_page import Place, Seen, scan_ink
from auditkit.readers.scan_pages import MOST_PAGES
from auditkit.readers.scan_raster import DOTS, Raster
from auditkit.readers.scan_rulings import find_rulings
from auditkit.readers.scan_worker import recognised
from auditkit.readers.stitch_document import Pages
from auditkit.report import Report
from auditkit.settings import Settings

PAGES = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
SIZE = (1654, 2339)


@dataclass
class Scan(Paper):
    """A page drawn in points, as a picture: strokes, and a dark spot for each character."""

    slope: float = 0.0
    thick: int = 3
    grey: int = 250
    dots: bytearray = field(default_factory=bytearray)
    seen: list[Seen] = field(default_factory=list)
    hides: str = ""

    def __post_init__(self) -> None:
        self.dots = bytearray([self.grey]) * (SIZE[0] * SIZE[1])

    def _place(self, x: float, y: float) -> tuple[float, float]:
        cos = 1 / math.hypot(1, self.slope)
        sin = cos * self.slope
        across, down = x * DOTS - SIZE[0] / 2, y * DOTS - SIZE[1] / 2
        return SIZE[0] / 2 + across * cos - down * sin, SIZE[1] / 2 + across * sin + down * cos

    def _dot(self, x: float, y: float) -> None:
        column, row = round(x), round(y)
        if 0 <= column < SIZE[0] and 0 <= row < SIZE[1]:
            self.dots[row * SIZE[0] + column] = 20

    def line(self, x: float, y: float, to_x: float, to_y: float, white: bool = False) -> None:
        one, two = self._place(x, y), self._place(to_x, to_y)
        steps = max(round(math.hypot(two[0] - one[0], two[1] - one[1])), 1)
        upright = abs(two[1] - one[1]) > abs(two[0] - one[0])
        for step in range(steps + 1):
            across = one[0] + (two[0] - one[0]) * step / steps
            down = one[1] + (two[1] - one[1]) * step / steps
            for more in range(self.thick):
                self._dot(across + (more if upright else 0), down + (0 if upright else more))

    def text(self, x: float, y: float, chars: str, size: float = 10) -> None:
        places: list[Place] = []
        for char in chars:
            wide = width_of(char, size)
            left, top = self._place(x, y)
            right, bottom = left + wide * DOTS, top + size * DOTS
            places.append((left, top, right, bottom))
            for row in range(round(top) + 6, round(bottom) - 6, 3):
                for column in range(round(left) + 3, round(right) - 3):
                    self._dot(column, row)
            x += wide
        kept = [at for at, char in enumerate(chars) if char not in self.hides]
        if kept:
            self.seen.append(
                Seen(tuple(chars[at] for at in kept), (0.99,) * len(kept), tuple(places[at] for at in kept))
            )

    @property
    def raster(self) -> Raster:
        return Raster(*SIZE, bytes(self.dots))

    def recognise(self, raster: Raster) -> Sequence[Seen]:
        assert (raster.width, raster.height) == SIZE
        return self.seen


XS, YS = [60, 150, 240, 530], [100, 130, 160, 220, 260]
CELLS: list[Cell] = [
    (0, 0, "项目名称"),
    (0, 1, "城区河道保洁", 1, 2),
    (1, 0, "产出指标", 3, 1),
    (1, 1, "数量"),
    (1, 2, "≥90%"),
    (2, 1, "质量"),
    (2, 2, "好"),
    (3, 1, "时效"),
    (3, 2, "2026年12月底前完成全部保洁任务"),
]


def scanned_form(**how: Any) -> Scan:
    scan = Scan(**how)
    scan.table(XS, YS, CELLS)
    return scan


def document_of(scan: Scan) -> Document:
    pages = Pages("表.png", "image", Limits())
    pages.add(scan_ink(scan.raster, 1, scan.recognise))
    return pages.document()


def shapes(document: Document) -> list[tuple[int, int, str, int, int]]:
    (table,) = document.tables()
    return [(c.row - 1, c.column - 1, c.text, c.rowspan, c.colspan) for c in table.cells]


WANTED = [(*cell[:3], *(cell[3:] or (1, 1))) for cell in CELLS]


@pytest.mark.parametrize("slope", [0.0, 0.01, -0.021, 0.04, -0.055])
def test_a_page_that_lies_askew_gives_the_same_cells(slope: float) -> None:
    assert shapes(document_of(scanned_form(slope=slope))) == WANTED


@pytest.mark.parametrize(("thick", "grey"), [(2, 255), (5, 235), (3, 190)])
def test_thin_and_thick_rulings_on_white_and_grey_paper_are_found(thick: int, grey: int) -> None:
    assert shapes(document_of(scanned_form(thick=thick, grey=grey))) == WANTED


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.integers(15, 60), min_size=1, max_size=6),
    st.lists(st.integers(40, 90), min_size=1, max_size=5),
    st.floats(-0.05, 0.05),
)
def test_any_grid_is_found_at_any_slope(heights: list[int], widths: list[int], slope: float) -> None:
    scan = Scan(slope=slope)
    xs, ys = [50.0], [80.0]
    for width in widths:
        xs.append(xs[-1] + width)
    for height in heights:
        ys.append(ys[-1] + height)
    for row in range(len(heights)):
        for column in range(len(widths)):
            scan.table(xs, ys, [(row, column, "甲")])
    assert len(shapes(document_of(scan))) == len(heights) * len(widths)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_is_turned(quarters: int) -> None:
    scan = scanned_form()
    upright = scan.raster
    junk = [Seen(("丨",) * 9, (0.4,) * 9, ((100.0, 100.0, 120.0, 120.0),) * 9)]

    def recognise(raster: Raster) -> Sequence[Seen]:
        return scan.seen if raster == upright else junk

    pages = Pages("表.png", "image", Limits())
    pages.add(scan_ink(upright.turned(quarters), 1, recognise))
    document = pages.document()
    assert shapes(document) == WANTED
    assert "第 1 页的文字是横过来的，已转正后读取。" in document.warnings


@given(st.integers(1, 6), st.integers(1, 6))
def test_four_quarter_turns_are_none(width: int, height: int) -> None:
    raster = Raster(width, height, bytes(range(width * height)))
    assert raster.turned(1).turned(3) == raster == raster.turned(2).turned(2)
    assert raster.turned(1).turned(1) == raster.turned(2)
    assert raster.turned(1).shades[0] == raster.shades[(height - 1) * width]


def test_strokes_of_large_characters_are_no_rulings() -> None:
    scan = scanned_form()
    for y in (40, 50, 60):
        scan.line(200, y, 222, y)
    for x in (200, 222):
        scan.line(x, 40, x, 62)
    scan.seen.append(Seen(("目",), (0.9,), (scan._place(200, 40) + scan._place(222, 62),)))
    document = document_of(scan)
    assert shapes(document) == WANTED
    assert getattr(document.blocks[0], "text", "") == "目"


def test_dark_areas_are_no_rulings() -> None:
    scan = Scan()
    for row in range(300, 900):
        scan.dots[row * SIZE[0] + 200 : row * SIZE[0] + 1200] = bytes(1000)
    found = find_rulings(scan.raster)
    assert found is not None
    assert not found[1] and not found[2]


def test_a_page_full_of_strokes_is_a_drawing_and_is_told() -> None:
    scan = Scan()
    for row in range(0, SIZE[1], 2):
        for column in range(0, SIZE[0] - 50, 50):
            scan.dots[row * SIZE[0] + column : row * SIZE[0] + column + 40] = bytes(40)
    scan.text(100, 100, "甲")
    assert any("线条过多" in warning for warning in document_of(scan).warnings)


def test_the_reviewer_is_told_that_a_program_read_it() -> None:
    assert document_of(scanned_form()).warnings == (
        "第 1 页是扫描图，文字由程序识别（OCR），请对照原件核对。",
    )


def test_confidence_is_that_of_the_least_certain_character() -> None:
    scan = scanned_form()
    at = next(number for number, line in enumerate(scan.seen) if line.texts[0] == "≥")
    line = scan.seen[at]
    scan.seen[at] = Seen(line.texts, (0.99, 0.4, 0.99, 0.99), line.places)
    document = document_of(scan)
    (table,) = document.tables()
    found = {cell.text: cell.confidence for cell in table.cells}
    assert found["≥90%"] == 0.4 < SURE <= found["好"]
    assert document.warnings[-1] == (
        "有 1 处文字识别的把握不足（“≥90%”），有关内容不作判断，请对照原件核对。"
    )


def test_writing_that_was_not_recognised_is_never_passed_over() -> None:
    scan = scanned_form(hides="好2")
    (table,) = document_of(scan).tables()
    found = {(cell.row, cell.column): (cell.text, cell.confidence) for cell in table.cells}
    assert found[3, 3] == ("\ufffd", 0.0)
    assert found[4, 3][1] == 0.0
    assert found[2, 3] == ("≥90%", 0.99)


@pytest.mark.parametrize("thick", [1, 3, 6])
def test_rulings_are_not_taken_for_writing(thick: int) -> None:
    scan = scanned_form(thick=thick)
    for x in XS:
        scan.line(x, YS[0], x, YS[-1])
    (table,) = document_of(scan).tables()
    assert min(cell.confidence for cell in table.cells) == 0.99


def test_a_character_on_a_ruling_is_doubtful() -> None:
    scan = scanned_form()
    left, top = scan._place(240 - 5, 135)
    scan.seen.append(Seen(("一",), (0.99,), ((left, top, left + 10 * DOTS, top + 10 * DOTS),)))
    (table,) = document_of(scan).tables()
    assert [cell.text for cell in table.cells if cell.confidence < SURE]


def test_a_line_over_two_cells_is_parted_at_the_ruling() -> None:
    scan = scanned_form()
    one, two = scan.seen[3], scan.seen[4]
    assert (one.texts[0], two.texts[0]) == ("数", "≥")
    scan.seen[3:5] = [Seen(one.texts + two.texts, one.sures + two.sures, one.places + two.places)]
    assert shapes(document_of(scan)) == WANTED


# --- the files that hold scans


def jpeg(scan: Scan, kind: str = "PNG", pages: int = 1) -> bytes:
    image = pytest.importorskip("PIL.Image")
    memory = io.BytesIO()
    picture = image.frombytes("L", SIZE, bytes(scan.dots))
    more = {"save_all": True, "append_images": [picture] * (pages - 1)} if pages > 1 else {}
    picture.save(memory, kind, **more)
    return memory.getvalue()


def through_worker(source: Source, kind: str, scan: Scan) -> tuple[Document, list[tuple[int, int]]]:
    steps: list[tuple[int, int]] = []

    def step(page: int, of: int) -> None:
        steps.append((page, of))

    def recognise(raster: Raster) -> Sequence[Seen]:
        across, down = raster.width / SIZE[0], raster.height / SIZE[1]
        return [
            Seen(
                line.texts,
                line.sures,
                tuple((a * across, b * down, c * across, d * down) for a, b, c, d in line.places),
            )
            for line in scan.seen
        ]

    return recognised(source, Limits(), kind, recognise, step).document(), steps


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_pictures_are_read(kind: str) -> None:
    scan = scanned_form()
    source = Source("表", jpeg(scan, kind))
    assert READER.recognises(source) == 90
    document, steps = through_worker(source, "image", scan)
    assert (shapes(document), steps, document.format) == (WANTED, [(1, 1)], "image")


def test_each_page_of_a_tiff_is_a_page() -> None:
    scan = Scan()
    scan.text(100, 100, "甲乙")
    document, steps = through_worker(Source("表", jpeg(scan, "TIFF", 3)), "image", scan)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert [getattr(block, "page", None) for block in document.blocks] == [1, 2, 3]


def _pdf_with_picture(scan: Scan, papers: Sequence[Paper] = ()) -> bytes:
    width, height = SIZE
    data = bytes(scan.dots)
    packed = data.hex().encode() + b">"
    head = f"q 595 0 0 842 0 0 cm BI /W {width} /H {height} /CS /G /BPC 8 /F /AHx ID "
    return pdf_of([*papers, Paper(pdf_ops=[head + packed.decode() + " EI Q"])], packed=True)


def test_a_scanned_page_of_a_pdf_is_read_and_the_others_as_before() -> None:
    scan = scanned_form()
    cover = Paper()
    cover.text(100, 100, "封面")
    document, steps = through_worker(Source("表.pdf", _pdf_with_picture(scan, [cover])), "pdf", scan)
    assert steps == [(2, 2)]
    assert shapes(document) == WANTED
    assert getattr(document.blocks[0], "text", "") == "封面"
    assert any(warning.startswith("第 2 页是扫描图") for warning in document.warnings)
    assert not document.pictures


def test_a_picture_of_an_ofd_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = scanned_form()
    picture = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    main = (
        f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
        "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    resources = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    members: list[tuple[str, Any]] = [("Doc_0/DocumentRes.xml", resources), ("Doc_0/Res/a.png", jpeg(scan))]
    source = Source("表.ofd", package([page_xml([picture])], members, main))
    document, steps = through_worker(source, "ofd", scan)
    assert (shapes(document), steps) == (WANTED, [(1, 1)])
    monkeypatch.setattr(scan_apart, "is_installed", lambda: False)
    with pytest.raises(ReadError) as caught:
        OFD.read(source, Limits())
    assert caught.value.kind == "scan"


def test_a_page_with_but_the_name_of_a_scanning_program_is_a_scan() -> None:
    scan = scanned_form()
    named = Paper(pdf_ops=["q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q"])
    named.text(250, 820, "扫描全能王创建")
    source = Source("表.pdf", pdf_of([named]))
    document, _ = through_worker(source, "pdf", scan)
    assert any("城区河道保洁" in getattr(block, "text", "") for block in document.blocks)
    unread = read_here(source, Limits())
    assert unread.pictures == (1,)
    assert unread.warnings[0].startswith("第 1 页主要是图片，图片里的文字未读入")


@pytest.mark.parametrize(
    ("data", "kind"), [(b"\x89PNG\r\n\x1a\n" + bytes(40), "corrupt"), (b"\xff\xd8\xff" + bytes(9), "corrupt")]
)
def test_broken_pictures_are_refused(data: bytes, kind: str) -> None:
    pytest.importorskip("PIL.Image")
    with pytest.raises(ReadError) as caught:
        through_worker(Source("表", data), "image", Scan())
    assert caught.value.kind == kind


def test_small_and_huge_pictures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    image = pytest.importorskip("PIL.Image")
    memory = io.BytesIO()
    image.new("L", (40, 40), 255).save(memory, "PNG")
    with pytest.raises(ReadError) as caught:
        through_worker(Source("表", memory.getvalue()), "image", Scan())
    assert "太小" in caught.value.message
    monkeypatch.setattr("auditkit.readers.scan_pictures.MOST_DOTS", 1000)
    with pytest.raises(ReadError) as caught:
        through_worker(Source("表", memory.getvalue()), "image", Scan())
    assert caught.value.kind == "hostile"


def test_too_many_scanned_pages_are_refused() -> None:
    scan = Scan()
    scan.text(100, 100, "甲")
    small = pytest.importorskip("PIL.Image").new("L", (500, 700), 255)
    memory = io.BytesIO()
    small.save(memory, "TIFF", save_all=True, append_images=[small] * MOST_PAGES)
    with pytest.raises(ReadError) as caught:
        through_worker(Source("表", memory.getvalue()), "image", scan)
    assert "拆分" in caught.value.message


# --- with and without the extra


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditkit.readers.stitch_document.is_installed", lambda: False)
    monkeypatch.setattr(scan_apart, "is_installed", lambda: False)
    scan = scanned_form()
    for reader, data in ((READER, jpeg(scan)), (PDF, _pdf_with_picture(scan))):
        with pytest.raises(ReadError) as caught:
            reader.read(Source("表", data), Limits())
        assert caught.value.kind == "scan"
        assert "可编辑的原件" in caught.value.message
        assert 'pip install "auditkit[ocr]"' in caught.value.message


class _FakeWorker:
    """Stands for the process in which characters are recognised."""

    said: dict[str, Any] | None = None

    def __init__(self, module: str) -> None:
        assert module == "auditkit.readers.scan_worker"
        self.is_ready = True

    def ask(self, head: dict[str, Any], data: bytes, seconds: float, tell: Any) -> dict[str, Any] | None:
        assert (head["name"], bool(data), seconds) == ("表.pdf", True, scan_apart.SECONDS)
        tell(1, 2)
        return self.said

    def close(self) -> None:
        pass


def _with_fake(monkeypatch: pytest.MonkeyPatch, said: dict[str, Any] | None) -> None:
    monkeypatch.setattr(scan_apart, "is_installed", lambda: True)
    monkeypatch.setattr(apart_process, "Worker", _FakeWorker)
    monkeypatch.setattr(scan_apart, "_kept", [])
    monkeypatch.setattr(_FakeWorker, "said", said)


def test_what_the_process_says_is_the_document_and_progress_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditkit.readers.pdf_wire import data_of

    wanted = document_of(scanned_form())
    _with_fake(monkeypatch, {"document": data_of(wanted)})
    heard: list[tuple[str, int, int]] = []
    with scan_apart.hearing(lambda *told: heard.append(told)):
        document = PDF.read(Source("表.pdf", _pdf_with_picture(scanned_form())), Limits())
    assert document == wanted
    assert heard == [("表.pdf", 1, 2)]


@pytest.mark.parametrize("said", [None, {"error": ["scan", "识别组件未能载入。"]}])
def test_when_recognition_fails_nothing_looks_read(
    said: dict[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_fake(monkeypatch, said)
    scan = scanned_form()
    with pytest.raises(ReadError) as caught:
        PDF.read(Source("表.pdf", _pdf_with_picture(scan)), Limits())
    assert caught.value.kind == "scan"
    cover = Paper()
    cover.text(100, 100, "封面")
    document = PDF.read(Source("表.pdf", _pdf_with_picture(scan, [cover])), Limits())
    assert document.pictures == (2,)
    assert any("未能识别" in warning for warning in document.warnings)


def test_the_recogniser_comes_up_and_sees_nothing_on_white_paper() -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    from auditkit.readers.scan_rapidocr import recogniser

    assert list(recogniser()(Scan().raster)) == []


# --- nothing is judged on little confidence


def _audited(confidence: float) -> Report:
    """The audit of a form whose target values with ≥ were read with this confidence."""
    plain = PDF.read(Source("central.pdf", (PAGES / "central.pdf").read_bytes()), Limits())
    blocks: list[Paragraph | Table] = []
    for block in plain.blocks:
        if isinstance(block, Table):
            cells = (replace(c, confidence=confidence) if c.text.startswith("≥") else c for c in block.cells)
            block = replace(block, cells=tuple(cells))
        blocks.append(block)
    document = replace(plain, blocks=tuple(blocks))
    reader = Reader("fake", "假", lambda source: 100, lambda source, limits: document)
    workshop = replace(prepare(load_plugins(), Settings()), readers=(reader,))
    return audit([Source("表", b"x")], workshop, datetime(2026, 1, 1, tzinfo=UTC))


def test_rules_do_not_judge_what_was_read_with_little_confidence() -> None:
    (sure,), (unsure,) = _audited(1.0).audited, _audited(0.5).audited
    rows = enumerate(unsure.submission.projects[0].indicators)
    doubtful = {f"/projects/0/indicators/{at}" for at, row in rows if row.target.raw.startswith("≥")}
    assert doubtful
    for finding in unsure.findings:
        assert "/".join(finding.location.pointer.split("/")[:5]) not in doubtful
    for one, two in zip(sure.coverage, unsure.coverage, strict=True):
        assert two.passed <= one.passed and two.flagged <= one.flagged
        assert one.flagged + one.passed + one.not_judged == two.flagged + two.passed + two.not_judged
    assert sum(one.not_judged for one in sure.coverage) < sum(two.not_judged for two in unsure.coverage)
    reasons = {reason for coverage in unsure.coverage for reason in coverage.reasons}
    assert any("把握不足，未作判断" in reason for reason in reasons)
