"""The process in which PDFium runs."""

from __future__ import annotations

from typing import Any

from auditkit.document import Limits, Source
from auditkit.readers.apart_loop import Step, serve
from auditkit.readers.pdf_pages import read_here
from auditkit.readers.pdf_wire import data_of

__all__ = ["main"]

MEMORY = 1536 * 2**20
"""Bytes of address space the process may take."""


def main() -> None:
    """Answer each file with a line of JSON."""
    serve(MEMORY, _answer)


def _answer(source: Source, limits: Limits, _asked: dict[str, Any], _step: Step) -> dict[str, Any]:
    return {"document": data_of(read_here(source, limits))}


if __name__ == "__main__":
    main()
