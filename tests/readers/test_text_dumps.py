"""Text dumps: whatever the dump's layout, the grid comes back with its texts at their lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.json_submission import READER as JSON_READER
from auditkit.readers.text import READER

WORDS = st.sampled_from(
    ["产出指标", "数量指标", "培训期数", "≥12期", "满意度", "有效提升", "0.5元", "甲、乙", "A1"]
)
GRIDS = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(WORDS, min_size=columns, max_size=columns), min_size=2, max_size=6)
)


def _read(text: str | bytes, name: str = "a.txt") -> Document:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return READER.read(Source(name, data), Limits())


def _classic(grid: list[list[str]]) -> str:
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in grid) + "\n"


def _event(grid: list[list[str]]) -> str:
    return "".join("".join(f"\t{cell}" for cell in row) + "\n" for row in grid) + "\n"


def _markdown(grid: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    lines.insert(1, "|" + "---|" * len(grid[0]))
    return "\n".join(lines) + "\n\n"


def _tabbed(grid: list[list[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in grid) + "\n"


@pytest.mark.parametrize("write", [_classic, _event, _markdown, _tabbed])
@settings(max_examples=60, deadline=None)
@given(grid=GRIDS)
def test_a_grid_comes_back_with_every_text_at_its_line(write: object, grid: list[list[str]]) -> None:
    assert callable(write)
    text = "项目绩效目标表\n\n" + write(grid)
    document = _read(text)
    [table] = document.tables()
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text.strip())
    assert list(rows.values()) == grid
    lines = text.split("\n")
    for cell in table.cells:
        for piece, line in zip(cell.text.split("\n"), cell.lines, strict=True):
            assert piece.strip() in lines[line - 1]


def test_further_paragraphs_of_a_cell_stay_in_it_with_their_lines() -> None:
    document = _read("\t绩效目标\n\t1.办班6期\n2.培训600人\n\n\n说明\n")
    table, note = document.blocks
    assert isinstance(table, Table)
    assert isinstance(note, Paragraph)
    assert [(cell.text, cell.lines) for cell in table.cells] == [
        ("绩效目标", (1,)),
        ("1.办班6期\n2.培训600人", (2, 3)),
    ]


def test_bookmarks_of_a_converter_are_taken_off_the_title() -> None:
    [title] = _read(" [bookmark: _Toc1][bookmark: _Toc2]1.某项目绩效目标表\n").blocks
    assert isinstance(title, Paragraph)
    assert title.text.strip() == "1.某项目绩效目标表"
    assert title.line == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_told_from_the_bytes(encoding: str) -> None:
    text = "项目绩效目标表\n" + _event([["一级指标", "指标值"], ["产出指标", "≥90%"]])
    document = _read(text.encode(encoding))
    assert [cell.text for table in document.tables() for cell in table.cells][-1] == "≥90%"


def test_damaged_text_is_read_with_a_warning() -> None:
    document = _read("项目绩效目标表，全年培训600人次".encode()[:-1] + "，考核合格率达到95%以上。".encode())
    assert document.warnings


@pytest.mark.parametrize(
    "magic", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf1"]
)
def test_other_formats_are_not_taken_for_text(magic: bytes) -> None:
    assert READER.recognises(Source("a.txt", magic + b"\x00\x01 abc")) == 0


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_sentence(data: bytes) -> None:
    for reader in (READER, JSON_READER):
        source = Source("a.bin", data)
        assert 0 <= reader.recognises(source) <= 100
        try:
            assert isinstance(reader.read(source, Limits()), Document)
        except ReadError as error:
            assert error.message.endswith("。")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="\t\n| ab一指标值-+", max_size=120))
def test_no_character_of_a_dump_is_lost(text: str) -> None:
    try:
        document = _read(text)
    except ReadError:
        return
    kept = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in document.blocks
    )
    assert sorted(c for c in kept if c in "ab一指标值") == sorted(c for c in text if c in "ab一指标值")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"projects": [', "corrupt"),
        (b'{"a": 1}', "invalid"),
        (b'{"projects": [], "projects": []}', "corrupt"),
        (b'{"projects": ' + b"[" * 100_000, "corrupt"),
        (b'{"projects": [NaN]}', "corrupt"),
    ],
)
def test_a_bad_json_submission_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        JSON_READER.read(Source("a.json", data), Limits())
    assert caught.value.kind in (kind, "invalid", "hostile")
    assert caught.value.message.endswith("。")
