"""Files that are too old or damaged for our readers, handed to LibreOffice where it is installed."""

from __future__ import annotations

from dataclasses import replace

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader

__all__ = ["rescued"]

_KINDS = ("corrupt", "unsupported")
"""Refusals after which another program may try. What has a password or means harm is handed to none."""
_HINT = "；本机装有 LibreOffice 时，程序会用它转换后再读"
"""Said of old formats only: of damaged files LibreOffice opens few without asking."""


def rescued(reader: Reader, suffix: str, by: Reader) -> Reader:
    """The reader; what it refuses is converted to a file that ``by`` reads. ``suffix`` says what it is."""

    def read(source: Source, limits: Limits) -> Document:
        try:
            return reader.read(source, limits)
        except ReadError as error:
            if error.kind not in _KINDS or not source.data:
                raise
            return _converted(source, limits, error, suffix, by)

    return replace(reader, read=read)


def _converted(source: Source, limits: Limits, error: ReadError, suffix: str, by: Reader) -> Document:
    """What LibreOffice makes of a file that was refused with ``error``."""
    from auditkit.readers.office_process import convert, find_office

    plain = error.message.removesuffix("。")
    program = find_office()
    if program is None:
        raise ReadError(error.kind, f"{plain}{_HINT}。") if error.kind == "unsupported" else error
    try:
        made = convert(program, source.data, suffix, by.name, limits.file_bytes)
        document = by.read(Source(source.name, made), limits)
    except ReadError as failed:
        raise ReadError(error.kind, f"{plain}；{_clause(failed)}。") from failed
    return replace(document, warnings=(_told(error), *document.warnings))


def _clause(failed: ReadError) -> str:
    """What became of the try, without the advice that the first refusal gives already."""
    message = failed.message.removesuffix("。")
    return message if message.startswith("LibreOffice") else "LibreOffice 转换出的文件也读不了"


def _told(error: ReadError) -> str:
    """What the reviewer is told."""
    why = "原文件已损坏，内容可能不全" if error.kind == "corrupt" else "原文件是旧格式"
    return f"{why}，经 LibreOffice 转换后读取，请对照原件核对。"
