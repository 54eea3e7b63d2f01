"""What a reviewer should know about how a workbook was read, with the places it concerns."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["Notes", "cell_name", "column_letters"]

_SHOWN = 5

_SAID = {
    "hidden sheets": "有隐藏的工作表，未读入{}。",
    "hidden rows": "有隐藏的行，其中的文字未读入{}。",
    "hidden columns": "有隐藏的列，其中的文字未读入{}。",
    "hidden values": "有的单元格按所设格式不显示内容，未读入{}。",
    "covered": "有的合并单元格在被合并的位置还留有文字，Excel 中不显示，未读入{}。",
    "overlapping": "有的合并区域互相重叠，后一个未计入，合并范围请人工核对{}。",
    "uncalculated": "有公式没有保存计算结果，按空白读取，请用 Excel 打开并保存后重新提交{}。",
    "rounded": "有的数字显示的位数比存储的少，按显示的数字读取{}。",
    "plain": "有的数字的显示格式未能识别，按存储的数字读取，请对照原表核对{}。",
    "symbols": "有符号字体的字符无法换成通用字符，请人工核对{}。",
    "comments": "表中有批注，批注内容未读入。",
    "drawings": "表中有文本框或图形，其中的文字未读入。",
    "embedded": "表中嵌入了其他文件，嵌入的内容未读入。",
    "macros": "文件带有宏，未运行。",
}
"""By the name under which readers note it; ``{}`` stands for the places."""


def column_letters(column: int) -> str:
    """The name of a column: 1 is ``A``, 28 is ``AB``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell: ``C5``."""
    return f"{column_letters(column)}{row}"


class Notes:
    """Kinds of notes with their first places and how many there are; ``total`` is of all kinds."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}
        self.total = 0

    def add(self, kind: str, sheet: str = "", row: int = 0, column: int = 0) -> None:
        """Note something once more: of the whole workbook, of a sheet, or of a cell."""
        self.total += 1
        places = self._places.setdefault(kind, [])
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if sheet and len(places) < _SHOWN:
            places.append(f"“{sheet}”{cell_name(row, column) if row else ''}")

    def sentences(self) -> Iterator[str]:
        """The notes as Chinese sentences, always in the same order."""
        for kind, said in _SAID.items():
            if kind in self._counts:
                yield said.format(self._where(kind))

    def _where(self, kind: str) -> str:
        places, count = self._places[kind], self._counts[kind]
        if not places:
            return ""
        more = f"等 {count} 处" if count > len(places) else ""
        return f"（{'、'.join(places)}{more}）"
