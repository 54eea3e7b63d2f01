"""Whether two names say the same thing in nearly the same words."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from auditkit_rules.performance_target._names import measure_of, normal_name, normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["are_twins", "same_named"]

_HARMLESS = frozenset(words("harmless_differences").words)
_NEAR = words("near_names")


def same_named(one: str, other: str) -> bool:
    """Whether two names are the same but for blanks, marks and bracketed remarks."""
    left, right = normal_name(one), normal_name(other)
    return left == right and len(left) > 1 and normal_text(one) == normal_text(other)


def _equal_words(one: str, other: str) -> bool:
    """Whether two fragments may stand for each other."""
    return one == other or other in _NEAR.synonyms(one)


def _differing(one: str, other: str) -> list[tuple[str, str]]:
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(one[a:b], other[c:d]) for tag, a, b, c, d in steps if tag != "equal"]


@lru_cache(maxsize=8192)
def are_twins(one: str, other: str, least: float) -> bool:
    """Whether all that differs is filler or a synonym, and the names are at least so alike (0 to 1)."""
    left, right = normal_name(one), normal_name(other)
    if left == right:
        return len(left) > 1
    for names in _NEAR.groups.values():
        tails = [max((w for w in names if name.endswith(w)), key=len, default="") for name in (left, right)]
        stems = [name.removesuffix(tail) for name, tail in zip((left, right), tails, strict=True)]
        if all(tails) and stems[0] == stems[1]:
            return True
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < least or measure_of(left) != measure_of(right):
        return False
    return all(
        ((not gone or gone in _HARMLESS) and (not new or new in _HARMLESS)) or _equal_words(gone, new)
        for gone, new in _differing(left, right)
    )
