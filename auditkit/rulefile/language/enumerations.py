"""Compile comparisons with words of an enumeration: 类别 = 满意度, 类别 属于 [数量, 质量], 比较符号 = "≥"."""

from __future__ import annotations

import ast
from typing import Any

from auditkit.rulefile.language.coercing import is_loose
from auditkit.rulefile.language.compiler import NOTHING, Compiler, Node, Run, constant
from auditkit.rulefile.language.faults import ExpressionFailed, did_you_mean
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.records import enumeration
from auditkit.rulefile.language.sorts import Sort
from auditkit.rulefile.language.values import Missing, join_missing

__all__ = ["compare_words", "word_operand", "words_of"]

Side = tuple[Node, ast.expr]


def words_of(compiler: Compiler, node: ast.expr) -> str:
    """The enumeration whose words a field holds; empty for everything else."""
    path = compiler.path_of(node)
    if path is None and isinstance(node, ast.Call) and node.args:
        return words_of(compiler, node.args[0]) if isinstance(node.args[0], ast.Name | ast.Attribute) else ""
    return "" if path is None else (path.sort.item or path.sort).words


def word_operand(compiler: Compiler, node: ast.expr, words: str) -> Node | None:
    """The words that a bare name, a string or a list of them stands for; None for anything else.

    Raises:
        ExpressionError: for a word that the enumeration does not have.
    """
    if isinstance(node, ast.List):
        found = [word_operand(compiler, item, words) for item in node.elts]
        if not found or any(item is None for item in found):
            return None
        values = frozenset().union(*(item.constant for item in found if item is not None))
        return constant(values, Sort("list", item=Sort("text", words=words)))
    if not isinstance(node, ast.Name):
        return None
    token = compiler.source.token(node.id)
    word = str(token.value).strip() if token.kind == "string" else token.text
    known = enumeration(words).words
    if token.kind in ("string", "name") and compiler.loop_path(token.text) is None and word in known:
        return constant(known[word], Sort("text", words=words))
    if token.kind == "string" or (token.kind == "name" and compiler.path_of(node) is None):
        what = "取值" if token.kind == "string" else "字段"
        if token.text in compiler.names.lexicons:
            return None
        near = did_you_mean(word, known)
        listed = "、".join(list(known)[:8])
        compiler.fail(f"未知{what}“{word}”{near if '？' in near else f'，可用的有：{listed} 等。'}", node)
    return None


def compare_words(compiler: Compiler, sign: str, left: Side, right: Side) -> Run:
    """Whether two sides share a value: a field and a word, a field and a group, two fields."""
    if sign not in ("=", "≠", "in", "not in"):
        compiler.fail("类别词没有大小，只能用 =、≠、属于。", left[1])
    names = {(node.sort.item or node.sort).words for node, _ in (left, right)}
    for node, at in (left, right):
        _refuse_other(compiler, node, at)
    if sign in ("=", "≠"):
        for node, at in (left, right):
            if node.sort.kind == "list":
                compiler.fail("“=”的两边都只能是一个值，有多个请用 属于。", at)
    if left[0].sort.kind == "list":
        compiler.fail("“属于”前面只能是一个值。", left[1])
    if len(names - {""}) > 1:
        compiler.fail("两边是不同的类别词，不能比较。", right[1])
    return _run((names - {""}).pop(), left[0], right[0], sign in ("=", "in"))


def _refuse_other(compiler: Compiler, node: Node, at: ast.expr) -> None:
    item = node.sort.item or node.sort
    if item.words or is_loose(node) or (item.kind in ("text", "any") and not node.sure):
        return
    compiler.fail(f"类别词不能与“{compiler.written(at)}”（{node.sort.spoken}）比较。", at)


def _run(words: str, left: Node, right: Node, wanted: bool) -> Run:
    values = right.constant
    if values is not NOTHING and left.sure and left.sort.kind == "text" and left.constant is NOTHING:
        read = left.run

        def quick(frame: Frame) -> Any:
            value = read(frame)
            return value if value.__class__ is Missing else (value in values) is wanted

        return quick
    first, second = left.run, right.run

    def share(frame: Frame) -> Any:
        one, gone = _values(first(frame), words)
        other, more = _values(second(frame), words)
        if one & other:
            return wanted
        missing = [*gone, *more]
        return join_missing(missing) if missing else not wanted

    return share


def _values(value: Any, words: str) -> tuple[frozenset[str], list[Missing]]:
    """The values that a word, a list of words or a constant stands for, and what is missing among them."""
    if isinstance(value, frozenset):
        return value, []
    if isinstance(value, Missing):
        return frozenset(), [value]
    if isinstance(value, tuple):
        found = [_values(item, words) for item in value]
        return frozenset().union(*(some for some, _ in found)), [gone for _, more in found for gone in more]
    known = enumeration(words).words
    if not isinstance(value, str) or value.strip() not in known:
        raise ExpressionFailed(
            f"参数值“{str(value)[:20]}”不是类别词，可用的有：{'、'.join(list(known)[:8])} 等。"
        )
    return known[value.strip()], []
