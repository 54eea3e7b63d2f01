"""The file formats: bytes into a document, one reader each."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.hookspecs import Reader, hookimpl

__all__ = ["auditkit_readers"]


@hookimpl
def auditkit_readers() -> Sequence[Reader]:
    """Return the readers that come with auditkit."""
    from auditkit.readers.docx import READER as DOCX
    from auditkit.readers.json_submission import READER as JSON
    from auditkit.readers.text import READER as TEXT

    return (DOCX, TEXT, JSON)
