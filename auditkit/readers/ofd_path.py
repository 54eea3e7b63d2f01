"""The path language of OFD (AbbreviatedData): the corners of its straight stretches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit.readers.ofd_xml import number

__all__ = ["subpaths"]

_TOKEN = re.compile(r"[SMLQBACsmlqbac]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_VALUES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow an operator; the last two are where it ends."""

Point = tuple[float, float]


def subpaths(path: str) -> Iterator[list[Point]]:
    """The corners of each stretch of straight lines; curves end one and begin the next."""
    points: list[Point] = []
    origin: Point = (0.0, 0.0)
    for operator, values in _operations(path):
        if operator == "C":
            if points:
                points.append(origin)
                yield points
            points = [origin]
            continue
        end = values[-2], values[-1]
        if operator != "L":
            if len(points) > 1:
                yield points
            points = []
            if operator in "SM":
                origin = end
        points.append(end)
    if len(points) > 1:
        yield points


def _operations(path: str) -> Iterator[tuple[str, list[float]]]:
    """Operators with their numbers; an operator goes on for further numbers, a broken one ends the path."""
    operator = ""
    values: list[float] = []
    for token in _TOKEN.findall(path):
        if token.isalpha():
            operator, values = token.upper(), []
            if operator == "C":
                yield operator, []
            continue
        if not operator or operator == "C":
            continue
        values.append(number(token))
        if len(values) == _VALUES[operator]:
            yield operator, values
            values = []
