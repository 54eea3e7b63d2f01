"""Pictures of forms (.png, .jpg, .tif, .bmp), read where the extra ``ocr`` is installed."""

from __future__ import annotations

import re

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader

__all__ = ["READER"]

_STARTS = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\x00|MM\x00\*|BM.{4}\x00{4}", re.DOTALL)


def recognises(source: Source) -> int:
    """90 for a file that begins as a picture, else 0."""
    return 90 if _STARTS.match(source.data) else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables on a picture. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    from auditkit.readers.scan_apart import is_installed, read_recognised
    from auditkit.readers.stitch_document import scanned

    if not is_installed():
        raise scanned("文件是图片")
    return read_recognised(source, limits, "image")


READER = Reader(
    name="scan", title="图片（.png、.jpg、.tif、.bmp，要安装识别组件）", recognises=recognises, read=read
)
"""Without the recogniser it takes pictures all the same, to say what can be done."""
