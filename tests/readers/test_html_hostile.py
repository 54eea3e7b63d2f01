"""Broken and hostile web pages: a clear refusal or a document, in time that grows with their length."""

from __future__ import annotations

import pytest
from document_forms import FAMILIES, fixture, mutants, survives
from hypothesis import given, settings
from hypothesis import strategies as st
from work_done import lines_run

from auditkit.document import Limits, ReadError, Source, Table
from auditkit.readers.html import READER
from auditkit.readers.html_tokens import tokens
from auditkit.readers.mht import READER as MHT


@pytest.mark.parametrize("name", [*FAMILIES, "traps"])
def test_mutants_are_read_or_refused(name: str) -> None:
    for data in mutants(fixture(name, "html"), 500, seed=len(name)):
        READER.recognises(Source("甲", data))
        survives(READER, data)


def archive(page: bytes) -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
    return head + b"Content-Type: text/html; charset=utf-8\n\n" + page + b"\n--B--\n"


def test_mutants_of_an_archive_are_read_or_refused() -> None:
    for data in mutants(archive(b"<table><tr><td rowspan=2>1<td>2<tr><td>3</table>" * 3), 500, seed=3):
        MHT.recognises(Source("甲", data))
        survives(MHT, data)


MARKUP = st.lists(
    st.sampled_from(
        "<table> </table> <tr> </tr> <td> </td> <td\xa0rowspan=3> <td\xa0colspan=2> <p> </p> <ol> </ol> <li> <br> "
        "<div\xa0hidden> </div> <span> </span> <script> </script> <!-- --> <caption> <tbody> 甲 乙 &lt; < > </".split(
            " "
        )
    ),
    max_size=60,
)


@settings(max_examples=500, deadline=None)
@given(MARKUP)
def test_no_two_cells_cover_the_same_place(pieces: list[str]) -> None:
    page = "".join(pieces).replace("\xa0", " ")
    try:
        document = READER.read(Source("甲", page.encode()), Limits())
    except ReadError as error:
        assert error.kind == "empty"
        return
    for table in document.tables():
        covered = [
            (cell.row + down, cell.column + across)
            for cell in table.cells
            for down in range(cell.rowspan)
            for across in range(cell.colspan)
        ]
        assert len(covered) == len(set(covered))
        assert all(row <= table.rows and column <= table.columns for row, column in covered)


UNITS = (
    "<", "<a ", "<!", "<![", "<!--", "</", "<?", "&", "&#", '<a x="', "<a x='", "<a/", "<script>", "<style>", "<b>",
    "<p>", "<li>", "<ol><li>", "<td>", "</b>", "</table>", "<table>x", "<table><tr><td>", "<tr><td rowspan=9 colspan=9>x",
    " ", "\n", "甲\n", "a=", "<select><option>x", "<a\n\n", "<br>", "<style>.a{display:none}</style>",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_only(unit: str) -> None:
    def lines(count: int) -> int:
        return lines_run(lambda: survives(READER, b"<table><tr><td>" + unit.encode() * count))

    lines(10)
    assert lines(2_000) < 20 * lines(200) + 2_000


@pytest.mark.parametrize(
    "unit", ["a", "a{", "}", ".a{display:none", "display:", "/*", "\n", ";font-family: "]
)
def test_style_sheets_take_no_longer(unit: str) -> None:
    for page in ("<style>display:none {}</style><p>x", "<p style='{}'>x", "<p>甲{}乙", "<input value='{}'>"):
        survives(READER, page.replace("{}", unit * 50_000).encode())


def test_tokens_cover_what_is_there() -> None:
    assert [token if isinstance(token, str) else token.name for token in tokens("a<b c='>'>d</b><3")] == [
        "a", "b", "d", "b", "<", "3",
    ]  # fmt: skip


def refusal(page: bytes, limits: Limits | None = None, reader: object = READER) -> ReadError:
    with pytest.raises(ReadError) as caught:
        reader.read(Source("甲", page), limits or Limits())  # type: ignore[attr-defined]
    return caught.value


def test_grids_that_are_too_large_are_refused() -> None:
    tall = b"<table><tr>" + b"<td rowspan=60000 colspan=1000>x" * 900 + b"<tr><td>y" * 6000
    assert refusal(tall).kind == "hostile"
    assert (
        refusal(archive(b"x").replace(b"related", b"related, multipart/" * 50), reader=MHT).kind == "hostile"
    )


def test_entities_do_not_grow() -> None:
    page = b"<!DOCTYPE html [<!ENTITY a 'b'>]><table><tr><td>&a;&lt;b&gt;&#x7532;&#999999999;</table>"
    (table,) = [
        block for block in READER.read(Source("甲", page), Limits()).blocks if isinstance(block, Table)
    ]
    assert table.cells[0].text == "&a;<b>甲\ufffd"
