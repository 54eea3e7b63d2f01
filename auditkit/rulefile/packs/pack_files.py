"""The files of a pack, as bytes by their path: from a folder, a rule file, or an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from auditkit.rule import PackError

__all__ = ["RULE_SUFFIXES", "PackFiles", "collect_files", "decode"]

RULE_SUFFIXES = (".yaml", ".yml", ".py")
MOST_FILES = 2000
MOST_BYTES = 5_000_000
MOST_IN_ALL = 50_000_000
_MOST_SEEN = 20_000
_MOST_DEPTH = 10
_SKIPPED = ("__pycache__", "node_modules", "venv")


@dataclass(frozen=True, slots=True)
class PackFiles:
    """``origin`` is what the pack is called in messages: the path as a person wrote it.

    ``folder`` is the folder on disk, which only a folder has: Python rules are imported from there.
    """

    origin: str
    files: Mapping[str, bytes]
    folder: Path | None = None

    def name(self, path: str) -> str:
        """What a file is called in messages."""
        return self.origin if path == "" else f"{self.origin}/{path}"

    def digest(self) -> str:
        """The digest of all files, independent of place and line endings."""
        total = sha256()
        for path, data in sorted(self.files.items()):
            total.update(path.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
        return total.hexdigest()


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        PackError: when it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PackError(f"{name} 不是 UTF-8 编码，请用编辑器另存为 UTF-8。") from None


def collect_files(folder: Traversable, origin: str, suffixes: tuple[str, ...] = RULE_SUFFIXES) -> PackFiles:
    """The files of a folder with these suffixes, without hidden ones.

    Raises:
        PackError: when a file cannot be read, or the folder is no pack by its size.
    """
    found: dict[str, bytes] = {}
    total = 0
    for path, item in _walk(folder, "", 0, _counter(origin)):
        lower = path.lower()
        if lower.endswith((".yaml.txt", ".yml.txt")):
            raise PackError(f"{origin}/{path} 的文件名多了“.txt”，规则不会生效，请改名去掉。")
        if not lower.endswith(suffixes):
            continue
        try:
            data = item.read_bytes()
        except OSError as error:
            raise PackError(f"{origin}/{path} 读不了（{error.strerror or error}），请检查权限。") from None
        total += len(data)
        if len(data) > MOST_BYTES or total > MOST_IN_ALL or len(found) >= MOST_FILES:
            raise PackError(f"{origin}/{path} 过大，或文件太多，不像规则包，请检查路径。")
        found[path] = data
    return PackFiles(origin, dict(sorted(found.items())), folder if isinstance(folder, Path) else None)


def _counter(origin: str) -> Callable[[], None]:
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen > _MOST_SEEN:
            raise PackError(f"{origin} 里的文件太多，不像规则包，请检查路径。")

    return count


def _walk(
    folder: Traversable, prefix: str, depth: int, count: Callable[[], None]
) -> Iterator[tuple[str, Traversable]]:
    try:
        items = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        raise PackError(f"{folder} 打不开（{error.strerror or error}），请检查权限。") from None
    for item in items:
        count()
        if item.name.startswith((".", "~$")) or item.name in _SKIPPED:
            continue
        if isinstance(item, Path) and item.is_symlink():  # a pack from elsewhere must not show our files
            raise PackError(f"{item.as_posix()} 是指向别处的链接，规则包里只能放真实的文件，请换成文件本身。")
        if item.is_dir():
            if depth >= _MOST_DEPTH:
                raise PackError(f"{prefix}{item.name} 的文件夹嵌套过深，不像规则包，请检查路径。")
            yield from _walk(item, f"{prefix}{item.name}/", depth + 1, count)
        elif item.is_file():
            yield prefix + item.name, item
