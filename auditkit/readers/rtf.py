"""Rich text (.rtf), also saved as .doc: the text and the grid that Word shows."""

from __future__ import annotations

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import hostile
from auditkit.readers.flow_document import document_of
from auditkit.readers.rtf_story import StoryReader

__all__ = ["READER"]

_MAGIC = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n\x00"
_HEAD = 1024
_CUT_OFF = "文件不完整（缺少结尾），后面可能还有内容没有读到，请对照原文核对。"


def recognises(source: Source) -> int:
    """95 for what begins as rich text, else 0."""
    return 95 if source.data[:_HEAD].lstrip(_BEFORE).startswith(_MAGIC) else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a rich text. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    if not recognises(source):
        raise ReadError("unsupported", "文件不是 RTF 文档，请用 Word 打开后另存为 .docx 再提交。")
    notes: set[str] = set()
    try:
        reader = StoryReader(limits, notes)
        items = reader.items(source.data.decode("latin-1"))
        warnings = () if reader.is_whole else (_CUT_OFF,)
        return document_of(source.name, READER.name, items, notes, warnings)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


READER = Reader(name="rtf", title="RTF 文档（.rtf）", recognises=recognises, read=read)
