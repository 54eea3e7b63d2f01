"""One sheet of a workbook that xlrd has opened: cells with what Excel shows of them."""

from __future__ import annotations

from typing import Any

from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table
from auditkit.readers.workbook_formats import BUILT_IN, format_of
from auditkit.readers.workbook_notes import Notes
from auditkit.readers.workbook_sheet import Budget, Sheet
from auditkit.readers.workbook_style import PLAIN, Style, number_shown, text_shown

__all__ = ["SheetMaker"]

_EMPTY, _BOOLEAN, _ERROR, _BLANK = 0, 4, 5, 6
"""Kinds of cells as xlrd counts them."""
_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")
_LINES = 2


class SheetMaker:
    """Makes sheets from those of one xlrd workbook (``xlrd.Book``)."""

    def __init__(self, book: Any, notes: Notes, budget: Budget) -> None:
        self._book = book
        self._notes = notes
        self._budget = budget
        self._styles: dict[int, Style] = {}

    def make(self, found: Any) -> Sheet:
        """The sheet for an ``xlrd.sheet.Sheet``."""
        sheet = Sheet(found.name)
        self._mark_hidden(found, sheet)
        for top, bottom, left, right in found.merged_cells:
            sheet.merge(top + 1, left + 1, bottom, right)
        for row in range(found.nrows):
            kinds, values = found.row_types(row), found.row_values(row)
            self._budget.take(len(kinds) - kinds.count(_EMPTY))
            for column, kind in enumerate(kinds):
                if kind == _EMPTY:
                    continue
                style = self._style(found.cell_xf_index(row, column))
                if style.boxed:
                    sheet.box(row + 1)
                if kind != _BLANK:
                    text = self._text(found, (row, column), kind, values[column], style)
                    self._budget.take(0, len(text))
                    if text.strip():
                        sheet.put(row + 1, column + 1, text)
        if found.cell_note_map:
            self._notes.add("comments")
        return sheet

    @staticmethod
    def _mark_hidden(found: Any, sheet: Sheet) -> None:
        for column, info in found.colinfo_map.items():
            if info.hidden or info.width == 0:
                sheet.hidden_columns.add(column + 1, column + 1)
        for row, info in found.rowinfo_map.items():
            if info.hidden:
                sheet.hidden_rows.add(row + 1, row + 1)

    def _text(self, found: Any, spot: tuple[int, int], kind: int, value: Any, style: Style) -> str:
        """What is shown of a cell; ``spot`` counts from 0."""
        if kind == _BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == _ERROR:
            return _errors().get(value, "#N/A")
        place = (found.name, spot[0] + 1, spot[1] + 1)
        if isinstance(value, float | int):
            if not value and not found.show_zero_values:
                return ""
            return number_shown(float(value), style, bool(self._book.datemode), self._notes, place)
        text = str(value)
        runs = found.rich_text_runlist_map.get(spot)
        if runs:
            text = self._in_fonts(text, runs, style)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text_shown(text, style, self._notes, place, bool(runs))

    def _in_fonts(self, text: str, runs: list[tuple[int, int]], style: Style) -> str:
        """A text whose parts from given places on have fonts of their own."""
        starts = [place for place, _ in runs] + [len(text)]
        head = text[: starts[0]]
        pieces = [head if style.glyphs is None else head.translate(style.glyphs)]
        for (start, font), end in zip(runs, starts[1:], strict=True):
            name = self._font(font)
            glyphs = run_table(name, ()) if name in SYMBOL_FONTS else None
            piece = text[start:end]
            pieces.append(piece if glyphs is None else piece.translate(glyphs))
        return "".join(pieces)

    def _font(self, number: int) -> str:
        fonts = self._book.font_list
        return str(fonts[number].name) if 0 <= number < len(fonts) else ""

    def _style(self, number: int) -> Style:
        style = self._styles.get(number)
        if style is None:
            known = 0 <= number < len(self._book.xf_list)
            style = self._styles[number] = self._new_style(self._book.xf_list[number]) if known else PLAIN
        return style

    def _new_style(self, look: Any) -> Style:
        import xlrd.formatting

        known = self._book.format_map.get(look.format_key)
        code = None if known is None else known.format_str
        if code is None or code == xlrd.formatting.std_format_strings.get(look.format_key):
            code = BUILT_IN.get(look.format_key, code)
        lines = sum(bool(getattr(look.border, side)) for side in _SIDES)
        name = self._font(look.font_index)
        glyphs = run_table(name, ()) if name in SYMBOL_FONTS else None
        return Style(PLAIN.format if code is None else format_of(code), lines >= _LINES, glyphs)


def _errors() -> dict[int, str]:
    import xlrd

    return dict(xlrd.error_text_from_code)
