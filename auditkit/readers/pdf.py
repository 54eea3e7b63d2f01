"""PDF files with text (.pdf): tables by their rulings, put together over pages."""

from __future__ import annotations

import os

from auditkit.document import Document, Limits, Source
from auditkit.hookspecs import Reader

__all__ = ["ISOLATED", "READER"]

ISOLATED = "AUDITKIT_ISOLATED"
"""Environment variable by which a worker process says that it may die: then PDFium runs inside it."""
_MAGIC = b"%PDF-"
_HEAD = 1024


def recognises(source: Source) -> int:
    """95 for a file that begins as a PDF, 80 for one with something before that, else 0."""
    at = source.data.find(_MAGIC, 0, _HEAD)
    return 0 if at < 0 else 80 if at else 95


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a PDF file, read in a process apart. Raises ``ReadError`` only."""
    from auditkit.readers.scan_apart import with_scans

    return with_scans(source, limits, "pdf", _read)


def _read(source: Source, limits: Limits) -> Document:
    if os.environ.get(ISOLATED):
        from auditkit.readers.pdf_pages import read_here

        return read_here(source, limits)
    from auditkit.readers.pdf_apart import read_apart

    return read_apart(source, limits)


READER = Reader(name="pdf", title="PDF 文件（.pdf）", recognises=recognises, read=read)
