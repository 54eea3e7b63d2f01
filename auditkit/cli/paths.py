"""From the paths a user names to the files to audit: folders, patterns, single files."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath

from auditkit.document import Source
from auditkit.report import SourceCard, Unreadable

__all__ = ["count_sources", "find_files", "open_source", "open_sources", "write_file"]

_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
_NOTHING = ""
_ARCHIVE = 4
"""How much larger than a single file an archive may be."""
# What marks a folder as a rule pack or a program: no submissions in there.
_OF_PROGRAMS = ("pack.yaml", "pyproject.toml")


def _is_noise(name: str) -> bool:
    """Lock files of Word and WPS, hidden files, and what desktops leave behind."""
    return name.startswith((".", "~$", ".~")) or name.lower() in _SYSTEM_FILES


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        if any(mark in names for mark in _OF_PROGRAMS) and Path(root) != folder:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _is_noise(name))
        for name in sorted(names):
            if not _is_noise(name):
                yield Path(root) / name


def find_files(paths: Iterable[str], apart_from: Iterable[Path] = ()) -> list[Path]:
    """The files behind the given paths, each once, in the order met.

    A path that does not exist is kept as it is, so that opening it can say so. ``apart_from`` are
    the files this run is about to write.
    """
    outputs = {path.resolve() for path in apart_from}
    found: dict[Path, Path] = {}
    for text in paths:
        path = Path(text)
        if path.is_dir():
            hits: Iterable[Path] = _walk(path)
        elif not path.exists() and glob.has_magic(text):
            matches = [Path(hit) for hit in sorted(glob.glob(text, recursive=True))]
            hits = [file for hit in matches for file in (_walk(hit) if hit.is_dir() else [hit])]
        else:
            hits = [path]
        for hit in hits:
            resolved = hit.resolve()
            if resolved not in outputs:
                found.setdefault(resolved, hit)
    return list(found.values())


def open_source(path: Path, most: int) -> Source | Unreadable:
    """The bytes of a file, or why it could not be opened. ``most`` is the size limit in bytes."""
    name = path.as_posix()
    reason = kind = ""
    try:
        if not path.exists():
            kind, reason = "missing", "文件不存在，请检查路径。"
        elif not path.is_file():
            kind, reason = "unsupported", "不是普通文件，未读取。"
        elif path.stat().st_size > most:
            kind, reason = "hostile", f"文件超过 {most // 2**20} MB 的上限，未读取；请拆分后再提交。"
        else:
            return Source(name, path.read_bytes())
    except PermissionError:
        kind, reason = "missing", "没有读取权限，或文件正被其他程序占用，请关闭后重试。"
    except OSError as error:
        kind, reason = "missing", f"打开失败（{error.strerror or error}），请检查文件。"
    return Unreadable(SourceCard(name, _NOTHING), kind, f"{name}：{reason}")


def open_sources(path: Path, most: int) -> Iterator[Source | Unreadable]:
    """What a path stands for: one file, or all files in a zip archive, or one of those.

    A file in an archive is called ``批次.zip/甲.docx``, and may be asked for under that name.
    """
    archive = path if path.exists() else next((place for place in path.parents if place.is_file()), path)
    source = open_source(archive, _most(archive, most))
    if isinstance(source, Unreadable) or not _is_archive(source):
        yield source if archive == path else open_source(path, most)
        return
    from auditkit.document import Limits
    from auditkit.readers.archives import inner_files

    found = False
    for inner in inner_files(source.name, source.data, Limits(file_bytes=most), _is_noise):
        if archive != path and path.as_posix() not in (inner.name, *_above(inner.name)):
            continue
        found = True
        if inner.source is not None:
            yield inner.source
        elif inner.error is not None:
            reason = f"{inner.name}：{inner.error.message}"
            yield Unreadable(SourceCard(inner.name, _NOTHING), inner.error.kind, reason)
    if not found:
        yield open_source(path, most)


def count_sources(paths: Iterable[Path], most: int) -> int:
    """How many files the paths stand for, each file of an archive counted; opens every archive for it."""
    return sum(1 if _is_single(path) else sum(1 for _ in open_sources(path, most)) for path in paths)


def _is_single(path: Path) -> bool:
    """Whether a path is surely one file: it is there, and does not begin as a zip file does."""
    try:
        with path.open("rb") as file:
            return not file.read(2).startswith(b"PK")
    except OSError:
        return path.exists()


def _above(name: str) -> list[str]:
    """The folders and archives in which a file stands."""
    return [str(place) for place in PurePosixPath(name).parents]


def _most(path: Path, most: int) -> int:
    """The size limit of a file; an archive of files may be larger than one."""
    try:
        with path.open("rb") as file:
            return _ARCHIVE * most if file.read(4).startswith(b"PK") else most
    except OSError:
        return most


def _is_archive(source: Source) -> bool:
    from auditkit.readers.archives import is_archive

    return is_archive(source.data)


def write_file(path: Path, data: bytes) -> None:
    """Write through a temporary file beside the target, so that a failure leaves the old one whole.

    Raises:
        OSError: when the folder or file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256(os.fsencode(path.name)).hexdigest()[:8]
    draft = path.with_name(f".{digest}-{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
