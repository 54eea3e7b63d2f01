"""The process in which characters are recognised."""

from __future__ import annotations

from typing import Any

from auditkit.document import Limits, ReadError, Source
from auditkit.readers.apart_loop import Step, serve
from auditkit.readers.pdf_wire import data_of
from auditkit.readers.scan_page import Recognise
from auditkit.readers.scan_pages import Scanner
from auditkit.readers.stitch_document import Pages

__all__ = ["main", "recognised"]

MEMORY = 6 * 2**30
"""Bytes of address space the process may take."""


def main() -> None:
    """Answer each file with a line of JSON."""
    serve(MEMORY, _answer)


def _answer(source: Source, limits: Limits, asked: dict[str, Any], step: Step) -> dict[str, Any]:
    from auditkit.readers.scan_rapidocr import recogniser

    pages = recognised(source, limits, asked["kind"], recogniser(), step)
    return {"document": data_of(pages.document())}


def recognised(source: Source, limits: Limits, kind: str, recognise: Recognise, step: Step) -> Pages:
    """The pages of a file, those that are pictures recognised. Raises ``ReadError``."""
    scanner = Scanner(recognise, step)
    try:
        if kind == "pdf":
            from auditkit.readers.pdf_pages import pages_of

            return pages_of(source, limits, scanner)
        if kind == "ofd":
            from auditkit.readers.ofd_package import wordings
            from auditkit.readers.ofd_pages import pages_of as ofd_pages_of

            with wordings():
                return ofd_pages_of(source, limits, scanner)
        from auditkit.readers.scan_pictures import pages_of as picture_pages_of

        return picture_pages_of(source, limits, scanner)
    except (MemoryError, RecursionError) as error:
        raise ReadError("hostile", "扫描图展开后过大，为安全起见未识别，请拆分后再提交。") from error


if __name__ == "__main__":
    main()
