"""The zip package of an OFD file: members by the loose paths that programs write, and refusals in its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import dirname, normpath

from auditkit.document import Limits, ReadError
from auditkit.readers.docx_package import Package

__all__ = ["ROOT", "Parts", "damaged", "hostile", "wordings"]

ROOT = "ofd.xml"
"""The part with which everything begins."""
_REMEDY = "请重新导出 OFD 文件后再提交"


def damaged() -> ReadError:
    """The error for a file that is not whole."""
    return ReadError("corrupt", f"OFD 文件已损坏，无法读取，{_REMEDY}。")


def hostile(reason: str) -> ReadError:
    """The error for a file that no program would write; ``reason`` in Chinese."""
    return ReadError("hostile", f"{reason}，为安全起见未读取，{_REMEDY}。")


@contextmanager
def wordings() -> Iterator[None]:
    """Give refusals of what the .docx reader shares (zip) the words for OFD files."""
    try:
        yield
    except ReadError as error:
        message = error.message.replace("请用 Word 打开后另存为新的 .docx 文件再提交", _REMEDY)
        message = message.replace("不是 Word 用的，请用 Word 打开后另存再提交", f"不是 OFD 用的，{_REMEDY}")
        raise ReadError(error.kind, message) from error
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


class Parts:
    """The parts of the package, found by paths with any case, slashes and starting point."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._package = Package(data, limits)

    def __contains__(self, path: object) -> bool:
        return path in self._package

    def find(self, path: str, origin: str = "") -> str | None:
        """The member that a path written in the part ``origin`` means, or None.

        Tried in turn: from the folder of that part, from the root, and whatever single member ends so.
        """
        wanted = path.strip().replace("\\", "/").lower()
        if not wanted:
            return None
        bare = normpath("/" + wanted).lstrip("/")
        tries = [] if wanted.startswith("/") else [normpath(f"/{dirname(origin)}/{wanted}").lstrip("/")]
        for candidate in (*tries, bare):
            if candidate in self._package:
                return candidate
        ending = [member for member in self._package if member.endswith("/" + bare)]
        return ending[0] if len(ending) == 1 else None

    def read(self, path: str) -> bytes:
        """A part as a whole. Raises ``ReadError``."""
        return self._package.read(path)
