"""Broken and hostile binary Word files: a clear refusal or a document, quickly, and never anything else."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from document_forms import FAMILIES, fixture, mutants, survives
from hypothesis import given, settings
from hypothesis import strategies as st
from word_binary_builder import IN_TABLE, INNER_CELL, ROW_END, Line, Word, deep, read, row
from work_done import lines_run

from auditkit.document import Limits, ReadError, Source
from auditkit.readers.word_binary import READER
from auditkit.readers.word_binary_rows import row_shape
from auditkit.readers.word_binary_sprms import properties


@pytest.mark.parametrize("name", [*FAMILIES, "traps"])
def test_mutants_are_read_or_refused(name: str) -> None:
    outcomes = [survives(READER, data) for data in mutants(fixture(name, "doc"), 500, seed=len(name))]
    assert 20 < sum(outcomes) < 480


def test_mutants_of_the_head_and_the_lists_are_read_or_refused() -> None:
    stream = Word([Line(["甲"]), *row("一", "二", edges=(0, 9, 99))])
    for data in mutants(stream.build(), 500, seed=7):
        survives(READER, data)


def test_every_cut_is_read_or_refused() -> None:
    data = fixture("a2", "doc")
    for end in range(0, len(data), 131):
        survives(READER, data[:end])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_may_stand_for_properties(data: bytes) -> None:
    list(properties(data))
    row_shape(data, 2)


def refused(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("甲", data), limits or Limits())
    return caught.value


def test_limits_hold() -> None:
    cells = [*row("一", "二", edges=(0, 9, 99))] * 40
    assert refused(Word(cells).build(), Limits(cells=100)).kind == "hostile"
    assert refused(Word(cells).build(), Limits(file_bytes=1000)).kind == "hostile"
    nested = [Line(["甲"], deep(70, INNER_CELL))]
    assert refused(Word(nested).build()).kind == "hostile"
    assert refused(Word([Line(["甲"], deep(2**31 - 1, INNER_CELL))]).build()).kind == "hostile"
    assert read(Word([Line(["甲"], deep(-5))]).build())


def patched(change: Callable[[bytearray, int], None]) -> bytes:
    """A file whose list of pieces has been changed."""
    whole = Word([Line(["甲乙丙丁"])])
    data = bytearray(whole.build())
    head = data.index(struct.pack("<H", 0xA5EC))
    table = 512 + 512 * (len(whole.stream()) + 511 // 512) // 512
    at = data.index(b"\x02" + struct.pack("<I", 28), head)
    assert at and table
    change(data, at + 5)
    return bytes(data)


def test_pieces_that_lie_are_refused() -> None:
    def more(data: bytearray, at: int) -> None:
        struct.pack_into("<3i", data, at, 0, 4, 2**30)

    def backwards(data: bytearray, at: int) -> None:
        struct.pack_into("<3i", data, at, 0, 4, 2)

    def beyond(data: bytearray, at: int) -> None:
        struct.pack_into("<I", data, at + 14, 0x3FFFFFF0)

    assert refused(patched(more)).kind == "hostile"
    assert refused(patched(backwards)).kind == "corrupt"
    assert refused(patched(beyond)).kind == "corrupt"


def test_many_cells_take_work_in_proportion() -> None:
    def lines(rows: int) -> int:
        written = [Line(["甲"], IN_TABLE, "\x07"), Line([], ROW_END, "\x07")]
        data = Word(written * rows).build()
        return lines_run(lambda: read(data))

    assert lines(1000) < 12 * lines(100)
