"""How long each reader takes and how much of a form it gets right, beside the libraries for the same formats.

Run it with ``python bench/readers.py``, or with the names of forms as arguments. It reads the forms of
``tests/fixtures/forms``, whose cells are known, and prints milliseconds a document (the best of many
runs, readers taking turns, so that a busy machine costs all of them alike) and three shares: of the
cells with text those whose text comes out, those at their row and column, and of the merged cells those
with their spans. Then the targets, as ratios: times differ from machine to machine, ratios hardly.
Libraries that are not installed are left out.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "layouts")]

from family_paper import NAMES, paper  # noqa: E402

from auditkit.document import Limits, Source  # noqa: E402
from auditkit.hookspecs import Reader  # noqa: E402
from auditkit.readers import auditkit_readers  # noqa: E402

FORMS = ROOT / "tests" / "fixtures" / "forms"
FORMATS = ("docx", "doc", "xml", "rtf", "odt", "html", "mht", "pdf", "ofd", "txt", "xlsx", "xls", "ods")
RUNS = 15


class Placed(NamedTuple):
    """A cell as somebody read it."""

    row: int
    column: int
    down: int
    across: int
    text: str


Grid = Sequence[Placed]
Read = Callable[[bytes], Sequence[Grid]]


def _bare(text: object) -> str:
    return "".join(str(text or "").split())


def ours(reader: Reader, data: bytes) -> Sequence[Grid]:
    """The tables of a document by a reader of ours."""
    return [
        [Placed(c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells]
        for table in reader.read(Source("甲", data), Limits()).tables()
    ]


def by_python_docx(data: bytes) -> Sequence[Grid]:
    """python-docx over the cells that a row really has, its fastest way."""
    import docx
    from docx.table import _Cell

    grids = []
    for table in docx.Document(io.BytesIO(data)).tables:
        begun: dict[int, int] = {}
        cells: list[Placed] = []
        for row, element in enumerate(table._tbl.tr_lst, 1):
            column = 1
            for inner in element.tc_lst:
                across = inner.grid_span
                if inner.vMerge == "continue" and column in begun:
                    above = cells[begun[column]]
                    cells[begun[column]] = above._replace(down=above.down + 1)
                else:
                    begun[column] = len(cells)
                    cells.append(Placed(row, column, 1, across, _Cell(inner, table).text))
                column += across
        grids.append(cells)
    return grids


def by_openpyxl(data: bytes) -> Sequence[Grid]:
    """openpyxl, with its merged ranges; values as they are stored."""
    import openpyxl

    grids = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        spans = {(r.min_row, r.min_col): (r.size["rows"], r.size["columns"]) for r in sheet.merged_cells.ranges}
        grids.append(
            [
                Placed(cell.row, cell.column, *spans.get((cell.row, cell.column), (1, 1)), _bare(cell.value))
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ]
        )
    return grids


def by_xlrd(data: bytes) -> Sequence[Grid]:
    """xlrd, with its merged ranges; values as they are stored."""
    import xlrd

    grids = []
    for sheet in xlrd.open_workbook(file_contents=data, formatting_info=True).sheets():
        spans = {(top, left): (low - top, right - left) for top, low, left, right in sheet.merged_cells}
        grids.append(
            [
                Placed(row + 1, column + 1, *spans.get((row, column), (1, 1)), _bare(sheet.cell_value(row, column)))
                for row in range(sheet.nrows)
                for column in range(sheet.ncols)
                if sheet.cell_type(row, column) not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
            ]
        )
    return grids


def by_pdfplumber(data: bytes) -> Sequence[Grid]:
    """pdfplumber's tables; a cell that is missing belongs to none, so that spans are unknown."""
    import pdfplumber

    grids = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        for page in book.pages:
            for table in page.extract_tables():
                cells = [(r, c, text) for r, row in enumerate(table, 1) for c, text in enumerate(row, 1)]
                grids.append([Placed(r, c, 1, 1, text) for r, c, text in cells if text is not None])
    return grids


