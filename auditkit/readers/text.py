"""Text dumps (.txt, .md): paragraphs and the tables that other programs printed as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.hookspecs import Reader
from auditkit.readers.encoding import decode_text, is_other_format
from auditkit.readers.text_classic import read_classic, read_led
from auditkit.readers.text_lines import Rows, split_lines, table_of
from auditkit.readers.text_marks import bare_line
from auditkit.readers.text_pipes import read_pipes, starts_pipes
from auditkit.readers.text_rows import opens_quoted_row, read_plain
from auditkit.readers.text_tabs import Census, choose_style, take_census

__all__ = ["READER"]

_CERTAINTY = 10
_BINARY = re.compile("[\x01-\x06\x08\x0e-\x19\x1b-\x1d\x7f]")
_ODD_SHARE, _LOST_SHARE = 0.002, 0.1
_SHOWN = 5

_READ: dict[str, Callable[[Sequence[str], int], tuple[Rows, int]]] = {
    "classic": read_classic,
    "led": read_led,
    "plain": read_plain,
}


def _is_text(text: str) -> bool:
    """Whether decoded bytes are text: no NULs, hardly any control characters or losses."""
    if "\x00" in text:
        return False
    most = int(len(text) * _ODD_SHARE)
    odd = sum(1 for _ in islice(_BINARY.finditer(text), most + 1))
    return odd <= most and text.count("\ufffd") <= len(text) * _LOST_SHARE


def _recognises(source: Source) -> int:
    if is_other_format(source.data):
        return 0
    text = decode_text(source.data)[0]
    return _CERTAINTY if text.strip() and _is_text(text) else 0


@dataclass(slots=True)
class _Page:
    """The blocks of a dump as they are found."""

    name: str
    limits: Limits
    blocks: list[Paragraph | Table] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    size: int = 0

    def _grow(self, count: int) -> None:
        self.size += count
        if self.size > self.limits.cells:
            raise _too_many(self.name, self.limits)

    def add_line(self, line: str, number: int) -> None:
        """Add a line outside tables; a blank one is none."""
        text = bare_line(line)
        if text.strip():
            self._grow(1)
            self.paragraphs += 1
            self.blocks.append(Paragraph(self.paragraphs, text, number))

    def add_table(self, rows: Rows) -> None:
        """Add a table; one without any text is a stray TAB or bar."""
        if any(piece.strip() for row in rows for cell in row for piece in cell.pieces):
            self._grow(sum(len(row) for row in rows))
            self.tables += 1
            self.blocks.append(table_of(rows, self.tables))


def _too_many(name: str, limits: Limits) -> ReadError:
    return ReadError("hostile", f"{name}：单元格或段落超过 {limits.cells} 个的上限，未读取；请拆分后再提交。")


def _read_region(lines: Sequence[str], at: int, census: Census) -> tuple[Rows, int]:
    """The rows of the table at a line and the index after it; no rows where none begins."""
    line = lines[at]
    if not line.startswith("\t") and starts_pipes(lines, at):
        return read_pipes(lines, at)
    if "\t" in line or opens_quoted_row(lines, at):
        style = choose_style(lines, at, census) if "\t" in line else "plain"
        if style != "paragraph":
            return _READ[style](lines, at)
    return [], at + 1


def _blocks(lines: Sequence[str], page: _Page) -> None:
    census = take_census(lines)
    at = 0
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        rows, after = _read_region(lines, at, census)
        if rows:
            page.add_table(rows)
        else:
            page.add_line(lines[at], at + 1)
            after = at + 1
        at = after


def _inferred(blocks: Sequence[Paragraph | Table]) -> tuple[str, ...]:
    """A warning that names the lines of cells whose extent was inferred."""
    tables = [block for block in blocks if isinstance(block, Table)]
    places = [str(cell.lines[0]) for table in tables for cell in table.cells if cell.inferred]
    if not places:
        return ()
    shown = "、".join(places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
    return (f"有 {len(places)} 个单元格的起止是推断的（第 {shown} 行起），请对照原文核对。",)


def _read(source: Source, limits: Limits) -> Document:
    if len(source.data) > limits.file_bytes:
        raise ReadError("hostile", f"{source.name}：文件超过 {limits.file_bytes} 字节的上限，未读取。")
    if is_other_format(source.data):
        raise ReadError("unsupported", f"{source.name}：不是纯文本文件，请提交文本导出件。")
    text, warnings = decode_text(source.data)
    if not text.strip():
        raise ReadError("empty", f"{source.name}：文件是空的，请重新导出后再提交。")
    if not _is_text(text):
        raise ReadError("unsupported", f"{source.name}：不是纯文本文件，请提交文本导出件。")
    if text.count("\t") + text.count("|") > limits.cells:
        raise _too_many(source.name, limits)
    page = _Page(source.name, limits)
    _blocks(split_lines(text), page)
    if not page.blocks:
        raise ReadError("empty", f"{source.name}：文件中没有文字，请重新导出后再提交。")
    return Document(source.name, "txt", tuple(page.blocks), warnings + _inferred(page.blocks))


READER = Reader("text", "纯文本导出（.txt/.md）", _recognises, _read)
