"""OFD files (.ofd), the Chinese standard for fixed layout (GB/T 33190): tables by their rulings."""

from __future__ import annotations

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.ofd_package import ROOT, Parts, wordings

__all__ = ["READER"]


def recognises(source: Source) -> int:
    """95 for a package with an OFD root, 60 for what is left of one, else 0."""
    data = source.data
    if not data.startswith(b"PK\x03\x04"):
        return 0
    try:
        return 95 if ROOT in Parts(data, Limits()) else 0
    except ReadError:
        return 60 if b"OFD.xml" in data else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of an OFD file. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    from auditkit.readers.scan_apart import with_scans

    return with_scans(source, limits, "ofd", _read)


def _read(source: Source, limits: Limits) -> Document:
    from auditkit.readers.ofd_pages import read_pages

    with wordings():
        return read_pages(source, limits)


READER = Reader(name="ofd", title="OFD 版式文件（.ofd）", recognises=recognises, read=read)
