"""Bring a compiled part to the type that is wanted, or refuse it at load; options are checked when read."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from auditkit.model import TargetValue
from auditkit.rulefile.language.compiler import Compiler, Node
from auditkit.rulefile.language.faults import ExpressionFailed
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.records import whole_value
from auditkit.rulefile.language.sorts import QUANTITY, Sort, is_numeric
from auditkit.rulefile.language.values import Missing, Moment, is_blank
from auditkit.rulefile.language.words import WordList

__all__ = [
    "as_kind",
    "as_list",
    "as_number",
    "as_truth",
    "is_loose",
    "items_as",
    "number_sort",
    "refuse_single_item",
]

_TEXT_GONE = Missing(("指标值",))


def is_loose(node: Node) -> bool:
    """Whether only the data tell what kind of value it is."""
    return node.sort.kind == "any" and not node.sort.record


def _refuse(compiler: Compiler, node: Node, at: ast.expr, wanted: str, remedy: str = "") -> None:
    shown = compiler.written(at)
    if whole_value(node.sort):
        remedy = remedy or f"，请写到具体的字段，如 {shown}.名称"
    compiler.fail(f"这里要的是{wanted}，“{shown}”是{node.sort.spoken}{remedy}。", at)


def _guarded(node: Node, wanted: str, fits: Callable[[Any], Any]) -> Node:
    """The part with a look at each value: ``fits`` gives the value to use, or None to refuse it."""
    run = node.run

    def look(frame: Frame) -> Any:
        value = run(frame)
        if value.__class__ is Missing:
            return value
        fit = fits(value)
        if fit is None:
            raise ExpressionFailed(f"规则参数或列表里的值不是{wanted}，请检查规则的 options。")
        return fit

    return replace(node, run=look)


def as_truth(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is true, false or missing."""
    if node.sort.kind != "truth" and not is_loose(node):
        remedy = f"，请写成判断，如 {compiler.written(at)} 不为空" if node.path else ""
        _refuse(compiler, node, at, "真假判断", remedy)
    if node.sure and not is_loose(node):
        return node
    return _guarded(node, "真或假", lambda value: value if isinstance(value, bool) else None)


def as_number(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is a number, or states one."""
    if not is_numeric(node.sort) and not is_loose(node):
        remedy = "，请用 合计(…) 等函数" if node.sort.kind == "list" else ""
        _refuse(compiler, node, at, "数", remedy)
    return node


def as_text(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is text; a target value counts as its text."""
    plain = node.sort.kind == "text" and not node.sort.words
    if not plain and node.sort.record != "target" and not is_loose(node):
        remedy = "，请用 任一(… for i in …)" if node.sort.kind == "list" else ""
        if node.sort.words:
            remedy = f"，请用 = 或 属于，如 {compiler.written(at)} 属于 [数量, 质量]"
        _refuse(compiler, node, at, "文字", remedy)
    return node if plain and node.sure else _guarded(node, "文字", _text)


def _text(value: Any) -> Any:
    if isinstance(value, TargetValue):
        return _TEXT_GONE if is_blank(value.raw) else value.raw
    return value if isinstance(value, str) else None


def refuse_single_item(compiler: Compiler, node: Node, at: ast.expr) -> None:
    """Refuse, where a list is wanted, a field of the one indicator that the rule looks at."""
    path = node.path
    if path is None or path.root.record != "indicator" or path.root.loop is not None:
        return
    below = ".".join(step.label for step in path.steps)
    every = f"项目.指标.{below}" if below else "项目.指标"
    shown = compiler.written(at)
    compiler.fail(f"这条规则逐条看指标，“{shown}”只是当前这一条；全部指标请写 {every}。", at)


def as_list(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is a list."""
    if node.sort.kind != "list" and not is_loose(node):
        refuse_single_item(compiler, node, at)
        _refuse(compiler, node, at, "列表")
    if node.sure and not is_loose(node):
        return node
    return _guarded(node, "列表", lambda value: value if isinstance(value, tuple) else None)


def as_words(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is a word list, a list of words, or one word."""
    inner = node.sort.item or node.sort
    if inner.record != "words" and (inner.kind != "text" or inner.words) and inner.kind != "any":
        _refuse(compiler, node, at, "词表或词语的列表")
    if node.sure and not is_loose(node) and inner.kind != "any":
        return node
    return _guarded(node, "词语", lambda value: value if isinstance(value, str | tuple | WordList) else None)


def as_date(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is a date, or text that states one."""
    fits = node.sort.kind in ("date", "text") and not node.sort.words
    if (
        not fits
        and node.sort != QUANTITY
        and node.sort.unit != ""
        and not is_loose(node)
        and not _target(node)
    ):
        _refuse(compiler, node, at, "日期")
    if fits and node.sure:
        return node
    dated = (str, Moment, TargetValue, Decimal)
    return _guarded(node, "日期", lambda value: value if isinstance(value, dated) else None)


def _target(node: Node) -> bool:
    return node.sort.record == "target"


def as_size(compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A part that is a number or a date."""
    return node if node.sort.kind == "date" else as_number(compiler, node, at)


_KINDS: dict[str, Callable[[Compiler, Node, ast.expr], Node]] = {
    "truth": as_truth,
    "number": as_number,
    "size": as_size,
    "text": as_text,
    "list": as_list,
    "words": as_words,
    "date": as_date,
}


def as_kind(kind: str, compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """The part as a parameter of a function wants it.

    Raises:
        ExpressionError: if it is of another type.
    """
    wanted = _KINDS.get(kind)
    return node if wanted is None else wanted(compiler, node, at)


def items_as(kind: str, compiler: Compiler, node: Node, at: ast.expr) -> Node:
    """A list whose items are of a kind; the items of options are left to the function."""
    listed = as_list(compiler, node, at)
    item = listed.sort.item
    if item is not None and not (item.kind == "any" and not item.record):
        as_kind(kind, compiler, Node(listed.run, item), at)
    return listed


def number_sort(sort: Sort) -> Sort:
    """The sort of the number that a value is or states."""
    return sort if sort.kind in ("number", "money", "percent") else QUANTITY
