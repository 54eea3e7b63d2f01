"""The pages of an OFD file: templates, content, and what they make together."""

from __future__ import annotations

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.lattice_ink import Ink
from auditkit.readers.ofd_document import OfdDocument, read_documents
from auditkit.readers.ofd_objects import Content, Item, Picture
from auditkit.readers.ofd_package import ROOT, Parts, damaged
from auditkit.readers.ofd_paint import POINTS, Painter
from auditkit.readers.scan_pages import Scanner, is_picture
from auditkit.readers.scan_pictures import raster_of
from auditkit.readers.stitch_document import Pages

__all__ = ["pages_of", "read_pages"]

_LARGEST = 20_000.0


def read_pages(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of an OFD file. Raises ``ReadError``."""
    return pages_of(source, limits).document()


def pages_of(source: Source, limits: Limits, scanner: Scanner | None = None) -> Pages:
    """The pages of an OFD file, scanned ones recognised by ``scanner``. Raises ``ReadError``."""
    parts = Parts(source.data, limits)
    root = parts.find(ROOT)
    if root is None:
        raise ReadError("unsupported", "文件不是 OFD 文件，请重新导出后再提交。")
    if parts.find("encryptions.xml") is not None:
        raise ReadError("encrypted", "OFD 文件已加密，无法读取，请解密后重新提交。")
    pages = Pages(source.name, "ofd", limits)
    number = 0
    for document in read_documents(parts, root):
        for path in document.pages:
            number += 1
            if number > limits.entries:
                raise ReadError("hostile", f"OFD 超过 {limits.entries} 页，未读取，请拆分后再提交。")
            ink = _ink(document, path, number)
            if scanner is not None and path is not None and is_picture(ink):
                data = _picture(document, path)
                words = ink.characters
                ink = ink if data is None else scanner.ink(raster_of(data), number, number, words)
            pages.add(ink)
    if not number:
        raise damaged()
    return pages


def _picture(document: OfdDocument, path: str) -> bytes | None:
    """The one picture that a page consists of; None if there is none, or several."""
    content = document.content(path)
    under = (item for name in content.templates for item in _template_items(document, name))
    items = [*content.items, *under]
    found = {item.name for item in items if isinstance(item, Picture)}
    return document.picture(found.pop()) if len(found) == 1 else None


def _template_items(document: OfdDocument, name: str) -> list[Item]:
    template = document.template(name)
    return [] if template is None else template.items


def _ink(document: OfdDocument, path: str | None, number: int) -> Ink:
    """What is printed on a page: its templates first, then its own content."""
    if path is None:
        return Ink(number, 1.0, 1.0, notes={"broken"})
    content = document.content(path)
    box = _box(content, document)
    left, top, width, height = box
    ink = Ink(number, width * POINTS, height * POINTS)
    painter = Painter(ink, document.units, document.fonts)
    base = (POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS)
    for name in content.templates:
        template = document.template(name)
        if template is not None:
            painter.paint(template.items, base)
    painter.paint(content.items, base)
    painter.finish()
    return ink


def _box(content: Content, document: OfdDocument) -> tuple[float, float, float, float]:
    """The page's box in millimetres; A4 where none can be."""
    for box in (content.box, document.box):
        if box is not None and 1 < box[2] < _LARGEST and 1 < box[3] < _LARGEST:
            return box[0], box[1], box[2], box[3]
    return 0.0, 0.0, 210.0, 297.0
