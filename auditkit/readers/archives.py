"""Zip archives of submissions: the files in them, one after another, in memory only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditkit.document import Limits, ReadError, Source
from auditkit.readers.archive_names import name_of
from auditkit.readers.docx_package import Package

__all__ = ["MAGIC", "Inner", "inner_files", "is_archive"]

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
DEEPEST = 3
"""Archives inside each other that are opened."""
TOTAL = 4
"""What all files of an archive may hold together, in sizes of the largest part."""

_FIRST = ("[content_types].xml", "_rels/.rels", "mimetype", "word/", "xl/", "docprops/", "ofd.xml", "doc_0/")
_DOCUMENTS = frozenset(("[content_types].xml", "word/document.xml", "xl/workbook.xml", "ofd.xml"))
_OPEN = frozenset(("mimetype", "content.xml"))
_REMEDY = "请解压后直接提交其中的文件"


@dataclass(frozen=True, slots=True)
class Inner:
    """A file in an archive: what it holds, or why it could not be taken out."""

    name: str
    source: Source | None = None
    error: ReadError | None = None


class _Members(Package):
    """The entries of an archive by their number; they may be called anything."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self.entries = _directory(data, limits)
        self._members = {str(number): entry for number, entry in enumerate(self.entries)}


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be inflated, and how many files taken out."""

    size: int
    files: int


def is_archive(data: bytes) -> bool:
    """Whether a file is a zip archive of files, and not a document that is a zip file inside."""
    if not data.startswith(MAGIC):
        return False
    size = int.from_bytes(data[26:28], "little")
    first = data[30 : 30 + size].decode("cp437").lower().replace("\\", "/")
    if data.startswith(MAGIC[0]) and first.startswith(_FIRST):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        return not any(
            mark in data for mark in (b"word/document", b"xl/workbook", b"OFD.xml", b"opendocument")
        )
    return not (names & _DOCUMENTS or names >= _OPEN)


def inner_files(
    name: str, data: bytes, limits: Limits, is_noise: Callable[[str], bool] = lambda _: False
) -> Iterator[Inner]:
    """The files in an archive, those of archives inside it too; ``name`` stands in front of their names.

    Entries of which a part of the path ``is_noise`` are passed over. Never raises ``ReadError``.
    """
    budget = _Budget(limits.part_bytes * TOTAL, limits.entries)
    yield from _files(name, data, limits, is_noise, budget, 1)


def _files(
    name: str, data: bytes, limits: Limits, is_noise: Callable[[str], bool], budget: _Budget, depth: int
) -> Iterator[Inner]:
    try:
        members = _Members(data, limits)
    except ReadError as error:
        yield Inner(name, None, error)
        return
    taken: dict[str, int] = {}
    for number, entry in enumerate(members.entries):
        path = name_of(entry)
        if entry.orig_filename.endswith(("/", "\\")) or any(is_noise(part) for part in path.split("/")):
            continue
        times = taken[path] = taken.get(path, 0) + 1
        full = f"{name}/{path or '（无名文件）'}" + (f"（{times}）" if times > 1 else "")
        try:
            content = _content(members, str(number), limits, budget)
        except ReadError as error:
            yield Inner(full, None, error)
            continue
        if not is_archive(content):
            yield Inner(full, Source(full, content))
        elif depth >= DEEPEST:
            yield Inner(full, None, _error("unsupported", f"压缩包嵌套超过 {DEEPEST} 层，未打开"))
        else:
            yield from _files(full, content, limits, is_noise, budget, depth + 1)
    if not taken:
        yield Inner(name, None, _error("empty", "压缩包里没有文件", "请检查后重新打包提交"))


def _content(members: _Members, number: str, limits: Limits, budget: _Budget) -> bytes:
    budget.files -= 1
    if budget.files < 0:
        raise _error("hostile", f"压缩包里的文件超过 {limits.entries} 个，其余未读取", "请分成几个压缩包提交")
    pieces = []
    size = 0
    try:
        for chunk in members.chunks(number):
            size += len(chunk)
            budget.size -= len(chunk)
            if size > limits.file_bytes:
                raise _error(
                    "hostile", f"解压后超过 {limits.file_bytes / 2**20:g} MB，未读取", "请拆分后再提交"
                )
            if budget.size < 0:
                raise _error("hostile", "压缩包解压后的总量过大，其余未读取", "请分成几个压缩包提交")
            pieces.append(chunk)
    except ReadError as error:
        raise _in_words(error) from error
    return b"".join(pieces)


def _directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of an archive. Raises ``ReadError``."""
    if data.count(b"PK\x01\x02") > limits.entries:
        raise _error("hostile", f"压缩包里的文件超过 {limits.entries} 个，未读取", "请分成几个压缩包提交")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError) as error:
        raise _error("corrupt", "压缩包已损坏，无法打开", "请重新打包后提交") from error
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise _error("hostile", "压缩包里的文件互相重叠，为安全起见未读取")
        end = entry.header_offset + entry.compress_size
    return entries


def _in_words(error: ReadError) -> ReadError:
    """What the reader of packages says, in words that fit an archive."""
    if error.kind == "encrypted":
        return _error("encrypted", "压缩包设有密码，这个文件未能读取", "请去掉密码后重新打包提交")
    if error.kind == "unsupported":
        return _error("unsupported", "压缩方式不能识别")
    if error.kind == "corrupt":
        return _error("corrupt", "压缩包里的这个文件已损坏", "请重新打包后提交")
    if "Word" in error.message:
        return _error("hostile", error.message.partition("，")[0] + "，为安全起见未读取")
    return error


def _error(kind: str, says: str, remedy: str = _REMEDY) -> ReadError:
    return ReadError(kind, f"{says}，{remedy}。")
