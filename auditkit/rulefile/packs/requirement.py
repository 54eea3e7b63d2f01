"""Compare versions with what a pack requires: ``auditkit>=1,<2``."""

from __future__ import annotations

import re

__all__ = ["unmet"]

_NAME = re.compile(r"\s*([A-Za-z0-9_.-]+?)\s*(?=[<>=!~]|\Z)")
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+){0,3})\s*\Z")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a version, without trailing zeros: 1.0 and 1 are one."""
    found = _RELEASE.match(version)
    numbers = [int(part) for part in found.group().split(".")] if found else [0]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _holds(have: tuple[int, ...], operator: str, want: tuple[int, ...]) -> bool:
    return {
        ">=": have >= want,
        "<=": have <= want,
        ">": have > want,
        "<": have < want,
        "==": have == want,
        "!=": have != want,
    }[operator]


def unmet(requires: str, version: str) -> str:
    """Why ``version`` of auditkit does not meet ``requires``, in Chinese; empty when it does.

    Only releases are compared: ``1.2.0rc1`` counts as 1.2.0.
    """
    found = _NAME.match(requires)
    if found is None or found.group(1).lower() != "auditkit":
        return f"requires 写的是“{requires}”，应写成“auditkit>=1,<2”的形式。"
    rest = requires[found.end() :].strip()
    clauses = [_CLAUSE.match(part) for part in rest.split(",")] if rest else []
    if any(clause is None for clause in clauses):
        return f"requires 写的是“{requires}”，看不懂，应写成“auditkit>=1,<2”的形式。"
    have = _release(version)
    for clause in clauses:
        if clause is not None and not _holds(have, clause.group(1), _release(clause.group(2))):
            return f"需要 {requires}，当前是 auditkit {version}；请换用相配的版本，或请规则包的作者更新。"
    return ""