def by_libreoffice(data: bytes) -> Sequence[Grid]:
    """LibreOffice started for one file, its .docx read by our reader."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.doc"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{tempfile.gettempdir()}/auditkit-bench-profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", place, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made = path.with_suffix(".docx").read_bytes()
    return ours(_reader("docx", made), made)


def bare_docx(data: bytes) -> Sequence[Grid]:
    """Inflate and parse, and do nothing with it: no reader can be faster."""
    expat.ParserCreate().Parse(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"), True)
    return []


OTHERS: dict[str, dict[str, Read]] = {
    "docx": {"inflate + expat": bare_docx, "python-docx tc_lst": by_python_docx},
    "xlsx": {"openpyxl": by_openpyxl},
    "xls": {"xlrd": by_xlrd},
    "pdf": {"pdfplumber": by_pdfplumber},
    "doc": {"LibreOffice": by_libreoffice},
}
MODULES = {"python-docx tc_lst": "docx", "openpyxl": "openpyxl", "xlrd": "xlrd", "pdfplumber": "pdfplumber"}
TARGETS = (
    ("docx", "inflate + expat", "at most", 6.0),
    ("docx", "python-docx tc_lst", "faster", 6.0),
    ("pdf", "pdfplumber", "faster", 8.0),
    ("doc", "LibreOffice", "faster", 100.0),
)


def _there(name: str) -> bool:
    if name == "LibreOffice":
        return shutil.which("soffice") is not None
    from importlib.util import find_spec

    return name not in MODULES or find_spec(MODULES[name]) is not None


def _reader(kind: str, data: bytes) -> Reader:
    """The reader that is surest of the content."""
    return max(auditkit_readers(), key=lambda reader: reader.recognises(Source(f"甲.{kind}", data)))


class Share(NamedTuple):
    """How many there were, and how many came out right: texts, places, spans."""

    cells: int = 0
    texts: int = 0
    places: int = 0
    merged: int = 0
    spans: int = 0

    def shown(self) -> str:
        """The three shares."""
        cells, merged = max(self.cells, 1), max(self.merged, 1)
        return f"{self.texts / cells:.3f} {self.places / cells:.3f} {self.spans / merged:.3f}"


def _placed(wanted: Grid, grids: Sequence[Grid]) -> tuple[int, int]:
    """Places and spans that are right, where the table is laid over the one found so that most agree."""
    best = (0, 0)
    filled = [cell for cell in wanted if _bare(cell.text)]
    for grid in grids:
        there = {(cell.row, cell.column): cell for cell in grid}
        starts = [cell for cell in grid if _bare(cell.text) == _bare(filled[0].text)]
        for start in starts:
            by, beside = start.row - filled[0].row, start.column - filled[0].column
            pairs = [(cell, there.get((cell.row + by, cell.column + beside))) for cell in wanted]
            right = [(one, two) for one, two in pairs if two and _bare(one.text) == _bare(two.text)]
            places = sum(1 for one, _ in right if _bare(one.text))
            spans = sum(1 for one, two in right if one.down * one.across > 1 and two[2:4] == one[2:4])
            best = max(best, (places, spans))
    return best


def share_of(name: str, grids: Sequence[Grid]) -> Share:
    """What of a form came out right."""
    total = Share()
    found = [_bare(cell.text) for grid in grids for cell in grid]
    for table in paper(name).tables():
        wanted = [Placed(c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells]
        texts = [_bare(cell.text) for cell in wanted if _bare(cell.text)]
        merged = sum(1 for cell in wanted if cell.down * cell.across > 1)
        places, spans = _placed(wanted, grids)
        got = sum(min(texts.count(text), found.count(text)) for text in set(texts))
        total = Share(*map(sum, zip(total, (len(texts), got, places, merged, spans), strict=True)))
    return total


def best_times(works: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Milliseconds of each piece of work, the best of many runs, taking turns."""
    best = [float("inf")] * len(works)
    for _ in range(runs):
        for at, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[at] = min(best[at], time.perf_counter() - start)
    return [one * 1000 for one in best]


def measure(kind: str, names: Iterable[str]) -> dict[str, float]:
    """Print a line for each reader of a format; milliseconds a document by name of the reader."""
    files = {name: (FORMS / f"{name}.{kind}").read_bytes() for name in names}
    readers: dict[str, Read] = {"auditkit": lambda data: ours(_reader(kind, data), data)}
    readers |= {name: read for name, read in OTHERS.get(kind, {}).items() if _there(name)}
    spent, shares = dict.fromkeys(readers, 0.0), dict.fromkeys(readers, Share())
    for number, (name, data) in enumerate(files.items()):
        reader = _reader(kind, data)
        works = {**readers, "auditkit": partial(ours, reader)}
        slow = {"LibreOffice"} & set(works)
        quick = {key: read for key, read in works.items() if key not in slow}
        times = best_times([partial(read, data) for read in quick.values()], RUNS)
        took = dict(zip(quick, times, strict=True))
        if slow and number < 3:
            took["LibreOffice"] = best_times([partial(by_libreoffice, data)], 2)[0]
        for key in took:
            spent[key] += took[key]
            shares[key] = Share(*map(sum, zip(shares[key], share_of(name, works[key](data)), strict=True)))
    each = {key: spent[key] / (min(3, len(files)) if key == "LibreOffice" else len(files)) for key in readers}
    for key, took_each in each.items():
        scores = "" if key == "inflate + expat" else shares[key].shown()
        print(f"{kind:5} {key:20} {took_each:9.2f} {scores}")
    return each


def main(names: Sequence[str]) -> None:
    """Print the table, then the targets."""
    print(f"{'':5} {'reader':20} {'ms':>9} text  pos   span")
    times = {kind: measure(kind, names) for kind in FORMATS}
    for kind, other, sense, target in TARGETS:
        if other not in times[kind]:
            continue
        own, its = times[kind]["auditkit"], times[kind][other]
        ratio = own / its if sense == "at most" else its / own
        met = ratio <= target if sense == "at most" else ratio >= target
        words = "times" if sense == "at most" else "times as fast as"
        print(f"{kind}: {ratio:.1f} {words} {other}, target {sense} {target:g}: {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    main(sys.argv[1:] or NAMES)
