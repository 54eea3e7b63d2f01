"""Compile an expression to a closure over a frame; never ``eval``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from auditkit.rulefile.language.calls import compile_call
from auditkit.rulefile.language.comparisons import compile_comparison
from auditkit.rulefile.language.compiler import Compiler, Node
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.fields import FieldPath
from auditkit.rulefile.language.frame import Frame, Names
from auditkit.rulefile.language.loops import compile_list, compile_loop
from auditkit.rulefile.language.naming import compile_attribute, compile_name
from auditkit.rulefile.language.operations import (
    compile_arithmetic,
    compile_choice,
    compile_logic,
    compile_sign,
)
from auditkit.rulefile.language.sorts import Sort
from auditkit.rulefile.language.syntax import parse

__all__ = ["HANDLERS", "Expression", "compile_expression"]

HANDLERS: Mapping[type[ast.expr], Callable[[Compiler, Any], Node]] = MappingProxyType(
    {
        ast.Name: compile_name,
        ast.Attribute: compile_attribute,
        ast.BoolOp: compile_logic,
        ast.UnaryOp: compile_sign,
        ast.BinOp: compile_arithmetic,
        ast.Compare: compile_comparison,
        ast.IfExp: compile_choice,
        ast.Call: compile_call,
        ast.List: compile_list,
        ast.GeneratorExp: compile_loop,
        ast.ListComp: compile_loop,
    }
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    ``value(frame)`` gives the value or ``Missing``; ``kind`` is its static type. ``fields`` are the
    fields it reads, ``options`` and ``lexicons`` the names of those it uses. ``branches`` name the
    parts that a test should make true and false; a frame with ``reached`` collects them.

    ``value`` raises ExpressionStopped when the frame's budget is used up, and ExpressionFailed when
    an option holds a value that the expression cannot work with.
    """

    text: str
    kind: str
    value: Callable[[Frame], Any]
    fields: tuple[FieldPath, ...]
    options: tuple[str, ...]
    lexicons: tuple[str, ...]
    branches: tuple[str, ...]
    sort: Sort


def compile_expression(text: str, names: Names, where: Mark) -> Expression:
    """Compile an expression, with everything checked that can be checked without data.

    Raises:
        ExpressionError: one Chinese sentence with file, line, place and remedy.
    """
    written = text.strip()
    source, tree = parse(written, where)
    compiler = Compiler(names, source, HANDLERS)
    node = compiler.compile(tree)
    return Expression(
        text=written,
        kind=node.sort.kind,
        value=node.run,
        fields=tuple(compiler.paths.values()),
        options=tuple(compiler.options),
        lexicons=tuple(compiler.lexicons),
        branches=tuple(compiler.branches),
        sort=node.sort,
    )
