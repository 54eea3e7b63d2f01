"""Read the township list (镇街项目绩效目标一览表): one table, one row an indicator, many projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit import Anchor, Document, Form, Layout
from auditkit.document import Cell, Paragraph, Table, Unread

__all__ = ["TOWNSHIP_LIST"]

_NAME = "linhe-township-list"
_TITLE = "临河新区镇街项目绩效目标一览表"
_COLUMNS = {
    "序号": "number",
    "项目名称": "name",
    "预算(万元)": "total",
    "资金用途": "purpose",
    "年度目标": "objective",
    "考核内容": "level",
    "考核指标": "indicator",
    "目标值": "target",
}
_TELLING = frozenset({"name", "total", "level", "indicator", "target"})
_LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "成本": ("产出指标", "成本指标"),
    "经济效益": ("效益指标", "经济效益指标"),
    "社会效益": ("效益指标", "社会效益指标"),
    "生态效益": ("效益指标", "生态效益指标"),
    "群众满意": ("满意度指标", "服务对象满意度指标"),
}
_FIELDS = ("budget.total", "first_level", "money_unit", "objectives", "objectives.annual", "purpose")
_UNIT = re.compile(r"填报单位\s*[:：]\s*([^\s（(]+)\s*(?:[（(]\s*(\d{3,15})\s*[)）])?")
_YEAR = re.compile(r"(20\d\d)\s*年")
_ITEM = re.compile(r"(?:\A|\n)\s*\d{1,2}\s*[.．、]\s*(?!\d)")


def _label(text: str) -> str:
    """A header cell without blanks, brackets at half width: ``预算(万元)``."""
    return "".join(text.split()).replace("（", "(").replace("）", ")")


def _columns(table: Table) -> dict[str, int] | None:
    """Which grid column holds which field, from the table's first row; None for another table."""
    found = {
        _COLUMNS[_label(cell.text)]: cell.column
        for cell in table.cells
        if cell.row == 1 and _label(cell.text) in _COLUMNS
    }
    return found if found.keys() >= _TELLING else None


def _rows(table: Table, columns: Mapping[str, int]) -> Iterator[dict[str, Cell]]:
    """Every row under the header as the cells that begin in it and hold something, by field."""
    fields = {column: name for name, column in columns.items()}
    rows: dict[int, dict[str, Cell]] = {}
    for cell in table.cells:
        name = fields.get(cell.column)
        if cell.row > 1 and name is not None and cell.text.strip():
            rows.setdefault(cell.row, {})[name] = cell
    for number in sorted(rows):
        yield rows[number]


def _anchor(table: Table, cell: Cell) -> Anchor:
    """Where the cell's text stands, without the blanks around it."""
    start = len(cell.text) - len(cell.text.lstrip())
    return table.anchor(cell, start, start + len(cell.text.strip()))


@dataclass(slots=True)
class _List:
    """The projects of the list as its rows are read."""

    head: Mapping[str, Any]
    places: Mapping[str, Anchor]
    projects: list[dict[str, Any]] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)

    def take(self, table: Table, row: Mapping[str, Cell]) -> None:
        """Take in one row; a blank project cell means the project of the row above."""
        if "name" in row:
            self._open(table, row)
        if not row.keys() & {"level", "indicator", "target"}:
            return
        if not self.projects:
            first = next(iter(row.values()))
            self.unread.append(Unread(_anchor(table, first), "这一行没有项目名称，未读取；请补填项目名称。"))
            return
        indicators = self.projects[-1]["indicators"]
        pointer = f"/projects/{len(self.projects) - 1}/indicators/{len(indicators)}"
        texts = {name: cell.text.strip() for name, cell in row.items()}
        level = texts.get("level", "")
        first_level, second_level = _LEVELS.get(level, ("", level))
        indicators.append(
            {
                "first_level": first_level,
                "second_level": second_level,
                "name": texts.get("indicator", ""),
                "horizon": "annual",
                "target": {"raw": texts.get("target", "")},
            }
        )
        keys = {"level": "second_level", "indicator": "name", "target": "target"}
        places = {keys[name]: _anchor(table, cell) for name, cell in row.items() if name in keys}
        self.anchors |= {f"{pointer}/{key}": place for key, place in places.items()}
        self.anchors[pointer] = places.get("name") or next(iter(places.values()))

    def _open(self, table: Table, row: Mapping[str, Cell]) -> None:
        """Begin a project with its name and whatever else stands in its first row."""
        pointer = f"/projects/{len(self.projects)}"
        texts = {name: cell.text.strip() for name, cell in row.items()}
        goals = [item.strip() for item in _ITEM.split(texts.get("objective", "")) if item.strip()]
        self.projects.append(
            {
                **self.head,
                "form": _NAME,
                "name": texts["name"],
                "money_unit": "万元",
                "budget": {"total": {"raw": texts["total"]} if "total" in texts else None},
                "purpose": texts.get("purpose"),
                "objectives": [{"horizon": "annual", "text": goal} for goal in goals],
                "indicators": [],
                "fields": sorted({*_FIELDS, *self.head}),
            }
        )
        keys = {"name": "name", "total": "budget/total", "purpose": "purpose", "objective": "objectives"}
        own = {keys[name]: _anchor(table, cell) for name, cell in row.items() if name in keys}
        places = {"": own["name"], **self.places, **own}
        self.anchors |= {f"{pointer}/{key}".rstrip("/"): place for key, place in places.items()}


def _head(document: Document) -> tuple[dict[str, Any], dict[str, Anchor]]:
    """Unit and year from the lines above the table, with their places."""
    head: dict[str, Any] = {}
    places: dict[str, Anchor] = {}
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        if (unit := _UNIT.search(block.text)) and "unit" not in head:
            head["unit"] = {"name": unit[1], "code": unit[2]}
            places["unit"] = block.anchor(*unit.span())
        if (year := _YEAR.search(block.text)) and "year" not in head:
            head["year"] = int(year[1])
            places["year"] = block.anchor(*year.span())
    return head, places


def _score(document: Document) -> int:
    """The header row is this county's own, so it is sure or not at all."""
    return 95 if any(_columns(table) for table in document.tables()) else 0


def _take(document: Document) -> Form:
    found = _List(*_head(document))
    for table in document.tables():
        columns = _columns(table)
        if columns is not None:
            for row in _rows(table, columns):
                found.take(table, row)
    return Form(_NAME, tuple(found.projects), found.anchors, tuple(found.unread))


TOWNSHIP_LIST = Layout(_NAME, _TITLE, _score, _take)
