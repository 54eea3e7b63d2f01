"""Word documents (.docx, .docm, .dotx): the exact text and grid of what Word shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.hookspecs import Reader
from auditkit.readers.docx_body import BodyReader
from auditkit.readers.docx_numbers import Numbering, read_numbering
from auditkit.readers.docx_package import Package, hostile
from auditkit.readers.docx_parts import main_part, related_part
from auditkit.readers.docx_styles import NO_STYLES, Styles, read_styles
from auditkit.readers.docx_xml import parse_part

__all__ = ["READER"]

ZIP_MAGIC = b"PK\x03\x04"

NOTES = {
    "tracked": "文中有未处理的修订，已按接受全部修订后的内容读取。",
    "hidden": "文中有隐藏文字，未读入。",
    "numbered": "文中有的自动编号无法读出，请对照原文核对。",
    "footnotes": "文中有脚注或尾注，注释内容未读入。",
    "form fields": "文中有旧式窗体的复选框或下拉框，所选内容未读入。",
    "embedded": "文中嵌入了其他文件，嵌入的内容未读入。",
    "covered": "有的合并单元格在被合并的位置还留有文字，Word 中不显示，未读入。",
    "misaligned": "有的单元格上下合并的位置没有对齐，合并范围请人工核对。",
    "symbols": "文中有符号字体的字符无法换成通用字符，请人工核对。",
    "macros": "文件带有宏，未运行。",
}
"""What a reviewer should know, by the name under which the parts of this reader note it."""

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def recognises(source: Source) -> int:
    """95 for a package with a main Word part, 60 for what is left of one, else 0."""
    data = source.data
    if not data.startswith(ZIP_MAGIC):
        return 0
    try:
        return 95 if main_part(Package(data, Limits())) else 0
    except ReadError:
        return 60 if b"word/document" in data else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a Word document. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    try:
        return _read(source, limits)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


READER = Reader(name="docx", title="Word 文档（.docx）", recognises=recognises, read=read)


def _read(source: Source, limits: Limits) -> Document:
    package = Package(source.data, limits)
    main = main_part(package)
    if main is None:
        raise ReadError("unsupported", "文件不是 Word 文档，请用 Word 打开后另存为 .docx 再提交。")

    def styles() -> Styles:
        part = related_part(package, main, "/styles")
        return read_styles(package.read(part)) if part else NO_STYLES

    def numbering() -> Numbering:
        part = related_part(package, main, "/numbering")
        return read_numbering(package.read(part) if part else b"")

    body = BodyReader(limits, styles, numbering)
    parse_part(package.chunks(main), body.attach)
    blocks = body.blocks()
    notes = body.notes
    text = "\n".join(_texts(blocks))
    if not text.strip():
        raise ReadError("empty", "文件里没有文字，如果内容是图片，请改交可编辑的文件。")
    if _PRIVATE.search(text):
        notes.add("symbols")
    if any(path.endswith("vbaproject.bin") for path in package):
        notes.add("macros")
    return Document(source.name, READER.name, blocks, tuple(NOTES[note] for note in NOTES if note in notes))


def _texts(blocks: tuple[Paragraph | Table, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in block.cells:
                yield cell.text
                yield from _texts(cell.tables)
