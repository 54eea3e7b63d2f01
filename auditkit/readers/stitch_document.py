"""From pages to a document: paragraphs and tables in order, and what the reviewer should know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditkit.document import SURE, Cell, Document, Limits, Paragraph, ReadError, Table
from auditkit.readers.lattice_ink import Ink
from auditkit.readers.lattice_page import PageTable, Sheet, sheet_of
from auditkit.readers.lattice_text import Line, join_lines
from auditkit.readers.scan_pages import INSTALL, UNREADABLE, is_installed, is_picture
from auditkit.readers.stitch import Stitched, stitch

__all__ = ["Pages", "scanned"]

NOTES = {
    "watermark": "有斜排的文字（水印），未读入",
    "turned": "的文字是横过来的，已转正后读取",
    "recognised": "是带文字层的扫描图，文字由扫描软件识别，请对照原件核对",
    "scanned": "是扫描图，文字由程序识别（OCR），请对照原件核对",
    "over": "的图片上另有少量文字，识别图片时可能没有读到，请对照原件核对",
    "picture": "只有图片或轮廓，没有文字，内容未读入",
    "mostly": "主要是图片，图片里的文字未读入",
    "broken": "已损坏，未读入",
    "drawing": "的线条过多，未按表格读取",
    "unmapped": "有的字读不出编码，已用“\ufffd”代替，请对照原文核对",
    "guessed": "有的字没有注明编码，按字形编号读入，可能不是原字，请对照原文核对",
    "symbols": "有符号字体的字符无法换成通用字符，请人工核对",
    "fields": "有填写在表单域中的内容，已按显示的文字读取",
    "annotations": "有批注或印章中的文字，未读入",
}
"""What is said of pages, by the name under which it is noted."""

_HINT = f"；要识别扫描件，请先运行 {INSTALL}"
_SHOWN, _QUOTED = 12, 3
_WIDE_LINE = 0.55


@dataclass(slots=True)
class Pages:
    """Takes pages one by one and makes a document of them."""

    name: str
    format: str
    limits: Limits
    sheets: list[Sheet] = field(default_factory=list)
    noted: dict[str, list[int]] = field(default_factory=dict)
    unruled: list[int] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    pictured: int = 0
    pictures: list[int] = field(default_factory=list)
    _cells: int = 0

    def add(self, ink: Ink) -> None:
        """Take in the next page. Raises ``ReadError`` when there is more than the limits allow."""
        count = ink.characters
        self.characters += count
        self.pictured += not count and bool(ink.pictured or ink.shapes)
        if "scanned" not in ink.notes and is_picture(ink):
            self.pictures.append(ink.number)
            ink.notes.add("mostly" if count else "picture")
        self.unmapped += ink.unmapped
        sheet = sheet_of(ink)
        if count and not sheet.tables:
            self.unruled.append(ink.number)
        self._cells += len(sheet.blocks) + sum(len(table.cells) for table in sheet.tables)
        if self._cells > self.limits.cells:
            raise ReadError("hostile", f"单元格超过 {self.limits.cells} 个的上限，未读取，请拆分后再提交。")
        for note in ink.notes:
            self.noted.setdefault(note, []).append(ink.number)
        self.sheets.append(sheet)

    def document(self) -> Document:
        """All pages as a document. Raises ``ReadError`` when there is no text on them."""
        if not self.characters:
            raise scanned() if self.pictured else ReadError("empty", "文件里没有文字，请重新导出后再提交。")
        if self.unmapped > UNREADABLE * self.characters:
            raise scanned("文件中字体的文字没有编码，读不出来")
        stitched = stitch(self.sheets)
        blocks = _blocks(stitched)
        warnings = (*self._warnings(stitched), *_doubts(blocks))
        return Document(self.name, self.format, blocks, warnings, None, tuple(self.pictures))

    def _warnings(self, stitched: Stitched) -> Iterable[str]:
        for note, saying in NOTES.items():
            if note in self.noted:
                hint = "" if note not in ("picture", "mostly") or is_installed() else _HINT
                yield f"{_pages(self.noted[note])}{saying}{hint}。"
        if self.unruled:
            yield f"{_pages(self.unruled)}没有表格线，按文字行读入；如有表格，请对照原文核对或改交可编辑的文件。"
        if stitched.sideways:
            yield f"{_pages(stitched.sideways)}的表格像是前一页表格右边的部分（宽表分页打印），未能拼接，请调整为一页宽后重新导出。"


def scanned(reason: str = "文件是扫描件，文字是图片或轮廓，不能直接读取") -> ReadError:
    """The error for a file that shows its text as pictures only; ``reason`` in Chinese."""
    if is_installed():
        return ReadError("scan", f"{reason}，程序也没有识别出文字，请重新扫描，或改交可编辑的原件。")
    return ReadError(
        "scan",
        f"{reason}，请改交可编辑的原件，或带文字的 PDF、OFD；要让程序识别图片里的文字，请先运行 {INSTALL}。",
    )


def _doubts(blocks: Sequence[Paragraph | Table]) -> Iterable[str]:
    """One sentence about what was recognised with little confidence, some of it quoted."""
    unsure = [part.text for block in blocks for part in _parts(block) if part.confidence < SURE]
    if unsure:
        shown = [text for text in unsure if text.strip("\ufffd \n")][:_QUOTED]
        quoted = "、".join(f"“{' '.join(text.split())[:20]}”" for text in shown)
        more = "等" if len(unsure) > len(shown) else ""
        told = f"（{quoted}{more}）" if shown else ""
        yield f"有 {len(unsure)} 处文字识别的把握不足{told}，有关内容不作判断，请对照原件核对。"


def _parts(block: Paragraph | Table) -> Iterator[Paragraph | Cell]:
    """The paragraph, or the cells of a table and of the tables inside them."""
    if isinstance(block, Paragraph):
        yield block
        return
    for cell in block.cells:
        yield cell
        for inner in cell.tables:
            yield from _parts(inner)


def _pages(numbers: Sequence[int]) -> str:
    """``第 1-3、7 页``: page numbers as people write them, long lists cut."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(start) if start == end else f"{start}-{end}" for start, end in spans[:_SHOWN]]
    return f"第 {'、'.join(shown)}{' 等' if len(spans) > _SHOWN else ''} 页"


