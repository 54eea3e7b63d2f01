"""A document as plain data and back, to be sent from one process to another."""

from __future__ import annotations

from typing import Any

from auditkit.document import Cell, Document, Paragraph, Table

__all__ = ["data_of", "document_of"]


def data_of(document: Document) -> dict[str, Any]:
    """The document as lists and texts."""
    return {
        "name": document.name,
        "format": document.format,
        "blocks": [_block(block) for block in document.blocks],
        "warnings": document.warnings,
        "pictures": document.pictures,
    }


def document_of(data: dict[str, Any]) -> Document:
    """The document that ``data_of`` took apart."""
    blocks = tuple(_paragraph(item) if item[0] == "p" else _table_of(item) for item in data["blocks"])
    warnings, pictures = tuple(data["warnings"]), tuple(data["pictures"])
    return Document(data["name"], data["format"], blocks, warnings, None, pictures)


def _block(block: Paragraph | Table) -> list[Any]:
    if isinstance(block, Paragraph):
        return ["p", block.index, block.text, block.page, block.confidence]
    return ["t", block.index, block.rows, block.columns, block.page, [_cell(cell) for cell in block.cells]]


def _cell(cell: Cell) -> list[Any]:
    inner = [_block(table) for table in cell.tables]
    return [
        cell.row,
        cell.column,
        cell.text,
        cell.rowspan,
        cell.colspan,
        cell.page,
        cell.inferred,
        inner,
        cell.confidence,
    ]


def _paragraph(item: list[Any]) -> Paragraph:
    _, index, text, page, confidence = item
    return Paragraph(index, text, None, page, confidence=confidence)


def _table_of(item: list[Any]) -> Table:
    _, index, rows, columns, page, cells = item
    return Table(index, tuple(_cell_of(cell) for cell in cells), rows, columns, page)


def _cell_of(item: list[Any]) -> Cell:
    row, column, text, rowspan, colspan, page, inferred, inner, confidence = item
    tables = tuple(_table_of(table) for table in inner)
    return Cell(row, column, text, rowspan, colspan, (), page, inferred, tables, confidence=confidence)
