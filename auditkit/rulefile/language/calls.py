"""Compile calls of registered functions; a missing argument makes the result missing."""

from __future__ import annotations

import ast
from typing import Any

from auditkit.rulefile.language.coercing import as_kind, is_loose, items_as, number_sort, refuse_single_item
from auditkit.rulefile.language.comparisons import presence
from auditkit.rulefile.language.compiler import Compiler, Node, Run, constant
from auditkit.rulefile.language.faults import did_you_mean
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.functions import FUNCTIONS, Function, Parameter
from auditkit.rulefile.language.naming import refuse_bare_words
from auditkit.rulefile.language.operations import one_sort
from auditkit.rulefile.language.patterns import compile_pattern
from auditkit.rulefile.language.previous import a_year_before
from auditkit.rulefile.language.sorts import ANY, DATE, NUMBER, SHARE, TEXT, TRUTH, Sort, list_of
from auditkit.rulefile.language.spelling import other_word, remedy_for
from auditkit.rulefile.language.values import Missing, join_missing

__all__ = ["compile_call"]

_GIVES = {"truth": TRUTH, "number": NUMBER, "date": DATE, "share": SHARE, "texts": list_of(TEXT)}


def compile_call(compiler: Compiler, node: ast.Call) -> Node:
    """A call of a registered function."""
    assert isinstance(node.func, ast.Name)
    name = compiler.source.token(node.func.id).text
    function = FUNCTIONS.get(name)
    if function is None:
        near = did_you_mean(name, FUNCTIONS)
        told = other_word(name) if "？" in near else remedy_for(name)
        compiler.fail(told or f"没有函数“{name}”{near}", node.func)
    most = len(function.parameters)
    least = sum(not parameter.optional for parameter in function.parameters)
    repeated = function.parameters[0].repeated
    if len(node.args) < least or (len(node.args) > most and not repeated):
        compiler.fail(f"“{name}”的写法是 {function.usage}。", node)
    if function.names[1] == "previous":
        return _previous(compiler, node)
    if repeated:
        return _over_list(compiler, node, function)
    arguments = [
        _argument(compiler, parameter, at)
        for parameter, at in zip(function.parameters, node.args, strict=False)
    ]
    return Node(_call(function, arguments), _sort(function, arguments), sure=arguments[0].sure)


def _argument(compiler: Compiler, parameter: Parameter, at: ast.expr) -> Node:
    if parameter.kind == "pattern":
        return _pattern(compiler, at)
    if parameter.kind in ("text", "words"):
        refuse_bare_words(compiler, at)
    node = compiler.compile(at)
    if parameter.kind == "field":
        return Node(presence(node), node.sort)
    return as_kind(parameter.kind, compiler, node, at)


def _pattern(compiler: Compiler, at: ast.expr) -> Node:
    token = compiler.source.token(at.id) if isinstance(at, ast.Name) else None
    if token is None or token.kind != "string":
        compiler.fail('正则要直接写在引号里，如 匹配(名称, "^关于.+的$")。', at)
    return constant(compile_pattern(str(token.value), compiler.source.where), TEXT)


def _over_list(compiler: Compiler, node: ast.Call, function: Function) -> Node:
    """A function over one list, or over the values written into the call."""
    kind = function.parameters[0].kind
    if len(node.args) == 1:
        only = compiler.compile(node.args[0])
        if only.sort.kind == "list" or is_loose(only):
            return _call_node(function, items_as(kind, compiler, only, node.args[0]))
        refuse_single_item(compiler, only, node.args[0])
        compiler.fail(f"“{function.names[0]}”要的是列表，如 {_LISTS.get(kind, '指标.权重')}。", node.args[0])
    parts = [as_kind(kind, compiler, compiler.compile(at), at) for at in node.args]
    sort = parts[0].sort
    for part in parts[1:]:
        sort = one_sort(sort, part.sort)
    runs = tuple(part.run for part in parts)
    sure = all(part.sure for part in parts)
    return _call_node(
        function, Node(lambda frame: tuple(run(frame) for run in runs), list_of(sort), sure=sure)
    )


_LISTS = {"truth": "i.权重 > 0 for i in 指标"}


def _call_node(function: Function, argument: Node) -> Node:
    return Node(_call(function, [argument]), _sort(function, [argument]), sure=argument.sure)


def _call(function: Function, arguments: list[Node]) -> Run:
    call = function.call
    runs = tuple(argument.run for argument in arguments)
    if function.parameters[0].kind == "field":
        first = runs[0]
        return lambda frame: call(frame, first(frame))

    def run(frame: Frame) -> Any:
        values = [part(frame) for part in runs]
        for value in values:
            if value.__class__ is Missing:
                return join_missing(item for item in values if isinstance(item, Missing))
        return call(frame, *values)

    return run


def _sort(function: Function, arguments: list[Node]) -> Sort:
    given = _GIVES.get(function.kind)
    if given is not None:
        return given
    first = arguments[0].sort
    if function.kind == "same list":
        return first if first.kind == "list" else list_of(ANY)
    item = first.item if first.kind == "list" else first
    if item is None or (item.kind == "any" and not item.record):
        return ANY
    return item if item.kind == "date" else number_sort(item)


def _previous(compiler: Compiler, node: ast.Call) -> Node:
    before = set(compiler.paths)
    inner = compiler.compile(node.args[0])
    read = [path for key, path in compiler.paths.items() if key not in before]
    roots = {path.root.record for path in ([inner.path] if inner.path else read)}
    if not roots & {"project", "indicator"} and before == set(compiler.paths):
        roots = {path.root.record for path in compiler.paths.values()}
    if not roots & {"project", "indicator"}:
        compiler.fail("“上年”的括号里要写项目或指标的字段，如 上年(预算.预算数)。", node)
    return Node(a_year_before(inner.run, len(compiler.loops)), inner.sort, sure=inner.sure)
