"""Compile a message with holes: 满意度指标“{名称}”指标值为“{指标值}”。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from auditkit.rulefile.language.compiling import Expression, compile_expression
from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.fields import FieldPath
from auditkit.rulefile.language.frame import Frame, Names
from auditkit.rulefile.language.records import enumeration
from auditkit.rulefile.language.rendering import show
from auditkit.rulefile.language.spelling import CLOSING

__all__ = ["Template", "compile_template"]

_LONGEST = 4_000
_MOST_HOLES = 50


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled message. ``holes`` are the expressions in it, in order."""

    text: str
    holes: tuple[Expression, ...]
    _parts: tuple[str | Callable[[Frame], str], ...]

    @property
    def fields(self) -> tuple[FieldPath, ...]:
        """The fields that the holes read."""
        found = {(path.root.name, path.path): path for hole in self.holes for path in hole.fields}
        return tuple(found.values())

    @property
    def options(self) -> tuple[str, ...]:
        """The options that the holes use."""
        return tuple(dict.fromkeys(name for hole in self.holes for name in hole.options))

    @property
    def lexicons(self) -> tuple[str, ...]:
        """The word lists that the holes use."""
        return tuple(dict.fromkeys(name for hole in self.holes for name in hole.lexicons))

    def render(self, frame: Frame) -> str:
        """The text with every hole filled; 空 for what is missing.

        Raises:
            ExpressionStopped, ExpressionFailed: as ``Expression.value``.
        """
        return "".join(part if isinstance(part, str) else part(frame) for part in self._parts)


def compile_template(text: str, names: Names, where: Mark) -> Template:
    """Compile a message; ``{{`` and ``}}`` stand for braces.

    Raises:
        ExpressionError: for a hole that is no expression, or braces without a pair.
    """
    if len(text) > _LONGEST:
        raise ExpressionError(f"文字有 {len(text)} 个字，超过 {_LONGEST} 个，请缩短。", text, where, 0, 1)
    parts: list[str | Callable[[Frame], str]] = []
    holes: list[Expression] = []
    for piece, is_hole in _pieces(text, where):
        if not is_hole:
            parts.append(piece)
            continue
        hole = compile_expression(piece, names, where)
        holes.append(hole)
        if len(holes) > _MOST_HOLES:
            raise ExpressionError(f"文字里的大括号超过 {_MOST_HOLES} 对，请缩短。", text, where, 0, 1)
        parts.append(_filling(hole))
    return Template(text, tuple(holes), tuple(parts))


def _filling(hole: Expression) -> Callable[[Frame], str]:
    value = hole.value
    named = (hole.sort.item or hole.sort).words
    words: Mapping[str, str] | None = enumeration(named).labels if named else None
    return lambda frame: show(value(frame), words)


def _pieces(text: str, where: Mark) -> Iterator[tuple[str, bool]]:
    """The text between the holes, and the holes (True)."""
    said: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text.startswith(char * 2, at):
            said.append(char)
            at += 2
        elif char == "}":
            raise ExpressionError("“}”没有配对的“{”；要写大括号本身请写两个。", text, where, at, at + 1)
        elif char == "{":
            end = _closing(text, at + 1)
            if end is None:
                raise ExpressionError("“{”没有配对的“}”；要写大括号本身请写两个。", text, where, at, at + 1)
            yield "".join(said), False
            said = []
            yield text[at + 1 : end], True
            at = end + 1
        else:
            said.append(char)
            at += 1
    yield "".join(said), False


def _closing(text: str, start: int) -> int | None:
    """Where the hole that starts here ends; braces in string literals do not count."""
    inside = ""
    for place in range(start, len(text)):
        char = text[place]
        if inside:
            inside = "" if char in inside else inside
        elif char in CLOSING:
            inside = CLOSING[char]
        elif char == "}":
            return place
    return None
