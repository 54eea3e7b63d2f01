"""Every form of ours on every kind of paper: layout fixtures, documents, workbooks, pages, the corpus, examples."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from family_paper import NAMES, paper
from layout_paper import dump, everywhere, poor, word

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.loader import read_document
from auditkit.plugins import load_plugins

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = ("fixtures/documents", "fixtures/workbooks", "fixtures/pages", "fixtures/counties", "../examples")
GROUPS = (*NAMES, *FOLDERS, "corpus")
RENDERS = (word, dump, poor, everywhere)

sys.path.insert(0, str(TESTS / "corpus"))


@cache
def _readers() -> list[object]:
    return list(load_plugins().readers())


def _read(source: Source) -> Iterator[Document]:
    try:
        yield read_document(source, _readers(), Limits())  # type: ignore[arg-type]
    except ReadError:
        return


def documents(group: str) -> Iterator[Document]:
    """The documents of one group that can be read."""
    if group in NAMES:
        yield from (paper(group, render) for render in RENDERS)
    elif group == "corpus":
        from build import read_pairs

        for pair in read_pairs():
            for faulty in (False, True):
                for source in pair.sources(faulty=faulty):
                    yield from _read(source)
    else:
        for path in sorted((TESTS / group).iterdir()):
            if path.is_file():
                yield from _read(Source(path.name, path.read_bytes()))
