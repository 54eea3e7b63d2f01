"""Files that are no form at all: one Chinese sentence that says what they are and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx_builder import Member, around, document, raw_zip
from page_builder import Paper, pdf_of

from auditkit.document import ReadError, Source
from auditkit.layouts import auditkit_layouts
from auditkit.loader import load
from auditkit.readers import auditkit_readers

READERS = auditkit_readers()
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(name: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as file:
        file.writestr(name, "x")
    return memory.getvalue()


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load(Source("甲.docx", data), READERS, auditkit_layouts())
    message = caught.value.message
    assert message.startswith("甲.docx：")
    assert message.endswith("。")
    assert message.count("。") == 1
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"", "empty", "文件是空的"),
        (CFB + "EncryptedPackage".encode("utf-16-le"), "encrypted", "去掉密码"),
        (CFB + "WordDocument".encode("utf-16-le"), "corrupt", "另存为 .docx"),
        (CFB + "Workbook".encode("utf-16-le"), "corrupt", "另存为 .xlsx"),
        (b"%PDF-1.7\n", "corrupt", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "scan", "图片"),
        (b"GIF89a" + bytes(60), "unsupported", "转为 .png"),
        (b"RIFF\x10\x00\x00\x00WEBP" + bytes(60), "unsupported", "转为 .png"),
        (b"{\\rtf1}", "empty", "没有文字"),
        (b"Rar!\x1a\x07", "unsupported", "压缩包"),
        (archive("说明.txt"), "unsupported", "压缩包"),
        (archive("OFD.xml"), "corrupt", "OFD"),
        (archive("xl/workbook.xml"), "corrupt", ".xlsx"),
        (archive("ppt/presentation.xml"), "unsupported", "演示文稿"),
        (bytes(range(256)) * 8, "unsupported", "不是可识别的文件格式"),
        ("今天天气很好。".encode(), "no_form", "没有找到绩效目标表"),
    ],
)
def test_a_file_that_is_no_form_is_told_what_it_is(data: bytes, kind: str, says: str) -> None:
    error = refusal(data)
    assert error.kind == kind
    assert says in error.message


def test_an_entry_without_a_name_does_no_harm() -> None:
    main = Member("word/document.xml", document("<w:p/>").encode())
    for data in (raw_zip([Member("", b"x")]), around(main, Member("", b"x"))):
        assert refusal(data)


def test_a_form_that_is_not_understood_is_refused_in_one_sentence() -> None:
    text = "项目名称\t考核指标\t目标值\n甲\t长度\t3公里\n"
    table = "二级指标\t三级指标\t指标值\n\n" + text
    error = refusal(table.encode())
    assert error.kind == "no_form"


def test_what_was_noted_while_reading_is_told_when_no_form_is_found() -> None:
    paper = Paper()
    paper.text(70, 100, "今天天气很好")
    error = refusal(pdf_of([paper]))
    assert error.kind == "no_form"
    assert "没有找到绩效目标表" in error.message and "第 1 页没有表格线" in error.message
