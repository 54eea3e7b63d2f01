"""Write the forms of whole departments as Word tables: income beside spending, duties, main tasks.

A department is a mapping with ``title``, ``unit``, ``objectives`` and ``indicators`` as a project has
them, and ``overall``: ``duties``; ``income`` and ``spending`` with ``income_parts`` and
``spending_parts`` as label, amount and perhaps a share; ``basic_spending`` and ``project_spending``, or lists of
amount and share; ``tasks`` as name, content, total, fiscal, other; ``tasks_total``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocxDocument
from docx.table import Table

Overall = Mapping[str, Any]
_WIDTH = 7


def department_card(document: DocxDocument, card: Mapping[str, Any]) -> None:
    """The card of one department, with the blocks that it has something for."""
    overall: Overall = card["overall"]
    document.add_paragraph(card["title"])
    if card.get("year"):
        document.add_paragraph(f"（{card['year']}年度）")
    table = document.add_table(rows=0, cols=_WIDTH, style="Table Grid")
    _row(table, "部门（单位）名称", f"{card['code']}{card['unit']}")
    _funds(table, card, overall)
    if overall.get("duties"):
        _row(table, "部门职能", overall["duties"])
    _tasks(table, card, overall)
    _row(table, "整体绩效目标", "\n".join(card["objectives"]))
    _indicators(table, card["indicators"])


def _row(table: Table, label: str, text: str) -> None:
    cells = table.add_row().cells
    cells[0].text = label
    cells[1].merge(cells[-1]).text = text


def _funds(table: Table, card: Mapping[str, Any], overall: Overall) -> None:
    """Income and spending side by side, with shares where any is given; or 资金总额 with its two kinds."""
    money = f"（{card['money_unit']}）" if card["money_unit"] else ""
    sides = [_lines(overall, "income", ()), _lines(overall, "spending", ("basic_spending", "project_spending"))]
    if not any(sides):
        return
    top = len(table.rows)
    if not (overall.get("income") or overall.get("income_parts")):
        for label, amount, _ in [("资金总额", card["budget"]["total"], ""), *sides[1]]:
            cells = table.add_row().cells
            cells[1].merge(cells[3]).text, cells[4].text = label, amount
            cells[4].merge(cells[6])
        _block(table, top, f"部门总体资金情况{money}")
        return
    heads = ("收入构成", "金额", "占比", "支出构成", "金额", "占比")
    for row in (heads, *(_pair(sides, n) for n in range(max(map(len, sides))))):
        for cell, text in zip(table.add_row().cells[1:], row, strict=True):
            cell.text = text
    _block(table, top, f"部门总体资金情况{money}")


def _block(table: Table, top: int, text: str) -> None:
    table.cell(top, 0).merge(table.cell(len(table.rows) - 1, 0)).text = text


def _pair(sides: Sequence[Sequence[tuple[str, str, str]]], number: int) -> list[str]:
    return [text for side in sides for text in (side[number] if number < len(side) else ("", "", ""))]


def _lines(overall: Overall, side: str, kinds: Sequence[str]) -> list[tuple[str, str, str]]:
    named = {"basic_spending": "基本支出", "project_spending": "项目支出"}
    given = [(named[key], *_listed(overall[key])) for key in kinds if overall.get(key)]
    given += [tuple(part) for part in overall.get(f"{side}_parts", ())]
    if overall.get(side):
        given.append(("收入合计" if side == "income" else "支出合计", overall[side]))
    return [(label, amount, share[0] if share else "") for label, amount, *share in given]


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _tasks(table: Table, card: Mapping[str, Any], overall: Overall) -> None:
    tasks: Sequence[Sequence[str]] = overall.get("tasks", ())
    if not tasks:
        return
    top = len(table.rows)
    money = f"（{card['money_unit']}）" if card["money_unit"] else ""
    for texts in (("任务名称", "主要内容", f"预算金额{money}", "", ""), ("", "", "总额", "财政拨款", "其他资金"), *tasks):
        cells = table.add_row().cells
        cells[2].merge(cells[3])
        for cell, text in zip((cells[1], cells[2], *cells[4:]), (*texts, *[""] * (5 - len(texts))), strict=True):
            cell.text = text
    table.cell(top, 4).merge(table.cell(top, 6)).text = f"预算金额{money}"
    for column in (1, 2):
        merged = table.cell(top, column).merge(table.cell(top + 1, column + (column == 2)))
        merged.text = ("任务名称", "主要内容")[column - 1]
    if overall.get("tasks_total"):
        cells = table.add_row().cells
        cells[1].merge(cells[3]).text = "金额合计"
        cells[4].text = overall["tasks_total"]
    _block(table, top, "年度主要任务")


def _indicators(table: Table, rows: Sequence[Sequence[str]]) -> None:
    """Level, level, name and target; equal levels merged, as units file them."""
    top = len(table.rows)
    for texts in (("一级指标", "二级指标", "三级指标", "指标值"), *((*row[:3], row[4]) for row in rows)):
        cells = table.add_row().cells
        cells[3].merge(cells[4])
        cells[5].merge(cells[6])
        for cell, text in zip((cells[1], cells[2], cells[3], cells[5]), texts, strict=True):
            cell.text = text
    for column in (1, 2):
        start = 0
        for number in range(1, len(rows) + 1):
            if number == len(rows) or rows[number][:column] != rows[start][:column]:
                merged = table.cell(top + 1 + start, column).merge(table.cell(top + number, column))
                merged.text = rows[start][column - 1]
                start = number
    _block(table, top, "年度绩效指标")
