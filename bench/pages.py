"""How long PDF and OFD pages take, against pdfplumber in the same run: ``python bench/pages.py [FILE ...]``.

Prints milliseconds for a page, the best of many runs by turns, and the ratios. ``bare`` is PDFium
opening the pages and their text, with nothing done to it; ``here`` is our reader in this process,
``apart`` the same through the process that PDFium has for itself.
"""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from auditkit.document import Limits, Source
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf import READER as PDF
from auditkit.readers.pdf_native import native, opened, opened_page
from auditkit.readers.pdf_pages import read_here

PAGES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "pages"
NAMES = ("tianjin", "central", "minimal", "projects", "long")
ROUNDS = 15


def bare(data: bytes) -> int:
    """Open each page and its text; tells how many there are."""
    pdf = native()
    with opened(data) as document:
        count: int = pdf["GetPageCount"](document)
        for number in range(count):
            with opened_page(document, number) as page:
                text = pdf["Text_LoadPage"](page)
                pdf["Text_CountChars"](text)
                pdf["Text_ClosePage"](text)
    return count


def plumbed(data: bytes) -> None:
    """The tables of each page by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def by_turns(works: Sequence[Callable[[], object]]) -> list[float]:
    """The best milliseconds of each, all run in turn so that a drifting machine touches all."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[number] = min(best[number], time.perf_counter() - start)
    return [seconds * 1000 for seconds in best]


def main(paths: list[str]) -> None:
    """Print one line for each file."""
    logging.disable(logging.CRITICAL)
    ours = theirs = 0.0
    for path in map(Path, paths or [str(PAGES / f"{name}.pdf") for name in NAMES]):
        source = Source(path.name, path.read_bytes())
        count = bare(source.data)
        works: list[Callable[[], object]] = [
            lambda source=source: bare(source.data),  # type: ignore[misc]
            lambda source=source: read_here(source, Limits()),  # type: ignore[misc]
            lambda source=source: PDF.read(source, Limits()),  # type: ignore[misc]
            lambda source=source: plumbed(source.data),  # type: ignore[misc]
        ]
        twin = path.with_suffix(".ofd")
        if twin.exists():
            ofd = Source(twin.name, twin.read_bytes())
            works.append(lambda ofd=ofd: OFD.read(ofd, Limits()))  # type: ignore[misc]
        least, here, apart, other, *rest = (taken / count for taken in by_turns(works))
        print(
            f"{path.name}: {count} pages, ms a page: bare {least:.2f}, here {here:.2f}, apart {apart:.2f}, "
            f"pdfplumber {other:.1f}; ratio {other / here:.1f} here, {other / apart:.1f} apart"
            + "".join(f"; ofd {taken:.2f}" for taken in rest)
        )
        ours, theirs = ours + here * count, theirs + other * count
    print(f"all: here {ours:.1f} ms, pdfplumber {theirs:.1f} ms, ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
