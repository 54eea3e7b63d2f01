"""Compile comparisons, 属于 and 为空; what cannot be compared is refused at load."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from typing import Any

from auditkit.rulefile.language.coercing import is_loose
from auditkit.rulefile.language.comparing import SIGNS, compare, contains, read_moment
from auditkit.rulefile.language.compiler import NOTHING, Compiler, Node, Run, constant
from auditkit.rulefile.language.enumerations import compare_words, word_operand, words_of
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.literals import read_quantity
from auditkit.rulefile.language.measures import scale
from auditkit.rulefile.language.naming import refuse_bare_words
from auditkit.rulefile.language.operations import conjunction
from auditkit.rulefile.language.records import whole_value
from auditkit.rulefile.language.sorts import DATE, TRUTH, Sort, is_numeric
from auditkit.rulefile.language.spelling import CLOSING
from auditkit.rulefile.language.text_functions import missing
from auditkit.rulefile.language.values import Missing
from auditkit.rulefile.language.words import WordList

__all__ = ["compile_comparison", "presence"]

_SIGNS = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_DAY = re.compile(r"20\d\d-\d\d?-\d\d?\Z")
_ORDERING = frozenset({"<", "<=", ">", ">="})


def compile_comparison(compiler: Compiler, node: ast.Compare) -> Node:
    """A comparison or a chain of them (``0 < x ≤ 5``)."""
    if any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops):
        return _emptiness(compiler, node)
    asts = [node.left, *node.comparators]
    words = next((found for item in asts if (found := words_of(compiler, item))), "")
    texts = any(_is_text_field(compiler, item) for item in asts)
    operands = [_operand(compiler, item, words, texts) for item in asts]
    runs: list[Run] = []
    for place, op in enumerate(node.ops):
        pair = _Pair(compiler, asts[place], asts[place + 1], operands[place], operands[place + 1])
        runs.append(pair.compile(_SIGNS[op.__class__]))
    return Node(runs[0] if len(runs) == 1 else conjunction(tuple(runs)), TRUTH)


def _is_text_field(compiler: Compiler, node: ast.expr) -> bool:
    path = compiler.path_of(node)
    return path is not None and (path.sort.item or path.sort).kind == "text" and not path.sort.words


def _operand(compiler: Compiler, node: ast.expr, words: str, texts: bool) -> Node:
    if words:
        found = word_operand(compiler, node, words)
        if found is not None:
            return found
    elif texts:
        refuse_bare_words(compiler, node)
    return compiler.compile(node)


def _emptiness(compiler: Compiler, node: ast.Compare) -> Node:
    if len(node.ops) > 1 or not isinstance(node.left, ast.Name | ast.Attribute | ast.Call):
        compiler.fail("“为空”前面只能写一个字段，其他条件请用 且、或 连接。", node)
    inner = compiler.compile(node.left)
    if inner.constant is not NOTHING:
        compiler.fail("“为空”前面要写字段。", node)
    run = presence(inner)
    wanted = isinstance(node.ops[0], ast.Is)

    def empty(frame: Frame) -> Any:
        gone = missing(frame, run(frame))
        return gone if gone.__class__ is Missing else gone is wanted

    return Node(empty, TRUTH)


def presence(node: Node) -> Run:
    """How a value is read to ask whether it is there: an empty list of which the form has no place is missing."""
    path, run = node.path, node.run
    if path is None or not path.many:
        return run
    unasked = Missing((path.label,), asked=False)

    def read(frame: Frame) -> Any:
        value = run(frame)
        return unasked if value == () and not path.asked(frame) else value

    return read


def _size(listed: Any) -> int:
    """What looking through a list costs."""
    if isinstance(listed, WordList):
        return 1 + len(listed.words) // 50
    return 1 + len(listed) // 5 if isinstance(listed, tuple) else 1


class _Pair:
    """Two operands with their places in the source."""

    __slots__ = ("compiler", "left", "left_at", "right", "right_at")

    def __init__(
        self, compiler: Compiler, left_at: ast.expr, right_at: ast.expr, left: Node, right: Node
    ) -> None:
        self.compiler = compiler
        self.left_at = left_at
        self.right_at = right_at
        self.left = left
        self.right = right

    def compile(self, sign: str) -> Run:
        if self._has_words():
            return compare_words(self.compiler, sign, (self.left, self.left_at), (self.right, self.right_at))
        if sign in ("in", "not in"):
            return self._membership(sign)
        self._dates()
        self._refuse_parts()
        if not is_loose(self.left) and not is_loose(self.right):
            self._agree(sign)
        return self._run(sign)

    def _has_words(self) -> bool:
        return any((node.sort.item or node.sort).words for node in (self.left, self.right))

    def _run(self, sign: str) -> Run:
        left, right, test = self.left.run, self.right.run, SIGNS[sign]

        def both(frame: Frame) -> Any:
            one, other = left(frame), right(frame)
            if one.__class__ is Decimal and other.__class__ is Decimal:
                return test(one, other)
            return compare(sign, one, other)

        return both

    def _say(self, node: Node, at: ast.expr) -> str:
        shown = self.compiler.written(at)
        return f"{shown if shown[:1] in CLOSING else f'“{shown}”'}是{node.sort.spoken}"

    def _refuse_parts(self) -> None:
        for node, at in ((self.left, self.left_at), (self.right, self.right_at)):
            if whole_value(node.sort):
                shown = self.compiler.written(at)
                self.compiler.fail(f"“{shown}”是一整项，不能比较，请写到具体的字段，如 {shown}.名称。", at)
            if node.sort.kind == "list" or node.sort.record == "words":
                said = self._say(node, at)
                self.compiler.fail(f"{said}，不能这样比较，请用 属于，或 合计、任一 等函数。", at)

    def _dates(self) -> None:
        """A literal beside a date is read as a date at load."""
        for one, other, name in ((self.left, self.right, "right"), (self.right, self.left, "left")):
            if one.sort.kind != "date" or not isinstance(other.constant, str):
                continue
            moment = read_moment(other.constant)
            at = self.right_at if name == "right" else self.left_at
            if isinstance(moment, Missing):
                self.compiler.fail(f"“{other.constant}”不是日期，请写成“2026-12-31”这样的日期。", at)
            setattr(self, name, constant(moment, DATE))

    def _agree(self, sign: str) -> None:
        first, second = self.left.sort, self.right.sort
        said = f"{self._say(self.left, self.left_at)}，{self._say(self.right, self.right_at)}"
        if is_numeric(first) and is_numeric(second):
            if first.unit is not None and second.unit is not None and scale(first.unit, second.unit) is None:
                self.compiler.fail(f"{said}，不能比较。", self.right_at)
            return
        self._blank_literal(sign)
        if first.kind == second.kind and (first.kind == "date" or sign not in _ORDERING):
            return
        if (
            sign not in _ORDERING
            and "target" in (first.record, second.record)
            and "text" in (first.kind, second.kind)
        ):
            return
        for node, at in ((self.left, self.left_at), (self.right, self.right_at)):
            if isinstance(node.constant, str) and read_quantity(node.constant) is not None:
                self.compiler.fail(f"数不要加引号，请写 {node.constant.strip()}。", at)
        if sign in _ORDERING and first.kind == second.kind:
            self.compiler.fail(f"{said}，不能比较大小，只能用 = 或 ≠。", self.right_at)
        for at in (self.left_at, self.right_at):
            if "date" in (first.kind, second.kind) and _DAY.match(shown := self.compiler.written(at)):
                self.compiler.fail(f'日期要加引号，写成 "{shown}"。', at)
        if "date" in (first.kind, second.kind) and {first.kind, second.kind} & {"text", "number"}:
            self.compiler.fail(f"{said}，请用 日期(…) 或 年份(…)。", self.right_at)
        self.compiler.fail(f"{said}，不能比较。", self.right_at)

    def _blank_literal(self, sign: str) -> None:
        for node, at in ((self.right, self.left_at), (self.left, self.right_at)):
            if isinstance(node.constant, str) and not node.constant.strip():
                word = "为空" if sign == "=" else "不为空"
                self.compiler.fail(f"没有填写请写“{self.compiler.written(at)} {word}”。", at)

    def _membership(self, sign: str) -> Run:
        listed, item = self.right, self.left
        if listed.sort.kind == "text":
            shown = f"含({self.compiler.written(self.right_at)}, {self.compiler.written(self.left_at)})"
            self.compiler.fail(f"“属于”后面要是列表或词表；找文字里的词请用 {shown}。", self.right_at)
        if listed.sort.kind != "list" and listed.sort.record != "words" and not is_loose(listed):
            self.compiler.fail(
                f"“属于”后面要是列表或词表，{self._say(listed, self.right_at)}。", self.right_at
            )
        if item.sort.kind == "list" or whole_value(item.sort) or item.sort.record == "words":
            self.compiler.fail(f"“属于”前面要是一个值，{self._say(item, self.left_at)}。", self.left_at)
        self._items_agree(item.sort, listed)
        member, among, wanted = item.run, listed.run, sign == "in"

        def run(frame: Frame) -> Any:
            found_in = among(frame)
            spend(frame, _size(found_in))
            found = contains(found_in, member(frame))
            return found if found.__class__ is Missing else found is wanted

        return run

    def _items_agree(self, item: Sort, listed: Node) -> None:
        inner = listed.sort.item
        if listed.sort.record == "words":
            inner = Sort("text")
        if inner is None or "any" in (inner.kind, item.kind):
            return
        same = inner.kind == item.kind or (is_numeric(inner) and is_numeric(item))
        units = (item.unit, inner.unit)
        if not same or (None not in units and scale(units[0] or "", units[1] or "") is None):
            said = self._say(self.left, self.left_at)
            self.compiler.fail(f"{said}，列表里的是{inner.spoken}，不能比较。", self.right_at)