def _blocks(stitched: Stitched) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables, each counted from 1."""
    blocks: list[Paragraph | Table] = []
    lines: list[tuple[Line, Sheet]] = []
    paragraphs = tables = 1
    for block in (*stitched.blocks, None):
        if isinstance(block, tuple) and (not lines or lines[-1][1] is block[1]):
            lines.append(block)
            continue
        for text, page, sure in _paragraphs(lines):
            blocks.append(Paragraph(paragraphs, text, None, page, confidence=sure))
            paragraphs += 1
        lines = [block] if isinstance(block, tuple) else []
        if isinstance(block, PageTable):
            table, tables = _frozen(block, tables)
            blocks.append(table)
    return tuple(blocks)


def _paragraphs(lines: Sequence[tuple[Line, Sheet]]) -> Iterable[tuple[str, int, float]]:
    """The texts of lines of one page that stand together; only long lines can be wrapped ones."""
    if not lines:
        return
    sheet = lines[0][1]
    left = min(line.left for line, _ in lines)
    edges = [line.right for line, _ in lines] + [table.xs[-1] for table in sheet.tables]
    right = max(edges)
    gathered: list[Line] = []
    for line, _ in lines:
        if gathered:
            wide = gathered[-1].right - gathered[-1].left > _WIDE_LINE * sheet.width
            indented = line.left - left > 0.8 * line.size
            if not wide or indented or "\n" in join_lines([gathered[-1], line], left, right, 0.0).text:
                yield _text(gathered, left, right), sheet.number, _sure(gathered)
                gathered = []
        gathered.append(line)
    yield _text(gathered, left, right), sheet.number, _sure(gathered)


def _text(lines: Sequence[Line], left: float, right: float) -> str:
    return join_lines(lines, left, right, 0.0).text


def _sure(lines: Sequence[Line]) -> float:
    return min(line.sure for line in lines)


def _frozen(table: PageTable, index: int) -> tuple[Table, int]:
    """The table with number ``index`` and the next free number, nested tables counted."""
    free = index + 1
    cells = []
    for cell in table.cells:
        inner = []
        for nested in cell.inner:
            frozen, free = _frozen(nested, free)
            inner.append(frozen)
        text = cell.prose.text.strip(" ")
        place, spans = (cell.row + 1, cell.column + 1), (cell.rowspan, cell.colspan)
        cells.append(
            Cell(*place, text, *spans, (), cell.page, cell.inferred, tuple(inner), confidence=cell.sure)
        )
    rows = max(cell.row + cell.rowspan for cell in table.cells)
    return Table(index, tuple(cells), rows, len(table.xs) - 1, table.page), free
