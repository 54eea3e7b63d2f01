"""How long the readers of workbooks take, against openpyxl and bare xlrd over the same forms.

Run it with ``python bench/workbooks.py``, or with workbooks as arguments. Prints milliseconds of
processor time, the best of several runs, and the ratio.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlrd
import xlsxwriter
import xlwt

from auditkit.document import Limits, Source, Table
from auditkit.hookspecs import Reader
from auditkit.readers.ods import READER as ODS
from auditkit.readers.xls import READER as XLS
from auditkit.readers.xlsx import READER as XLSX

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "workbooks"
READERS = (XLSX, XLS, ODS)
HEAD = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]


def rows(count: int) -> Iterator[list[str | float]]:
    """Rows of a form: levels and names as texts, values as numbers."""
    yield from (["项目支出绩效目标表"], ["项目名称", "渠道清淤", "", "预算数", 1042.5], list(HEAD))
    for number in range(count):
        yield ["产出指标", "数量指标", f"清淤渠道第{number}段", "", number / 100]


def xlsx(sheets: int, count: int) -> bytes:
    """A workbook by XlsxWriter; the first level is merged downwards in pairs."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    plain, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    for number in range(sheets):
        sheet = book.add_worksheet(f"项目{number}")
        for top, row in enumerate(rows(count)):
            for column, held in enumerate(row):
                sheet.write(top, column, held, plain if isinstance(held, str) else money)
        for top in range(3, count + 2, 2):
            sheet.merge_range(top, 0, top + 1, 0, "产出指标", plain)
    book.close()
    return memory.getvalue()


def xls(sheets: int, count: int) -> bytes:
    """The same by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    plain, money = xlwt.easyxf("borders: left thin, top thin"), xlwt.easyxf("borders: left thin", "#,##0.00")
    for number in range(sheets):
        sheet = book.add_sheet(f"项目{number}")
        for top, row in enumerate(rows(count)):
            for column, held in enumerate(row):
                if column or top < 3:
                    sheet.write(top, column, held, plain if isinstance(held, str) else money)
        for top in range(3, count + 2, 2):
            sheet.write_merge(top, top + 1, 0, 0, "产出指标", plain)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def milliseconds(work: Callable[[], object]) -> float:
    """The best of several runs, in processor time."""
    best, began = float("inf"), time.process_time()
    for _ in range(300):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if time.process_time() - began > 2:
            break
    return best * 1000


def by_openpyxl(data: bytes) -> None:
    """Load the workbook and look at every cell."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.value is not Ellipsis


def by_xlrd(data: bytes) -> None:
    """Load the workbook with its formats."""
    xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())


def compare(name: str, data: bytes) -> str:
    """One line about a workbook."""
    source = Source(name, data)
    reader: Reader = max(READERS, key=lambda item: item.recognises(source))
    blocks = reader.read(source, Limits()).blocks
    cells = sum(len(block.cells) for block in blocks if isinstance(block, Table))
    taken = milliseconds(lambda: reader.read(source, Limits()))
    line = f"{name}: {cells} cells, {reader.name} reader {taken:.2f} ms"
    others: dict[str, tuple[str, Callable[[bytes], Any]]] = {
        "xlsx": ("openpyxl", by_openpyxl),
        "xls": ("bare xlrd", by_xlrd),
    }
    if reader.name in others:
        title, work = others[reader.name]
        other = milliseconds(lambda: work(data))
        line += f", {title} {other:.2f} ms, ratio {other / taken:.1f}"
    return line


def main(paths: list[str]) -> None:
    """Print one line for each workbook."""
    files = {path: Path(path).read_bytes() for path in paths}
    if not files:
        files = {path.name: path.read_bytes() for path in sorted(FIXTURES.glob("all.*"))}
        files["100 sheets.xlsx"], files["20,000 rows.xlsx"] = xlsx(100, 20), xlsx(1, 20_000)
        files["100 sheets.xls"], files["20,000 rows.xls"] = xls(100, 20), xls(1, 20_000)
    for name, data in files.items():
        print(compare(name, data), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
