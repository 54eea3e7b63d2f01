"""Write forms as files of several formats, by the libraries for each."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
import openpyxl
import xlsxwriter
import xlwt
from docx.table import Table
from openpyxl.styles import Border, Side
from workbook_forms import Blocks, Number, Placed, Rows, down_the_sheet, place, width

Sheets = Mapping[str, Blocks]
"""Name of a sheet -> what stands in it."""


def xlsx_by_xlsxwriter(sheets: Sheets, hidden: tuple[str, ...] = ()) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    for name, blocks in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for top, block, columns in down_the_sheet(blocks):
            if isinstance(block, str):
                if block:
                    sheet.merge_range(top, 0, top, columns - 1, block, book.add_format({"bold": True}))
                continue
            for cell in place(block):
                code = cell.held.code if isinstance(cell.held, Number) else "General"
                look = book.add_format({"border": 1, "num_format": code, "text_wrap": True})
                row, column = top + cell.row, cell.column
                if cell.down > 1 or cell.across > 1:
                    sheet.merge_range(row, column, row + cell.down - 1, column + cell.across - 1, "", look)
                if isinstance(cell.held, Number):
                    sheet.write_number(row, column, cell.held.value, look)
                elif cell.held:
                    sheet.write_string(row, column, cell.held, look)
                elif cell.down == cell.across == 1:
                    sheet.write_blank(row, column, None, look)
    book.close()
    return memory.getvalue()


def xlsx_by_openpyxl(sheets: Sheets) -> bytes:
    """Without any lines, and titles that are not merged."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, blocks in sheets.items():
        sheet = book.create_sheet(name)
        for top, block, _ in down_the_sheet(blocks):
            if isinstance(block, str):
                if block:
                    sheet.cell(top + 1, 1).value = block
                continue
            for cell in place(block):
                here = sheet.cell(top + cell.row + 1, cell.column + 1)
                if isinstance(cell.held, Number):
                    here.value, here.number_format = cell.held.value, cell.held.code
                elif cell.held:
                    here.value, here.data_type = cell.held, "s"
                if cell.down > 1 or cell.across > 1:
                    sheet.merge_cells(
                        start_row=here.row,
                        start_column=here.column,
                        end_row=here.row + cell.down - 1,
                        end_column=here.column + cell.across - 1,
                    )
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def ruled(data: bytes) -> bytes:
    """The same workbook with lines around every cell that holds something, titles too."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    side = Side(style="thin")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.border = Border(side, side, side, side)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def xls_by_xlwt(sheets: Sheets) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for name, blocks in sheets.items():
        sheet = book.add_sheet(name)
        for top, block, columns in down_the_sheet(blocks):
            if isinstance(block, str):
                if block:
                    sheet.write_merge(top, top, 0, columns - 1, block)
                continue
            for cell in place(block):
                look = xlwt.easyxf(
                    "borders: left thin, right thin, top thin, bottom thin",
                    cell.held.code if isinstance(cell.held, Number) else "General",
                )
                held = cell.held.value if isinstance(cell.held, Number) else cell.held
                row, column = top + cell.row, cell.column
                sheet.write_merge(row, row + cell.down - 1, column, column + cell.across - 1, held, look)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def docx_by_python_docx(sheets: Sheets) -> bytes:
    """All sheets, one under another, numbers as they are shown."""
    file = docx.Document()
    for blocks in sheets.values():
        for block in blocks:
            if isinstance(block, str):
                file.add_paragraph(block)
            else:
                table = file.add_table(len(block), width(block))
                for cell in place(block):
                    _fill(table, cell)
    memory = io.BytesIO()
    file.save(memory)
    return memory.getvalue()


def _fill(table: Table, cell: Placed) -> None:
    here = table.cell(cell.row, cell.column)
    last = table.cell(cell.row + cell.down - 1, cell.column + cell.across - 1)
    (here.merge(last) if last is not here else here).text = cell.shown


def rows_of(blocks: Blocks) -> list[Rows]:
    return [block for block in blocks if not isinstance(block, str)]
