"""Rows for the Python rules of a pack, read from their source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from auditkit.rulefile.sheets.cells import TEXT
from auditkit.rulefile.sheets.columns import BY_HEADING, READ_ONLY

__all__ = ["python_rows"]

_SCOPES = {"Batch": "批次", "Submission": "申报", "Project": "项目", "Indicator": "指标"}


def python_rows(modules: Mapping[str, str]) -> list[dict[str, str]]:
    """A row for each rule that a module makes with ``make_rule``; ``modules`` are sources by path."""
    return [row for path, source in modules.items() for row in _rows(path, source)]


def _rows(path: str, source: str) -> Iterator[dict[str, str]]:
    try:
        module = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield {"标题": "（这个 Python 文件有语法错误）", "检查": READ_ONLY, "文件": path}
        return
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and _name_of(decorator.func) == "make_rule":
                    yield _row(path, ast.get_docstring(module) or "", node, decorator)


def _row(path: str, manual: str, node: ast.FunctionDef, card: ast.Call) -> dict[str, str]:
    told = {word.arg: _constant(word.value) for word in card.keywords}
    first = node.args.args[0].annotation if node.args.args else None
    cells = {
        "编号": told.get("code"),
        "英文名": node.name,
        "标题": told.get("title"),
        "级别": _label("级别", told.get("severity")),
        "适用对象": _SCOPES.get(_name_of(first)),
        "检查": READ_ONLY,
        "置信度": told.get("confidence"),
        "默认": _label("默认", told.get("default")),
        "说明": manual,
        "文件": path,
    }
    return {heading: text for heading, value in cells.items() if value and (text := TEXT.cell(str(value)))}


def _label(heading: str, value: Any) -> str | None:
    codec = BY_HEADING[heading].codec
    return codec.cell(value) if codec is not None else None


def _constant(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else None


def _name_of(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
