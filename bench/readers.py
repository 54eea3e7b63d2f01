"""How long the .docx reader takes, against inflating and parsing the same part without handlers.

Run it with ``python bench/readers.py``, or with ``.docx`` files as arguments. Prints milliseconds,
the best of many runs, and the ratio.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from auditkit.document import Limits, Source
from auditkit.readers.docx import READER

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FONTS = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体" w:hint="eastAsia"/>'
LOOKS = f'<w:rPr>{FONTS}<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("left", "right"))


def cell(text: str, merge: str = "") -> str:
    """A cell with the properties that Word writes for one."""
    width = f'<w:tcW w:w="1276" w:type="dxa"/>{merge}<w:tcBorders>{EDGES}</w:tcBorders><w:vAlign w:val="center"/>'
    place = f'<w:pPr><w:widowControl/><w:jc w:val="center"/>{LOOKS}</w:pPr>'
    run = f"<w:r>{LOOKS}<w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:tc><w:tcPr>{width}</w:tcPr><w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">{place}{run}</w:p></w:tc>'


def form(rows: int = 14, columns: int = 4) -> str:
    """One table of a form; the first column is merged downwards in pairs."""
    lines = []
    for row in range(rows):
        first = cell("", "<w:vMerge/>") if row % 2 else cell("产出指标", '<w:vMerge w:val="restart"/>')
        rest = "".join(cell(f"第{row}行第{column}列≥{row}0%") for column in range(1, columns))
        lines.append(f'<w:tr w:rsidR="00A1B2C3"><w:trPr><w:trHeight w:val="450"/></w:trPr>{first}{rest}</w:tr>')
    return f"<w:p><w:r><w:t>项目支出绩效目标表</w:t></w:r></w:p><w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


def package(tables: int) -> bytes:
    """A .docx with so many forms of 56 cells."""
    body = f'<w:document xmlns:w="{W}"><w:body>{form() * tables}</w:body></w:document>'
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<R><Relationship Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/></R>',
        "word/document.xml": body,
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return memory.getvalue()


def milliseconds(work: Callable[[], object], runs: int = 200) -> float:
    """The best of many runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def bare(data: bytes) -> None:
    """Inflate and parse, and do nothing with it."""
    expat.ParserCreate().Parse(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"), True)


def main(paths: list[str]) -> None:
    """Print one line for each file."""
    files = {path: Path(path).read_bytes() for path in paths} or {"3 forms": package(3), "300 forms": package(300)}
    for name, data in files.items():
        source, runs = Source(name, data), 300 if len(data) < 100_000 else 5
        cells = sum(len(table.cells) for table in READER.read(source, Limits()).tables())
        limit = milliseconds(lambda data=data: bare(data), runs)  # type: ignore[misc]
        taken = milliseconds(lambda source=source: READER.read(source, Limits()), runs)  # type: ignore[misc]
        print(f"{name}: {cells} cells, bare {limit:.2f} ms, reader {taken:.2f} ms, ratio {taken / limit:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
