"""Refusals of spreadsheets, in words that fit them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from auditkit.document import ReadError

__all__ = ["damaged", "hostile", "locked", "wordings"]

_REMEDY = "请用 Excel 或 WPS 表格打开后另存为新的 .xlsx 文件再提交"


def damaged() -> ReadError:
    """The error for a workbook that is not whole."""
    return ReadError("corrupt", f"文件已损坏，无法读取，{_REMEDY}。")


def hostile(reason: str) -> ReadError:
    """The error for a workbook that no office program would write; ``reason`` in Chinese."""
    return ReadError("hostile", f"{reason}，为安全起见未读取，{_REMEDY}。")


def locked() -> ReadError:
    """The error for a workbook that opens only with a password."""
    return ReadError("encrypted", "文件设有打开密码，无法读取，请去掉密码后重新提交。")


@contextmanager
def wordings() -> Iterator[None]:
    """Give refusals of what the .docx reader shares (zip, XML) the words for workbooks."""
    try:
        yield
    except ReadError as error:
        message = error.message.replace("用 Word 打开", "用 Excel 或 WPS 表格打开")
        message = message.replace(" Word ", " Excel ").replace(".docx", ".xlsx")
        raise ReadError(error.kind, message) from error
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error
