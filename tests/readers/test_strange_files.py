"""Files that are no form at all: one Chinese sentence that says what they are and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx_builder import Member, around, document, raw_zip

from auditkit.document import ReadError, Source
from auditkit.layouts import auditkit_layouts
from auditkit.loader import load
from auditkit.readers.docx import READER as DOCX
from auditkit.readers.json_submission import READER as JSON
from auditkit.readers.text import READER as TEXT

READERS = (DOCX, TEXT, JSON)
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
        (CFB + "WordDocument".encode("utf-16-le"), "unsupported", "另存为 .docx"),
        (b"%PDF-1.7\n", "unsupported", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "unsupported", "图片"),
        (b"{\\rtf1}", "unsupported", "RTF"),
        (archive("说明.txt"), "unsupported", "压缩包"),
        (archive("OFD.xml"), "unsupported", "OFD"),
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
