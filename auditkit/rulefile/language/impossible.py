"""Conditions that can never hold: contradictions between the sides of 且, and constants that are false."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from auditkit.rulefile.language.comparing import compare, equal
from auditkit.rulefile.language.faults import ExpressionFailed, Mark
from auditkit.rulefile.language.fields import FieldPath, start_path
from auditkit.rulefile.language.frame import Names
from auditkit.rulefile.language.records import enumeration
from auditkit.rulefile.language.syntax import Source, parse

__all__ = ["never_holds"]

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "empty",
    ast.IsNot: "filled",
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "≠": "≠"}
_LOWER, _UPPER = (">", ">="), ("<", "<=")
_NONE: Any = object()


@dataclass(frozen=True, slots=True)
class _Demand:
    """What one comparison demands of one field; ``text`` is the comparison as written."""

    key: tuple[str, str]
    sign: str
    value: Any
    text: str
    words: str = ""


def never_holds(texts: Iterable[str], names: Names, where: Mark) -> str:
    """Why conditions that all have to hold never do, in Chinese; empty when they may.

    The conditions compile; what cannot be told from their form is taken to be possible.
    """
    demands: list[_Demand] = []
    for text in texts:
        source, tree = parse(text, where)
        reader = _Reader(source, names)
        if (reason := reader.refutes(tree)) is not None:
            return reason
        demands += reader.demands(tree)
    return _contradiction(demands)


class _Reader:
    """Reads the demands of one condition out of its tree."""

    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names

    def refutes(self, node: ast.expr) -> str | None:
        """Why a condition by itself never holds: a false constant, or 或 whose sides all never hold."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            reasons = [self.refutes(side) or _contradiction(self.demands(side)) for side in node.values]
            return reasons[0] if all(reasons) else None
        if isinstance(node, ast.BoolOp):
            return next((reason for side in node.values if (reason := self.refutes(side))), None)
        text = self.source.written(node)
        if isinstance(node, ast.Name):
            token = self.source.token(node.id)
            return f"“{text}”是假" if token.kind == "truth" and token.value is False else None
        if isinstance(node, ast.Compare) and not _is_presence(node):
            for left, sign, right in self._pairs(node):
                one, other = self.constant(left), self.constant(right)
                if one is not _NONE and other is not _NONE and _holds(sign, one, other) is False:
                    return f"“{text}”总是假"
        return None

    def demands(self, node: ast.expr) -> list[_Demand]:
        """What all sides of 且 demand of single fields."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            return [demand for side in node.values for demand in self.demands(side)]
        if not isinstance(node, ast.Compare):
            return []
        found: list[_Demand] = []
        for left, sign, right in self._pairs(node):
            demand = self._demand(left, sign, right, node)
            if demand is None and sign in _TURNED:
                demand = self._demand(right, _TURNED[sign], left, node)
            if demand is not None:
                found.append(demand)
        return found

    def _pairs(self, node: ast.Compare) -> Iterator[tuple[ast.expr, str, ast.expr]]:
        sides = [node.left, *node.comparators]
        for place, operator in enumerate(node.ops):
            yield sides[place], _SIGNS[type(operator)], sides[place + 1]

    def _demand(self, field: ast.expr, sign: str, value: ast.expr, whole: ast.expr) -> _Demand | None:
        path = self.path(field)
        if path is None or path.many:
            return None
        text = self.source.written(whole)
        key = (path.scope, path.path)
        if sign in ("empty", "filled"):
            return _Demand(key, sign, None, text)
        if path.sort.words:
            values = self.words(value, path.sort.words)
            return None if values is None else _Demand(key, sign, values, text, path.sort.words)
        constant = self.constant(value)
        return None if constant is _NONE else _Demand(key, sign, constant, text)

    def path(self, node: ast.expr) -> FieldPath | None:
        """The field that a name or a chain of names is."""
        if isinstance(node, ast.Attribute):
            outer = self.path(node.value)
            return None if outer is None else outer.step(self.source.token(node.attr).text)
        token = self.source.token(node.id) if isinstance(node, ast.Name) else None
        return (
            start_path(token.text, self.names.scope) if token is not None and token.kind == "name" else None
        )

    def words(self, node: ast.expr, words: str) -> frozenset[str] | None:
        """The values that a word of an enumeration, or a list of them, stands for."""
        if isinstance(node, ast.List):
            found = [self.words(item, words) for item in node.elts]
            return None if None in found else frozenset().union(*(item for item in found if item is not None))
        if not isinstance(node, ast.Name):
            return None
        token = self.source.token(node.id)
        return enumeration(words).words.get(
            str(token.value).strip() if token.kind == "string" else token.text
        )

    def constant(self, node: ast.expr) -> Any:
        """The value of a literal or a list of literals; ``_NONE`` for anything else."""
        if isinstance(node, ast.List):
            items = [self.constant(item) for item in node.elts]
            return _NONE if _NONE in items else tuple(items)
        if not isinstance(node, ast.Name):
            return _NONE
        token = self.source.token(node.id)
        return token.value if token.kind in ("number", "string", "truth") else _NONE


def _is_presence(node: ast.Compare) -> bool:
    return any(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops)


def _holds(sign: str, one: Any, other: Any) -> bool | None:
    """Whether a comparison of two constants holds; None where it cannot be told."""
    try:
        if sign in ("in", "not in"):
            same = [equal(one, item) for item in other] if isinstance(other, tuple) else []
            told = [item is True for item in same] if all(isinstance(item, bool) for item in same) else None
            return None if told is None or not same else any(told) == (sign == "in")
        result = compare(sign, one, other)
    except ExpressionFailed:
        return None
    return result if isinstance(result, bool) else None


def _contradiction(demands: list[_Demand]) -> str:
    by_field: dict[tuple[str, str], list[_Demand]] = {}
    for demand in demands:
        by_field.setdefault(demand.key, []).append(demand)
    for found in by_field.values():
        if reason := _no_word_left([one for one in found if one.words]):
            return reason
        for one, other in combinations(found, 2):
            if _exclude(one, other) or _exclude(other, one):
                return _both(one.text, other.text)
    return ""


def _both(one: str, other: str) -> str:
    return f"“{one}”永远不成立" if one == other else f"“{one}”与“{other}”不能同时成立"


def _no_word_left(demands: list[_Demand]) -> str:
    """Whether the demands on an enumeration leave no value that fulfils them all."""
    if not demands:
        return ""
    left = frozenset().union(*enumeration(demands[0].words).words.values())
    for place, demand in enumerate(demands):
        left = left & demand.value if demand.sign in ("=", "in") else left - demand.value
        if not left:
            return _both(demands[max(0, place - 1)].text, demand.text)
    return ""


def _exclude(one: _Demand, other: _Demand) -> bool:
    """Whether a field that fulfils the first demand never fulfils the second."""
    if one.sign == "empty":
        return other.sign not in ("empty", "≠", "not in")
    if one.words or other.words:
        return False
    if one.sign == "=":
        return (
            _holds(other.sign, one.value, other.value) is False
            if other.sign not in ("empty", "filled")
            else False
        )
    if one.sign == "in" and isinstance(one.value, tuple) and other.sign not in ("empty", "filled"):
        return bool(one.value) and all(_holds(other.sign, item, other.value) is False for item in one.value)
    if one.sign in _LOWER and other.sign in _UPPER:
        if _holds("<", other.value, one.value):
            return True
        return bool(_holds("=", one.value, other.value)) and (one.sign == ">" or other.sign == "<")
    return False
