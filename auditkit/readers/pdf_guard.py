"""Refuse PDF files whose streams inflate without measure, before PDFium takes them in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

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
_SAMPLE = 2048
_HEAD = 600
_EXPANDING = re.compile(rb"/(?:FlateDecode|LZWDecode|RunLengthDecode|Fl|LZW|RL)\b")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*\[([^\]]*)\]")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")


def check_streams(data: bytes, limits: Limits) -> None:
    """Raise ``ReadError`` for a stream packed twice over, or ones that inflate beyond the limits.

    Streams are inflated for this only if all that are packed could together exceed ``CONTENT``, the
    largest first, until the rest cannot.
    """
    if len(data) > limits.file_bytes:
        raise ReadError("hostile", f"文件超过 {limits.file_bytes / 2**20:g} MB，未读取，请拆分后再提交。")
    packed = sorted(_packed(data), key=len, reverse=True)
    allowed = CONTENT + 4 * len(data)
    possible = _DEFLATE * sum(len(stream) for stream in packed)
    total = 0
    for stream in packed:
        if total + possible <= allowed:
            return
        possible -= _DEFLATE * len(stream)
        total += _inflated(stream, limits)
        if total > allowed:
            raise _hostile("PDF 的内容解压后过大")


def _packed(data: bytes) -> Iterator[memoryview]:
    """The deflated streams but for pictures, which are never drawn."""
    view = memoryview(data)
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
        stream = view[begin : len(data) if end < 0 else end]
        if not _IMAGE.search(head) or _is_written(_start(stream)):
            yield stream


def _start(stream: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _SAMPLE)
    except zlib.error:
        return b""


def _inflated(packed: memoryview, limits: Limits) -> int:
    """How much a stream inflates to. Raises ``ReadError`` beyond the limits."""
    engine = zlib.decompressobj()
    size = 0
    piece: bytes | memoryview = packed
    try:
        while piece and not engine.eof:
            chunk = engine.decompress(piece, _STEP)
            size += len(chunk)
            piece = engine.unconsumed_tail
            read = max(len(packed) - len(piece), 1)
            if size > limits.part_bytes or (size > EARLY and size > limits.ratio * read):
                raise _hostile(f"PDF 内数据的压缩比超过 {limits.ratio} 倍")
            if not chunk:
                break
    except zlib.error:
        return size
    return size


def _is_written(chunk: bytes) -> bool:
    """Whether bytes look like the operators of a page rather than the dots of a picture."""
    return sum(1 for byte in chunk if 32 <= byte < 127 or byte in b"\r\n\t") > 0.95 * len(chunk) > 0


def _hostile(reason: str) -> ReadError:
    return ReadError("hostile", f"{reason}，为安全起见未读取，请重新导出后再提交。")
