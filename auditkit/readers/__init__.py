"""The file formats: bytes into a document, one reader each."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.hookspecs import Reader, hookimpl

__all__ = ["auditkit_readers"]


@hookimpl
def auditkit_readers() -> Sequence[Reader]:
    """Return the readers that come with auditkit."""
    from auditkit.readers.docx import READER as DOCX
    from auditkit.readers.html import READER as HTML
    from auditkit.readers.json_submission import READER as JSON
    from auditkit.readers.mht import READER as MHT
    from auditkit.readers.ods import READER as ODS
    from auditkit.readers.odt import FLAT_READER as FODT
    from auditkit.readers.odt import READER as ODT
    from auditkit.readers.ofd import READER as OFD
    from auditkit.readers.office import rescued
    from auditkit.readers.pdf import READER as PDF
    from auditkit.readers.rtf import READER as RTF
    from auditkit.readers.scan import READER as SCAN
    from auditkit.readers.text import READER as TEXT
    from auditkit.readers.word_binary import READER as DOC
    from auditkit.readers.word_xml import READER as WORD_XML
    from auditkit.readers.xls import READER as XLS
    from auditkit.readers.xlsx import READER as XLSX

    doc, docx = rescued(DOC, ".doc", DOCX), rescued(DOCX, ".docx", DOCX)
    rtf, odt = rescued(RTF, ".rtf", DOCX), rescued(ODT, ".odt", DOCX)
    xls, xlsx = rescued(XLS, ".xls", XLSX), rescued(XLSX, ".xlsx", XLSX)
    return (docx, doc, rtf, WORD_XML, odt, FODT, HTML, MHT, xlsx, xls, ODS, PDF, OFD, SCAN, TEXT, JSON)
