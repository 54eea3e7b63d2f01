"""Minimal workbooks from snippets of their XML, and what a reader makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.hookspecs import Reader
from auditkit.readers.ods import READER as ODS
from auditkit.readers.xls import READER as XLS
from auditkit.readers.xlsx import READER as XLSX

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
READERS = (XLSX, XLS, ODS)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def parts(
    sheets: Sequence[str],
    strings: str = "",
    styles: str = "",
    book: str = "",
    states: Mapping[int, str] | None = None,
    kind: str = BOOK,
    space: str = MAIN,
) -> dict[str, str | bytes]:
    """The parts of a workbook; ``sheets`` are what stands inside ``worksheet``."""
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" state="{(states or {}).get(n, "visible")}" r:id="r{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    for name in ("sharedStrings", "styles"):
        relations += f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{name}" Target="{name}.xml"/>'
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<R><Relationship Id="a" Type="{OFFICE}/relationships/officeDocument" Target="/xl/workbook.xml"/></R>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}/relationships">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    if strings:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{strings}</sst>'
    if styles:
        made["xl/styles.xml"] = f'<styleSheet xmlns="{space}">{styles}</styleSheet>'
    for n, inside in enumerate(sheets, 1):
        made[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{space}">{inside}</worksheet>'
    return made


def xlsx(*sheets: str, strings: str = "", styles: str = "", book: str = "", space: str = MAIN) -> bytes:
    return zipped(parts(sheets, strings, styles, book, space=space))


def rows(*inside: str) -> str:
    """Sheet data; each argument is what stands in one row, from row 1 on."""
    made = "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(inside, 1))
    return f"<sheetData>{made}</sheetData>"


def said(reference: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def formats(*codes: str) -> str:
    """Styles in which cell format n (from 1) has the nth of these number formats."""
    listed = "".join(
        f"<numFmt numFmtId='{n}' formatCode={quoteattr(code)}/>" for n, code in enumerate(codes, 200)
    )
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in range(200, 200 + len(codes)))
    return f'<numFmts>{listed}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs>'


def reader_of(data: bytes) -> Reader:
    source = Source("甲", data)
    return max(READERS, key=lambda reader: reader.recognises(source))


def read(data: bytes, limits: Limits | None = None) -> Document:
    return reader_of(data).read(Source("甲.xlsx", data), limits or Limits())


def refused(data: bytes, reader: Reader | None = None, limits: Limits | None = None) -> ReadError:
    """The refusal of a file; its message is for people who work with workbooks."""
    try:
        (reader or reader_of(data)).read(Source("甲.xlsx", data), limits or Limits())
    except ReadError as error:
        assert error.message.endswith("。")
        assert "Word" not in error.message
        assert "docx" not in error.message
        return error
    raise AssertionError("not refused")


def texts(document: Document) -> dict[tuple[str, int, int], str]:
    """What is not blank: (sheet, row, column) -> text."""
    found = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            anchor = block.anchor()
            assert anchor.row is not None and anchor.column is not None
            found[(block.sheet or "", anchor.row, anchor.column)] = block.text
        else:
            for cell in block.cells:
                if cell.text:
                    found[(block.sheet or "", cell.row, cell.column)] = cell.text
    return found


def cells(document: Document) -> dict[tuple[int, int], str]:
    """The same of a workbook with one sheet: (row, column) -> text."""
    return {(row, column): text for (_, row, column), text in texts(document).items()}


def spans(document: Document) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) -> (rowspan, colspan) of merged cells in tables."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {
        (cell.row, cell.column): (cell.rowspan, cell.colspan)
        for table in tables
        for cell in table.cells
        if cell.rowspan > 1 or cell.colspan > 1
    }
