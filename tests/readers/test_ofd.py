"""OFD files: loose paths and prefixes, templates, graphic units, steps between characters, hostile packages."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_builder import NAMESPACE, Paper, ofd_of_papers, package, page_xml, stroke, text

from auditkit.document import Document, Limits, Paragraph, ReadError, Source
from auditkit.readers.ofd import READER
from auditkit.readers.ofd_paint import advances
from auditkit.readers.ofd_path import subpaths

PAGES = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
KINDS = {"corrupt", "hostile", "encrypted", "unsupported", "empty", "scan"}
LINE = text(20, 20, "绩效目标表", 4, [4] * 4)


def read(data: bytes, limits: Limits | None = None) -> Document:
    return READER.read(Source("表.ofd", data), limits or Limits())


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, limits)
    return caught.value


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def form() -> Paper:
    paper = Paper()
    paper.text(200, 60, "绩效目标表")
    paper.table(
        [70, 170, 520], [100, 130, 190], [(0, 0, "项目"), (0, 1, "河道保洁"), (1, 0, "目标"), (1, 1, "≥9%")]
    )
    return paper


GOOD = ofd_of_papers([form()])


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """The package with each member as ``change(name, content)`` gives it; None drops it."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(*changed)
    return memory.getvalue()


def test_a_file_is_known_by_its_content() -> None:
    assert READER.recognises(Source("x", GOOD)) == 95
    assert READER.recognises(Source("x", repacked(GOOD, lambda n, c: (n.lower(), c)))) == 95
    assert READER.recognises(Source("x", GOOD[:-30])) == 60
    assert READER.recognises(Source("x.ofd", b"%PDF-1.7")) == 0
    assert READER.recognises(Source("x.ofd", repacked(GOOD, lambda n, c: (n + "x", c)))) == 0


LOOSE: dict[str, Callable[[str, bytes], tuple[str, bytes] | None]] = {
    "case of names": lambda n, c: (n.upper(), c),
    "back slashes in the zip": lambda n, c: (n.replace("/", "\\"), c),
    "back slashes in references": lambda n, c: (
        n,
        c.replace(b"Pages/Page_0/Content", b"Pages\\Page_0\\Content"),
    ),
    "path from the root": lambda n, c: (n, c.replace(b"Pages/Page_0", b"/Doc_0/Pages/Page_0")),
    "path with the folder said twice": lambda n, c: (n, c.replace(b"Pages/Page_0", b"Doc_0/Pages/Page_0")),
    "path with dots": lambda n, c: (n, c.replace(b">Doc_0/Doc", b">./x/../Doc_0/Doc")),
    "another prefix": lambda n, c: (n, c.replace(b"ofd:", b"o:").replace(b"xmlns:ofd", b"xmlns:o")),
    "no prefix": lambda n, c: (n, c.replace(b"ofd:", b"").replace(b"xmlns:ofd", b"xmlns")),
    "a prefix bound nowhere": lambda n, c: (n, c.replace(f' xmlns:ofd="{NAMESPACE}"'.encode(), b"")),
    "GBK": lambda n, c: (
        n,
        c.decode().replace('encoding="UTF-8"', 'encoding="GBK"').encode("gbk") if b"UTF-8" in c else c,
    ),
}


@pytest.mark.parametrize("way", sorted(LOOSE))
def test_loose_files_are_read_like_strict_ones(way: str) -> None:
    assert read(repacked(GOOD, LOOSE[way])).blocks == read(GOOD).blocks


def test_a_part_is_found_by_the_end_of_its_path_if_only_one_fits() -> None:
    moved = repacked(GOOD, lambda n, c: (n.replace("Doc_0/Pages", "Elsewhere/Pages"), c))
    assert read(moved).blocks == read(GOOD).blocks


def test_a_page_that_is_not_there_is_told() -> None:
    two = ofd_of_papers([form(), form()])
    document = read(repacked(two, lambda n, c: None if "Page_1" in n else (n, c)))
    assert document.blocks == read(GOOD).blocks
    assert document.warnings == ("第 2 页已损坏，未读入。",)


DOCUMENT = (
    f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
    "</ofd:PhysicalBox></ofd:PageArea>{}</ofd:CommonData><ofd:Pages>"
    '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
)


def test_a_template_is_laid_under_the_page() -> None:
    page = page_xml([text(20, 40, "正文", 4, [4])]).replace(
        "<ofd:Area>", '<ofd:Template TemplateID="7" ZOrder="Background"/><ofd:Area>'
    )
    listed = DOCUMENT.format('<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>')
    data = package([page], [("Doc_0/Tpls/Tpl_0/Content.xml", page_xml([LINE]))], listed)
    assert texts(read(data)) == ["绩效目标表", "正文"]


