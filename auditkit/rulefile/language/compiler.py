"""What is shared while one expression is compiled: names, loops, and a record of all that it reads."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from auditkit.rulefile.language.faults import ExpressionError
from auditkit.rulefile.language.fields import start_path
from auditkit.rulefile.language.frame import Frame, Names
from auditkit.rulefile.language.paths import FieldPath, Root
from auditkit.rulefile.language.sorts import Sort
from auditkit.rulefile.language.syntax import Source

__all__ = ["NOTHING", "Compiler", "Loop", "Node", "Run", "constant"]

Run = Callable[[Frame], Any]
NOTHING: Any = object()
"""Stands for “no constant”."""


@dataclass(frozen=True, slots=True)
class Node:
    """A compiled part: how it is evaluated, its static type, and what is known beforehand.

    ``sure`` is False where the data may be of another type than ``sort`` says (options).
    """

    run: Run
    sort: Sort
    path: FieldPath | None = None
    constant: Any = NOTHING
    sure: bool = True


def constant(value: Any, sort: Sort) -> Node:
    """A part that always has the same value."""
    return Node(lambda frame: value, sort, constant=value)


@dataclass(frozen=True, slots=True)
class Loop:
    """A running ``for``: the name of its item, the item's sort, and whether that is sure."""

    name: str
    sort: Sort
    sure: bool


@dataclass(slots=True)
class Compiler:
    """Compiles the nodes of one expression by ``handlers``, one for each kind of node."""

    names: Names
    source: Source
    handlers: Mapping[type[ast.expr], Callable[[Compiler, Any], Node]]
    loops: list[Loop] = field(default_factory=list)
    paths: dict[tuple[str, str], FieldPath] = field(default_factory=dict)
    options: dict[str, None] = field(default_factory=dict)
    lexicons: dict[str, None] = field(default_factory=dict)
    branches: dict[str, None] = field(default_factory=dict)

    def compile(self, node: ast.expr) -> Node:
        """Compile one node and all below it.

        Raises:
            ExpressionError: for what makes no sense.
        """
        return self.handlers[node.__class__](self, node)

    def fail(self, message: str, node: ast.expr | None = None) -> NoReturn:
        """Refuse the expression; the caret stands under ``node``."""
        self.source.fail(message, node)

    def fail_at(self, message: str, start: int, end: int) -> NoReturn:
        """Refuse the expression; the caret stands under a stretch of its text."""
        raise ExpressionError(message, self.source.text, self.source.where, start, end)

    def written(self, node: ast.expr) -> str:
        """The node as written, cut to what a message can carry."""
        text = self.source.written(node)
        return text if len(text) <= 30 else text[:29] + "…"

    def loop_path(self, name: str) -> FieldPath | None:
        """The path to the item of the running loop of that name."""
        for depth, loop in enumerate(self.loops):
            if loop.name == name:
                return FieldPath(Root(name, loop.sort.record, depth), (), loop.sort)
        return None

    def path_of(self, node: ast.expr) -> FieldPath | None:
        """The path that a name or attribute stands for; None if it stands for none."""
        if isinstance(node, ast.Attribute):
            outer = self.path_of(node.value)
            return None if outer is None else outer.step(self.source.token(node.attr).text)
        if not isinstance(node, ast.Name):
            return None
        token = self.source.token(node.id)
        if token.kind != "name":
            return None
        return self.loop_path(token.text) or start_path(token.text, self.names.scope)

    def read(self, path: FieldPath) -> Node:
        """The part that reads a field; the expression remembers that it does."""
        self.paths.setdefault((path.root.name, path.path), path)
        loop = path.root.loop
        sure = loop is None or bool(path.steps) or self.loops[loop].sure
        return Node(path.reader(), path.sort, path, sure=sure)

    def branch(self, node: ast.expr, run: Run) -> Run:
        """The same part, which notes in ``frame.reached`` that it was true or false."""
        text = f"{self.source.where.key}：“{self.source.written(node)}”"
        yes, no = text + "为真", text + "为假"
        self.branches.update(dict.fromkeys((yes, no)))

        def watched(frame: Frame) -> Any:
            value = run(frame)
            if frame.reached is not None:
                if value is True:
                    frame.reached.add(yes)
                elif value is False:
                    frame.reached.add(no)
            return value

        return watched
