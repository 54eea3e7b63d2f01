"""Forms written to files, through the readers of Word files and text dumps."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from layout_forms import A1_HEAD, A1_LEVELS, A1_ROWS, B2, B2_TWO_HORIZONS
from layout_paper import Rows, dump, rows_of, take, word

from auditkit.document import Document, Limits, Source, Table

READER = pytest.importorskip("auditkit.readers.docx").READER


def written(*blocks: str | Rows) -> Document:
    """The blocks written to a .docx file with merged cells, and read back."""
    file = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            file.add_paragraph(block)
            continue
        (plan,) = word(block).blocks
        assert isinstance(plan, Table)
        table = file.add_table(plan.rows, plan.columns)
        for cell in plan.cells:
            here = table.cell(cell.row - 1, cell.column - 1)
            last = table.cell(cell.row + cell.rowspan - 2, cell.column + cell.colspan - 2)
            (here.merge(last) if last is not here else here).text = cell.text
    data = BytesIO()
    file.save(data)
    return READER.read(Source("甲.docx", data.getvalue()), Limits())


@pytest.mark.parametrize("blocks", [("1.甲绩效目标表", A1_HEAD, "", A1_ROWS), (B2,), (B2_TWO_HORIZONS,)])
def test_a_word_file_gives_what_its_tables_say(blocks: tuple[str | Rows, ...]) -> None:
    assert take(written(*blocks)).projects == take(word(*blocks)).projects


def test_a_place_in_a_word_file_is_table_row_and_column() -> None:
    form = take(written("1.甲绩效目标表", A1_HEAD, "", A1_ROWS))
    assert rows_of(form) == A1_LEVELS
    place = form.anchors["/projects/0/indicators/1/target"]
    assert (place.part, place.row, place.column, place.text) == ("table 2", 3, 5, "≥6万页")
    merged = form.anchors["/projects/0/indicators/1/second_level"]
    assert (merged.row, merged.column) == (2, 2)


def printed(*blocks: str | Rows) -> Document:
    """The blocks as Tika prints them (a tab before each cell, a blank line after each row), read back."""
    reader = pytest.importorskip("auditkit.readers.text").READER
    text = ""
    for block in dump(*blocks).blocks:
        if not isinstance(block, Table):
            text += block.text + "\n"
            continue
        for number in range(1, block.rows + 1):
            text += "".join(f"\t{cell.text}\n" for cell in block.cells if cell.row == number) + "\n"
        text += "\n"
    return reader.read(Source("甲.txt", text.encode()), Limits())


@pytest.mark.parametrize(
    "blocks",
    [
        ("1.甲绩效目标表", A1_HEAD, " ", A1_ROWS),
        ("2.乙绩效目标表", [*A1_HEAD, *A1_ROWS]),
        (B2,),
        (B2_TWO_HORIZONS,),
    ],
)
def test_a_text_dump_gives_what_its_tables_say(blocks: tuple[str | Rows, ...]) -> None:
    assert take(printed(*blocks)).projects == take(word(*blocks)).projects