def test_a_graphic_unit_is_drawn_where_it_is_used() -> None:
    unit = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="50"'
        f' Height="20"><ofd:Content>{text(0, 0, "部件", 4, [4])}</ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    used = '<ofd:CompositeObject ID="3" Boundary="{} 40 50 20" ResourceID="9"/>'
    listed = DOCUMENT.format("<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    data = package([page_xml([used.format(20), used.format(100)])], [("Doc_0/PublicRes.xml", unit)], listed)
    assert texts(read(data)) == ["部件\t部件"]


def test_a_symbol_is_read_by_the_name_of_its_font() -> None:
    fonts = f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:Fonts><ofd:Font ID="3" FontName="Symbol"/></ofd:Fonts></ofd:Res>'
    listed = DOCUMENT.format("<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    data = package(
        [page_xml([text(20, 20, "\uf0b390%", 4, [4, 2, 2])])], [("Doc_0/PublicRes.xml", fonts)], listed
    )
    assert texts(read(data)) == ["≥90%"]


def test_objects_have_coordinates_of_their_own() -> None:
    scaled = LINE.replace('Font="3"', 'Font="3" CTM="2 0 0 2 10 10"')
    wide, narrow = read(package([page_xml([scaled])])), read(package([page_xml([LINE])]))
    assert texts(wide) == texts(narrow) == ["绩效目标表"]
    slanted = LINE.replace('Font="3"', 'Font="3" CTM="0.7 0.7 -0.7 0.7 0 0"')
    document = read(package([page_xml([LINE, slanted])]))
    assert texts(document) == ["绩效目标表"]
    assert document.warnings[0] == "第 1 页有斜排的文字（水印），未读入。"


def test_what_is_hidden_or_only_clips_is_passed_over() -> None:
    hidden = text(20, 60, "隐藏", 4, [4]).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    clipped = LINE.replace(
        "<ofd:TextCode",
        "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Text><ofd:TextCode>裁</ofd:TextCode></ofd:Text></ofd:Area></ofd:Clip>"
        "</ofd:Clips><ofd:TextCode",
    )
    assert texts(read(package([page_xml([hidden, clipped])]))) == ["绩效目标表"]


def test_several_codes_go_on_where_the_one_before_ended() -> None:
    first = LINE.replace(
        "绩效目标表</ofd:TextCode>", '绩效</ofd:TextCode><ofd:TextCode DeltaX="4 4">目标表</ofd:TextCode>'
    ).replace('DeltaX="g 4 4.000"', 'DeltaX="4"')
    assert texts(read(package([page_xml([first])]))) == ["绩效目标表"]


def test_text_down_the_page_is_read_downwards() -> None:
    down = LINE.replace('DeltaX="g 4 4.000"', 'DeltaY="g 4 5"')
    box = [stroke(15, 15, 30, 15), stroke(15, 60, 30, 60), stroke(15, 15, 15, 60), stroke(30, 15, 30, 60)]
    (table,) = read(package([page_xml([down, *box])])).tables()
    assert table.cells[0].text == "绩效目标表"


@pytest.mark.parametrize(
    ("delta", "count", "steps"),
    [
        ("1 2 3", 5, [1, 2, 3]),
        ("g 3 2.5", 5, [2.5, 2.5, 2.5]),
        ("1 g 2 4 7", 9, [1, 4, 4, 7]),
        ("g 999999 1", 3, [1, 1, 1]),
        ("g -5 1 2", 3, [2]),
        ("g", 2, [0]),
        ("x 1e999", 2, [0, 0]),
        ("", 4, []),
    ],
)
def test_steps_are_written_out_and_never_without_end(delta: str, count: int, steps: list[float]) -> None:
    assert advances(delta, count) == steps


def test_paths_are_taken_apart_into_straight_stretches() -> None:
    assert list(subpaths("M 0 0 L 9 0 L 9 5 C")) == [[(0, 0), (9, 0), (9, 5), (0, 0)]]
    assert list(subpaths("S 0 0 L 1 1 B 1 2 3 4 5 6 L 7 8")) == [[(0, 0), (1, 1)], [(5, 6), (7, 8)]]
    assert list(subpaths("M 0 0 L 1 0 2 0")) == [[(0, 0), (1, 0), (2, 0)]]
    assert list(subpaths("M0,0L10,0M3")) == [[(0, 0), (10, 0)]]
    assert list(subpaths("L C 5 A 1 2 x")) == []


@given(st.text("MLCQBAS 0123456789.-+eE,x", max_size=60))
def test_any_path_is_survived(path: str) -> None:
    assert all(len(points) > 1 for points in subpaths(path))


def test_a_scan_is_named_with_the_remedy() -> None:
    error = refusal((PAGES / "scan.ofd").read_bytes())
    assert error.kind == "scan" and "可编辑的原件" in error.message
    assert refusal(package([page_xml([])])).kind == "empty"
    assert refusal(package([page_xml([stroke(0, 0, 9, 9)])])).kind == "scan"


def test_documents_in_one_file_follow_each_other() -> None:
    two = ofd_of_papers([form()])
    doubled = repacked(
        two,
        lambda n, c: (
            n,
            c.replace(
                b"</ofd:OFD>",
                b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            ),
        ),
    )
    document = read(doubled)
    assert [table.page for table in document.tables()] == [1, 2]


def test_an_encrypted_file_is_named_as_such() -> None:
    data = repacked(GOOD, lambda n, c: (n, c))
    memory = io.BytesIO(data)
    with zipfile.ZipFile(memory, "a") as archive:
        archive.writestr("Encryptions.xml", "<x/>")
    assert refusal(memory.getvalue()).kind == "encrypted"


@pytest.mark.parametrize(
    "change",
    [
        lambda n, c: (n, c.replace(b"<ofd:Page ", b'<!DOCTYPE a [<!ENTITY b "c">]><ofd:Page ', 1)),
        lambda n, c: (n, b"<a>" * 300 + b"</a>" * 300 if "Content" in n else c),
        lambda n, c: (
            n,
            c.replace(b"<ofd:Layer", b"<ofd:Layer>" + b" " * 60_000_000 + b"</ofd:Layer><ofd:Layer"),
        ),
    ],
)
def test_hostile_parts_are_refused_with_a_remedy(change: Callable[[str, bytes], tuple[str, bytes]]) -> None:
    error = refusal(repacked(GOOD, change))
    assert (error.kind, "OFD" in error.message or "DOCTYPE" in error.message) in (
        ("hostile", True),
        ("corrupt", True),
    )
    assert "Word" not in error.message


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = ofd_of_papers([form(), form(), form()])
    assert refusal(data, Limits(entries=2)).kind == "hostile"
    assert refusal(data, Limits(cells=10)).kind == "hostile"
    assert refusal(data, Limits(file_bytes=100)).kind == "hostile"
    monkeypatch.setattr("auditkit.readers.ofd_paint.MOST", 10)
    assert refusal(data).kind == "hostile"


def test_units_that_hold_themselves_end() -> None:
    unit = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:CompositeGraphicUnit ID="9"><ofd:Content>'
        + '<ofd:CompositeObject ID="3" Boundary="0 0 50 20" ResourceID="9"/>' * 10
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>"
    )
    listed = DOCUMENT.format("<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    used = '<ofd:CompositeObject ID="3" Boundary="0 0 50 20" ResourceID="9"/>'
    assert (
        refusal(package([page_xml([LINE, used])], [("Doc_0/PublicRes.xml", unit)], listed)).kind == "hostile"
    )


def survives(data: bytes) -> None:
    """Reading ends with a document or a refusal."""
    assert 0 <= READER.recognises(Source("x", data)) <= 100
    try:
        assert isinstance(read(data), Document)
    except ReadError as error:
        assert error.kind in KINDS, error.message


@pytest.mark.parametrize("seed", range(10))
def test_mutated_packages_end_in_a_document_or_a_refusal(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(50):
        out = bytearray(GOOD)
        for _ in range(dice.choice((1, 1, 3, 20))):
            at = dice.randrange(len(out))
            out[at] ^= 1 << dice.randrange(8)
        survives(bytes(out))
    for _ in range(50):
        survives(repacked(GOOD, lambda n, c: (n, mangled(c, dice))))


def mangled(data: bytes, dice: random.Random) -> bytes:
    """A part with a few places flipped, cut, doubled, or with scraps of markup."""
    if dice.random() < 0.5:
        return data
    out = bytearray(data)
    for _ in range(dice.choice((1, 2, 5))):
        at = dice.randrange(len(out))
        match dice.randrange(5):
            case 0:
                out[at] = dice.randrange(256)
            case 1:
                del out[at : at + dice.randrange(1, 80)]
            case 2:
                out[at:at] = out[at : at + dice.randrange(1, 80)]
            case 3:
                out[at:at] = dice.choice(
                    (b"9" * 30, b"-", b"g 9 ", b"NaN", b"<ofd:TextCode>", b"</ofd:Layer>", b"\0")
                )
            case _:
                out[at : at + 8] = b"1e308   "
        if not out:
            out = bytearray(b"<a/>")
    return bytes(out)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["0", "-1", "1e9", "nan", "g", "5", "inf", "", "x"]), max_size=8))
def test_odd_numbers_in_attributes_are_survived(parts: list[str]) -> None:
    odd = " ".join(parts)
    objects = [
        LINE.replace('Boundary="', f'Boundary="{odd} '),
        LINE.replace('Size="4.000"', f'Size="{odd}"').replace(
            'Font="3"', f'Font="3" CTM="{odd} 1 0 0 1 0 0"'
        ),
        LINE.replace('DeltaX="', f'DeltaX="{odd} '),
        stroke(0, 0, 9, 9).replace("M ", f"M {odd} "),
    ]
    survives(package([page_xml([LINE, *objects]).replace("0 0 210.00", f"{odd} 0 0 210.00")]))


def test_a_bomb_is_refused_in_little_time() -> None:
    engine = zlib.compressobj(9)
    packed = b"".join(engine.compress(b" " * 2**20) for _ in range(300)) + engine.flush()
    assert len(packed) < 2**20
    content = page_xml([]).encode() + b" " * (300 * 2**20)
    assert refusal(repacked(GOOD, lambda n, c: (n, content if "Content" in n else c))).kind == "hostile"
