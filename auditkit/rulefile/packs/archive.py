"""A pack in one file (``.akpack``): written the same each time, verified file by file, read in memory.

The archive is a zip that holds its files uncompressed, MANIFEST.json first. Nothing is ever
unpacked to disk, and no program in it is ever run.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditkit.rule import PackError
from auditkit.rulefile.packs.pack_files import MOST_BYTES, MOST_FILES, MOST_IN_ALL, PackFiles

__all__ = ["MANIFEST", "SUFFIX", "Manifest", "read_archive", "write_archive"]

SUFFIX = ".akpack"
MANIFEST = "MANIFEST.json"
_MOST_ARCHIVE = 60_000_000
_MOST_RATIO = 200
_LINK = 0o120000
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says it holds. ``files`` maps each path to its sha256."""

    id: str
    title: str
    version: str
    requires: str
    extends: tuple[str, ...]
    files: Mapping[str, str]


def write_archive(files: Mapping[str, bytes], card: Mapping[str, Any]) -> bytes:
    """The archive of these files; equal files give equal bytes, on every system.

    Line ends are made ``\\n``. ``card`` holds id, title, version, requires and extends.
    """
    texts = {path: data.replace(b"\r\n", b"\n") for path, data in sorted(files.items())}
    listed = {path: sha256(data).hexdigest() for path, data in texts.items()}
    manifest = json.dumps({"auditkit": 1, **card, "files": listed}, ensure_ascii=False, indent=1) + "\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, data in ((MANIFEST, manifest.encode()), *texts.items()):
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def read_archive(path: Path, origin: str) -> tuple[Manifest, PackFiles]:
    """The manifest and the verified files of an archive.

    Raises:
        PackError: naming the first file that is damaged, missing or not in the manifest.
    """
    try:
        if path.stat().st_size > _MOST_ARCHIVE:
            raise PackError(f"{origin} 过大，不像规则包，没有读取。")
        data = path.read_bytes()
    except OSError as error:
        raise PackError(f"{origin} 打不开（{error.strerror or error}），请检查路径。") from None
    files = _unzip(data, origin)
    if MANIFEST not in files:
        raise PackError(f"{origin} 里没有 {MANIFEST}，不是 auditkit rules pack 生成的规则包，请重新打包。")
    manifest = _manifest(files.pop(MANIFEST), origin)
    _verify(manifest, files, origin)
    return manifest, PackFiles(origin, dict(sorted(files.items())))


def _verify(manifest: Manifest, files: Mapping[str, bytes], origin: str) -> None:
    for path, digest in sorted(manifest.files.items()):
        if path not in files:
            raise PackError(f"{origin} 缺少文件 {path}，规则包不完整，请向提供者重新索取。")
        if sha256(files[path]).hexdigest() != digest:
            raise PackError(f"{origin} 里的 {path} 已损坏或被改动（校验值不符），请向提供者重新索取。")
    for path in files:
        if path not in manifest.files:
            raise PackError(f"{origin} 里多出文件 {path}，不在清单中，规则包被改动过，请向提供者重新索取。")


def _manifest(data: bytes, origin: str) -> Manifest:
    try:
        said = json.loads(data)
        files = {str(path): str(digest) for path, digest in said["files"].items()}
        extends = tuple(map(str, said["extends"]))
        identity, title, version, requires = (said[key] for key in ("id", "title", "version", "requires"))
        if said["auditkit"] != 1 or not all(
            isinstance(text, str) for text in (identity, title, version, requires)
        ):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackError(f"{origin} 的 {MANIFEST} 读不懂，规则包已损坏，请向提供者重新索取。") from None
    return Manifest(identity, title, version, requires, extends, files)


def _unzip(data: bytes, origin: str) -> dict[str, bytes]:
    """All files of a zip in memory, within limits on number, size and ratio."""
    files: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in _entries(archive, origin):
                content = _content(archive, info, origin)
                total += len(content)
                swollen = len(content) > 100_000 and len(content) > info.compress_size * _MOST_RATIO
                if len(content) > MOST_BYTES or total > MOST_IN_ALL or swollen:
                    raise PackError(f"{origin} 里的 {info.filename} 解开后过大，没有读取。")
                files[info.filename] = content
    except PackError:
        raise
    except Exception as error:  # noqa: BLE001 - zipfile raises many kinds for damaged archives
        raise PackError(f"{origin} 已损坏，不是完整的规则包（{error}），请向提供者重新索取。") from None
    return files


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(MOST_BYTES + 1)
    except Exception as error:  # noqa: BLE001 - as above
        why = f"{origin} 里的 {info.filename} 已损坏（{error}），请向提供者重新索取。"
        raise PackError(why) from None


def _entries(archive: zipfile.ZipFile, origin: str) -> Iterator[zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > MOST_FILES:
        raise PackError(f"{origin} 里的文件太多，不像规则包，没有读取。")
    seen: set[str] = set()
    for info in listed:
        name = info.filename
        parts = name.removesuffix("/").split("/")
        absolute = name.startswith("/") or "\\" in name or ":" in name or "\0" in info.orig_filename
        if absolute or any(part in ("", ".", "..") for part in parts):
            raise PackError(f"{origin} 里的文件名“{name[:_SHORT]}”不合规定，没有读取。")
        if info.external_attr >> 16 & 0o170000 == _LINK or info.flag_bits & 0x1:
            raise PackError(f"{origin} 里的 {name} 是链接或加了密，没有读取。")
        if name.casefold() in seen:
            raise PackError(f"{origin} 里有两个同名文件 {name}，没有读取。")
        seen.add(name.casefold())
        if not info.is_dir():
            yield info
