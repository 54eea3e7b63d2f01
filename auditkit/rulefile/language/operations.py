"""Compile 且, 或, 非, if-else and arithmetic."""

from __future__ import annotations

import ast
from typing import Any

from auditkit.rulefile.language.coercing import as_number, as_truth, number_sort
from auditkit.rulefile.language.compiler import NOTHING, Compiler, Node, Run, constant
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.measures import add, divide, join_units, multiply, negate, scale, subtract
from auditkit.rulefile.language.sorts import ANY, QUANTITY, TRUTH, Sort, is_numeric, sort_of_unit
from auditkit.rulefile.language.values import PERCENT, Missing, join_missing

__all__ = ["compile_arithmetic", "compile_choice", "compile_logic", "compile_sign", "conjunction", "one_sort"]

_OPERATIONS = {
    ast.Add: ("+", add),
    ast.Sub: ("-", subtract),
    ast.Mult: ("*", multiply),
    ast.Div: ("/", divide),
}
_SPOKEN = {"+": "相加", "-": "相减", "*": "相乘", "/": "相除"}


def conjunction(runs: tuple[Run, ...]) -> Run:
    """True if all are, false if one is, else missing."""

    def every(frame: Frame) -> Any:
        gone: list[Missing] = []
        for run in runs:
            value = run(frame)
            if value is False:
                return False
            if value is not True:
                gone.append(value)
        return join_missing(gone) if gone else True

    return every


def _disjunction(runs: tuple[Run, ...]) -> Run:
    """True if one is, false if none is, else missing."""

    def some(frame: Frame) -> Any:
        gone: list[Missing] = []
        for run in runs:
            value = run(frame)
            if value is True:
                return True
            if value is not False:
                gone.append(value)
        return join_missing(gone) if gone else False

    return some


def compile_logic(compiler: Compiler, node: ast.BoolOp) -> Node:
    """且 and 或; each side that is no 且 or 或 itself is a pair of branches."""
    runs: list[Run] = []
    for side in node.values:
        run = as_truth(compiler, compiler.compile(side), side).run
        runs.append(run if isinstance(side, ast.BoolOp) else compiler.branch(side, run))
    make = conjunction if isinstance(node.op, ast.And) else _disjunction
    return Node(make(tuple(runs)), TRUTH)


def compile_choice(compiler: Compiler, node: ast.IfExp) -> Node:
    """``x if c else y``: missing where the condition is."""
    test = compiler.branch(node.test, as_truth(compiler, compiler.compile(node.test), node.test).run)
    yes, no = compiler.compile(node.body), compiler.compile(node.orelse)
    then, otherwise = yes.run, no.run

    def choose(frame: Frame) -> Any:
        told = test(frame)
        if told is True:
            return then(frame)
        return otherwise(frame) if told is False else told

    sort = one_sort(yes.sort, no.sort)
    return Node(choose, sort, sure=yes.sure and no.sure and sort != ANY)


def one_sort(first: Sort, second: Sort) -> Sort:
    """The sort of a value that is of one or the other."""
    if first == second:
        return first
    if is_numeric(first) and is_numeric(second):
        return QUANTITY
    if first.kind == second.kind == "text" and not (first.words or second.words):
        return Sort("text")
    return ANY


def compile_sign(compiler: Compiler, node: ast.UnaryOp) -> Node:
    """非 and the minus before a number."""
    inner = compiler.compile(node.operand)
    if isinstance(node.op, ast.Not):
        run = as_truth(compiler, inner, node.operand).run

        def turn(frame: Frame) -> Any:
            value = run(frame)
            return value if value.__class__ is Missing else not value

        return Node(turn, TRUTH)
    number = as_number(compiler, inner, node.operand)
    sort = number_sort(inner.sort)
    if inner.constant is not NOTHING and inner.sort.kind in ("number", "money", "percent"):
        return constant(negate(inner.constant), sort)
    run = number.run
    return Node(lambda frame: negate(run(frame)), sort)


def compile_arithmetic(compiler: Compiler, node: ast.BinOp) -> Node:
    """+ - * / of numbers; units that do not go together are refused where they are known."""
    sign, calculate = _OPERATIONS[node.op.__class__]
    left = as_number(compiler, compiler.compile(node.left), node.left)
    right = as_number(compiler, compiler.compile(node.right), node.right)
    sort = _sort(compiler, node, sign, number_sort(left.sort), number_sort(right.sort))
    first, second = left.run, right.run
    return Node(lambda frame: calculate(first(frame), second(frame)), sort)


def _sort(compiler: Compiler, node: ast.BinOp, sign: str, left: Sort, right: Sort) -> Sort:
    first, second = left.unit, right.unit
    if first is None or second is None:
        return QUANTITY
    unit: str | None = None
    if sign in "+-":
        if scale(first, second) is not None:
            unit = PERCENT if PERCENT in (first, second) else first or second
    elif (joined := join_units(sign, first, second)) is not None:
        unit = joined[0]
    if unit is None:
        sides = f"“{compiler.written(node.left)}”是{left.spoken}，“{compiler.written(node.right)}”是{right.spoken}"
        compiler.fail(f"{sides}，不能{_SPOKEN[sign]}。", node)
    return sort_of_unit(unit or None)
