"""Compile names: literals, fields, loop items, options and word lists."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, NoReturn

from auditkit.rulefile.language.compiler import Compiler, Node, constant
from auditkit.rulefile.language.faults import did_you_mean
from auditkit.rulefile.language.fields import known_names, unknown_field
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.functions import FUNCTIONS
from auditkit.rulefile.language.literals import option_value
from auditkit.rulefile.language.records import ENUMERATIONS, enumeration, record
from auditkit.rulefile.language.sorts import ANY, TEXT, TRUTH, WORDS, Sort, list_of, sort_of_unit
from auditkit.rulefile.language.spelling import remedy_for
from auditkit.rulefile.language.values import Missing, Quantity

__all__ = ["LEXICONS", "OPTIONS", "compile_attribute", "compile_name", "is_taken", "refuse_bare_words"]

OPTIONS = frozenset({"选项", "options"})
LEXICONS = frozenset({"词表", "lexicons"})


def is_taken(compiler: Compiler, name: str) -> bool:
    """Whether a name already stands for something, so that no loop may use it."""
    if name in OPTIONS | LEXICONS or name in FUNCTIONS or name in compiler.names.lexicons:
        return True
    return compiler.loop_path(name) is not None or name in known_names(compiler.names)


def compile_name(compiler: Compiler, node: ast.Name) -> Node:
    """A literal, or what a single name stands for."""
    token = compiler.source.token(node.id)
    if token.kind == "string":
        return constant(token.value, TEXT)
    if token.kind == "truth":
        return constant(token.value, TRUTH)
    if token.kind == "number":
        value = token.value
        return constant(value, sort_of_unit(value.unit if isinstance(value, Quantity) else None))
    path = compiler.path_of(node)
    if path is not None:
        return compiler.read(path)
    if token.text not in compiler.names.lexicons:
        _refuse_name(compiler, node, token.text)
    return _lexicon(compiler, token.text)


def _refuse_name(compiler: Compiler, node: ast.expr, name: str) -> NoReturn:
    if name in OPTIONS:
        compiler.fail(f"请写出参数名，如 {name}.{next(iter(compiler.names.options), '上限')}。", node)
    if name in LEXICONS:
        compiler.fail(f"请写出词表名，如 {name}.{next(iter(compiler.names.lexicons), '模糊词')}。", node)
    if name in compiler.names.options:
        compiler.fail(f"规则的参数请写成“选项.{name}”。", node)
    if name in FUNCTIONS:
        compiler.fail(f"“{name}”是函数，后面要写括号：{FUNCTIONS[name].usage}。", node)
    for words in ENUMERATIONS:
        if name in enumeration(words).words:
            label = record(words.split(".")[0])[words.split(".")[1]].label
            compiler.fail(f"“{name}”是“{label}”的一种，只能与它比较，如 {label} = {name}。", node)
    if told := remedy_for(name):
        compiler.fail(told, node)
    more = [*(loop.name for loop in compiler.loops), *compiler.names.lexicons, *FUNCTIONS]
    compiler.fail(unknown_field(name, compiler.names, more), node)


def refuse_bare_words(compiler: Compiler, node: ast.expr) -> None:
    """Refuse a word without quotes where a text is expected, alone or in a list.

    Raises:
        ExpressionError: with the word in quotes, and with the field it may be a slip of.
    """
    for item in node.elts if isinstance(node, ast.List) else (node,):
        if not isinstance(item, ast.Name) or compiler.path_of(item) is not None:
            continue
        token = compiler.source.token(item.id)
        word = token.text
        known = {*OPTIONS, *LEXICONS, *compiler.names.options, *compiler.names.lexicons, *FUNCTIONS}
        if token.kind != "name" or word in known or remedy_for(word):
            continue
        said = unknown_field(word, compiler.names, [loop.name for loop in compiler.loops])
        said = said if said.endswith("？") else f"未知字段“{word}”；"
        compiler.fail(f'{said}文字要加引号，如 "{word}"。', item)


def compile_attribute(compiler: Compiler, node: ast.Attribute) -> Node:
    """A field of a field, an option or a word list."""
    token = compiler.source.token(node.attr)
    outer = node.value
    if token.kind != "name":
        compiler.fail(f"“.”后面要写字段的名称，不是“{token.text}”。", node)
    if isinstance(outer, ast.Name):
        first = compiler.source.token(outer.id)
        if first.kind == "name" and first.text in OPTIONS:
            return _option(compiler, node, token.text)
        if first.kind == "name" and first.text in LEXICONS:
            if token.text not in compiler.names.lexicons:
                near = did_you_mean(token.text, compiler.names.lexicons)
                compiler.fail(f"没有词表“{token.text}”{near}", node)
            return _lexicon(compiler, token.text)
    path = compiler.path_of(node)
    if path is None:
        _refuse_field(compiler, node)
    return compiler.read(path)


def _refuse_field(compiler: Compiler, node: ast.Attribute) -> NoReturn:
    token, outer = compiler.source.token(node.attr), node.value
    if isinstance(outer, ast.Call):
        compiler.fail("函数的结果没有下一级字段；上年的字段请写进括号，如 上年(预算.预算数)。", node)
    inside = compiler.path_of(outer)
    if inside is None:
        inside = compiler.compile(outer).path
    part = (inside.sort.item or inside.sort) if inside is not None else ANY
    if inside is None or not part.record:
        compiler.fail(f"“{compiler.written(outer)}”没有下一级字段。", node)
    near = did_you_mean(token.text, record(part.record))
    compiler.fail_at(f"“{inside.label}”没有字段“{token.text}”{near}", token.start, token.end)


def _lexicon(compiler: Compiler, name: str) -> Node:
    compiler.lexicons[name] = None
    own = compiler.names.lexicons[name]
    return Node(lambda frame: frame.lexicons.get(name, own), WORDS)


def _option(compiler: Compiler, node: ast.expr, name: str) -> Node:
    options = compiler.names.options
    if name not in options:
        compiler.fail(f"规则没有参数“{name}”{did_you_mean(name, options)}", node)
    compiler.options[name] = None
    default = options[name]

    def run(frame: Frame) -> Any:
        value = option_value(frame.options.get(name, default))
        if value.__class__ is tuple:
            spend(frame, 1 + len(value) // 10)
        return value

    return Node(run, _sort_of(option_value(default)), sure=False)


def _sort_of(value: Any) -> Sort:
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, str):
        return TEXT
    if isinstance(value, tuple):
        sorts = {_sort_of(item) for item in value}
        return list_of(sorts.pop() if len(sorts) == 1 else ANY)
    if isinstance(value, Missing | Mapping):
        return ANY
    return sort_of_unit(value.unit if isinstance(value, Quantity) else None)
