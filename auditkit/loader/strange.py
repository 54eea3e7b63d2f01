"""Say what a file is that no reader takes, and what to do about it."""

from __future__ import annotations

import re

from auditkit.document import ReadError

__all__ = ["refusal"]

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_AS_WORD = "请用 Word 或 WPS 打开后另存为 .docx 再提交"
_SOURCE = "请提交可编辑的原件（.docx）或导出的文本（.txt）"

_BY_STREAM = (
    ("EncryptedPackage", "encrypted", "文件设有密码，无法读取，请去掉密码后重新提交"),
    ("WordDocument", "unsupported", f"是旧版 Word 文档（.doc 或 .wps），{_AS_WORD}"),
    ("Workbook", "unsupported", "是旧版 Excel 工作簿，请把绩效目标表复制到 Word 文档（.docx）再提交"),
)
_BY_MEMBER = (
    (b"word/document", f"是不完整的 Word 文档，{_AS_WORD}"),
    (b"xl/workbook", "是 Excel 工作簿，请把绩效目标表复制到 Word 文档（.docx）再提交"),
    (b"OFD.xml", f"是 OFD 版式文件，{_SOURCE}"),
    (b"vnd.oasis.opendocument", f"是 OpenDocument 文档，{_AS_WORD}"),
)
_BY_START = (
    (rb"%PDF", f"是 PDF 文件，{_SOURCE}"),
    (rb"\{\\rtf", f"是 RTF 文档，{_AS_WORD}"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM", f"是图片，{_SOURCE}"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "是压缩包，请解压后提交其中的文件"),
    (rb"<\?xml|<w:", f"是 XML 文件，{_AS_WORD}"),
    (rb"(?i)<(?:!doctype html|html|head|body|table|meta)\b|mime-version:", f"是网页，{_AS_WORD}"),
)
_UNKNOWN = "不是可识别的文件格式（按内容判断），请提交 Word、WPS、Excel、PDF、OFD、网页或文本格式的表格"


def refusal(name: str, data: bytes) -> ReadError:
    """The error for a file of a format that is not read, told by its content."""
    kind, saying = _judged(data)
    return ReadError(kind, f"{name}：{saying}。")


def _judged(data: bytes) -> tuple[str, str]:
    if data.startswith(_CFB):
        streams = (entry for entry in _BY_STREAM if entry[0].encode("utf-16-le") in data)
        return next(((kind, saying) for _, kind, saying in streams), ("unsupported", _UNKNOWN))
    if data.startswith(_ZIP):
        inside = (saying for mark, saying in _BY_MEMBER if mark in data)
        return "unsupported", next(inside, "是压缩包而不是 Word 文档，请解压后提交其中的文件")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "unsupported", next((saying for mark, saying in _BY_START if re.match(mark, start)), _UNKNOWN)
