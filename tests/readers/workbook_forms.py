"""Invented forms of three families, with numbers that are numbers in a workbook and texts elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number as a workbook stores it, its format, and what is shown of it."""

    value: float
    code: str
    shown: str


@dataclass(frozen=True)
class Wide:
    """A merged cell: what it holds, rows down and columns across."""

    held: str | Number
    down: int = 1
    across: int = 1


Entry = str | Number | Wide
Rows = Sequence[Sequence[Entry]]
Blocks = Sequence[str | Rows]
"""Lines of their own and tables, from top to bottom; ``""`` is a blank line."""


@dataclass(frozen=True)
class Placed:
    """An entry at its place in a grid, counted from 0."""

    row: int
    column: int
    held: str | Number
    down: int
    across: int

    @property
    def shown(self) -> str:
        return self.held.shown if isinstance(self.held, Number) else self.held


def place(rows: Rows) -> list[Placed]:
    """Grid positions; a cell goes where no cell from above is."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            wide = entry if isinstance(entry, Wide) else Wide(entry)
            while (row, column) in taken:
                column += 1
            for down in range(wide.down):
                taken |= {(row + down, column + across) for across in range(wide.across)}
            placed.append(Placed(row, column, wide.held, wide.down, wide.across))
            column += wide.across
    return placed


def width(rows: Rows) -> int:
    return max(cell.column + cell.across for cell in place(rows))


def down_the_sheet(blocks: Blocks) -> Iterator[tuple[int, str | Rows, int]]:
    """Blocks with the row they begin in (from 0) and the width of the table below or above them."""
    tables = [block for block in blocks if not isinstance(block, str)]
    row = 0
    for block in blocks:
        yield row, block, max(width(table) for table in tables)
        row += 1 if isinstance(block, str) else len(block)


def yuan(value: float) -> Number:
    return Number(value, "#,##0.00", f"{value:,.2f}")


def percent(value: float) -> Number:
    return Number(value, "0%", f"{value:.0%}")


A1: Blocks = [
    "1.柳溪镇图书角建设绩效目标表",
    [
        [Wide("418203柳溪镇综合文化站", across=3), Wide("单位：万元", across=2)],
        ["项目名称", Wide("柳溪镇图书角建设", across=4)],
        [Wide("预算规模及资金用途", down=4), "预算数", Wide(yuan(1042.5), across=3)],
        ["其中：财政    资金", Wide(yuan(1000), across=3)],
        ["其他资金", Wide(Number(42, "0.00", "42.00"), across=3)],
        [Wide("用于购置图书、书架，以及开展阅读活动。", across=4)],
        ["绩效目标", Wide("1.建成村级图书角。\n2.开展读书活动，\n提高阅读率。", across=4)],
    ],
    "",
    [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"],
        [Wide("产出\n指标", down=5), Wide("数量指标", down=2), "建成图书角数量", "当年建成的个数", "≥24个"],
        ["购置图书册数", "购置图书册数", Number(36000, '"≥"#,##0"册"', "≥36,000册")],
        ["质量指标", "图书合格率", "验收合格册数占比", percent(1)],
        ["时效指标", "建成时间", "", Number(45992, 'yyyy"年"m"月"d"日"', "2025年12月1日")],
        ["成本指标", "每册图书成本", "", "≤35元"],
        [
            Wide("效益指标", down=2),
            "社会效益指标",
            "村民年均借阅",
            "借阅人次",
            Number(1.5, '"≥"0.0"万人次"', "≥1.5万人次"),
        ],
        ["可持续影响指标", "图书角运行", "图书角运行", "长期"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "问卷结果", percent(0.9)],
    ],
]

A2: Blocks = [
    "附件2",
    "渠道清淤项目绩效目标表",
    [
        ["项目名称", "渠道清淤", "项目预算金额(万元)", Number(35.6, "General", "35.6")],
        ["主管部门", "[062]青岭县水利局", "实施单位", "青岭县灌区服务中心"],
        ["绩效目标", Wide("保持干渠畅通，保障春灌。", across=3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [Wide("产出指标", down=2), "数量指标", "清淤渠道长度", "≥48公里"],
        ["时效指标", "每周巡查次数", Number(2, "0", "2")],
        ["效益指标", "生态效益指标", "水面漂浮物清理率", Number(0.955, "0.0%", "95.5%")],
        ["满意度指标", "服务对象满意度指标", "沿渠农户满意度", percent(0.9)],
    ],
]

B2: Blocks = [
    [
        [Wide("项目支出绩效目标申报表", across=5)],
        [Wide("（2025年度）", across=5)],
        ["项目名称", Wide("古树名木监测", across=4)],
        ["主管部门及代码", "林草资源保护局[417]", "实施单位", Wide("东岭林业观测站", across=2)],
        ["项目属性", "延续项目", "项目期", Wide("2024年1月-2026年12月", across=2)],
        [Wide("项目资金\n（万元）", down=3), "年度资金总额：", Wide(yuan(120), across=3)],
        ["其中：财政拨款", Wide(yuan(100), across=3)],
        ["其他资金", Wide(yuan(20), across=3)],
        [Wide("总体\n目标", down=2), Wide("年度目标", across=4)],
        [Wide("目标1：完成春秋两季监测。\n目标2：发布监测年报。", across=4)],
        [Wide("绩\n效\n指\n标", down=6), "一级指标", "二级指标", "三级指标", "指标值"],
        [Wide("产出指标(50分)", down=3), Wide("数量指标", down=2), "监测古树株数", "≥1400株"],
        ["建档古树株数", Number(2000, "0", "2000")],
        ["时效指标", "年报发布时间", Number(45992, 'yyyy"年"m"月"', "2025年12月")],
        ["效益指标(30分)", "生态效益指标 (必填)", "枯死率下降幅度", Number(0.05, '"≥"0%', "≥5%")],
        ["满意度指标(10分)", "满意度指标", "志愿者满意度", "=100%"],
    ]
]

FORMS: dict[str, Blocks] = {"a1": A1, "a2": A2, "b2": B2}
