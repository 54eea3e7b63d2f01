"""Say what a file is that no reader takes, and what to do about it."""

from __future__ import annotations

import re

from auditkit.document import ReadError

__all__ = ["refusal"]

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_AS_WORD = "请用 Word 或 WPS 打开后另存为 .docx 再提交"
_AS_TABLE = "请把绩效目标表复制到 Word 文档（.docx）再提交"
_SOURCE = "最好提交可编辑的原件（.docx）"

_BY_STREAM = (
    ("EncryptedPackage", "encrypted", "文件设有密码，无法读取，请去掉密码后重新提交"),
    ("WordDocument", "corrupt", f"是不完整的旧版 Word 文档（.doc 或 .wps），{_AS_WORD}"),
    ("Workbook", "corrupt", "是不完整的旧版 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再提交"),
)
_BY_MEMBER = (
    (b"word/document", f"是不完整的 Word 文档，{_AS_WORD}"),
    (b"xl/workbook", "是不完整的 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再提交"),
    (b"OFD.xml", f"是不完整的 OFD 版式文件，请重新导出，{_SOURCE}"),
    (b"vnd.oasis.opendocument", f"是不完整的 OpenDocument 文档，{_AS_WORD}"),
    (b"ppt/", f"是演示文稿，{_AS_TABLE}"),
)
_BY_START = (
    (rb"GIF8|RIFF....WEBP|....ftyp(?:heic|heix|mif1)", f"是图片，请转为 .png 或 .jpg，{_SOURCE}"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "是压缩包，请解压后提交其中的文件，或改为 .zip"),
    (rb"<\?xml|<w:", f"是 XML 文件，{_AS_WORD}"),
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
    return "unsupported", next(
        (saying for mark, saying in _BY_START if re.match(mark, start, re.DOTALL)), _UNKNOWN
    )
