"""A PDF file page by page, in this process: use ``auditkit.readers.pdf`` unless it is one apart already."""

from __future__ import annotations

import ctypes

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.lattice_ink import Ink, place_blanks
from auditkit.readers.pdf_guard import check_streams
from auditkit.readers.pdf_native import native, opened, opened_page
from auditkit.readers.pdf_paths import read_paths
from auditkit.readers.pdf_raster import page_raster
from auditkit.readers.pdf_text import Turn, read_text
from auditkit.readers.scan_pages import Scanner, is_picture
from auditkit.readers.stitch_document import Pages

__all__ = ["page_ink", "pages_of", "read_here"]

MOST_PAGES = 10_000
_SIZE = (1.0, 20_000.0)


def read_here(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a PDF file. Raises ``ReadError`` only."""
    return pages_of(source, limits).document()


def pages_of(source: Source, limits: Limits, scanner: Scanner | None = None) -> Pages:
    """The pages of a PDF file, scanned ones recognised by ``scanner``. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    check_streams(source.data, limits)
    try:
        with opened(source.data) as handle:
            return _read(handle, source.name, limits, scanner)
    except (MemoryError, RecursionError) as error:
        raise ReadError("hostile", "PDF 展开后过大，为安全起见未读取，请重新导出后再提交。") from error


def _read(handle: int, name: str, limits: Limits, scanner: Scanner | None) -> Pages:
    count = native()["GetPageCount"](handle)
    if count <= 0:
        raise ReadError("corrupt", "PDF 文件里没有页面，请重新导出后再提交。")
    if count > min(MOST_PAGES, limits.entries):
        raise ReadError("hostile", f"PDF 超过 {min(MOST_PAGES, limits.entries)} 页，未读取，请拆分后再提交。")
    pages = Pages(name, "pdf", limits)
    for number in range(count):
        with opened_page(handle, number) as page:
            ink = page_ink(page, number + 1) if page else Ink(number + 1, 1.0, 1.0, notes={"broken"})
            if scanner is not None and page and is_picture(ink):
                ink = scanner.ink(page_raster(page), number + 1, count, ink.characters)
            pages.add(ink)
    return pages


def page_ink(page: int, number: int) -> Ink:
    """What is printed on a page; ``number`` is counted from 1."""
    ink = Ink(number, 1.0, 1.0)
    bounds = (ctypes.c_float * 4)()
    if not native()["GetPageBoundingBox"](page, ctypes.addressof(bounds)):
        ink.notes.add("broken")
        return ink
    left, top, right, bottom = bounds
    low, high = _SIZE
    if not (low <= right - left <= high and low <= top - bottom <= high):
        ink.notes.add("broken")
        return ink
    turn: Turn = read_text(page, (left, bottom, right, top), ink)
    read_paths(page, turn, ink)
    if ink.blanks:
        place_blanks(ink)
    return ink
