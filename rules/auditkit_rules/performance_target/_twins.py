"""Whether two names say the same thing in nearly the same words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from auditkit_rules.performance_target._names import measure_of, normal_name, normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["are_twins"]

_BRACKETS = re.compile(r"[（(【\[]([^（）()【】\[\]]{1,30})[）)】\]]")
_HARMLESS = frozenset(("", *words("harmless_differences").words))
_HEADS = {word: head for head, group in words("near_names").groups.items() for word in group}
_NEAR = re.compile("|".join(re.escape(word) for word in sorted(_HEADS, key=len, reverse=True)))


def _remarks(name: str) -> str:
    """What stands in brackets: 城市低保 in 补助标准（城市低保）."""
    return normal_text("".join(_BRACKETS.findall(name)))


def _plain(name: str) -> str:
    """The name with each word that may stand for another one replaced by the first of its group."""
    return _NEAR.sub(lambda hit: _HEADS[hit.group()], name)


@lru_cache(maxsize=8192)
def are_twins(one: str, other: str, least: float) -> bool:
    """Whether all that differs is filler or a synonym, and the names are at least so alike (0 to 1).

    Names with different remarks in brackets are about different things.
    """
    if "" != _remarks(one) != _remarks(other) != "":
        return False
    left, right = _plain(normal_name(one)), _plain(normal_name(other))
    if left == right:
        return len(left) > 1
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < least or measure_of(left) != measure_of(right):
        return False
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return all({left[a:b], right[c:d]} <= _HARMLESS for _, a, b, c, d in steps)
