"""From tokens to a tree of the few kinds of node that the language has; everything else is refused."""

from __future__ import annotations

import ast
from bisect import bisect_right
from dataclasses import dataclass
from typing import NoReturn

from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.scan import Token, scan
from auditkit.rulefile.language.spelling import remedy_for

__all__ = ["Source", "parse"]

_DEEPEST = 40
_MOST_NODES = 200
_REFUSED: dict[type[ast.AST], str] = {
    ast.Tuple: "多个值请放进方括号，如 [数量, 质量]。",
    ast.Starred: "不支持 * 展开。",
    ast.keyword: "函数的参数请直接写值，不写名字。",
    ast.SetComp: "请用方括号。",
    ast.UAdd: "正号请删去。",
}
_ALLOWED: tuple[type[ast.AST], ...] = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE),
    *(ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Call, ast.Name, ast.Load, ast.Store, ast.Attribute),
    *(ast.List, ast.IfExp, ast.GeneratorExp, ast.ListComp, ast.comprehension),
)
"""The specification of the language: version 1. New syntax needs a decision record."""

_ALLOWED_SET = frozenset(_ALLOWED)


@dataclass(frozen=True, slots=True)
class Source:
    """An expression as written, its tokens, and where each starts in the skeleton Python parsed."""

    text: str
    where: Mark
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def token(self, name: str) -> Token:
        """The token that a placeholder of the skeleton stands for."""
        return self.tokens[int(name[1:])]

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Start and end of a node in the text."""
        first = self.tokens[max(0, bisect_right(self.starts, node.col_offset) - 1)]
        last = self.tokens[max(0, bisect_right(self.starts, (node.end_col_offset or 1) - 1) - 1)]
        return first.start, max(first.end, last.end)

    def written(self, node: ast.expr) -> str:
        """The node as written."""
        start, end = self.span(node)
        return self.text[start:end]

    def fail(self, message: str, node: ast.expr | None = None) -> NoReturn:
        """Refuse the expression for a reason that stands at a node."""
        start, end = self.span(node) if node is not None else (0, len(self.text))
        raise ExpressionError(message, self.text, self.where, start, end)


def parse(text: str, where: Mark) -> tuple[Source, ast.expr]:
    """The tree of an expression, of allowed nodes only, within the limits of depth and size.

    Raises:
        ExpressionError: for anything else.
    """
    tokens = scan(text, where)
    starts: list[int] = []
    parts: list[str] = []
    at = 0
    for token in tokens:
        starts.append(at)
        parts.append(token.out)
        at += len(token.out) + 1
    source = Source(text, where, tuple(tokens), tuple(starts))
    try:
        tree = ast.parse(" ".join(parts), mode="eval")
    except SyntaxError as error:
        _refuse_grammar(source, error)
    except (RecursionError, MemoryError, ValueError):
        source.fail("表达式过于复杂，请拆成几条规则。")
    _check(source, tree.body)
    return source, tree.body


def _refuse_grammar(source: Source, error: SyntaxError) -> NoReturn:
    for token in source.tokens:
        if token.kind == "name" and (told := remedy_for(token.text)):
            raise ExpressionError(told, source.text, source.where, token.start, token.end) from None
    place = bisect_right(source.starts, max(0, (error.offset or 1) - 1)) - 1
    token = source.tokens[max(0, min(place, len(source.tokens) - 1))]
    last = source.tokens[-1]
    if not last.ends_operand:
        message, token = f"表达式没有写完，“{last.text}”后面还缺内容。", last
    elif token.kind in ("operator", "word"):
        message = f"“{token.text}”的前后写得不完整，请检查。"
    else:
        message = f"“{token.text}”附近写法不对，请检查运算符和括号。"
    raise ExpressionError(message, source.text, source.where, token.start, token.end) from None


def _check(source: Source, body: ast.expr) -> None:
    """Walk the tree without recursion: kinds of node, depth, number of nodes."""
    waiting: list[tuple[ast.AST, int, ast.expr]] = [(body, 1, body)]
    count = 0
    while waiting:
        node, depth, near = waiting.pop()
        kind = node.__class__
        if isinstance(node, ast.expr):
            near = node
            count += 1
            if count > _MOST_NODES or depth > _DEEPEST:
                source.fail("表达式过长或嵌套过深，请拆成几条规则，或把词语放进词表。", node)
        if kind not in _ALLOWED_SET:
            source.fail(f"不支持这种写法，{_REFUSED.get(kind, '只能用字段、运算符和函数。')}", near)
        if kind is ast.Call and node.func.__class__ is not ast.Name:  # type: ignore[attr-defined]
            source.fail("只能调用函数，不能调用字段的方法；函数写在前面，如 字数(名称)。", near)
        waiting.extend((child, depth + 1, near) for child in ast.iter_child_nodes(node))
