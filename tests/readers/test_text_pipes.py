"""Tables drawn with pipes, as people and programs really draw them."""

from __future__ import annotations

import pytest

from auditkit.document import Limits, Paragraph, Source
from auditkit.readers.text import READER

Grid = list[list[str]]


def read(text: str) -> tuple[list[str], list[Grid]]:
    """The paragraphs of a dump, and its tables by rows."""
    document = READER.read(Source("a.md", text.encode()), Limits())
    tables = []
    for table in document.tables():
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell.text)
        tables.append(list(rows.values()))
    return [block.text for block in document.blocks if isinstance(block, Paragraph)], tables


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## 1.某项目绩效目标表", "1.某项目绩效目标表"),
        ("# 某项目绩效目标表 #", "某项目绩效目标表"),
        ("### 1\\. 某项目绩效目标表", "1. 某项目绩效目标表"),
        ("**某项目绩效目标表**", "某项目绩效目标表"),
        ("**单位**：万元", "单位：万元"),
        ("#某项目绩效目标表", "#某项目绩效目标表"),
        ("每户（≥**平方米）不少于**年", "每户（≥**平方米）不少于**年"),
    ],
)
def test_the_marks_of_markdown_are_no_text(line: str, text: str) -> None:
    assert read(line + "\n")[0] == [text]


def test_a_markdown_cell_is_read_without_its_marks() -> None:
    text = "| **名称** | 值 |\n|---|:-:|\n| 线上\\|线下 | \\>=90% |\n| A&amp;B&nbsp; | &lt;5<br>6 |\n"
    assert read(text)[1] == [
        [["名称", "值"], ["线上|线下", ">=90%"], ["A&B\xa0", "<5\n6"]],
    ]


def test_a_cell_between_bars_may_hold_line_ends() -> None:
    text = "| 绩效目标 | 1.办班6期。\n2.培训600人。 |\n| --- | --- |\n| 名称 | 值 |\n"
    assert read(text)[1] == [[["绩效目标", "1.办班6期。\n2.培训600人。"], ["名称", "值"]]]


def test_rows_may_have_pipes_between_cells_only() -> None:
    text = "某项目绩效目标表\n名称 | 描述 | 值\n甲 | | 1个\n乙 | 说明 | \n\n附注\n"
    paragraphs, tables = read(text)
    assert paragraphs == ["某项目绩效目标表", "附注"]
    assert tables == [[["名称", "描述", "值"], ["甲", "", "1个"], ["乙", "说明", ""]]]


def test_a_row_between_pipes_may_be_broken_where_a_cell_is() -> None:
    rows = "".join(f"甲{n} | 说明 | {n}个\n" for n in range(8))
    assert read("名称 | 描述 | 值\n" + rows + "乙 | 两行\n说明 | 9个\n")[1][0][-1] == [
        "乙",
        "两行\n说明",
        "9个",
    ]


def test_the_first_cell_of_a_row_that_pipes_end_may_hold_line_ends() -> None:
    text = "项目名称|甲|\n总\n体\n目\n标|年度目标|\n|目标1：办班。\n目标2：培训。|\n一级\n指标|值|\n"
    assert read("表\n\n" + text)[1] == [
        [
            ["项目名称", "甲"],
            ["总\n体\n目\n标", "年度目标"],
            ["", "目标1：办班。\n目标2：培训。"],
            ["一级\n指标", "值"],
        ]
    ]


def test_a_line_about_money_is_no_cell_of_the_table_below_it() -> None:
    paragraphs, tables = read("单位（万元）\n项目名称|甲|\n预算数|5|\n")
    assert paragraphs == ["单位（万元）"]
    assert tables == [[["项目名称", "甲"], ["预算数", "5"]]]


def test_a_broken_first_cell_does_not_change_the_layout_of_a_short_dump() -> None:
    text = "表\n\t项目名称\t甲\n\t总\n体\n目\n标\t年度目标\n\t\t办班。\n\t绩\n效\t一级指标\t指标值\n\t\t产出指标\t3期\n"
    assert read(text)[1] == [
        [
            ["项目名称", "甲"],
            ["总\n体\n目\n标", "年度目标"],
            ["", "办班。"],
            ["绩\n效", "一级指标", "指标值"],
            ["", "产出指标", "3期"],
        ]
    ]
