"""Compile lists and the one ``for``: ``合计(i.权重 for i in 指标 if i.类别 = 成本)``."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from auditkit.rulefile.language.coercing import as_list, as_truth
from auditkit.rulefile.language.compiler import NOTHING, Compiler, Loop, Node, Run, constant
from auditkit.rulefile.language.frame import LOOPS, Frame, spend
from auditkit.rulefile.language.naming import is_taken
from auditkit.rulefile.language.operations import one_sort
from auditkit.rulefile.language.sorts import ANY, Sort, list_of
from auditkit.rulefile.language.values import Missing

__all__ = ["compile_list", "compile_loop"]


def compile_list(compiler: Compiler, node: ast.List) -> Node:
    """Values in square brackets."""
    items = [compiler.compile(item) for item in node.elts]
    for item, at in zip(items, node.elts, strict=True):
        if item.sort.kind == "list" or item.sort.record == "words":
            compiler.fail("方括号里不能再放列表。", at)
    sort = list_of(_common([item.sort for item in items]))
    if items and all(item.constant is not NOTHING for item in items):
        return constant(tuple(item.constant for item in items), sort)
    runs = tuple(item.run for item in items)
    sure = all(item.sure for item in items)
    return Node(lambda frame: tuple(run(frame) for run in runs), sort, sure=sure)


def _common(sorts: Sequence[Sort]) -> Sort:
    if not sorts:
        return ANY
    common = sorts[0]
    for sort in sorts[1:]:
        common = one_sort(common, sort)
    return common


def compile_loop(compiler: Compiler, node: ast.GeneratorExp | ast.ListComp) -> Node:
    """The values of an expression for each item of a list that fulfils the conditions."""
    if len(node.generators) > 1:
        compiler.fail("一个括号里只能写一个 for。", node)
    part = node.generators[0]
    if not isinstance(part.target, ast.Name):
        compiler.fail("for 后面只能写一个名字，如 for i in 指标。", part.target)
    if len(compiler.loops) >= LOOPS:
        compiler.fail(f"for 嵌套超过 {LOOPS} 层，请拆分。", node)
    listed = as_list(compiler, compiler.compile(part.iter), part.iter)
    name = compiler.source.token(part.target.id)
    if name.kind != "name" or is_taken(compiler, name.text):
        compiler.fail(f"for 后面的“{name.text}”已有别的意思，请换一个名字，如 i。", part.target)
    item = listed.sort.item or ANY
    compiler.loops.append(Loop(name.text, item, listed.sure))
    tests = tuple(as_truth(compiler, compiler.compile(test), test).run for test in part.ifs)
    element = compiler.compile(node.elt)
    compiler.loops.pop()
    if element.sort.kind == "list" or element.sort.record == "words":
        compiler.fail("每一项只能是一个值，不能又是列表。", node.elt)
    cost = sum(isinstance(inner, ast.expr) for tree in (node.elt, *part.ifs) for inner in ast.walk(tree))
    items = listed.path.raw if listed.path is not None else listed.run
    run = _loop(items, len(compiler.loops), tests, element.run, cost)
    return Node(run, list_of(element.sort), sure=element.sure)


def _loop(items: Run, depth: int, tests: tuple[Run, ...], element: Run, cost: int) -> Run:
    def run(frame: Frame) -> Any:
        found = items(frame)
        if found is None or found.__class__ is Missing:
            return () if found is None else found
        loops = frame.loops
        values = []
        for item in found:
            spend(frame, cost)
            loops[depth] = item
            told: Any = True
            for test in tests:
                told = test(frame)
                if told is not True:
                    break
            if told is True:
                values.append(element(frame))
            elif told is not False:
                values.append(Missing(told.labels, told.notes, told.asked, told.filled, doubt=True))
        return tuple(values)

    return run
