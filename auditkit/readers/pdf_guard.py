"""Refuse PDF files whose streams inflate without measure, before PDFium takes them in."""

from __future__ import annotations

import re
import zlib

from auditkit.document import Limits, ReadError

__all__ = ["check_streams"]

_STREAM = re.compile(rb"stream\r?\n?")
_ZLIB = 0x08
"""The bits that tell a zlib stream by its first byte."""
_DEFLATE = 1032
"""The most that deflate packs into one byte."""
EARLY = 16 * 2**20
"""Inflated bytes of a stream from which its ratio counts."""
CONTENT = 96 * 2**20
"""Inflated bytes that all streams but pictures may have together, beyond four times the file's own size."""
_STEP = 2**20
_HEAD = 600
_EXPANDING = re.compile(rb"/(?:FlateDecode|LZWDecode|RunLengthDecode|Fl|LZW|RL)\b")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*\[([^\]]*)\]")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")


def check_streams(data: bytes, limits: Limits) -> None:
    """Raise ``ReadError`` for a stream packed twice over, or one that inflates beyond the limits."""
    if len(data) > limits.file_bytes:
        raise ReadError("hostile", f"文件超过 {limits.file_bytes / 2**20:g} MB，未读取，请拆分后再提交。")
    total = 0
    for found in _STREAM.finditer(data):
        begin = found.end()
        if data[found.start() - 3 : found.start()] == b"end":
            continue
        head = data[max(found.start() - _HEAD, 0) : found.start()]
        head = head[max(head.rfind(b" obj"), head.rfind(b"endobj")) + 1 :]
        filters = _FILTERS.search(head)
        if filters and len(_EXPANDING.findall(filters[1])) > 1:
            raise _hostile("PDF 内有重复压缩的数据")
        if begin >= len(data) or data[begin] & 0x8F != _ZLIB:
            continue
        end = data.find(b"endstream", begin)
        end = len(data) if end < 0 else end
        if (end - begin) * _DEFLATE <= EARLY:
            continue
        total += _inflated(memoryview(data)[begin:end], limits, bool(_IMAGE.search(head)))
        if total > CONTENT + 4 * len(data):
            raise _hostile("PDF 的内容解压后过大")


def _inflated(packed: memoryview, limits: Limits, is_image: bool) -> int:
    """How much a stream inflates to; pictures, which are never drawn, count for nothing."""
    engine = zlib.decompressobj()
    size = 0
    piece: bytes | memoryview = packed
    try:
        while piece and not engine.eof:
            chunk = engine.decompress(piece, _STEP)
            size += len(chunk)
            piece = engine.unconsumed_tail
            if is_image and not _is_written(chunk):
                return 0
            if size > limits.part_bytes or (
                size > EARLY and size > limits.ratio * max(len(packed) - len(piece), 1)
            ):
                raise _hostile(f"PDF 内数据的压缩比超过 {limits.ratio} 倍")
            if not chunk:
                break
    except zlib.error:
        return size
    return size


def _is_written(chunk: bytes) -> bool:
    """Whether bytes look like the operators of a page rather than the dots of a picture."""
    sample = chunk[:4096]
    return sum(1 for byte in sample if 32 <= byte < 127 or byte in b"\r\n\t") > 0.95 * len(sample)


def _hostile(reason: str) -> ReadError:
    return ReadError("hostile", f"{reason}，为安全起见未读取，请重新导出后再提交。")
