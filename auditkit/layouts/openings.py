"""What makes a project one of its own, in words for the reviewer."""

from __future__ import annotations

__all__ = ["BY_LABEL", "BY_LINE", "BY_NAME_CELL", "BY_ROW", "FIRST"]

FIRST = "文件中的第一个项目"
BY_LINE = "上一个项目已有内容，又出现新的表题或单位行"
BY_LABEL = "上一个项目已有内容，又出现表头栏目"
BY_NAME_CELL = "项目名称一列换了名称"
BY_ROW = "一行一个项目"
