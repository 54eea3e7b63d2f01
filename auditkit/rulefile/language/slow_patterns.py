"""Which regular expressions may run away on a long text, and which cannot stand in a word list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as opcode  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["is_slow", "why_unfit"]

_REPEATS = (opcode.MAX_REPEAT, opcode.MIN_REPEAT, opcode.POSSESSIVE_REPEAT)
_MOST_WAYS = 100_000
_LONGEST = 1000
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")


def _endless(tree: Any, depth: int = 0) -> Iterator[int]:
    """How deep each repeat without an upper bound stands inside other such repeats."""
    for operation, value in tree:
        if operation in _REPEATS:
            endless = value[1] == opcode.MAXREPEAT
            if endless:
                yield depth
            yield from _endless(value[2], depth + endless)
        else:
            for part in _parts(operation, value):
                yield from _endless(part, depth)


def _parts(operation: Any, value: Any) -> list[Any]:
    """The sub-patterns of a branch, a group, a look-around or a condition."""
    if operation is opcode.BRANCH:
        return list(value[1])
    if operation is opcode.SUBPATTERN:
        return [value[3]]
    if operation in (opcode.ASSERT, opcode.ASSERT_NOT):
        return [value[1]]
    if operation is opcode.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return [value] if operation is opcode.ATOMIC_GROUP else []


def _ways(tree: Any) -> int:
    """In how many ways the bounded repeats can share out a text, at most; counted no further than needed."""
    ways = 1
    for operation, value in tree:
        if operation in _REPEATS:
            least, most, body = value
            if most == opcode.MAXREPEAT:
                continue
            inside = _ways(body)
            ways *= most - least + 1 if inside == 1 else inside ** min(most, 20) * (most - least + 1)
        else:
            ways *= max((_ways(part) for part in _parts(operation, value)), default=1)
        if ways > _MOST_WAYS:
            return ways
    return ways


def is_slow(pattern: str) -> bool:
    """Whether searching can take far more than linear time.

    So it is for an endless repeat that is tried from every place or nested, and for bounded repeats
    nested or in a row that can share out one text in very many ways.
    """
    tree = _parser.parse(pattern)
    depths = list(_endless(tree))
    return bool(depths and (max(depths) > 0 or not pattern.startswith("^"))) or _ways(tree) > _MOST_WAYS


def why_unfit(pattern: str) -> str:
    """Why a pattern cannot be put into a word list, as a Chinese sentence; empty when it can."""
    told = f"正则“{pattern[:60]}”"
    if len(pattern) > _LONGEST:
        return f"{told}过长（超过 {_LONGEST} 个字），请拆成几条。"
    try:
        made = re.compile(pattern)
        slow = is_slow(pattern)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        return f"{told}写法不对（{getattr(error, 'msg', None) or type(error).__name__}），请检查。"
    if _FLAGS.search(pattern):
        return f"{told}不能带全局开关，请写成 (?i:…) 的形式。"
    if made.groups:
        return f"{told}里的括号请写成 (?:…)，不要用取值的括号。"
    if slow:
        return f"{told}遇到长文本会非常慢；请把 *、+ 改成有上限的 {{0,20}}，并去掉重复里的重复。"
    if made.search("") is not None:
        return f"{told}连空白也能匹配，会命中所有文字，请写得具体些。"
    return ""
