"""Workbooks of Excel 97 to 2003: what xlrd tells, shown as Excel shows it."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
import xlwt
from workbook_builder import cells, read, reader_of, refused, spans, texts

from auditkit.document import Source
from auditkit.readers.xls import READER
from auditkit.readers.xls_container import top_names


def made(*fill: Callable[[Any], None]) -> bytes:
    """A workbook whose sheets are filled by these functions."""
    book = xlwt.Workbook(encoding="utf-8")
    for number, work in enumerate(fill, 1):
        work(book.add_sheet(f"表{number}"))
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def test_values_of_every_kind_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, "文字\r\n二")
        sheet.write(0, 1, 42)
        sheet.write(0, 2, 0.9, xlwt.easyxf(num_format_str="0%"))
        sheet.write(1, 0, True)
        sheet.write(1, 1, 42.0, xlwt.easyxf(num_format_str="#,##0.00"))
        sheet.write(1, 2, 45717, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
        sheet.write(2, 0, "0012.50", xlwt.easyxf(num_format_str="@"))
        sheet.write(2, 1, 45717, xlwt.easyxf(num_format_str="M/D/YY"))
        sheet.row(2).set_cell_error(2, "#REF!")

    data = made(fill)
    assert reader_of(data) is READER
    assert list(cells(read(data)).values()) == [
        "文字\n二", "42", "90%", "TRUE", "42.00", "2025年3月1日", "0012.50", "2025/3/1", "#REF!",
    ]  # fmt: skip


def test_merged_areas_and_what_is_hidden() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 1, 0, 1, "甲")
        sheet.write(0, 2, "乙")
        sheet.write(1, 2, "丙")
        sheet.write(2, 0, "藏")
        sheet.write(0, 3, "藏")
        sheet.row(2).hidden = True
        sheet.col(3).hidden = True

    document = read(made(fill))
    assert spans(document) == {(1, 1): (2, 2)}
    assert cells(document) == {(1, 1): "甲", (1, 3): "乙", (2, 3): "丙"}
    assert document.warnings == (
        "有隐藏的行，其中的文字未读入（“表1”A3）。",
        "有隐藏的列，其中的文字未读入（“表1”D1）。",
    )


def test_hidden_sheets_are_not_read_and_this_is_said() -> None:
    def hide(sheet: Any) -> None:
        sheet.write(0, 0, "藏")
        sheet.visibility = 1

    document = read(made(lambda sheet: sheet.write(0, 0, "见"), hide))
    assert texts(document) == {("表1", 1, 1): "见"}
    assert document.warnings == ("有隐藏的工作表，未读入（“表2”）。",)


def test_symbol_fonts_are_read_in_cells_and_in_parts_of_texts() -> None:
    def fill(sheet: Any) -> None:
        symbol = xlwt.easyfont("name Symbol")
        sheet.write(0, 0, "R", xlwt.easyxf("font: name Wingdings 2"))
        sheet.write_rich_text(0, 1, [("\u00b3", symbol), ("90%", xlwt.easyfont("name Arial"))])

    assert list(cells(read(made(fill))).values()) == ["☑", "≥90%"]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("表").write(0, 0, 0.0, xlwt.easyxf(num_format_str="yyyy/m/d"))
    memory = io.BytesIO()
    book.save(memory)
    assert cells(read(memory.getvalue())) == {(1, 1): "1904/1/1"}


def record(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def bare(text: str, codepage: int | None = None) -> bytes:
    """A workbook of BIFF 4 without a container: one cell A1."""
    encoded = text.encode("gb18030")
    label = struct.pack("<HHHH", 0, 0, 0, len(encoded)) + encoded
    page = b"" if codepage is None else record(0x42, struct.pack("<H", codepage))
    return record(0x0409, struct.pack("<HHH", 0, 0x10, 0)) + page + record(0x0204, label) + record(0x0A, b"")


@pytest.mark.parametrize("codepage", [936, None])
def test_an_ancient_workbook_in_chinese_is_read(codepage: int | None) -> None:
    data = bare("项目名称", codepage)
    assert reader_of(data) is READER
    assert list(cells(read(data)).values()) == ["项目名称"]


def test_a_workbook_that_is_encrypted_is_named_as_such() -> None:
    data = made(lambda sheet: sheet.write(0, 0, "甲"))
    start = data.index(record(0x0809, b"")[:2] + struct.pack("<H", 16))
    head = start + 4 + 16
    following = struct.unpack_from("<HH", data, head)
    locked = data[:head] + struct.pack("<HH", 0x2F, following[1]) + data[head + 4 :]
    assert refused(locked).kind == "encrypted"


def compound(*names: str) -> bytes:
    """A compound file with empty streams of these names."""
    data = bytearray(made(lambda sheet: sheet.write(0, 0, "甲")))
    start = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    for number, name in enumerate(names):
        entry = start + 128 * (1 + number)
        encoded = name.encode("utf-16-le")
        data[entry : entry + 64] = encoded.ljust(64, b"\0")
        struct.pack_into("<HBB", data, entry + 64, len(encoded) + 2, 2, 1)
        right = number + 2 if number + 1 < len(names) else 0xFFFFFFFF
        struct.pack_into("<III", data, entry + 68, 0xFFFFFFFF, right, 0xFFFFFFFF)
    struct.pack_into("<I", data, start + 76, 1)
    return bytes(data)


def test_an_encrypted_office_file_is_named_as_such() -> None:
    data = compound("EncryptionInfo", "EncryptedPackage")
    assert READER.recognises(Source("甲", data)) == 70
    assert refused(data, READER).kind == "encrypted"


def test_other_compound_files_are_not_recognised() -> None:
    data = compound("WordDocument", "1Table")
    assert top_names(data) == {"worddocument", "1table"}
    assert READER.recognises(Source("甲", data)) == 0
    assert refused(data, READER).kind == "unsupported"


def test_only_streams_at_the_top_count() -> None:
    data = bytearray(compound("WordDocument", "Workbook"))
    start = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    struct.pack_into("<I", data, start + 128 + 72, 0xFFFFFFFF)
    assert top_names(bytes(data)) == {"worddocument"}
