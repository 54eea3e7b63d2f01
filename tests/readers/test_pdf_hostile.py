"""Damaged and hostile PDF files: a refusal in time and in little memory, never a crash of this process."""

from __future__ import annotations

import random
import sys
import zlib
from pathlib import Path

import pytest
from page_builder import Paper, assemble, pdf_of

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers import pdf_apart, pdf_worker
from auditkit.readers.pdf import ISOLATED, READER
from auditkit.readers.pdf_guard import check_streams

PAGES = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
KINDS = {"corrupt", "hostile", "encrypted", "unsupported", "empty", "scan"}
MUTATIONS = 1_000


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ISOLATED, raising=False)


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("x.pdf", data), limits or Limits())
    return caught.value


def survives(data: bytes) -> str:
    """Reading ends with a document or a refusal; tells which."""
    assert 0 <= READER.recognises(Source("x", data)) <= 100
    try:
        assert isinstance(READER.read(Source("x", data), Limits()), Document)
    except ReadError as error:
        assert error.kind in KINDS, error.message
        return error.kind
    return "read"


def small() -> bytes:
    paper = Paper()
    paper.text(200, 60, "绩效目标表")
    paper.table(
        [70, 170, 520], [100, 130, 190], [(0, 0, "项目"), (0, 1, "河道保洁"), (1, 0, "目标"), (1, 1, "≥9%")]
    )
    return pdf_of([paper, paper], packed=True)


SEEDS = {"small": small(), "plain": pdf_of([Paper(pdf_ops=["q 0 0 9 9 re S Q"])])}
SEEDS |= {name: (PAGES / f"{name}.pdf").read_bytes() for name in ("minimal", "restricted", "furniture")}


def mangled(data: bytes, dice: random.Random) -> bytes:
    """A few bytes flipped, cut out, doubled, or numbers made huge."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 40))):
        at = dice.randrange(len(out))
        match dice.randrange(6):
            case 0 | 1:
                out[at] ^= 1 << dice.randrange(8)
            case 2:
                del out[at : at + dice.randrange(1, 200)]
            case 3:
                out[at:at] = out[at : at + dice.randrange(1, 200)]
            case 4:
                out[at : at + 3] = dice.choice(
                    (b"999999999", b"-1", b"0", b"<<", b">>", b"R ", b"null", b"endobj")
                )
            case _:
                out[at] = dice.randrange(256)
        if not out:
            out = bytearray(b"%PDF-")
    return bytes(out)


@pytest.mark.parametrize("seed", range(10))
def test_mutated_files_end_in_a_document_or_a_refusal(seed: int) -> None:
    dice = random.Random(seed)
    names = sorted(SEEDS)
    for number in range(MUTATIONS // 10):
        survives(mangled(SEEDS[names[number % len(names)]], dice))


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_a_file_cut_off_anywhere_is_read_or_refused(part: int) -> None:
    data = SEEDS["minimal"]
    survives(data[: len(data) * part // 100])


def _flooded(packed: bytes, extra: bytes = b"/Filter/FlateDecode") -> bytes:
    head = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return assemble([*head, page, b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(packed), packed)])


def bomb(megabytes: int, block: bytes = b"0 0 m 9 9 l S " * 75_000) -> bytes:
    """A stream that inflates to so many blocks of about a megabyte."""
    engine = zlib.compressobj(9)
    return b"".join([engine.compress(block) for _ in range(megabytes)]) + engine.flush()


def test_a_stream_that_inflates_without_measure_is_refused_before_pdfium_sees_it() -> None:
    data = _flooded(bomb(300))
    error = refusal(data)
    assert (error.kind, "压缩" in error.message) == ("hostile", True)


def test_the_guard_lets_pictures_pass_and_nothing_that_only_says_to_be_one() -> None:
    blank = _flooded(bomb(140, bytes(2**20)), b"/Subtype /Image/Filter/FlateDecode")
    check_streams(blank, Limits())
    false = _flooded(bomb(140), b"/Subtype /Image/Filter/FlateDecode")
    with pytest.raises(ReadError):
        check_streams(false, Limits())


def test_a_stream_packed_twice_is_refused() -> None:
    twice = _flooded(zlib.compress(bomb(40)), b"/Filter[/FlateDecode /FlateDecode]")
    assert "重复压缩" in refusal(twice).message
    check_streams(_flooded(b"78", b"/Filter[/ASCII85Decode /FlateDecode]"), Limits())


def test_many_large_streams_are_counted_together() -> None:
    packed = bomb(14)
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    bodies += [b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)] * 10
    assert refusal(assemble(bodies)).message.startswith("PDF 的内容解压后过大")


def test_one_stream_shown_a_thousand_times_ends_with_the_memory_of_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_apart, "SECONDS", 20.0)
    content = zlib.compress(b"0 0 m 9 9 l S " * 70_000)
    shown = b" ".join([b"4 0 R"] * 1000)
    data = assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[%s]>>" % shown,
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
        ]
    )
    assert refusal(data).kind in ("hostile", "empty", "scan")
    assert READER.read(Source("x", small()), Limits()).blocks


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space work on Linux")
def test_the_worker_has_a_limit_of_memory() -> None:
    READER.read(Source("x", small()), Limits())
    limits = Path(f"/proc/{pdf_apart._kept[0]._process.pid}/limits").read_text(encoding="ascii")
    line = next(line for line in limits.splitlines() if line.startswith("Max address space"))
    assert int(line.split()[3]) <= pdf_worker.MEMORY


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 999999999/Kids[2 0 R]>>endobj"
        b"\ntrailer<</Root 1 0 R>>",
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\n1 0 obj" + b"<</A" * 50_000,
    ],
)
def test_files_that_are_no_pdf_inside_are_refused(data: bytes) -> None:
    assert refusal(data).kind in ("corrupt", "hostile", "empty")


@pytest.mark.parametrize(
    "box", ["0 0 0 0", "0 0 1e9 1e9", "-1 -1 -1 -1", "a b c d", "0 0 595", "nan 0 inf 1"]
)
def test_a_page_with_an_impossible_box_is_survived(box: str) -> None:
    survives(small().replace(b"0 0 595 842", box.encode()))


@pytest.mark.parametrize(
    "ops",
    [
        ["1e30 1e30 m -1e30 5 l S", "0 0 m 0 0 l S", "nan nan m 1 1 l S"],
        [
            "BT /F1 1e9 Tf 0 0 Td <7532> Tj ET",
            "BT /F1 0 Tf 0 0 Td <7532> Tj ET",
            "BT /F1 -10 Tf 5 5 Td <7532> Tj ET",
        ],
        ["0 0 0 0 0 0 cm", "BT /F1 9 Tf 9 9 Td <7532> Tj ET", "0 0 50 50 re S"],
        ["q " * 5000, "BT /F1 9 Tf 9 9 Td <7532> Tj ET"],
        ["0.5 w", *(f"{n % 500} {n % 700} m {n % 500 + 20} {n % 700} l S" for n in range(20_000))],
        [
            "0.5 w",
            *(
                f"{(n * 37) % 500} 0 m {(n * 37) % 500} 800 l S 0 {(n * 53) % 800} m 500 {(n * 53) % 800} l S"
                for n in range(3000)
            ),
        ],
    ],
)
def test_odd_contents_are_survived(ops: list[str]) -> None:
    paper = Paper(pdf_ops=[*ops, "BT /F1 10 Tf 1 0 0 1 70 700 Tm <7532> Tj ET"])
    survives(pdf_of([paper]))
