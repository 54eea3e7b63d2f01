"""Opening the zip package of an Office file without trusting it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from auditkit.document import Limits, ReadError

__all__ = ["Package", "damaged", "hostile"]

INPUT_STEP = 256 * 2**10
"""Compressed bytes handed to zlib at a time."""
OUTPUT_STEP = 4 * 2**20
"""Inflated bytes taken from zlib at a time."""
RATIO_FLOOR = 2**20
"""Inflated bytes below which the compression ratio does not matter."""
EARLY_FLOOR = 16 * 2**20
"""Inflated bytes from which the ratio of what has been read so far counts, not only of the whole."""
SMALL_PART = 32 * 2**20
"""Inflated bytes a part may have that is read whole."""

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_TROUBLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def damaged() -> ReadError:
    """The error for a package that is not whole."""
    return ReadError("corrupt", "文件已损坏，无法读取，请用 Word 打开后另存为新的 .docx 文件再提交。")


def hostile(reason: str) -> ReadError:
    """The error for a package that no office program would write; ``reason`` in Chinese."""
    return ReadError("hostile", f"{reason}，为安全起见未读取，请用 Word 打开后另存为新的 .docx 文件再提交。")


class Package:
    """The members of a zip file by their lower-case path with forward slashes.

    Raises ``ReadError`` when the directory is damaged, has too many entries, lists a name twice,
    or has entries that overlap. Sizes are checked when a member is read.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        if len(data) > limits.file_bytes:
            raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
        if data.count(b"PK\x01\x02") > limits.entries:
            raise hostile("压缩包内的条目过多")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except _TROUBLE as error:
            raise damaged() from error
        self._members = _index(entries)

    def __contains__(self, path: object) -> bool:
        return path in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def read(self, path: str) -> bytes:
        """A small part as a whole; ``b""`` when there is none. Raises ``ReadError``."""
        if path not in self._members:
            return b""
        pieces = []
        size = 0
        for chunk in self.chunks(path):
            size += len(chunk)
            if size > SMALL_PART:
                raise hostile("文件内的附属部件过大")
            pieces.append(chunk)
        return b"".join(pieces)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A part in pieces of at most 4 MiB, inflated as they are asked for. Raises ``ReadError``."""
        entry = self._members[path]
        self._vet(entry, entry.file_size)
        try:
            payload = self._payload(entry)
            size = checksum = 0
            unpack = _stored if entry.compress_type == zipfile.ZIP_STORED else _inflated
            for chunk, consumed in unpack(payload):
                size += len(chunk)
                self._vet(entry, size)
                if size > EARLY_FLOOR and size > self._limits.ratio * consumed:
                    raise self._too_dense()
                if size > entry.file_size:
                    raise hostile("文件解压后比它声明的大")
                checksum = zlib.crc32(chunk, checksum)
                yield chunk
        except _TROUBLE as error:
            raise damaged() from error
        if size != entry.file_size or checksum != entry.CRC:
            raise damaged()

    def _vet(self, entry: zipfile.ZipInfo, size: int) -> None:
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", "文件设有密码，无法读取，请去掉密码后重新提交。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReadError("unsupported", "文件的压缩方式不是 Word 用的，请用 Word 打开后另存再提交。")
        if size > self._limits.part_bytes:
            raise hostile(f"文件解压后超过 {self._limits.part_bytes / 2**20:g} MB")
        if size > RATIO_FLOOR and size > self._limits.ratio * entry.compress_size:
            raise self._too_dense()

    def _too_dense(self) -> ReadError:
        return hostile(f"文件的压缩比超过 {self._limits.ratio} 倍")

    def _payload(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = _LOCAL_HEADER.unpack_from(self._data, start)
        name_end = start + _LOCAL_HEADER.size + header[9]
        name = self._data[start + _LOCAL_HEADER.size : name_end]
        begin = name_end + header[10]
        payload = memoryview(self._data)[begin : begin + entry.compress_size]
        codec = "utf-8" if header[2] & 0x800 else "cp437"
        if header[0] != b"PK\x03\x04" or name.decode(codec) != entry.orig_filename:
            raise zipfile.BadZipFile
        if len(payload) != entry.compress_size:
            raise EOFError
        return payload


def _index(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Members by path; refuses what two programs could read in two ways."""
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = entry.filename.replace("\\", "/").strip("/").lower()
        is_folder = entry.filename.endswith("/")
        if path in members and not is_folder:
            raise hostile("压缩包内有重名的条目")
        if not is_folder:
            members[path] = entry
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise hostile("压缩包内的条目互相重叠")
        end = entry.header_offset + _LOCAL_HEADER.size + entry.compress_size
    if entries and min(entry.header_offset for entry in entries) != 0:
        raise hostile("文件开头夹带了压缩包以外的内容")
    return members


def _stored(payload: memoryview) -> Iterator[tuple[bytes, int]]:
    """Chunks, each with how much of ``payload`` has been used up with it."""
    for start in range(0, len(payload), OUTPUT_STEP):
        yield bytes(payload[start : start + OUTPUT_STEP]), start + OUTPUT_STEP


def _inflated(payload: memoryview) -> Iterator[tuple[bytes, int]]:
    """The same of deflated data."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    for end in range(INPUT_STEP, len(payload) + INPUT_STEP, INPUT_STEP):
        piece: bytes | memoryview = payload[end - INPUT_STEP : end]
        while piece and not engine.eof:
            chunk = engine.decompress(piece, OUTPUT_STEP)
            piece = engine.unconsumed_tail
            if chunk:
                yield chunk, end - len(piece)
    if rest := engine.flush():
        yield rest, len(payload)
    if not engine.eof:
        raise EOFError
