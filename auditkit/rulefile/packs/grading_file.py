"""Read how a pack grades (``grading.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from auditkit.reference_grade import GradePart, Grading, Penalty
from auditkit.rule import DIMENSIONS
from auditkit.rulefile.load_checks import Faults, RuleFileError, line_of

__all__ = ["read_grading"]

_IDS = {word: name for name, word in DIMENSIONS.values()} | {"其他": "other"}


def read_grading(data: Any, file: str) -> Grading:
    """The grading in marked data that fits its schema.

    Raises:
        RuleFileError: for a dimension in two parts, or grades that do not go down to 0.
    """
    faults = Faults(file)
    seen: dict[str, str] = {}
    parts = []
    for number, item in enumerate(data["parts"]):
        named = _ids(item["dimensions"])
        for dimension, word in zip(named, item["dimensions"], strict=True):
            if dimension in seen:
                told = f"维度“{word}”在“{seen[dimension]}”里写过了，一个维度只归一部分，请去掉一处。"
                faults.add(line_of(data["parts"], number), told)
            seen.setdefault(dimension, item["name"])
        parts.append(GradePart(item["name"], _decimal(item["full"]), named))
    grades = tuple((item["name"], _decimal(item["from"])) for item in data["grades"])
    scores = [least for _, least in grades]
    if scores != sorted(set(scores), reverse=True) or scores[-1] != 0:
        faults.add(line_of(data, "grades"), "等次要从高分到低分写，分数不能相同，最后一个写 from: 0。")
    if len(faults):
        raise RuleFileError(faults.sentences())
    penalties = {severity: _penalty(item) for severity, item in data["penalties"].items()}
    return Grading(tuple(parts), penalties, grades, _ids(data.get("shared", ())), data.get("basis", ""))


def _ids(words: Any) -> tuple[str, ...]:
    return tuple(_IDS.get(word, word) for word in words)


def _penalty(item: Mapping[str, Any]) -> Penalty:
    limits = (item.get(name) for name in ("most_per_rule", "most_per_part"))
    return Penalty(_decimal(item["points"]), *(None if most is None else _decimal(most) for most in limits))


def _decimal(value: int | Decimal) -> Decimal:
    return Decimal(value)
