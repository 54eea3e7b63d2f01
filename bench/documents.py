"""How long each word-processor format takes, the same forms in all of them; and LibreOffice for .doc.

Run it with ``python bench/documents.py``. Prints milliseconds a document, the best of many runs, and
the ratio to the .docx reader. If ``soffice`` is there, also how many times longer it takes for a .doc,
in one process for each file and in one for all.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from auditkit.document import Limits, Source
from auditkit.hookspecs import Reader
from auditkit.readers import auditkit_readers

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "documents"
NAMES = ("a1", "a2", "b2", "traps")
KINDS = ("docx", "doc", "rtf", "html", "xml", "odt", "fodt")
BATCH = 20


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """The best of many runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def reader_of(source: Source) -> Reader:
    """The reader that is surest of the content."""
    return max(auditkit_readers(), key=lambda reader: reader.recognises(source))


def read_all(sources: list[Source]) -> None:
    """Read the documents, each by its reader."""
    for source in sources:
        reader_of(source).read(source, Limits())


def ours() -> float:
    """Print a line for each format; milliseconds of a .doc."""
    taken: dict[str, float] = {}
    for kind in KINDS:
        sources = [Source(f"{name}.{kind}", (FIXTURES / f"{name}.{kind}").read_bytes()) for name in NAMES]
        reader = reader_of(sources[0])
        alone = milliseconds(lambda s=sources, r=reader: [r.read(one, Limits()) for one in s], 100)  # type: ignore[misc]
        dispatched = milliseconds(lambda s=sources: read_all(s), 30)  # type: ignore[misc]
        taken[kind] = alone / len(sources)
        ratio = taken[kind] / taken["docx"]
        found = (
            f"{taken[kind]:.2f} ms, {ratio:.1f} x docx, {dispatched / len(sources):.2f} ms with recognition"
        )
        print(f"{kind}: {found}")
    return taken["doc"]


def theirs(count: int) -> float:
    """Milliseconds a .doc that LibreOffice takes for ``count`` of them in one process."""
    with tempfile.TemporaryDirectory() as place:
        files = []
        for number in range(count):
            path = Path(place) / f"{number}.doc"
            shutil.copy(FIXTURES / f"{NAMES[number % len(NAMES)]}.doc", path)
            files.append(str(path))
        profile = f"-env:UserInstallation=file://{place}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", f"{place}/out"]
        subprocess.run([*command, files[0]], check=True, capture_output=True, timeout=300)
        start = time.perf_counter()
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
        return (time.perf_counter() - start) * 1000 / count


def main() -> None:
    """Print all."""
    taken = ours()
    if shutil.which("soffice") is None:
        print("soffice is not there")
        return
    for count in (1, BATCH):
        other = theirs(count)
        print(
            f"LibreOffice, {count} .doc in one process: {other:.0f} ms each, {other / taken:.0f} x our reader"
        )


if __name__ == "__main__":
    main()
